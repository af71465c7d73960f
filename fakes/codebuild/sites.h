// Where CodeBuild can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::codebuild::site {

inline constexpr FaultSite exit_code_ignored{"codebuild.exit_code_ignored",
                                             "a command that failed counts as success"};

}  // namespace greenroom::codebuild::site
