// Where CodePipeline can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::codepipeline::site {

inline constexpr FaultSite poll_missed{"codepipeline.poll_missed",
                                       "polling never notices a new source version"};

}  // namespace greenroom::codepipeline::site
