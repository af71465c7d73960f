#include "fakes/autoscaling/lifecycle_hook.h"

#include <algorithm>
#include <utility>

namespace greenroom::autoscaling {

Status check_hook(const LifecycleHook& hook) {
  if (hook.LifecycleHookName.empty() || hook.LifecycleHookName.size() > 255) {
    return Failure{"ValidationError", "LifecycleHookName has 1 to 255 characters"};
  }
  if (hook.HeartbeatTimeout < seconds(30) || hook.HeartbeatTimeout > seconds(7200)) {
    return Failure{"ValidationError",
                   "Heartbeat timeout must be between 30 and 7200 seconds, not " +
                       std::to_string(hook.HeartbeatTimeout.whole_seconds())};
  }
  return success();
}

LifecycleAction begin_action(const LifecycleHook& hook, std::string token, std::string instance_id,
                             Instant now) {
  LifecycleAction action;
  action.LifecycleActionToken = std::move(token);
  action.InstanceId = std::move(instance_id);
  action.hook = hook;
  action.global_deadline = now + hook.GlobalTimeout();
  heartbeat(action, now);
  return action;
}

void heartbeat(LifecycleAction& action, Instant now) {
  action.deadline = std::min(now + action.hook.HeartbeatTimeout, action.global_deadline);
}

void expire(std::vector<LifecycleAction>& actions, Instant now) {
  for (LifecycleAction& action : actions) {
    if (!action.result.has_value() && action.deadline <= now) {
      action.result = action.hook.DefaultResult;
      action.timed_out = true;
    }
  }
}

HookVerdict judge_actions(const std::vector<LifecycleAction>& actions) {
  HookVerdict verdict;
  verdict.over = true;
  for (const LifecycleAction& action : actions) {
    if (!action.result.has_value()) {
      verdict.over = false;
      verdict.next_deadline = std::min(verdict.next_deadline, action.deadline);
    } else if (*action.result == LifecycleActionResult::ABANDON) {
      return {true, true, action.LifecycleActionToken, action.timed_out, k_never};
    }
  }
  return verdict;
}

}  // namespace greenroom::autoscaling
