// Where EventBridge can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::events::site {

// AWS: "at least once". It does happen there, so a pipeline must bear it.
inline constexpr FaultSite delivered_twice{"events.delivered_twice",
                                           "Every event reaches its targets twice"};
inline constexpr FaultSite retry_forgotten{
    "events.retry_forgotten", "A delivery that failed is not tried again, and nobody hears of it"};

}  // namespace greenroom::events::site
