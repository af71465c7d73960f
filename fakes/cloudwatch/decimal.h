// Decimal numbers of metrics and thresholds, kept exactly: whole millionths.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace greenroom::cloudwatch {

// AWS has IEEE numbers of 8 bytes. Simplified: six digits after the point and twelve before it,
// exact, the same on every machine. What goes beyond is the largest that can be held.
struct Decimal {
  std::int64_t millionths = 0;

  // 3 is 3.0.
  [[nodiscard]] static Decimal whole(std::int64_t number);
  friend constexpr auto operator<=>(Decimal, Decimal) = default;
};

inline constexpr std::int64_t k_millionths = 1'000'000;

// A sum that stays within what a Decimal can hold.
[[nodiscard]] Decimal sum(Decimal a, Decimal b);
// "0.5", "-3", "1.25". Nothing for what is no such number or has more than six digits after the
// point or twelve before it.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);
// A number as clients write it: any digits after the point (the seventh rounds), with an exponent
// or without. Nothing for what is no number, and for what has more than twelve digits before the
// point.
[[nodiscard]] std::optional<Decimal> read_decimal(std::string_view number);
// Many of one value: that many times it. Nothing when that is beyond what can be held.
[[nodiscard]] std::optional<Decimal> times(Decimal value, std::int64_t count);
// "50.0", "99.5": as AWS writes numbers in reasons and events.
[[nodiscard]] std::string to_text(Decimal number);

}  // namespace greenroom::cloudwatch
