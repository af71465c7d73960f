// Reading what CreateDeploymentGroup and UpdateDeploymentGroup say of a group.
#pragma once

#include "fakes/aws/json.h"
#include "fakes/codedeploy/types.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

// Changes what `input` has a member for; the rest of the group stays as it is. An empty list
// empties. Refused by AWS's names: incomplete styles, filters and sets of tags at once, triggers
// without a topic or events, roles that are no role's ARN, traffic control without a load balancer;
// and what is not here: on-premises instances, ECS services, Classic Load Balancers.
[[nodiscard]] Status read_group(const aws::Json& input, DeploymentGroup& group);

}  // namespace greenroom::codedeploy
