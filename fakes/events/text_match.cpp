#include "fakes/events/text_match.h"

#include <vector>

#include "sim/core/http.h"

namespace greenroom::events {
namespace {

// The pieces between the stars, with their backslashes resolved.
std::vector<std::string> pieces_of(std::string_view wildcard) {
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < wildcard.size(); ++i) {
    if (wildcard[i] == '*') {
      pieces.emplace_back();
      continue;
    }
    i += wildcard[i] == '\\' && i + 1 < wildcard.size() ? 1u : 0u;
    pieces.back() += wildcard[i];
  }
  return pieces;
}

// The earliest place of each piece in turn leaves most room for those after it.
bool wildcard_matches(std::string_view wildcard, std::string_view value) {
  const std::vector<std::string> pieces = pieces_of(wildcard);
  if (pieces.size() == 1) {
    return value == pieces.front();
  }
  const std::string& first = pieces.front();
  const std::string& last = pieces.back();
  if (value.size() < first.size() + last.size() || !value.starts_with(first) ||
      !value.ends_with(last)) {
    return false;
  }
  value.remove_prefix(first.size());
  value.remove_suffix(last.size());
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    const std::size_t at = value.find(pieces[i]);
    if (at == value.npos) {
      return false;
    }
    value.remove_prefix(at + pieces[i].size());
  }
  return true;
}

}  // namespace

bool matches(const TextMatch& match, std::string_view value) {
  const std::string_view text = match.text;
  switch (match.test) {
    case TextTest::Exactly:
      return value == text;
    case TextTest::Prefix:
      return value.starts_with(text);
    case TextTest::Suffix:
      return value.ends_with(text);
    case TextTest::EqualsIgnoreCase:
      return same_letters(value, text);
    case TextTest::PrefixIgnoreCase:
      return same_letters(value.substr(0, text.size()), text);
    case TextTest::SuffixIgnoreCase:
      return value.size() >= text.size() &&
             same_letters(value.substr(value.size() - text.size()), text);
    case TextTest::Wildcard:
      return wildcard_matches(text, value);
  }
  return false;
}

Status validate_wildcard(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == '*' && next == '*') {
      return Failure{"", "Consecutive wildcard characters at pos " + std::to_string(i)};
    }
    if (text[i] == '\\') {
      if (next != '*' && next != '\\') {
        return Failure{"", "Invalid escape character at pos " + std::to_string(i)};
      }
      ++i;
    }
  }
  return success();
}

}  // namespace greenroom::events
