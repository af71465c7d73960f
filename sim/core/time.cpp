// Rendering of virtual time. Integer arithmetic only, so that no locale or time zone can matter.
#include "sim/core/time.h"

#include <cstddef>

namespace greenroom {
namespace {

constexpr std::int64_t k_seconds_per_day = 86'400;

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::string hms(const CivilTime& time) {
  return padded(time.hour, 2) + ":" + padded(time.minute, 2) + ":" + padded(time.second, 2);
}

std::string ymd(const CivilTime& time, char separator) {
  return padded(time.year, 4) + separator + padded(time.month, 2) + separator + padded(time.day, 2);
}

}  // namespace

// Days to civil date after Howard Hinnant's published proleptic Gregorian algorithm.
CivilTime civil_time(Epoch epoch, Instant instant) {
  const std::int64_t total = unix_seconds(epoch, instant);
  const std::int64_t days = total / k_seconds_per_day;
  const std::int64_t rest = total % k_seconds_per_day;
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = shifted / 146'097;
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_index = (5 * day_of_year + 2) / 153;
  CivilTime time;
  time.day = static_cast<int>(day_of_year - (153 * month_index + 2) / 5 + 1);
  time.month = static_cast<int>(month_index < 10 ? month_index + 3 : month_index - 9);
  time.year = year_of_era + era * 400 + (time.month <= 2 ? 1 : 0);
  time.hour = static_cast<int>(rest / 3'600);
  time.minute = static_cast<int>(rest / 60 % 60);
  time.second = static_cast<int>(rest % 60);
  time.microsecond = static_cast<int>(instant.microseconds % 1'000'000);
  return time;
}

std::int64_t unix_seconds(Epoch epoch, Instant instant) {
  return epoch.seconds_since_1970 + instant.microseconds / 1'000'000;
}

std::string iso8601(Epoch epoch, Instant instant) {
  const CivilTime time = civil_time(epoch, instant);
  return ymd(time, '-') + "T" + hms(time) + "." + padded(time.microsecond / 1'000, 3) + "Z";
}

std::string slashed_microseconds(Epoch epoch, Instant instant) {
  const CivilTime time = civil_time(epoch, instant);
  return ymd(time, '/') + " " + hms(time) + "." + padded(time.microsecond, 6);
}

std::string plain_seconds(Epoch epoch, Instant instant) {
  const CivilTime time = civil_time(epoch, instant);
  return ymd(time, '-') + " " + hms(time);
}

std::string clock_of_day(Epoch epoch, Instant instant) {
  return hms(civil_time(epoch, instant));
}

std::string human(Duration duration) {
  const std::int64_t us = duration.microseconds;
  if (us < 1'000) {
    return std::to_string(us) + "us";
  }
  if (us < 1'000'000) {
    return std::to_string(us / 1'000) + "ms";
  }
  const std::int64_t total = us / 1'000'000;
  std::string text;
  if (total >= 3'600) {
    text += std::to_string(total / 3'600) + "h";
  }
  if (total >= 60 && total / 60 % 60 != 0) {
    text += std::to_string(total / 60 % 60) + "m";
  }
  if (total % 60 != 0 || text.empty()) {
    text += std::to_string(total % 60) + "s";
  }
  return text;
}

}  // namespace greenroom
