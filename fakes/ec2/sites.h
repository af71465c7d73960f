// Where EC2 can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::ec2::site {

inline constexpr FaultSite user_data_runs_again{
    "ec2.user_data_runs_again", "user data runs on every boot, not only on the first"};

}  // namespace greenroom::ec2::site
