// Where CodeBuild can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::codebuild::site {

inline constexpr FaultSite artifact_lost{"codebuild.artifact_lost",
                                         "a build succeeds but its artifact is empty"};

}  // namespace greenroom::codebuild::site
