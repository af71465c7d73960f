// Where the load balancer can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::elb::site {

inline constexpr FaultSite drain_ignored{"elb.drain_ignored",
                                         "a draining target still gets new requests"};
inline constexpr FaultSite unhealthy_gets_traffic{
    "elb.unhealthy_gets_traffic", "health is not looked at when a target is chosen"};

}  // namespace greenroom::elb::site
