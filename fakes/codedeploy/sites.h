// Where CodeDeploy can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::codedeploy::site {

inline constexpr FaultSite rollback_uses_failed_revision{
    "codedeploy.rollback_uses_failed_revision", "a rollback redeploys the revision that failed"};
inline constexpr FaultSite skip_forgotten{
    "codedeploy.skip_forgotten", "instances are deployed although the failure budget is spent"};
inline constexpr FaultSite hook_result_ignored{"codedeploy.hook_result_ignored",
                                               "a script that failed counts as success"};
inline constexpr FaultSite blue_stays_in_service{
    "codedeploy.blue_stays_in_service", "blue instances are not taken out of the load balancer"};
inline constexpr FaultSite no_block_traffic{"codedeploy.no_block_traffic",
                                            "BlockTraffic succeeds without stopping any traffic"};

}  // namespace greenroom::codedeploy::site
