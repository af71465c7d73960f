// Out of the group and back: standby, detach, attach (reference alb-ec2-asg 2.5). No lifecycle hook
// runs here.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/activity_text.h"
#include "fakes/autoscaling/scaling.h"
#include "fakes/autoscaling/service.h"

namespace greenroom::autoscaling {
namespace {

// AWS's words for a request that the group's sizes do not allow.
Failure sizes_forbid(const AutoScalingGroup& group, const std::string& what) {
  return {"ValidationError",
          "AutoScalingGroup " + group.AutoScalingGroupName + " has min-size=" +
              std::to_string(group.MinSize) + ", max-size=" + std::to_string(group.MaxSize) +
              ", and desired-size=" + std::to_string(group.DesiredCapacity) + ". To " + what +
              ", please update the AutoScalingGroup sizes appropriately."};
}

std::string instances_text(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " instance" : " instances");
}

std::string more_text(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " more instance" : " more instances");
}

}  // namespace

Result<std::vector<Activity>> AutoScaling::EnterStandby(
    Context cx, const std::string& name, const std::vector<std::string>& instance_ids,
    bool should_decrement_desired_capacity) {
  const Status valid = check_members(name, instance_ids, {LifecycleState::InService});
  if (!valid.ok()) {
    return valid.failure();
  }
  GroupRecord& record = *state_.find_group(name);
  const auto count = static_cast<std::int64_t>(instance_ids.size());
  if (should_decrement_desired_capacity &&
      record.group.DesiredCapacity - count < record.group.MinSize) {
    return sizes_forbid(record.group, "place into standby " + instances_text(count));
  }
  std::vector<Activity> activities;
  for (const std::string& id : instance_ids) {
    Instance& instance = *state_.find_instance(id);
    const std::int64_t before = record.group.DesiredCapacity;
    const std::int64_t after = should_decrement_desired_capacity ? before - 1 : before;
    record.group.DesiredCapacity = after;
    instance.gave_its_place_up = should_decrement_desired_capacity;
    const std::string cause =
        at(cx.epoch(), cx.now(), user_request_text(id, "was moved to standby", before, after));
    Activity& activity = begin_activity(cx, name, id, "Moving EC2 instance to Standby", cause);
    activity.Progress = 50;
    move(cx, instance, LifecycleState::EnteringStandby);
    const Context as = as_group(cx, name);
    as.spawn("enter standby", stand_by(as, id, activity.ActivityId));
    activities.push_back(activity);
  }
  trace_group(cx, record.group, "updated");
  scale_after(cx, name, timing_.reaction);
  return activities;
}

// Its health is frozen from now on: nobody looks at instances that are not in service.
Task<void> AutoScaling::stand_by(Context cx, std::string instance_id, std::string activity_id) {
  co_await leave_target_groups(cx, instance_id);
  Instance* instance = state_.find_instance(instance_id);
  if (instance == nullptr || instance->LifecycleState != LifecycleState::EnteringStandby) {
    co_return;
  }
  move(cx, *instance, LifecycleState::Standby);
  finish_activity(cx, instance->AutoScalingGroupName, activity_id, ActivityStatus::Successful, "");
}

// The desired capacity grows by the places that were given up; an instance that was replaced makes
// a surplus, which is trimmed by policy.
Result<std::vector<Activity>> AutoScaling::ExitStandby(
    Context cx, const std::string& name, const std::vector<std::string>& instance_ids) {
  const Status valid = check_members(name, instance_ids, {LifecycleState::Standby});
  if (!valid.ok()) {
    return valid.failure();
  }
  GroupRecord& record = *state_.find_group(name);
  if (!record.group.runs("Launch")) {  // the text is UNVERIFIED
    return Failure{"ValidationError",
                   "Instances cannot leave standby while the process Launch is suspended."};
  }
  const auto capacity = static_cast<std::int64_t>(state_.capacity(name).size());
  const auto count = static_cast<std::int64_t>(instance_ids.size());
  if (capacity + count > record.group.MaxSize) {
    return sizes_forbid(record.group, "exit standby " + instances_text(count));
  }
  std::vector<Activity> activities;
  for (const std::string& id : instance_ids) {
    Instance& instance = *state_.find_instance(id);
    const std::int64_t before = record.group.DesiredCapacity;
    const std::int64_t after = before + (instance.gave_its_place_up ? 1 : 0);
    record.group.DesiredCapacity = after;
    const std::string cause =
        at(cx.epoch(), cx.now(), user_request_text(id, "was moved out of standby", before, after));
    Activity& activity = begin_activity(cx, name, id, "Moving EC2 instance out of Standby", cause);
    set_activity(cx, name, activity.ActivityId, ActivityStatus::PreInService, 30);
    move(cx, instance, LifecycleState::Pending);
    const Context as = as_group(cx, name);
    as.spawn("exit standby", come_back(as, id, activity.ActivityId));
    activities.push_back(activity);
  }
  trace_group(cx, record.group, "updated");
  return activities;
}

// Pending -> registered -> InService, for an instance that runs already.
Task<void> AutoScaling::come_back(Context cx, std::string instance_id, std::string activity_id) {
  co_await cx.sleep_for(timing_.reaction);
  Instance* instance = state_.find_instance(instance_id);
  if (instance == nullptr || instance->LifecycleState != LifecycleState::Pending) {
    co_return;
  }
  enter_service(cx, *instance);
  const std::string group = instance->AutoScalingGroupName;
  finish_activity(cx, group, activity_id, ActivityStatus::Successful, "");
  scale_after(cx, group, timing_.reaction);
}

Result<std::vector<Activity>> AutoScaling::DetachInstances(
    Context cx, const std::string& name, const std::vector<std::string>& instance_ids,
    bool should_decrement_desired_capacity) {
  const Status valid =
      check_members(name, instance_ids, {LifecycleState::InService, LifecycleState::Standby});
  if (!valid.ok()) {
    return valid.failure();
  }
  GroupRecord& record = *state_.find_group(name);
  const auto count =
      std::count_if(instance_ids.begin(), instance_ids.end(), [&](const std::string& id) {
        return counts_as_capacity(state_.find_instance(id)->LifecycleState);
      });
  if (should_decrement_desired_capacity &&
      record.group.DesiredCapacity - count < record.group.MinSize) {
    return sizes_forbid(record.group, "detach " + instances_text(count));
  }
  std::vector<Activity> activities;
  for (const std::string& id : instance_ids) {
    Instance& instance = *state_.find_instance(id);
    const bool counts = counts_as_capacity(instance.LifecycleState);
    const std::int64_t before = record.group.DesiredCapacity;
    const std::int64_t after = should_decrement_desired_capacity && counts ? before - 1 : before;
    record.group.DesiredCapacity = after;
    const std::string cause =
        at(cx.epoch(), cx.now(), user_request_text(id, "was detached", before, after));
    Activity& activity = begin_activity(cx, name, id, "Detaching EC2 instance", cause);
    activity.Progress = 50;
    move(cx, instance, LifecycleState::Detaching);
    const Context as = as_group(cx, name);
    as.spawn("detach", detach(as, id, activity.ActivityId));
    activities.push_back(activity);
  }
  trace_group(cx, record.group, "updated");
  scale_after(cx, name, timing_.reaction);
  return activities;
}

Task<void> AutoScaling::detach(Context cx, std::string instance_id, std::string activity_id) {
  co_await leave_target_groups(cx, instance_id);
  Instance* instance = state_.find_instance(instance_id);
  const std::string group = instance->AutoScalingGroupName;
  move(cx, *instance, LifecycleState::Detached);
  instances_.set_group(instance_id, "");
  state_.remove_instance(instance_id);
  finish_activity(cx, group, activity_id, ActivityStatus::Successful, "");
  changed(group).notify();
  remove_group_if_empty(cx, group);
}

// The instance runs, is in one of the group's zones and in no group; the desired capacity grows.
Status AutoScaling::AttachInstances(Context cx, const std::string& name,
                                    const std::vector<std::string>& instance_ids) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  GroupRecord& record = *found.value();
  std::vector<LaunchedInstance> joining;
  for (const std::string& id : instance_ids) {
    const Result<LaunchedInstance> known = instances_.describe(id);
    if (!known.ok() || !known.value().running) {
      return Failure{"ValidationError",
                     "Invalid Instance ID(s): [" + id +
                         "] specified for the request: the instance is not running."};
    }
    const Instance* member = state_.find_instance(id);
    if (member != nullptr) {
      return Failure{"ValidationError", "The instance " + id + " is already part of group: " +
                                            member->AutoScalingGroupName};
    }
    const std::vector<std::string>& zones = record.group.AvailabilityZones;
    if (std::count(zones.begin(), zones.end(), known.value().AvailabilityZone) == 0) {
      return Failure{"ValidationError", "The availability zone " + known.value().AvailabilityZone +
                                            " of instance " + id + " is not one of the group " +
                                            name};
    }
    if (std::count(instance_ids.begin(), instance_ids.end(), id) > 1) {
      return named_twice(id);
    }
    joining.push_back(known.value());
  }
  const auto count = static_cast<std::int64_t>(joining.size());
  if (record.group.DesiredCapacity + count > record.group.MaxSize) {
    return sizes_forbid(record.group, "attach " + more_text(count));
  }
  for (const LaunchedInstance& each : joining) {
    attach_one(cx, record, each);
  }
  trace_group(cx, record.group, "updated");
  return success();
}

void AutoScaling::attach_one(Context cx, GroupRecord& record, const LaunchedInstance& attached) {
  const std::string name = record.group.AutoScalingGroupName;
  const std::string id = attached.InstanceId;
  Instance instance;
  instance.InstanceId = id;
  instance.AutoScalingGroupName = name;
  instance.AvailabilityZone = attached.AvailabilityZone;
  instance.LaunchTemplate = attached.LaunchTemplate;
  instance.launched = cx.now();
  instance.ProtectedFromScaleIn = record.group.NewInstancesProtectedFromScaleIn;
  trace_instance(cx, state_.add_instance(std::move(instance)));
  instances_.set_group(id, name);
  instances_.set_target_lifecycle_state(id, to_string(LifecycleState::InService));
  const std::int64_t before = record.group.DesiredCapacity++;
  // Description and cause are UNVERIFIED.
  const std::string cause =
      at(cx.epoch(), cx.now(), user_request_text(id, "was attached", before, before + 1));
  const Activity& activity =
      begin_activity(cx, name, id, "Attaching an existing EC2 instance", cause);
  const Context as = as_group(cx, name);
  as.spawn("attach", come_back(as, id, activity.ActivityId));
}

}  // namespace greenroom::autoscaling
