// Where STS can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::sts::site {

inline constexpr FaultSite expired_at_birth{
    "sts.expired_at_birth", "AssumeRole lends credentials that have expired already"};

}  // namespace greenroom::sts::site
