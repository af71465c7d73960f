// CodeDeploy -> Auto Scaling and EC2, and back: fleets, and who comes and goes in them.
#include <algorithm>
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codedeploy/roles.h"
#include "fakes/wire/rights.h"
#include "fakes/wire/values.h"
#include "sim/app/adapters.h"
#include "sim/core/assert.h"

namespace greenroom::app {
namespace {

constexpr const char* k_launch_hook = "CodeDeploy-managed-automatic-launch-deployment-hook-";
// UNVERIFIED: the name, and the default result CONTINUE.
constexpr const char* k_termination_hook =
    "CodeDeploy-managed-automatic-termination-deployment-hook-";
constexpr Duration k_launch_hook_heartbeat = seconds(600);
constexpr Duration k_heartbeat_interval = minutes(5);

codedeploy::FleetInstance fleet_instance(const ec2::Instance& instance) {
  codedeploy::FleetInstance member;
  member.InstanceId = instance.InstanceId;
  member.running = instance.State == ec2::InstanceStateName::running;
  member.AvailabilityZone = instance.subnet.AvailabilityZone;
  member.Tags = instance.tags;
  return member;
}

bool starts_with(const std::string& text, const char* prefix) {
  return text.rfind(prefix, 0) == 0;
}

}  // namespace

Status FleetOnAutoScaling::may(const std::string& role_arn, const std::string& operation,
                               const std::string& group) const {
  return rights_.may(
      {role_arn, codedeploy::k_role_session},
      {"autoscaling:" + operation, auto_scaling_group_arn(rights_.account(), group), {}});
}

// AWS: "Launch template support" of Auto Scaling: whoever makes a group with a launch template must
// be allowed to run instances from it, with all that RunInstances touches, and to pass its role.
// UNVERIFIED: that the instances' tags (the group's name) want ec2:CreateTags even when the
// template has none, as the lab's guide says.
Status FleetOnAutoScaling::may_copy(const std::string& role_arn,
                                    const autoscaling::AutoScalingGroup& source,
                                    const std::string& copy) const {
  if (Status made = may(role_arn, "CreateAutoScalingGroup", copy); !made.ok()) {
    return made;
  }
  const auto& by = source.LaunchTemplate;
  const std::string zone = source.AvailabilityZones.empty() ? "" : source.AvailabilityZones.front();
  const aws::Json tagged = wire::Object().add("ResourceType", wire::text("instance")).take();
  const aws::Json launch =
      wire::Object()
          .add("LaunchTemplate", wire::Object()
                                     .add_unless_empty("LaunchTemplateId", by.LaunchTemplateId)
                                     .add_unless_empty("LaunchTemplateName", by.LaunchTemplateName)
                                     .add_unless_empty("Version", by.Version)
                                     .take())
          .add_unless_empty("SubnetId",
                            source.VPCZoneIdentifier.substr(0, source.VPCZoneIdentifier.find(',')))
          .add("Placement", wire::Object().add_unless_empty("AvailabilityZone", zone).take())
          .add("TagSpecifications", aws::Json{aws::JsonKind::Array, {}, {tagged}, {}})
          .take();
  const auto look_up = [this](std::string_view what, const std::string& value) {
    SIM_ASSERT(what == "role_of_profile", "RunInstances asks for a role alone");
    const bool is_arn = value.rfind("arn:", 0) == 0;
    return rights_.passed_role_arn(is_arn ? "" : value, is_arn ? value : "");
  };
  return aws::may_all(rights_, {role_arn, codedeploy::k_role_session},
                      wire::rights_of(ec2_table_.model(), "RunInstances",
                                      ec2::whole_launch(ec2_, launch), rights_.account(), look_up));
}

codedeploy::HostAgent HostsOnEc2::agent(const std::string& instance_id) const {
  const Result<ec2::Instance> instance = ec2_.instance(instance_id);
  if (!instance) {
    return codedeploy::HostAgent::Unsaid;
  }
  const auto tag = instance.value().tags.find(codedeploy::k_agent_tag);
  return tag == instance.value().tags.end() ? codedeploy::HostAgent::Unsaid
                                            : codedeploy::host_agent_of(tag->second);
}

std::vector<codedeploy::FleetInstance> FleetOnAutoScaling::instances(
    const std::string& group) const {
  std::vector<codedeploy::FleetInstance> fleet;
  for (const autoscaling::Instance& each : autoscaling_.in_service(group)) {
    const Result<ec2::Instance> instance = ec2_.instance(each.InstanceId);
    SIM_ASSERT(instance.ok(), "members of a group are instances");
    fleet.push_back(fleet_instance(instance.value()));
  }
  return fleet;
}

// The order of calls is the recorded one of reference codedeploy.md 9.3.
Task<Result<std::vector<codedeploy::FleetInstance>>> FleetOnAutoScaling::copy_group(
    Context cx, std::string role_arn, std::string source, std::string copy,
    std::string deployment_id) {
  const Result<autoscaling::AutoScalingGroup> original = autoscaling_.group(source);
  if (!original.ok()) {
    co_return original.failure();
  }
  const Status may_begin = may_copy(role_arn, original.value(), copy);
  if (!may_begin.ok()) {
    co_return may_begin.failure();
  }
  const auto healthy = static_cast<std::int64_t>(autoscaling_.in_service(source).size());
  const Context as_group = cx.as("autoscaling/" + copy);
  autoscaling::AutoScalingGroup green = original.value();
  green.AutoScalingGroupName = copy;
  green.MinSize = 0;
  green.DesiredCapacity = 0;
  green.SuspendedProcesses.clear();
  green.Tags["CodeDeployProvisioningDeploymentId"] = deployment_id;
  autoscaling::GroupUpdate raise;
  raise.MinSize = healthy;
  raise.MaxSize = std::max(green.MaxSize, healthy);
  raise.DesiredCapacity = healthy;
  const Status created = autoscaling_.CreateAutoScalingGroup(as_group, std::move(green));
  if (!created.ok()) {
    co_return created.failure();
  }
  const Status may_raise = may(role_arn, "UpdateAutoScalingGroup", copy);
  const Status raised =
      may_raise.ok() ? autoscaling_.UpdateAutoScalingGroup(as_group, copy, raise) : may_raise;
  if (!raised.ok()) {
    co_return raised.failure();
  }
  std::vector<std::string> processes = {"AddToLoadBalancer", "AlarmNotification",
                                        "ScheduledActions"};
  const Status may_suspend = may(role_arn, "SuspendProcesses", copy);
  const Status suspended = may_suspend.ok()
                               ? autoscaling_.SuspendProcesses(as_group, copy, std::move(processes))
                               : may_suspend;
  if (!suspended.ok()) {
    co_return suspended.failure();
  }
  co_await autoscaling_.wait_until_steady(cx, copy);
  co_return instances(copy);
}

Status FleetOnAutoScaling::resume_processes(Context cx, std::string role_arn, std::string group) {
  if (Status allowed = may(role_arn, "ResumeProcesses", group); !allowed.ok()) {
    return allowed;
  }
  const Status resumed = autoscaling_.ResumeProcesses(cx.as("autoscaling/" + group), group, {});
  SIM_ASSERT(resumed.ok(), "the green group exists while its deployment runs");
  return success();
}

Task<Status> FleetOnAutoScaling::delete_group(Context cx, std::string role_arn, std::string group) {
  Status allowed = may(role_arn, "DeleteAutoScalingGroup", group);
  if (!allowed.ok()) {
    co_return allowed;
  }
  const Status deleted =
      autoscaling_.DeleteAutoScalingGroup(cx.as("autoscaling/" + group), group, true);
  if (deleted.ok()) {  // else it is gone already
    co_await autoscaling_.wait_until_deleted(cx, group);
  }
  co_return success();
}

std::vector<codedeploy::FleetInstance> FleetOnAutoScaling::tagged_instances() const {
  std::vector<codedeploy::FleetInstance> fleet;
  for (const ec2::Instance& instance : ec2_.state().instances()) {
    const bool gone = instance.State == ec2::InstanceStateName::terminated ||
                      instance.State == ec2::InstanceStateName::shutting_down;
    if (!gone && instance.tags.count(ec2::k_group_name_tag) == 0) {
      fleet.push_back(fleet_instance(instance));
    }
  }
  return fleet;
}

Status FleetOnAutoScaling::put_hook(Context cx, const std::string& role_arn,
                                    const std::string& group, codedeploy::HookKind kind) {
  if (Status allowed = may(role_arn, "PutLifecycleHook", group); !allowed.ok()) {
    return allowed;
  }
  const bool launch = kind == codedeploy::HookKind::Launch;
  autoscaling::LifecycleHook hook;
  hook.LifecycleHookName = (launch ? k_launch_hook : k_termination_hook) + group + "-" +
                           ids_.uuid(launch ? "launch hook" : "termination hook");
  hook.AutoScalingGroupName = group;
  hook.HeartbeatTimeout = k_launch_hook_heartbeat;
  if (!launch) {
    hook.LifecycleTransition = autoscaling::LifecycleTransition::EC2_INSTANCE_TERMINATING;
    hook.DefaultResult = autoscaling::LifecycleActionResult::CONTINUE;
  }
  hook.NotificationMetadata =
      ids_.uuid(launch ? "launch hook metadata" : "termination hook metadata");
  Status put = autoscaling_.PutLifecycleHook(cx.as("autoscaling/" + group), std::move(hook));
  return put;
}

std::string FleetOnAutoScaling::hook(const std::string& group, codedeploy::HookKind kind) const {
  const char* prefix = kind == codedeploy::HookKind::Launch ? k_launch_hook : k_termination_hook;
  for (const std::string& name : hooks_of(group)) {
    if (starts_with(name, prefix)) {
      return name;
    }
  }
  return "";
}

std::vector<std::string> FleetOnAutoScaling::hooks_of(const std::string& group) const {
  std::vector<std::string> names;
  const auto hooks = autoscaling_.DescribeLifecycleHooks(group);
  if (hooks.ok()) {  // else the group is gone, and its hooks with it
    for (const autoscaling::LifecycleHook& hook : hooks.value()) {
      if (starts_with(hook.LifecycleHookName, k_launch_hook) ||
          starts_with(hook.LifecycleHookName, k_termination_hook)) {
        names.push_back(hook.LifecycleHookName);
      }
    }
  }
  return names;
}

std::vector<std::string> FleetOnAutoScaling::delete_hooks(Context cx, const std::string& role_arn,
                                                          const std::string& group) {
  std::vector<std::string> hooks = hooks_of(group);
  if (!may_delete_hooks_ || !may(role_arn, "DeleteLifecycleHook", group).ok()) {
    return hooks;
  }
  for (const std::string& hook : hooks) {
    const Status gone =
        autoscaling_.DeleteLifecycleHook(cx.as("autoscaling/" + group), group, hook);
    SIM_ASSERT(gone.ok(), "a hook that was listed can be deleted");
  }
  return {};
}

Status FleetOnAutoScaling::move_launch_hook(Context cx, std::string role_arn, std::string from,
                                            std::string to) {
  const std::vector<std::string> hooks = hooks_of(from);
  const std::vector<std::string> left = delete_hooks(cx, role_arn, from);
  const Status put = put_hook(cx, role_arn, to, codedeploy::HookKind::Launch);
  const bool had_termination_hook =
      std::any_of(hooks.begin(), hooks.end(),
                  [](const std::string& hook) { return starts_with(hook, k_termination_hook); });
  if (had_termination_hook) {
    (void)put_hook(cx, role_arn, to, codedeploy::HookKind::Termination);
  }
  (void)left;  // hooks that stay on the old group are nobody's any more
  const bool may_not = !put.ok() && put.failure().code == codedeploy::k_access_denied;
  return may_not ? put : success();  // refused otherwise: somebody has deleted the group
}

Status FleetOnAutoScaling::terminate_instance(Context cx, std::string role_arn,
                                              std::string instance_id) {
  Status allowed = rights_.may(
      {role_arn, codedeploy::k_role_session},
      {"ec2:TerminateInstances", aws::instance_arn(rights_.account(), instance_id), {}});
  if (!allowed.ok()) {
    return allowed;
  }
  (void)ec2_.TerminateInstances(cx, {std::move(instance_id)});  // refused: it stays, as with AWS
  return success();
}

void CodeDeployIsTold::lifecycle_action(Context cx,
                                        const autoscaling::LifecycleNotification& notification) {
  if (events_ != nullptr) {
    events_->lifecycle_action(cx, notification);
  }
  if (codedeploy_ == nullptr || !notification.Event.empty()) {
    return;
  }
  // A hook that outlived its deployment group is answered by nobody.
  const std::string& hook = notification.LifecycleHookName;
  const std::string& group = notification.AutoScalingGroupName;
  const Context codedeploy = cx.as("codedeploy");
  if (starts_with(hook, k_launch_hook) && codedeploy_->watches_launches(group)) {
    codedeploy.spawn("launch deployment", deploy(codedeploy, notification));
  } else if (starts_with(hook, k_termination_hook) && codedeploy_->watches_terminations(group)) {
    codedeploy.spawn("termination deployment", deploy(codedeploy, notification));
  }
}

Task<void> CodeDeployIsTold::deploy(Context cx, autoscaling::LifecycleNotification notification) {
  autoscaling::LifecycleActionName action;
  action.AutoScalingGroupName = notification.AutoScalingGroupName;
  action.LifecycleHookName = notification.LifecycleHookName;
  action.LifecycleActionToken = notification.LifecycleActionToken;
  action.InstanceId = notification.EC2InstanceId;
  cx.spawn("heartbeat", beat(cx, action));
  const std::string group = notification.AutoScalingGroupName;
  const std::string instance_id = notification.EC2InstanceId;
  codedeploy::LifecycleActionResult result = codedeploy::LifecycleActionResult::CONTINUE;
  if (notification.LifecycleTransition ==
      autoscaling::LifecycleTransition::EC2_INSTANCE_LAUNCHING) {
    result = co_await codedeploy_->on_instance_launch(cx, group, instance_id);
  } else {
    result = co_await codedeploy_->on_instance_termination(cx, group, instance_id);
  }
  if (!may("CompleteLifecycleAction", group)) {
    co_return;  // the hook waits for its time-out
  }
  // Refused when nobody waits any more: the instance or the hook is gone.
  (void)autoscaling_->CompleteLifecycleAction(cx.as("autoscaling/" + action.AutoScalingGroupName),
                                              action,
                                              result == codedeploy::LifecycleActionResult::CONTINUE
                                                  ? autoscaling::LifecycleActionResult::CONTINUE
                                                  : autoscaling::LifecycleActionResult::ABANDON);
}

bool CodeDeployIsTold::may(const std::string& operation, const std::string& group) const {
  return rights_
      ->may({codedeploy_->role_watching(group), codedeploy::k_role_session},
            {"autoscaling:" + operation, auto_scaling_group_arn(rights_->account(), group), {}})
      .ok();
}

// As long as somebody waits.
Task<void> CodeDeployIsTold::beat(Context cx, autoscaling::LifecycleActionName action) {
  const Context as_group = cx.as("autoscaling/" + action.AutoScalingGroupName);
  for (bool waits = true; waits;) {
    co_await cx.sleep_for(k_heartbeat_interval);
    waits = may("RecordLifecycleActionHeartbeat", action.AutoScalingGroupName) &&
            autoscaling_->RecordLifecycleActionHeartbeat(as_group, action).ok();
  }
}

}  // namespace greenroom::app
