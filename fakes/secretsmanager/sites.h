// Where Secrets Manager can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::secretsmanager::site {

inline constexpr FaultSite current_stays{
    "secretsmanager.current_stays", "a new version gets AWSCURRENT and the old one keeps it too"};

}  // namespace greenroom::secretsmanager::site
