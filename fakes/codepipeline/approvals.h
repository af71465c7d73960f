// Manual approvals (reference 2.2): what the notification says, and when one expires. Pure.
#pragma once

#include <string>

#include "fakes/aws/ids.h"
#include "sim/core/time.h"

namespace greenroom::codepipeline {

inline constexpr Duration k_approval_timeout = hours(24 * 7);

struct ApprovalFacts {
  std::string region;
  std::string pipelineName;
  std::string stageName;
  std::string actionName;
  std::string token;
  Instant expires;
  std::string externalEntityLink;  // "": null
  std::string customData;          // "": null
};

// "APPROVAL NEEDED: AWS CodePipeline <pipeline> for action <action>", long names cut.
[[nodiscard]] std::string approval_subject(const ApprovalFacts& facts);
// Compact JSON, in AWS's order of fields.
[[nodiscard]] std::string approval_message(const ApprovalFacts& facts, Epoch epoch);

}  // namespace greenroom::codepipeline
