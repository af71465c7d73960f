#include "fakes/codebuild/on_failure.h"

#include <algorithm>
#include <cstdint>
#include <regex>

namespace greenroom::codebuild {
namespace {

constexpr int k_retries_by_default = 3;  // UNVERIFIED
constexpr int k_retries_most = 100;      // UNVERIFIED

// Simplified: bounds of RE2's kind, for the standard library needs stack for each character of a
// pattern and copies what is repeated.
constexpr std::size_t k_pattern_bytes_most = 256;
constexpr std::int64_t k_repetitions_most = 100;

// Like RE2, which CodeBuild's agent in Go has (UNVERIFIED): no back references, and all
// alternatives at once, so that time grows with the text only.
std::regex compiled(const std::string& pattern) {
  return std::regex(
      pattern, std::regex::ECMAScript | std::regex::nosubs | std::regex_constants::__polynomial);
}

// How often "{2,3}" and its like repeat a part that stands in all of them.
std::int64_t repetitions(const std::string& pattern) {
  std::int64_t product = 1;
  std::int64_t number = 0;
  std::int64_t largest = 1;  // of one pair of braces
  for (const char c : pattern) {
    const bool digit = c >= '0' && c <= '9';
    number = digit ? std::min(number * 10 + (c - '0'), k_repetitions_most + 1) : 0;
    largest = c == '{' ? 1 : std::max(largest, number);
    if (c == '}') {
      product = std::min(product * largest, k_repetitions_most + 1);
    }
  }
  return product;
}

bool is_pattern(const std::string& text) {
  if (text.empty() || text.size() > k_pattern_bytes_most ||
      repetitions(text) > k_repetitions_most) {
    return false;
  }
  try {
    (void)compiled(text);
    return true;
  } catch (const std::regex_error&) {
    return false;
  }
}

std::optional<int> count_of(const std::string& text) {
  if (text.empty() || text.size() > 3 || text.find_first_not_of("0123456789") != text.npos) {
    return std::nullopt;
  }
  const int count = std::stoi(text);
  return count <= k_retries_most ? std::optional(count) : std::nullopt;
}

}  // namespace

std::optional<OnFailure> parse_on_failure(const std::string& text) {
  using Kind = OnFailure::Kind;
  if (text == "ABORT") {
    return OnFailure{Kind::ABORT, 0, ".*"};
  }
  if (text == "CONTINUE") {
    return OnFailure{Kind::CONTINUE, 0, ".*"};
  }
  if (text == "RETRY") {
    return OnFailure{Kind::RETRY, k_retries_by_default, ".*"};
  }
  if (text.rfind("RETRY-", 0) != 0) {
    return std::nullopt;
  }
  const std::string rest = text.substr(6);
  const std::size_t dash = rest.find('-');
  OnFailure retry{Kind::RETRY, k_retries_by_default, ".*"};
  if (const std::optional<int> count = count_of(rest.substr(0, dash))) {
    retry.retries_max = *count;
    retry.message_pattern = dash == std::string::npos ? ".*" : rest.substr(dash + 1);
  } else {
    retry.message_pattern = rest;
  }
  if (!is_pattern(retry.message_pattern)) {
    return std::nullopt;
  }
  return retry;
}

bool retries(const OnFailure& on_failure, int retries, const std::string& message) {
  if (on_failure.kind != OnFailure::Kind::RETRY || retries >= on_failure.retries_max) {
    return false;
  }
  // One pass over the message; a search would begin anew at each of its characters.
  const std::string anything = "[\\s\\S]*";
  return std::regex_match(message,
                          compiled(anything + "(?:" + on_failure.message_pattern + ")" + anything));
}

}  // namespace greenroom::codebuild
