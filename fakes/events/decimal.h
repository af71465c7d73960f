// Numbers of events and patterns, exactly: whole millionths.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace greenroom::events {

// A number times 1,000,000. AWS's matcher compares numbers from -5.0e9 to 5.0e9 with up to six
// digits to the right of the point (reference codebuild-codepipeline-s3 4.3, event-ruler).
struct Decimal {
  std::int64_t millionths = 0;

  friend constexpr auto operator<=>(Decimal, Decimal) = default;
};

inline constexpr Decimal k_decimal_max{5'000'000'000'000'000};

// The value of a JSON number's text ("3", "3.0", "3.018e2"); nothing when it is larger than
// k_decimal_max either way, or finer than a millionth. Such numbers only equal their own text.
[[nodiscard]] std::optional<Decimal> decimal(std::string_view json_number);

}  // namespace greenroom::events
