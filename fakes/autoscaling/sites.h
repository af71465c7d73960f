// Where Auto Scaling can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::autoscaling::site {

inline constexpr FaultSite launch_lost{
    "autoscaling.launch_lost", "an Auto Scaling group launches one instance fewer than it should"};

}  // namespace greenroom::autoscaling::site
