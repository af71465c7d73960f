// What an action tells when the pipeline's role may not do what it needs. Pure.
//
// AWS: reference codebuild-codepipeline-s3 2.7; UNVERIFIED which code goes with which text.
#pragma once

#include <string>

#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

inline constexpr const char* k_permission_error = "PermissionError";

// `service` as AWS calls it there: "CodeDeploy", "Amazon SNS".
[[nodiscard]] ErrorDetails may_not(const std::string& service);
[[nodiscard]] ErrorDetails may_not_source(const Failure& refused);
[[nodiscard]] ErrorDetails may_not_start_build(const Failure& refused);

}  // namespace greenroom::codepipeline
