// What CodeDeploy refuses before anything happens. Pure.
//
// AWS: reference codedeploy.md 2.3, 2.5, 2.6. The names of the exceptions are AWS's; where the
// reference has no text, the message is a paraphrase.
#pragma once

#include "fakes/codedeploy/types.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

[[nodiscard]] Status validate_name(const std::string& what, const std::string& name);
[[nodiscard]] Status validate_group(const DeploymentGroup& group);
[[nodiscard]] Status validate_rollback(const AutoRollbackConfiguration& configuration);
[[nodiscard]] Status validate_alarms(const AlarmConfiguration& configuration);
// At most 50, keys of 1 to 128 characters that do not begin with "aws:", values of at most 256.
[[nodiscard]] Status validate_tags(const Tags& tags);
// An object in S3, as a zip, tar or tgz.
[[nodiscard]] Status validate_revision(const S3Location& revision);
[[nodiscard]] Status validate_description(const std::string& description);
// What does not depend on the state: names, revision, description.
[[nodiscard]] Status validate_deployment(const CreateDeploymentInput& input);

}  // namespace greenroom::codedeploy
