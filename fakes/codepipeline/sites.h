// Where CodePipeline can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::codepipeline::site {

inline constexpr FaultSite poll_missed{"codepipeline.poll_missed",
                                       "polling never notices a new source version"};
inline constexpr FaultSite lock_ignored{"codepipeline.lock_ignored",
                                        "several executions enter a stage at once"};

}  // namespace greenroom::codepipeline::site
