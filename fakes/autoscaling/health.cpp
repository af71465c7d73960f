#include "fakes/autoscaling/health.h"

#include <algorithm>

namespace greenroom::autoscaling {

HealthVerdict judge_health(const HealthFacts& facts, const Timing& timing) {
  if (!facts.condition.running) {  // the grace period does not protect from this
    return {true, true, "a EC2 health check indicating it has been terminated or stopped."};
  }
  if (facts.in_grace_period) {
    return {};
  }
  if (facts.condition.impaired_since.has_value() &&
      facts.impaired_for >= timing.impaired_tolerated) {
    // The text is UNVERIFIED.
    return {true, false, "EC2 instance status checks failure."};
  }
  if (facts.elb_counts && facts.elb_unhealthy) {
    return {true, false, "an ELB system health check failure."};
  }
  return {};
}

std::int64_t replacements_now(std::int64_t desired, std::int64_t waiting, std::int64_t under_way) {
  const std::int64_t at_a_time = std::max<std::int64_t>(1, desired / 10);
  return std::max<std::int64_t>(0, std::min(waiting, at_a_time - under_way));
}

}  // namespace greenroom::autoscaling
