// Where SNS can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::sns::site {

inline constexpr FaultSite delivered_twice{"sns.delivered_twice",
                                           "Every message reaches its subscribers twice"};
inline constexpr FaultSite pending_is_told{
    "sns.pending_is_told", "Messages reach subscriptions that nobody has confirmed"};

}  // namespace greenroom::sns::site
