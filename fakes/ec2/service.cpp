#include "fakes/ec2/service.h"

#include <utility>

#include "fakes/ec2/sites.h"

namespace greenroom::ec2 {
namespace {

Failure group_not_found(const std::string& name) {
  return {"ValidationError", "AutoScalingGroup name not found - " + name};
}

Status validate_sizes(std::int64_t min_size, std::int64_t max_size, std::int64_t desired) {
  if (min_size > max_size) {
    return Failure{"ValidationError", "Max bound, " + std::to_string(max_size) +
                                          ", must be greater than or equal to min bound, " +
                                          std::to_string(min_size)};
  }
  if (desired < min_size || desired > max_size) {
    return Failure{"ValidationError",
                   "Desired capacity:" + std::to_string(desired) +
                       " must be between the specified min size:" + std::to_string(min_size) +
                       " and max size:" + std::to_string(max_size)};
  }
  return success();
}

Context as_group(Context cx, const std::string& group) {
  return cx.as("autoscaling/" + group);
}

}  // namespace

void Ec2::trace_group(Context cx, const AutoScalingGroup& group, const char* change) const {
  as_group(cx, group.AutoScalingGroupName)
      .trace("autoscaling.group", {{"group", group.AutoScalingGroupName},
                                   {"change", change},
                                   {"min", group.MinSize},
                                   {"max", group.MaxSize},
                                   {"desired", group.DesiredCapacity}});
}

void Ec2::set_state(Context cx, Instance& instance, InstanceStateName state) {
  instance.State = state;
  cx.as("ec2").trace("ec2.instance", {{"instanceId", instance.InstanceId},
                                      {"privateIpAddress", instance.PrivateIpAddress},
                                      {"state", to_string(state)},
                                      {"autoScalingGroupName", instance.AutoScalingGroupName}});
  instances_changed_.notify();
}

Status Ec2::CreateAutoScalingGroup(Context cx, AutoScalingGroup group) {
  if (state_.find_group(group.AutoScalingGroupName) != nullptr) {
    return Failure{"AlreadyExists",
                   "AutoScalingGroup by this name already exists - A group with "
                   "the name " +
                       group.AutoScalingGroupName + " already exists"};
  }
  const Status valid = validate_sizes(group.MinSize, group.MaxSize, group.DesiredCapacity);
  if (!valid.ok()) {
    return valid;
  }
  state_.add_group(group);
  trace_group(cx, group, "created");
  reconcile(cx, group.AutoScalingGroupName);
  return success();
}

Status Ec2::UpdateAutoScalingGroup(Context cx, std::string name, std::int64_t min_size,
                                   std::int64_t max_size, std::int64_t desired) {
  AutoScalingGroup* group = state_.find_group(name);
  if (group == nullptr) {
    return group_not_found(name);
  }
  const Status valid = validate_sizes(min_size, max_size, desired);
  if (!valid.ok()) {
    return valid;
  }
  group->MinSize = min_size;
  group->MaxSize = max_size;
  group->DesiredCapacity = desired;
  trace_group(cx, *group, "updated");
  reconcile(cx, name);
  return success();
}

// Every missing instance gets a life of its own; surplus ones are ended, the newest first.
// Simplified: AWS's default termination policy looks at zones and templates first; with one
// template and balanced zones it comes down to a choice among equals.
void Ec2::reconcile(Context cx, std::string name) {
  const AutoScalingGroup* group = state_.find_group(name);
  if (group == nullptr) {
    return;
  }
  const std::vector<std::string> members = state_.members(name);
  const auto count = static_cast<std::int64_t>(members.size());
  std::int64_t missing = group->DesiredCapacity - count;
  if (cx.fault(site::launch_lost) && missing > 0) {
    --missing;
  }
  for (std::int64_t i = 0; i < missing; ++i) {
    const std::string id = ids_.resource("i-");
    state_.add_instance(id, name, cx.now());
    const Context life = cx.as("ec2/" + id);
    life.spawn("launch", launch(life, id));
  }
  for (std::int64_t i = 0; i < -missing; ++i) {
    const std::string id = members[members.size() - 1 - static_cast<std::size_t>(i)];
    const Context life = cx.as("ec2/" + id);
    life.spawn("terminate", terminate(life, id));
  }
}

// pending -> running -> InService, and then a target. Auto Scaling does not wait for the target to
// become healthy (reference alb-ec2-asg 2.2).
Task<void> Ec2::launch(Context cx, std::string instance_id) {
  co_await cx.sleep_for(timing_.asg_reaction);
  Instance* instance = state_.find_instance(instance_id);
  const std::string group_name = instance->AutoScalingGroupName;
  as_group(cx, group_name)
      .trace("autoscaling.activity",
             {{"instanceId", instance_id},
              {"description", "Launching a new EC2 instance: " + instance_id},
              {"cause",
               "an instance was started in response to a difference between desired and actual "
               "capacity"},
              {"statusCode", "InProgress"}});
  set_state(cx, *instance, InstanceStateName::pending);
  InstanceIdentity identity{instance->InstanceId, instance->PrivateIpAddress,
                            instance->PrivateDnsName};
  co_await cx.sleep_for(timing_.boot);
  co_await hardware_.power_on(cx, std::move(identity));
  instance = state_.find_instance(instance_id);
  instance->lifecycle = LifecycleState::InService;
  set_state(cx, *instance, InstanceStateName::running);
  const AutoScalingGroup* group = state_.find_group(group_name);
  if (group != nullptr && !group->target_group.empty() &&
      group->SuspendedProcesses.count("AddToLoadBalancer") == 0) {
    targets_.register_instance(cx, group->target_group, instance_id, instance->PrivateIpAddress);
  }
}

// Deregister and drain come before the end (reference 2.2, scale-in).
Task<void> Ec2::terminate(Context cx, std::string instance_id) {
  Instance* instance = state_.find_instance(instance_id);
  if (instance->lifecycle == LifecycleState::Terminating ||
      instance->lifecycle == LifecycleState::Terminated) {
    co_return;
  }
  instance->lifecycle = LifecycleState::Terminating;
  const std::string group_name = instance->AutoScalingGroupName;
  as_group(cx, group_name)
      .trace("autoscaling.activity",
             {{"instanceId", instance_id},
              {"description", "Terminating EC2 instance: " + instance_id},
              {"cause", "instance " + instance_id + " was selected for termination."},
              {"statusCode", "InProgress"}});
  const AutoScalingGroup* group = state_.find_group(group_name);
  if (group != nullptr && !group->target_group.empty()) {
    const std::string target_group = group->target_group;
    co_await targets_.deregister_instance(cx, target_group, instance_id);
  }
  instance = state_.find_instance(instance_id);
  set_state(cx, *instance, InstanceStateName::shutting_down);
  hardware_.power_off(cx, instance_id);
  co_await cx.sleep_for(timing_.shutdown);
  instance = state_.find_instance(instance_id);
  instance->lifecycle = LifecycleState::Terminated;
  set_state(cx, *instance, InstanceStateName::terminated);
}

Task<void> Ec2::DeleteAutoScalingGroup(Context cx, std::string name) {
  AutoScalingGroup* group = state_.find_group(name);
  if (group == nullptr) {
    co_return;
  }
  group->MinSize = 0;
  group->DesiredCapacity = 0;
  reconcile(cx, name);
  for (;;) {
    bool all_gone = true;
    for (const Instance& instance : state_.instances()) {
      all_gone = all_gone && (instance.AutoScalingGroupName != name ||
                              instance.lifecycle == LifecycleState::Terminated);
    }
    if (all_gone) {
      break;
    }
    co_await instances_changed_.wait(cx);
  }
  const AutoScalingGroup last = *state_.find_group(name);
  state_.remove_group(name);
  trace_group(cx, last, "deleted");
}

Status Ec2::SuspendProcesses(Context cx, std::string name, std::vector<std::string> processes) {
  AutoScalingGroup* group = state_.find_group(name);
  if (group == nullptr) {
    return group_not_found(name);
  }
  group->SuspendedProcesses.insert(processes.begin(), processes.end());
  trace_group(cx, *group, "suspended");
  return success();
}

Status Ec2::ResumeProcesses(Context cx, std::string name) {
  AutoScalingGroup* group = state_.find_group(name);
  if (group == nullptr) {
    return group_not_found(name);
  }
  group->SuspendedProcesses.clear();
  trace_group(cx, *group, "resumed");
  return success();
}

// UNVERIFIED order for a member of a group (reference 2.2): EC2 ends it at once; the group
// replaces.
void Ec2::TerminateInstance(Context cx, std::string instance_id) {
  const Instance* instance = state_.find_instance(instance_id);
  if (instance == nullptr) {
    return;
  }
  const std::string group = instance->AutoScalingGroupName;
  const Context life = cx.as("ec2/" + instance_id);
  life.spawn("terminate", terminate(life, instance_id));
  cx.spawn("replace", [](Ec2& self, Context context, std::string name) -> Task<void> {
    co_await context.sleep_for(self.timing_.asg_reaction);
    self.reconcile(context, name);
  }(*this, cx, group));
}

Task<void> Ec2::wait_until_steady(Context cx, std::string name) {
  for (;;) {
    const AutoScalingGroup* group = state_.find_group(name);
    if (group == nullptr ||
        static_cast<std::int64_t>(state_.in_service(name).size()) == group->DesiredCapacity) {
      co_return;
    }
    co_await instances_changed_.wait(cx);
  }
}

std::vector<Instance> Ec2::in_service(const std::string& group) const {
  std::vector<Instance> instances;
  for (const std::string& id : state_.in_service(group)) {
    instances.push_back(*state_.find_instance(id));
  }
  return instances;
}

Result<AutoScalingGroup> Ec2::group(const std::string& name) const {
  const AutoScalingGroup* found = state_.find_group(name);
  return found == nullptr ? Result<AutoScalingGroup>(group_not_found(name))
                          : Result<AutoScalingGroup>(*found);
}

Result<Instance> Ec2::instance(const std::string& instance_id) const {
  const Instance* found = state_.find_instance(instance_id);
  if (found == nullptr) {
    return Failure{"InvalidInstanceID.NotFound",
                   "The instance ID '" + instance_id + "' does not exist"};
  }
  return *found;
}

Machine* Ec2::machine(const std::string& instance_id) {
  return hardware_.machine(instance_id);
}

}  // namespace greenroom::ec2
