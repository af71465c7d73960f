// How greenroom::World (greenroom/world.h) and the process in which it lives (stage.h) talk.
//
// A question begins with the name of what is asked for, an answer with how it went:
//   ok       and what was asked for
//   misuse   and what the test did wrong
//   trouble  and what the computer did not do
// Numbers are decimal, times microseconds.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

#include "sim/core/assert.h"
#include "sim/real/companion.h"

namespace greenroom::library {

inline constexpr const char* k_ok = "ok";
inline constexpr const char* k_misuse = "misuse";
inline constexpr const char* k_trouble = "trouble";

[[nodiscard]] inline std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  SIM_ASSERT(error == std::errc() && end == text.data() + text.size(), "a number: " + text);
  return number;
}

}  // namespace greenroom::library
