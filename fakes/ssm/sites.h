// Where Parameter Store can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::ssm::site {

inline constexpr FaultSite version_given_twice{
    "ssm.version_given_twice", "PutParameter gives a new value the number of the old version"};

}  // namespace greenroom::ssm::site
