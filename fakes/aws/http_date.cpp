#include "fakes/aws/http_date.h"

#include <array>

namespace greenroom::aws {
namespace {

std::string two_digits(int value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::string http_date(Epoch epoch, Instant instant) {
  constexpr std::array<const char*, 7> k_days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array<const char*, 12> k_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilTime time = civil_time(epoch, instant);
  const std::int64_t days = unix_seconds(epoch, instant) / 86400;  // 1970-01-01 was a Thursday
  return std::string(k_days.at(static_cast<std::size_t>(days % 7))) + ", " + two_digits(time.day) +
         " " + k_months.at(static_cast<std::size_t>(time.month - 1)) + " " +
         std::to_string(time.year) + " " + two_digits(time.hour) + ":" + two_digits(time.minute) +
         ":" + two_digits(time.second) + " GMT";
}

}  // namespace greenroom::aws
