#include "fakes/autoscaling/service.h"

#include <algorithm>
#include <utility>

#include "fakes/autoscaling/activity_text.h"
#include "fakes/autoscaling/scaling.h"
#include "fakes/autoscaling/termination.h"

namespace greenroom::autoscaling {
namespace {

Status check_processes(std::vector<std::string>& processes) {
  if (processes.empty()) {
    processes.assign(std::begin(k_processes), std::end(k_processes));
  }
  for (const std::string& process : processes) {
    // RemoveFromLoadBalancerLowPriority is obsolete and ignored (reference 2.7).
    if (process != "RemoveFromLoadBalancerLowPriority" &&
        std::count(std::begin(k_processes), std::end(k_processes), process) == 0) {
      return Failure{"ValidationError", "Unknown scaling process: " + process};
    }
  }
  std::erase(processes, "RemoveFromLoadBalancerLowPriority");
  return success();
}

Status check_group(const AutoScalingGroup& group) {
  if (group.AvailabilityZones.empty()) {
    return Failure{"ValidationError", "At least one Availability Zone or VPC Subnet is required."};
  }
  if (group.HealthCheckType != "EC2" && group.HealthCheckType != "ELB") {
    return Failure{"ValidationError",
                   "Health check type must be EC2 or ELB, not " + group.HealthCheckType};
  }
  const Status policies = check_termination_policies(group.TerminationPolicies);
  if (!policies.ok()) {
    return policies;
  }
  return check_sizes(group.MinSize, group.MaxSize, group.DesiredCapacity);
}

}  // namespace

Failure group_not_found(const std::string& name) {
  return {"ValidationError", "AutoScalingGroup name not found - " + name};
}

Context as_group(Context cx, const std::string& group) {
  return cx.as("autoscaling/" + group);
}

Signal& AutoScaling::changed(const std::string& group_or_instance) {
  std::unique_ptr<Signal>& signal = changed_[group_or_instance];
  if (signal == nullptr) {
    signal = std::make_unique<Signal>("an Auto Scaling group or instance to change");
  }
  return *signal;
}

Result<GroupRecord*> AutoScaling::find(const std::string& name) {
  GroupRecord* record = state_.find_group(name);
  if (record == nullptr || record->deleting) {
    return group_not_found(name);
  }
  return record;
}

void AutoScaling::trace_group(Context cx, const AutoScalingGroup& group, const char* change) const {
  as_group(cx, group.AutoScalingGroupName)
      .trace("autoscaling.group", {{"group", group.AutoScalingGroupName},
                                   {"change", change},
                                   {"min", group.MinSize},
                                   {"max", group.MaxSize},
                                   {"desired", group.DesiredCapacity}});
}

// `sentence` tells who changed it; the activities that follow quote it.
void AutoScaling::change_desired(Context cx, GroupRecord& record, std::int64_t desired,
                                 std::string sentence) {
  if (record.group.DesiredCapacity != desired) {
    record.change = at(cx.epoch(), cx.now(), sentence);
  }
  record.group.DesiredCapacity = desired;
  scale_after(cx, record.group.AutoScalingGroupName, timing_.reaction);
}

Status AutoScaling::CreateAutoScalingGroup(Context cx, AutoScalingGroup group) {
  const std::string name = group.AutoScalingGroupName;
  if (state_.find_group(name) != nullptr) {
    return Failure{"AlreadyExists",
                   "AutoScalingGroup by this name already exists - A group with the name " + name +
                       " already exists"};
  }
  const Status valid = check_group(group);
  if (!valid.ok()) {
    return valid;
  }
  const Result<LaunchTemplateSpecification> launch_template =
      instances_.resolve(group.LaunchTemplate);
  if (!launch_template.ok()) {
    return Failure{"ValidationError", launch_template.failure().message};
  }
  GroupRecord& record = state_.add_group(std::move(group));
  record.incarnation = ++incarnations_;
  record.uuid = ids_.uuid("autoscaling group");
  record.created = cx.now();
  trace_group(cx, record.group, "created");
  const std::int64_t desired = record.group.DesiredCapacity;
  if (desired > 0) {
    record.change = at(cx.epoch(), cx.now(), created_text(desired));
    scale_after(cx, name, timing_.reaction);
  }
  const Context watcher = as_group(cx, name);
  watcher.spawn("watch health", watch_health(watcher, name, record.incarnation));
  return success();
}

Status AutoScaling::UpdateAutoScalingGroup(Context cx, const std::string& name,
                                           const GroupUpdate& update) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  GroupRecord& record = *found.value();
  AutoScalingGroup changed_group = record.group;
  changed_group.MinSize = update.MinSize.value_or(changed_group.MinSize);
  changed_group.MaxSize = update.MaxSize.value_or(changed_group.MaxSize);
  // Not given, the desired capacity is moved to the nearer limit.
  const std::int64_t desired = update.DesiredCapacity.value_or(std::max(
      changed_group.MinSize, std::min(changed_group.DesiredCapacity, changed_group.MaxSize)));
  changed_group.DesiredCapacity = desired;
  changed_group.HealthCheckType = update.HealthCheckType.value_or(changed_group.HealthCheckType);
  changed_group.HealthCheckGracePeriod =
      update.HealthCheckGracePeriod.value_or(changed_group.HealthCheckGracePeriod);
  changed_group.TerminationPolicies =
      update.TerminationPolicies.value_or(changed_group.TerminationPolicies);
  changed_group.NewInstancesProtectedFromScaleIn = update.NewInstancesProtectedFromScaleIn.value_or(
      changed_group.NewInstancesProtectedFromScaleIn);
  changed_group.DefaultCooldown = update.DefaultCooldown.value_or(changed_group.DefaultCooldown);
  if (update.DefaultInstanceWarmup.has_value()) {
    const bool is_set = *update.DefaultInstanceWarmup >= Duration{};
    changed_group.DefaultInstanceWarmup = is_set ? update.DefaultInstanceWarmup : std::nullopt;
  }
  if (update.AvailabilityZones.has_value()) {
    changed_group.AvailabilityZones = *update.AvailabilityZones;
    changed_group.VPCZoneIdentifier = update.VPCZoneIdentifier;
    changed_group.Subnets = update.Subnets;
  }
  const Status valid = check_group(changed_group);
  if (!valid.ok()) {
    return valid;
  }
  if (update.LaunchTemplate.has_value()) {
    const Result<LaunchTemplateSpecification> known = instances_.resolve(*update.LaunchTemplate);
    if (!known.ok()) {
      return Failure{"ValidationError", known.failure().message};
    }
    changed_group.LaunchTemplate = *update.LaunchTemplate;
  }
  const std::int64_t before = record.group.DesiredCapacity;
  changed_group.DesiredCapacity = before;
  record.group = changed_group;
  change_desired(cx, record, desired,
                 updated_text(record.group.MinSize, record.group.MaxSize, desired, before));
  trace_group(cx, record.group, "updated");
  return success();
}

Status AutoScaling::SetDesiredCapacity(Context cx, const std::string& name, std::int64_t desired) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  GroupRecord& record = *found.value();
  const bool above = desired > record.group.MaxSize;
  if (above || desired < record.group.MinSize) {
    const std::int64_t bound = above ? record.group.MaxSize : record.group.MinSize;
    return Failure{"ValidationError",
                   "New SetDesiredCapacity value " + std::to_string(desired) +
                       (above ? " is above max value " : " is below min value ") +
                       std::to_string(bound) + " for the AutoScalingGroup."};
  }
  const std::int64_t before = record.group.DesiredCapacity;
  change_desired(cx, record, desired, set_desired_text(desired, before));
  trace_group(cx, record.group, "updated");
  return success();
}

Status AutoScaling::DeleteAutoScalingGroup(Context cx, const std::string& name, bool force) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  GroupRecord& record = *found.value();
  const std::vector<Instance> members = state_.members(name);
  const bool moving = std::any_of(members.begin(), members.end(), [](const Instance& each) {
    return each.LifecycleState != LifecycleState::InService &&
           each.LifecycleState != LifecycleState::Standby;
  });
  if (!force && moving) {
    return Failure{"ScalingActivityInProgress",
                   "You cannot delete an AutoScalingGroup while there are scaling activities in "
                   "progress for that group."};
  }
  if (!force && !members.empty()) {
    return Failure{"ResourceInUse",
                   "You cannot delete an AutoScalingGroup while there are instances still in the "
                   "group."};
  }
  const auto size = static_cast<std::int64_t>(members.size());
  // The first sentence is UNVERIFIED.
  const std::string change = at(cx.epoch(), cx.now(),
                                "a user request force deleted AutoScalingGroup changing the "
                                "desired capacity from " +
                                    std::to_string(record.group.DesiredCapacity) + " to 0");
  record.deleting = true;
  record.group.MinSize = 0;
  record.group.DesiredCapacity = 0;
  for (const Instance& each : members) {
    const std::string shrunk = at(cx.epoch(), cx.now(), shrunk_text(size, 0));
    const std::string selected = at(cx.epoch(), cx.now(), selected_text(each.InstanceId));
    drop_actions(each.InstanceId);
    end_instance(cx, each.InstanceId, both(both(change, shrunk), selected), Ending::AtOnce);
  }
  remove_group_if_empty(cx, name);
  return success();
}

void AutoScaling::remove_group_if_empty(Context cx, const std::string& name) {
  const GroupRecord* record = state_.find_group(name);
  if (record == nullptr || !record->deleting || !state_.members(name).empty()) {
    return;
  }
  const AutoScalingGroup last = record->group;
  state_.remove_group(name);
  trace_group(cx, last, "deleted");
  changed(name).notify();
}

Status AutoScaling::SuspendProcesses(Context cx, const std::string& name,
                                     std::vector<std::string> processes) {
  const Result<GroupRecord*> found = find(name);
  const Status known = check_processes(processes);
  if (!found.ok() || !known.ok()) {
    return found.ok() ? known : Status(found.failure());
  }
  found.value()->group.SuspendedProcesses.insert(processes.begin(), processes.end());
  trace_group(cx, found.value()->group, "suspended");
  return success();
}

// What was left undone in the meantime is done now, but for AddToLoadBalancer: instances launched
// while it was off are never added (reference 2.7).
Status AutoScaling::ResumeProcesses(Context cx, const std::string& name,
                                    std::vector<std::string> processes) {
  const Result<GroupRecord*> found = find(name);
  const Status known = check_processes(processes);
  if (!found.ok() || !known.ok()) {
    return found.ok() ? known : Status(found.failure());
  }
  GroupRecord& record = *found.value();
  for (const std::string& process : processes) {
    record.group.SuspendedProcesses.erase(process);
  }
  trace_group(cx, record.group, "resumed");
  replace_unhealthy(cx, record);
  scale_after(cx, name, timing_.reaction);
  changed(name).notify();
  return success();
}

// Additive; the instances in service are registered (reference 2.5).
Status AutoScaling::AttachLoadBalancerTargetGroups(Context cx, const std::string& name,
                                                   const std::vector<std::string>& target_groups) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  GroupRecord& record = *found.value();
  for (const std::string& target_group : target_groups) {
    if (!record.attachments.emplace(target_group, AttachmentState::Adding).second) {
      continue;
    }
    record.group.TargetGroups.push_back(target_group);
    for (const Instance& each : state_.in_service(name)) {
      register_member(cx, target_group, each.InstanceId);
    }
  }
  trace_group(cx, record.group, "target groups attached");
  return success();
}

// The instances keep running; whoever drains is the load balancer.
Status AutoScaling::DetachLoadBalancerTargetGroups(Context cx, const std::string& name,
                                                   const std::vector<std::string>& target_groups) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  GroupRecord& record = *found.value();
  for (const std::string& target_group : target_groups) {
    if (record.attachments.erase(target_group) == 0) {
      return Failure{"ValidationError",
                     "The target group " + target_group + " is not attached to the group " + name};
    }
    std::erase(record.group.TargetGroups, target_group);
    for (const Instance& each : state_.in_service(name)) {
      targets_.deregister_instance(cx, target_group, each.InstanceId);
    }
  }
  trace_group(cx, record.group, "target groups detached");
  return success();
}

Result<AutoScalingGroup> AutoScaling::group(const std::string& name) const {
  const GroupRecord* record = state_.find_group(name);
  return record == nullptr ? Result<AutoScalingGroup>(group_not_found(name))
                           : Result<AutoScalingGroup>(record->group);
}

Task<void> AutoScaling::wait_until_steady(Context cx, std::string name) {
  for (;;) {
    const GroupRecord* record = state_.find_group(name);
    if (record == nullptr) {
      co_return;
    }
    if (state_.count_in_service(name) == record->group.DesiredCapacity) {
      co_return;
    }
    co_await changed(name).wait(cx);
  }
}

Task<void> AutoScaling::wait_until_deleted(Context cx, std::string name) {
  while (state_.find_group(name) != nullptr) {
    co_await changed(name).wait(cx);
  }
}

Task<void> AutoScaling::wait_for_change(Context cx, std::string name, Instant deadline) {
  const bool woken = co_await changed(name).wait_until(cx, deadline);
  (void)woken;
}

}  // namespace greenroom::autoscaling
