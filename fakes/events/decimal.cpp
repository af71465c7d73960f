#include "fakes/events/decimal.h"

#include <string>

namespace greenroom::events {
namespace {

constexpr std::int64_t k_fraction_digits = 6;
constexpr std::int64_t k_exponent_max = 1'000'000;  // larger ones are all the same: too large
constexpr std::size_t k_digits_max = 16;            // those of k_decimal_max

struct Literal {
  bool negative = false;
  std::string digits;         // without zeros at either end
  std::int64_t exponent = 0;  // of ten, after the last digit
};

std::int64_t exponent_of(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  std::int64_t value = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9' && value < k_exponent_max) {
      value = value * 10 + (c - '0');
    }
  }
  return negative ? -value : value;
}

Literal read(std::string_view text) {
  Literal literal;
  bool fraction = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == 'e' || c == 'E') {
      literal.exponent += exponent_of(text.substr(i + 1));
      break;
    }
    literal.negative = literal.negative || c == '-';
    fraction = fraction || c == '.';
    if (c >= '0' && c <= '9') {
      literal.digits += c;
      literal.exponent -= fraction ? 1 : 0;
    }
  }
  while (!literal.digits.empty() && literal.digits.back() == '0') {
    literal.digits.pop_back();
    ++literal.exponent;
  }
  literal.digits.erase(0, literal.digits.find_first_not_of('0'));
  return literal;
}

}  // namespace

std::optional<Decimal> decimal(std::string_view json_number) {
  const Literal literal = read(json_number);
  if (literal.digits.empty()) {
    return Decimal{};
  }
  const std::int64_t zeros = literal.exponent + k_fraction_digits;
  const auto digits = static_cast<std::int64_t>(literal.digits.size());
  if (zeros < 0 || zeros + digits > static_cast<std::int64_t>(k_digits_max)) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char c : literal.digits + std::string(static_cast<std::size_t>(zeros), '0')) {
    value = value * 10 + (c - '0');
  }
  const Decimal size{value};
  if (size > k_decimal_max) {
    return std::nullopt;
  }
  return literal.negative ? Decimal{-value} : size;
}

}  // namespace greenroom::events
