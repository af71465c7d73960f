// Lifecycle hooks behind the wire.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/wire_values.h"

namespace greenroom::autoscaling {
namespace {

Failure invalid(std::string message) {
  return {"ValidationError", std::move(message)};
}

Result<LifecycleActionResult> result_of(const std::string& text) {
  if (text == "CONTINUE" || text == "ABANDON") {
    return text == "CONTINUE" ? LifecycleActionResult::CONTINUE : LifecycleActionResult::ABANDON;
  }
  return invalid("A lifecycle action's result must be ABANDON or CONTINUE, not '" + text + "'");
}

LifecycleActionName name_of(const WireCall& call) {
  return {call.group(), call.text("LifecycleHookName"), call.text("LifecycleActionToken"),
          call.text("InstanceId")};
}

const LifecycleHook* find_hook(const WireCall& call) {
  const GroupRecord* record = call.autoscaling.state().find_group(call.group());
  if (record == nullptr) {
    return nullptr;
  }
  const auto found = record->hooks.find(call.text("LifecycleHookName"));
  return found == record->hooks.end() ? nullptr : &found->second;
}

}  // namespace

Result<LifecycleHook> hook_of(const aws::Json& input, LifecycleHook known) {
  const auto set = [&](std::string& text, const char* member) {
    text = input.find(member) == nullptr ? text : wire::text_of(input, member);
  };
  set(known.NotificationMetadata, "NotificationMetadata");
  set(known.NotificationTargetARN, "NotificationTargetARN");
  set(known.RoleARN, "RoleARN");
  known.HeartbeatTimeout =
      seconds(wire::number_of(input, "HeartbeatTimeout", known.HeartbeatTimeout.whole_seconds()));
  if (input.find("DefaultResult") != nullptr) {
    const Result<LifecycleActionResult> result = result_of(wire::text_of(input, "DefaultResult"));
    if (!result.ok()) {
      return result.failure();
    }
    known.DefaultResult = result.value();
  }
  if (input.find("LifecycleTransition") != nullptr) {
    const std::string given = wire::text_of(input, "LifecycleTransition");
    const bool launching = given == to_string(LifecycleTransition::EC2_INSTANCE_LAUNCHING);
    if (!launching && given != to_string(LifecycleTransition::EC2_INSTANCE_TERMINATING)) {
      return invalid("Unsupported lifecycle transition: " + given);
    }
    known.LifecycleTransition = launching ? LifecycleTransition::EC2_INSTANCE_LAUNCHING
                                          : LifecycleTransition::EC2_INSTANCE_TERMINATING;
  }
  return known;
}

// A hook that is there keeps what is not said anew.
Result<aws::Json> put_lifecycle_hook(const WireCall& call) {
  const LifecycleHook* known = find_hook(call);
  if (known == nullptr && call.input.find("LifecycleTransition") == nullptr) {
    return invalid("LifecycleTransition is required for a new lifecycle hook");
  }
  LifecycleHook hook = known == nullptr ? LifecycleHook{} : *known;
  hook.LifecycleHookName = call.text("LifecycleHookName");
  hook.AutoScalingGroupName = call.group();
  Result<LifecycleHook> wanted = hook_of(call.input, std::move(hook));
  return wanted.ok()
             ? nothing(call.autoscaling.PutLifecycleHook(call.cx, std::move(wanted.value())))
             : wanted.failure();
}

Result<aws::Json> delete_lifecycle_hook(const WireCall& call) {
  return nothing(
      call.autoscaling.DeleteLifecycleHook(call.cx, call.group(), call.text("LifecycleHookName")));
}

Result<aws::Json> describe_lifecycle_hooks(const WireCall& call) {
  Result<std::vector<LifecycleHook>> hooks = call.autoscaling.DescribeLifecycleHooks(call.group());
  if (!hooks.ok()) {
    return hooks.failure();
  }
  const std::vector<std::string> asked = wire::texts_of(call.input, "LifecycleHookNames");
  std::erase_if(hooks.value(), [&](const LifecycleHook& hook) {
    return !asked.empty() &&
           std::find(asked.begin(), asked.end(), hook.LifecycleHookName) == asked.end();
  });
  return wire::Object()
      .add("LifecycleHooks",
           wire::list_of(hooks.value(), [](const LifecycleHook& hook) { return json_of(hook); }))
      .take();
}

Result<aws::Json> complete_lifecycle_action(const WireCall& call) {
  const Result<LifecycleActionResult> result = result_of(call.text("LifecycleActionResult"));
  return result.ok() ? nothing(call.autoscaling.CompleteLifecycleAction(call.cx, name_of(call),
                                                                        result.value()))
                     : result.failure();
}

Result<aws::Json> record_lifecycle_action_heartbeat(const WireCall& call) {
  return nothing(call.autoscaling.RecordLifecycleActionHeartbeat(call.cx, name_of(call)));
}

}  // namespace greenroom::autoscaling
