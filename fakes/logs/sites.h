// Where CloudWatch Logs can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::logs::site {

inline constexpr FaultSite events_lost{"logs.events_lost",
                                       "PutLogEvents answers with success but stores nothing"};

}  // namespace greenroom::logs::site
