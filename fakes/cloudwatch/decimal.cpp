#include "fakes/cloudwatch/decimal.h"

#include <algorithm>
#include <limits>

namespace greenroom::cloudwatch {
namespace {

constexpr std::size_t k_digits_after_point = 6;
constexpr std::size_t k_digits_before_point = 12;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Decimal Decimal::whole(std::int64_t number) {
  constexpr std::int64_t k_largest = std::numeric_limits<std::int64_t>::max() / k_millionths;
  return {std::clamp(number, -k_largest, k_largest) * k_millionths};
}

Decimal sum(Decimal a, Decimal b) {
  std::int64_t result = 0;
  if (__builtin_add_overflow(a.millionths, b.millionths, &result)) {
    return {a.millionths < 0 ? std::numeric_limits<std::int64_t>::min()
                             : std::numeric_limits<std::int64_t>::max()};
  }
  return {result};
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) {
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  const std::string_view before = text.substr(0, point);
  const std::string_view after =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (before.empty() || before.size() > k_digits_before_point || !all_digits(before) ||
      after.size() > k_digits_after_point || !all_digits(after) ||
      (point != std::string_view::npos && after.empty())) {
    return std::nullopt;
  }
  std::string digits(before);
  digits += after;
  digits.append(k_digits_after_point - after.size(), '0');
  const std::int64_t millionths = std::stoll(digits);
  return Decimal{negative ? -millionths : millionths};
}

std::string to_text(Decimal number) {
  const bool negative = number.millionths < 0;
  // Unsigned, for the smallest number has no positive counterpart.
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(number.millionths)
                                      : static_cast<std::uint64_t>(number.millionths);
  std::string fraction = std::to_string(size % k_millionths);
  fraction.insert(0, k_digits_after_point - fraction.size(), '0');
  fraction.resize(std::max<std::size_t>(1, fraction.find_last_not_of('0') + 1));
  return (negative ? "-" : "") + std::to_string(size / k_millionths) + "." + fraction;
}

}  // namespace greenroom::cloudwatch
