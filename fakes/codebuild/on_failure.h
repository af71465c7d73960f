// `on-failure` of a phase (reference codebuild-codepipeline-s3.md 1.4): the key as data.
#pragma once

#include <optional>
#include <string>

namespace greenroom::codebuild {

struct OnFailure {
  enum class Kind {
    Default,   // what the phase itself implies
    ABORT,     // the build ends
    CONTINUE,  // the next phase comes
    RETRY,     // the phase is run again, while the message of its failure matches
  };
  Kind kind = Kind::Default;
  int retries_max = 0;
  // An ECMAScript regular expression without back references, of at most 256 bytes.
  std::string message_pattern = ".*";
};

// "ABORT", "CONTINUE", "RETRY", "RETRY-<count>", "RETRY-<regex>", "RETRY-<count>-<regex>". Nothing
// when it is none of them. Count and pattern by default, and that it is the phase which is run
// again, are UNVERIFIED.
[[nodiscard]] std::optional<OnFailure> parse_on_failure(const std::string& text);

// Whether a phase that failed with `message` after `retries` retries is run once more.
[[nodiscard]] bool retries(const OnFailure& on_failure, int retries, const std::string& message);

}  // namespace greenroom::codebuild
