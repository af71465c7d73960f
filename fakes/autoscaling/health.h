// When an instance is unhealthy, and how many are replaced at a time (reference alb-ec2-asg 2.2,
// 2.3): pure functions.
#pragma once

#include <string>

#include "fakes/autoscaling/ports.h"
#include "fakes/autoscaling/types.h"

namespace greenroom::autoscaling {

struct HealthFacts {
  InstanceCondition condition;
  Duration impaired_for;  // how long its status checks have been impaired
  bool in_grace_period = false;
  bool elb_counts = false;     // the group's type is ELB, and the attachment has reached InService
  bool elb_unhealthy = false;  // any of the target groups says so
};

struct HealthVerdict {
  bool unhealthy = false;
  bool at_once = false;  // replaced without waiting for others
  std::string because;   // "an ELB system health check failure": the end of the activity's cause
};
[[nodiscard]] HealthVerdict judge_health(const HealthFacts& facts, const Timing& timing);

// How many of `waiting` unhealthy instances (those replaced at once not among them) may be taken
// out now: a tenth of the desired capacity at a time, at least one, and none while that many are
// under way.
[[nodiscard]] std::int64_t replacements_now(std::int64_t desired, std::int64_t waiting,
                                            std::int64_t under_way);

}  // namespace greenroom::autoscaling
