#include "fakes/aws/http_date.h"

#include <array>

namespace greenroom::aws {
namespace {

// Written into its place: every answer has a date, some have two.
void put_number(std::string& text, std::size_t at, std::size_t digits, std::int64_t value) {
  for (std::size_t left = digits; left-- > 0; value /= 10) {
    text[at + left] = static_cast<char>('0' + value % 10);
  }
}

}  // namespace

std::string http_date(Epoch epoch, Instant instant) {
  constexpr std::array<const char*, 7> k_days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array<const char*, 12> k_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilTime time = civil_time(epoch, instant);
  const std::int64_t days = unix_seconds(epoch, instant) / 86400;  // 1970-01-01 was a Thursday
  std::string text = "Thu, 00 Jan 0000 00:00:00 GMT";
  text.replace(0, 3, k_days.at(static_cast<std::size_t>(days % 7)));
  text.replace(8, 3, k_months.at(static_cast<std::size_t>(time.month - 1)));
  put_number(text, 5, 2, time.day);
  put_number(text, 12, 4, time.year);
  put_number(text, 17, 2, time.hour);
  put_number(text, 20, 2, time.minute);
  put_number(text, 23, 2, time.second);
  return text;
}

std::string whole_seconds(Epoch epoch, Instant instant) {
  return iso8601(epoch, instant).substr(0, 19) + "Z";
}

}  // namespace greenroom::aws
