// How a pattern compares texts: whole, from either end, with wildcards, upper and lower case aside.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "sim/core/result.h"

namespace greenroom::events {

enum class TextTest {
  Exactly,
  Prefix,
  Suffix,
  EqualsIgnoreCase,
  PrefixIgnoreCase,
  SuffixIgnoreCase,
  Wildcard,
};

struct TextMatch {
  TextTest test = TextTest::Exactly;
  std::string text;
};

// Simplified: case is that of ASCII letters; other letters equal only themselves.
[[nodiscard]] bool matches(const TextMatch& match, std::string_view value);
// `*` stands for any number of characters, `\*` and `\\` for themselves. Fails, with AWS's reason
// and an empty code, for `**` and for any other `\`.
[[nodiscard]] Status validate_wildcard(std::string_view text);

}  // namespace greenroom::events
