// Which instances go when a group shrinks (reference alb-ec2-asg 2.6): a pure function.
#pragma once

#include <string>
#include <vector>

#include "fakes/autoscaling/types.h"
#include "sim/core/random.h"
#include "sim/core/result.h"

namespace greenroom::autoscaling {

// ValidationError for a policy that does not exist, and for those that are absent here:
// AllocationStrategy, and a Lambda function's ARN.
[[nodiscard]] Status check_termination_policies(const std::vector<std::string>& policies);

struct TerminationQuestion {
  std::vector<Instance> instances;  // those that count as capacity
  std::vector<std::string> policies;
  LaunchTemplateSpecification current_template;  // of the group, resolved
  Instant now;
  Seed seed;  // decides among equals
};

// The ids of `count` instances to end, in this order; fewer when the rest is protected from
// scale-in. One by one: the Availability Zone with the most instances first, then policy after
// policy until one instance is left, then chance.
[[nodiscard]] std::vector<std::string> choose_terminations(TerminationQuestion question,
                                                           std::int64_t count);

}  // namespace greenroom::autoscaling
