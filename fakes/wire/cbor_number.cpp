// IEEE numbers and decimals, without computing in either.
#include <algorithm>
#include <vector>

#include "fakes/wire/cbor.h"
#include "sim/core/assert.h"

namespace greenroom::wire {
namespace {

constexpr int k_exponent_most = 360;
constexpr std::size_t k_digits_most = 20;

// A whole number by its decimal digits, the last one first.
class Digits {
 public:
  explicit Digits(std::uint64_t number) {
    for (; number > 0; number /= 10) {
      digits_.push_back(static_cast<unsigned>(number % 10));
    }
  }
  void multiply(unsigned factor) {
    unsigned carry = 0;
    for (unsigned& digit : digits_) {
      const unsigned product = digit * factor + carry;
      digit = product % 10;
      carry = product / 10;
    }
    for (; carry > 0; carry /= 10) {
      digits_.push_back(carry % 10);
    }
  }
  // With `places` of them after the point, of which those that count are kept.
  [[nodiscard]] std::string text(std::size_t places) const {
    std::string whole;
    std::string fraction;
    for (std::size_t at = std::max(digits_.size(), places + 1); at-- > 0;) {
      const unsigned digit = at < digits_.size() ? digits_[at] : 0;
      (at < places ? fraction : whole) += static_cast<char>('0' + digit);
    }
    const std::size_t leading = whole == "0" ? fraction.find_first_not_of('0') : 0;
    const std::size_t whole_digits = whole == "0" ? 0 : whole.size();
    const std::size_t room = k_digits_most - std::min(whole_digits, k_digits_most);
    fraction = fraction.substr(0, std::min(fraction.size(), leading) + room);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return fraction.empty() ? whole : whole + "." + fraction;
  }

 private:
  std::vector<unsigned> digits_;
};

// "-99.50" is 9950 hundredths below zero.
struct Decimal {
  bool negative = false;
  std::uint64_t number = 0;
  std::uint64_t parts = 1;  // of one: 100 in "9.50"
};

Decimal decimal_of(std::string_view text) {
  constexpr std::uint64_t k_most = 100'000'000'000'000'000;
  Decimal decimal;
  decimal.negative = !text.empty() && text[0] == '-';
  bool after_point = false;
  for (const char c : text.substr(decimal.negative ? 1 : 0)) {
    if (c == '.') {
      after_point = true;
      continue;
    }
    SIM_ASSERT(c >= '0' && c <= '9', "no plain decimal: " + std::string(text));
    const bool fits = decimal.number < k_most && decimal.parts < k_most;
    SIM_ASSERT(fits || after_point, "more than 18 digits: " + std::string(text));
    if (fits) {
      decimal.number = decimal.number * 10 + static_cast<std::uint64_t>(c - '0');
      decimal.parts *= after_point ? 10 : 1;
    }
  }
  return decimal;
}

}  // namespace

std::optional<std::string> decimal_of_ieee(std::uint64_t bits, int exponent_bits,
                                           int fraction_bits) {
  const std::uint64_t one = 1;
  const std::uint64_t exponent_mask = (one << exponent_bits) - 1;
  const std::uint64_t biased = bits >> fraction_bits & exponent_mask;
  const bool negative = (bits >> (exponent_bits + fraction_bits) & 1) != 0;
  std::uint64_t number = bits & ((one << fraction_bits) - 1);
  const int bias = static_cast<int>(exponent_mask >> 1);
  // The number is `number` times two to the power of `exponent`.
  int exponent = static_cast<int>(std::max<std::uint64_t>(biased, 1)) - bias - fraction_bits;
  if (biased == exponent_mask || exponent > k_exponent_most - fraction_bits) {
    return std::nullopt;
  }
  number |= biased > 0 ? one << fraction_bits : 0;
  if (number == 0 || exponent < -k_exponent_most - fraction_bits) {
    return "0";
  }
  for (; number % 2 == 0; number /= 2) {
    ++exponent;
  }
  Digits digits(number);
  for (int at = 0; at < std::abs(exponent); ++at) {
    digits.multiply(exponent > 0 ? 2 : 5);  // a half is 5 tenths, a quarter 25 hundredths
  }
  return (negative ? "-" : "") +
         digits.text(exponent < 0 ? static_cast<std::size_t>(-exponent) : 0);
}

std::uint64_t ieee_of_decimal(std::string_view text) {
  const Decimal decimal = decimal_of(text);
  const std::uint64_t sign = std::uint64_t{decimal.negative} << 63;
  std::uint64_t number = decimal.number / decimal.parts;
  std::uint64_t rest = decimal.number % decimal.parts;
  int exponent = 0;
  if (number == 0 && rest == 0) {
    return sign;
  }
  // 53 binary digits and two more, which round; what is lost counts only as more than nothing.
  bool lost = false;
  for (; number >> 55 != 0; ++exponent) {
    lost = lost || (number & 1) != 0;
    number >>= 1;
  }
  for (; number >> 54 == 0; --exponent) {
    rest *= 2;
    number = number * 2 + (rest >= decimal.parts ? 1 : 0);
    rest -= rest >= decimal.parts ? decimal.parts : 0;
  }
  lost = lost || rest != 0;
  const std::uint64_t last = number & 3;
  number >>= 2;
  exponent += 2;
  const bool up = last == 3 || (last == 2 && (lost || (number & 1) != 0));
  number += up ? 1 : 0;
  if (number >> 53 != 0) {
    number >>= 1;
    ++exponent;
  }
  const auto biased = static_cast<std::uint64_t>(std::int64_t{exponent} + 52 + 1023);
  return sign | biased << 52 | (number & ((std::uint64_t{1} << 52) - 1));
}

}  // namespace greenroom::wire
