// Lifecycle hooks as data (reference alb-ec2-asg 2.4): pure functions.
#pragma once

#include <string>
#include <vector>

#include "fakes/autoscaling/types.h"
#include "sim/core/result.h"

namespace greenroom::autoscaling {

inline constexpr std::size_t k_hooks_max = 50;  // of one group
// UNVERIFIED: an instance whose launch was abandoned ends like any other, termination hooks
// included.
inline constexpr bool k_hooks_run_after_abandoned_launch = true;

// ValidationError: the heartbeat time-out is 30 to 7200 s, the hook has a name.
[[nodiscard]] Status check_hook(const LifecycleHook& hook);
[[nodiscard]] LifecycleAction begin_action(const LifecycleHook& hook, std::string token,
                                           std::string instance_id, Instant now);
// The time-out starts again, but the global one stands.
void heartbeat(LifecycleAction& action, Instant now);
// Actions whose time is over take their hook's DefaultResult.
void expire(std::vector<LifecycleAction>& actions, Instant now);

// How things stand for one instance and one transition.
struct HookVerdict {
  bool over = false;
  bool abandoned = false;
  std::string token;  // of the action that was abandoned
  bool timed_out = false;
  Instant next_deadline = k_never;  // when not over
};
// All hooks were notified at once and all must say CONTINUE; the first ABANDON ends the wait.
[[nodiscard]] HookVerdict judge_actions(const std::vector<LifecycleAction>& actions);

}  // namespace greenroom::autoscaling
