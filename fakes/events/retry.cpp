#include "fakes/events/retry.h"

#include <algorithm>

namespace greenroom::events {
namespace {

constexpr std::int64_t k_doublings_max = 9;
constexpr Duration k_pause_max = minutes(8);

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

bool may_pass(const std::string& error_code) {
  return !contains(error_code, "NotFound") && !contains(error_code, "AccessDenied") &&
         !contains(error_code, "Authorization") && !contains(error_code, "Validation") &&
         !contains(error_code, "Invalid");
}

RetryDecision decide_retry(const RetryPolicy& policy, std::int64_t attempts, Duration age,
                           const std::string& error_code) {
  if (!may_pass(error_code)) {
    return {false, {}, error_code};
  }
  if (attempts > policy.MaximumRetryAttempts) {
    return {false, {}, "MaximumRetryAttempts"};
  }
  const std::int64_t doublings = std::min(attempts - 1, k_doublings_max);
  const Duration delay = std::min(seconds(std::int64_t{1} << doublings), k_pause_max);
  if (age + delay > policy.MaximumEventAge) {
    return {false, {}, "MaximumEventAgeInSeconds"};
  }
  return {true, delay, ""};
}

}  // namespace greenroom::events
