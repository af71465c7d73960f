// Where IAM can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::iam::site {

inline constexpr FaultSite conflict_ignored{
    "iam.conflict_ignored", "DeleteRole deletes a role that still has policies attached"};

}  // namespace greenroom::iam::site
