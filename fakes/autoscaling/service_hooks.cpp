// Lifecycle hooks: who is asked, how long, and what the answer does (reference alb-ec2-asg 2.4).
#include <utility>

#include "fakes/autoscaling/service.h"

namespace greenroom::autoscaling {
namespace {

LifecycleNotification notification_of(const LifecycleHook& hook) {
  LifecycleNotification body;
  body.AutoScalingGroupName = hook.AutoScalingGroupName;
  body.LifecycleHookName = hook.LifecycleHookName;
  body.LifecycleTransition = hook.LifecycleTransition;
  body.NotificationMetadata = hook.NotificationMetadata;
  body.NotificationTargetARN = hook.NotificationTargetARN;
  return body;
}

}  // namespace

Status AutoScaling::PutLifecycleHook(Context cx, LifecycleHook hook) {
  const Result<GroupRecord*> found = find(hook.AutoScalingGroupName);
  if (!found.ok()) {
    return found.failure();
  }
  const Status valid = check_hook(hook);
  if (!valid.ok()) {
    return valid;
  }
  std::map<std::string, LifecycleHook>& hooks = found.value()->hooks;
  if (hooks.count(hook.LifecycleHookName) == 0 && hooks.size() >= k_hooks_max) {
    return Failure{"LimitExceeded", "Only 50 lifecycle hooks are allowed for each group"};
  }
  if (!hook.NotificationTargetARN.empty()) {
    LifecycleNotification test = notification_of(hook);
    test.Event = "autoscaling:TEST_NOTIFICATION";
    notifications_.lifecycle_action(cx, test);
  }
  hooks[hook.LifecycleHookName] = std::move(hook);
  return success();
}

Status AutoScaling::DeleteLifecycleHook(Context cx, const std::string& group,
                                        const std::string& hook) {
  const Result<GroupRecord*> found = find(group);
  if (!found.ok()) {
    return found.failure();
  }
  if (found.value()->hooks.erase(hook) == 0) {
    return Failure{"ValidationError", "No Lifecycle Hook found with name: " + hook};
  }
  for (auto& [token, action] : state_.actions) {
    if (action.hook.AutoScalingGroupName == group && action.hook.LifecycleHookName == hook &&
        !action.result.has_value()) {
      action.result = action.hook.LifecycleTransition == LifecycleTransition::EC2_INSTANCE_LAUNCHING
                          ? LifecycleActionResult::ABANDON
                          : LifecycleActionResult::CONTINUE;
      trace_action(cx, action, to_string(*action.result));
      changed(action.InstanceId).notify();
    }
  }
  return success();
}

Result<std::vector<LifecycleHook>> AutoScaling::DescribeLifecycleHooks(
    const std::string& group) const {
  const GroupRecord* record = state_.find_group(group);
  if (record == nullptr) {
    return group_not_found(group);
  }
  std::vector<LifecycleHook> hooks;
  for (const auto& [name, hook] : record->hooks) {
    hooks.push_back(hook);
  }
  return hooks;
}

bool AutoScaling::has_hooks(const std::string& group, LifecycleTransition transition) const {
  const GroupRecord* record = state_.find_group(group);
  for (const auto& [name, hook] : record->hooks) {
    if (hook.LifecycleTransition == transition) {
      return true;
    }
  }
  return false;
}

void AutoScaling::trace_action(Context cx, const LifecycleAction& action,
                               const std::string& status) const {
  as_group(cx, action.hook.AutoScalingGroupName)
      .trace("autoscaling.lifecycle_action",
             {{"instanceId", action.InstanceId},
              {"lifecycleHookName", action.hook.LifecycleHookName},
              {"lifecycleTransition", to_string(action.hook.LifecycleTransition)},
              {"lifecycleActionToken", action.LifecycleActionToken},
              {"status", status},
              {"timedOut", action.timed_out}});
}

// Every hook of the transition is notified at once; all must finish. The actions live as long as
// this waits; when somebody else takes the instance over, they are gone and the wait is over.
Task<HookVerdict> AutoScaling::run_hooks(Context cx, std::string instance_id,
                                         LifecycleTransition transition) {
  const std::string group = state_.find_instance(instance_id)->AutoScalingGroupName;
  std::vector<std::string> tokens;
  for (const auto& [name, hook] : state_.find_group(group)->hooks) {
    if (hook.LifecycleTransition != transition) {
      continue;
    }
    const std::string token = ids_.uuid("lifecycle action");
    tokens.push_back(token);
    state_.actions[token] = begin_action(hook, token, instance_id, cx.now());
    trace_action(cx, state_.actions[token], "started");
    LifecycleNotification body = notification_of(hook);
    body.LifecycleActionToken = token;
    body.EC2InstanceId = instance_id;
    notifications_.lifecycle_action(cx, body);
  }
  for (;;) {
    std::vector<LifecycleAction> actions;
    for (const std::string& token : tokens) {
      const auto action = state_.actions.find(token);
      if (action != state_.actions.end()) {
        actions.push_back(action->second);
      }
    }
    expire(actions, cx.now());
    for (const LifecycleAction& action : actions) {
      if (action.timed_out && !state_.actions[action.LifecycleActionToken].timed_out) {
        trace_action(cx, action, to_string(*action.result));
      }
      state_.actions[action.LifecycleActionToken] = action;
    }
    const HookVerdict verdict = judge_actions(actions);
    if (verdict.over) {
      for (const std::string& token : tokens) {
        state_.actions.erase(token);
      }
      co_return verdict;
    }
    const bool woken = co_await changed(instance_id).wait_until(cx, verdict.next_deadline);
    (void)woken;
  }
}

void AutoScaling::drop_actions(const std::string& instance_id) {
  std::erase_if(state_.actions,
                [&](const auto& each) { return each.second.InstanceId == instance_id; });
  changed(instance_id).notify();
}

LifecycleAction* AutoScaling::find_action(const LifecycleActionName& name) {
  for (auto& [token, action] : state_.actions) {
    const bool named = name.LifecycleActionToken.empty() ? action.InstanceId == name.InstanceId
                                                         : token == name.LifecycleActionToken;
    if (named && action.hook.LifecycleHookName == name.LifecycleHookName &&
        action.hook.AutoScalingGroupName == name.AutoScalingGroupName &&
        !action.result.has_value()) {
      return &action;
    }
  }
  return nullptr;
}

namespace {

Failure no_action(const LifecycleActionName& name) {
  const bool by_token = !name.LifecycleActionToken.empty();
  return {"ValidationError", std::string("No active Lifecycle Action found with ") +
                                 (by_token ? "token " : "instance ID ") +
                                 (by_token ? name.LifecycleActionToken : name.InstanceId)};
}

}  // namespace

Status AutoScaling::CompleteLifecycleAction(Context cx, const LifecycleActionName& name,
                                            LifecycleActionResult result) {
  const Result<GroupRecord*> found = find(name.AutoScalingGroupName);
  if (!found.ok()) {
    return found.failure();
  }
  LifecycleAction* action = find_action(name);
  if (action == nullptr) {
    return no_action(name);
  }
  action->result = result;
  trace_action(cx, *action, to_string(result));
  changed(action->InstanceId).notify();
  return success();
}

Status AutoScaling::RecordLifecycleActionHeartbeat(Context cx, const LifecycleActionName& name) {
  const Result<GroupRecord*> found = find(name.AutoScalingGroupName);
  if (!found.ok()) {
    return found.failure();
  }
  LifecycleAction* action = find_action(name);
  if (action == nullptr) {
    return no_action(name);
  }
  heartbeat(*action, cx.now());
  trace_action(cx, *action, "heartbeat");
  changed(action->InstanceId).notify();
  return success();
}

}  // namespace greenroom::autoscaling
