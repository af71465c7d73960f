// When a delivery that failed is tried again. Pure.
#pragma once

#include <string>

#include "fakes/events/types.h"

namespace greenroom::events {

struct RetryDecision {
  bool again = false;
  Duration delay;         // until the next attempt
  std::string exhausted;  // else why not, in AWS's words: EXHAUSTED_RETRY_CONDITION, or the code
};

// Whether a failure with that code may pass by itself. AWS does not try again when the target is
// gone, refuses the request or lacks a permission (UNVERIFIED which codes; this is the one place).
[[nodiscard]] bool may_pass(const std::string& error_code);

// `attempts` were made, the first `age` ago; the last failed with `error_code`.
// Simplified: pauses double from 1 s to 8 min without AWS's jitter, so that the default 185 retries
// (reference codebuild-codepipeline-s3 4.3) take just under the default 24 hours.
[[nodiscard]] RetryDecision decide_retry(const RetryPolicy& policy, std::int64_t attempts,
                                         Duration age, const std::string& error_code);

}  // namespace greenroom::events
