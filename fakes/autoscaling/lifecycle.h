// The life of an instance in a group, as data (reference alb-ec2-asg 2.2).
//
// Absent: Quarantined, and the Warmed:* states of warm pools.
#pragma once

#include <span>

namespace greenroom::autoscaling {

enum class LifecycleState {
  Pending,
  PendingWait,
  PendingProceed,
  InService,
  Terminating,
  TerminatingWait,
  TerminatingProceed,
  Terminated,
  EnteringStandby,
  Standby,
  Detaching,
  Detached
};
[[nodiscard]] const char* to_string(LifecycleState state);  // "Pending:Wait"

struct LifecycleStep {
  LifecycleState from;
  LifecycleState to;
  const char* when;
};
// Every step there is; what is not here never happens.
[[nodiscard]] std::span<const LifecycleStep> lifecycle_steps();
[[nodiscard]] bool may_step(LifecycleState from, LifecycleState to);

// Whether the instance counts against the desired capacity: on its way in, or in service.
[[nodiscard]] bool counts_as_capacity(LifecycleState state);
// On its way out of the group, or gone.
[[nodiscard]] bool is_leaving(LifecycleState state);
// What IMDS tells the instance about where it is headed: InService, Standby, Detached, Terminated.
[[nodiscard]] LifecycleState target_of(LifecycleState state);

}  // namespace greenroom::autoscaling
