#include "fakes/cloudwatch/decimal.h"

#include <algorithm>
#include <charconv>
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

std::optional<Decimal> read_decimal(std::string_view number) {
  const bool negative = !number.empty() && number.front() == '-';
  number.remove_prefix(negative ? 1 : 0);
  const std::size_t e = std::min(number.find_first_of("eE"), number.size());
  std::string_view exponent_text = number.substr(std::min(e + 1, number.size()));
  exponent_text.remove_prefix(exponent_text.starts_with('+') ? 1 : 0);
  std::int64_t exponent = 0;
  const auto [end, error] =
      std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  const bool good = error == std::errc() && end == exponent_text.data() + exponent_text.size();
  const std::string_view mantissa = number.substr(0, e);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  std::string digits(mantissa.substr(0, point));
  digits += mantissa.substr(std::min(point + 1, mantissa.size()));
  if ((e < number.size() && !good) || digits.empty() || !all_digits(digits)) {
    return std::nullopt;
  }
  // Of the digits the first `whole` count units; what is beyond six more is rounded.
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  const std::int64_t after = static_cast<std::int64_t>(mantissa.size()) -
                             static_cast<std::int64_t>(std::min(point + 1, mantissa.size()));
  constexpr std::int64_t k_far = 1'000;
  const std::int64_t whole =
      static_cast<std::int64_t>(digits.size()) - after + std::clamp(exponent, -k_far, k_far);
  const auto most = static_cast<std::int64_t>(k_digits_before_point);
  const std::int64_t kept = whole + static_cast<std::int64_t>(k_digits_after_point);
  if (digits.empty() || kept < 0) {
    return Decimal{};
  }
  if (whole > most) {
    return std::nullopt;
  }
  digits.append(k_digits_before_point + k_digits_after_point + 1, '0');
  const auto length = static_cast<std::size_t>(kept);
  const std::int64_t millionths =
      (length == 0 ? 0 : std::stoll(digits.substr(0, length))) + (digits[length] >= '5' ? 1 : 0);
  return Decimal{negative ? -millionths : millionths};
}

std::optional<Decimal> times(Decimal value, std::int64_t count) {
  std::int64_t result = 0;
  return __builtin_mul_overflow(value.millionths, count, &result) ? std::nullopt
                                                                  : std::optional(Decimal{result});
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
