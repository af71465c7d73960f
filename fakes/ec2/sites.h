// Where EC2 and Auto Scaling can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::ec2::site {

inline constexpr FaultSite launch_lost{
    "ec2.launch_lost", "an Auto Scaling group launches one instance fewer than it should"};

}  // namespace greenroom::ec2::site
