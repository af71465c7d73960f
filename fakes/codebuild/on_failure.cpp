#include "fakes/codebuild/on_failure.h"

#include <regex>

namespace greenroom::codebuild {
namespace {

constexpr int k_retries_by_default = 3;  // UNVERIFIED
constexpr int k_retries_most = 100;      // UNVERIFIED

bool is_pattern(const std::string& text) {
  try {
    const std::regex compiled(text);
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
  if (retry.message_pattern.empty() || !is_pattern(retry.message_pattern)) {
    return std::nullopt;
  }
  return retry;
}

bool retries(const OnFailure& on_failure, int retries, const std::string& message) {
  return on_failure.kind == OnFailure::Kind::RETRY && retries < on_failure.retries_max &&
         std::regex_search(message, std::regex(on_failure.message_pattern));
}

}  // namespace greenroom::codebuild
