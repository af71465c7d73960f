// Members one by one: their states, their activities, and requests that name an instance.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/activity_text.h"
#include "fakes/autoscaling/service.h"

namespace greenroom::autoscaling {
namespace {

// EventBridge's words; "" when there is no event for it (reference 2.4).
std::string detail_type_of(const Activity& activity) {
  const bool good = activity.StatusCode == ActivityStatus::Successful;
  if (activity.what == "Launching a new EC2 instance") {
    return good ? "EC2 Instance Launch Successful" : "EC2 Instance Launch Unsuccessful";
  }
  if (activity.what == "Terminating EC2 instance") {
    return good ? "EC2 Instance Terminate Successful" : "EC2 Instance Terminate Unsuccessful";
  }
  return "";
}

Failure instance_not_found(const std::string& instance_id) {
  return {"ValidationError",
          "Instance Id not found - No managed instance found for instance ID: " + instance_id};
}

}  // namespace

Failure named_twice(const std::string& instance_id) {
  return {"ValidationError", "The instance " + instance_id + " is named twice in one request."};
}

void AutoScaling::trace_instance(Context cx, const Instance& instance) const {
  as_group(cx, instance.AutoScalingGroupName)
      .trace("autoscaling.instance", {{"instanceId", instance.InstanceId},
                                      {"group", instance.AutoScalingGroupName},
                                      {"lifecycleState", to_string(instance.LifecycleState)},
                                      {"healthStatus", to_string(instance.HealthStatus)}});
}

void AutoScaling::move(Context cx, Instance& instance, LifecycleState to) {
  SIM_ASSERT(may_step(instance.LifecycleState, to), instance.InstanceId + " cannot go from " +
                                                        to_string(instance.LifecycleState) +
                                                        " to " + to_string(to));
  instance.LifecycleState = to;
  instances_.set_target_lifecycle_state(instance.InstanceId, to_string(target_of(to)));
  trace_instance(cx, instance);
  changed(instance.AutoScalingGroupName).notify();
  changed(instance.InstanceId).notify();
}

void AutoScaling::trace_activity(Context cx, const Activity& activity) const {
  std::vector<Field> fields = {{"instanceId", activity.InstanceId},
                               {"description", activity.Description},
                               {"cause", activity.Cause},
                               {"statusCode", to_string(activity.StatusCode)}};
  if (!activity.StatusMessage.empty()) {
    fields.emplace_back("statusMessage", activity.StatusMessage);
  }
  as_group(cx, activity.AutoScalingGroupName).trace("autoscaling.activity", fields);
}

Activity& AutoScaling::begin_activity(Context cx, const std::string& group,
                                      const std::string& instance_id, const std::string& what,
                                      std::string cause) {
  Activity activity;
  activity.ActivityId = ids_.uuid("scaling activity");
  activity.AutoScalingGroupName = group;
  activity.InstanceId = instance_id;
  activity.what = what;
  activity.Description = what + (instance_id.empty() ? "" : ": " + instance_id);
  activity.Cause = std::move(cause);
  activity.StartTime = cx.now();
  if (!instance_id.empty()) {
    trace_activity(cx, activity);
  }
  return state_.find_group(group)->activities.emplace_back(std::move(activity));
}

void AutoScaling::set_activity(Context cx, const std::string& group, const std::string& activity_id,
                               ActivityStatus status, int progress) {
  Activity* activity = state_.find_activity(group, activity_id);
  activity->StatusCode = status;
  activity->Progress = progress;
  trace_activity(cx, *activity);
}

void AutoScaling::finish_activity(Context cx, const std::string& group,
                                  const std::string& activity_id, ActivityStatus status,
                                  const std::string& message) {
  Activity* activity = state_.find_activity(group, activity_id);
  activity->StatusCode = status;
  activity->Progress = 100;
  activity->EndTime = cx.now();
  activity->StatusMessage = message;
  if (!message.empty()) {
    activity->Description += ".  Status Reason: " + message;
  }
  trace_activity(cx, *activity);
  const std::string detail_type = detail_type_of(*activity);
  if (!detail_type.empty()) {
    notifications_.group_event(cx, {detail_type, *activity});
  }
}

// An instance that is ended on its way in: nobody waits for its hooks any more.
void AutoScaling::cancel_launch(Context cx, const std::string& instance_id) {
  Instance& instance = *state_.find_instance(instance_id);
  const std::string activity_id = std::exchange(instance.launch_activity, "");
  if (activity_id.empty()) {
    return;
  }
  drop_actions(instance_id);
  finish_activity(cx, instance.AutoScalingGroupName, activity_id, ActivityStatus::Cancelled,
                  "Instance was terminated before it was in service.");  // UNVERIFIED
}

Result<std::vector<Activity>> AutoScaling::DescribeScalingActivities(
    const std::string& group) const {
  const GroupRecord* record = state_.find_group(group);
  if (record == nullptr) {
    return group_not_found(group);
  }
  std::vector<Activity> activities(record->activities.rbegin(), record->activities.rend());
  std::stable_partition(activities.begin(), activities.end(),
                        [](const Activity& each) { return !is_over(each.StatusCode); });
  return activities;
}

// reference 2.5 and 2.9.
Result<Activity> AutoScaling::TerminateInstanceInAutoScalingGroup(
    Context cx, const std::string& instance_id, bool should_decrement_desired_capacity) {
  const Instance* instance = state_.find_instance(instance_id);
  if (instance == nullptr || is_leaving(instance->LifecycleState)) {
    return instance_not_found(instance_id);
  }
  GroupRecord& record = *state_.find_group(instance->AutoScalingGroupName);
  const std::int64_t before = record.group.DesiredCapacity;
  const bool counts = counts_as_capacity(instance->LifecycleState);
  const std::int64_t after = should_decrement_desired_capacity && counts ? before - 1 : before;
  if (after < record.group.MinSize) {
    return Failure{"ValidationError",
                   "Currently, desiredSize equals minSize (" + std::to_string(before) +
                       "). Terminating instance without replacement will violate group's min "
                       "size constraint. Either set shouldDecrementDesiredCapacity flag to false "
                       "or lower group's min size."};
  }
  record.group.DesiredCapacity = after;
  if (after != before) {
    trace_group(cx, record.group, "updated");
  }
  const std::string name = record.group.AutoScalingGroupName;
  const std::string cause =
      at(cx.epoch(), cx.now(),
         user_request_text(instance_id, "was taken out of service", before, after));
  const std::string activity_id = end_instance(cx, instance_id, cause, Ending::Orderly);
  scale_after(cx, name, timing_.reaction);
  return *state_.find_activity(name, activity_id);
}

Status AutoScaling::SetInstanceProtection(Context cx, const std::string& name,
                                          const std::vector<std::string>& instance_ids,
                                          bool is_protected) {
  const Status valid = check_members(
      name, instance_ids,
      {LifecycleState::Pending, LifecycleState::PendingWait, LifecycleState::PendingProceed,
       LifecycleState::InService, LifecycleState::EnteringStandby, LifecycleState::Standby});
  if (!valid.ok()) {
    return valid;
  }
  for (const std::string& id : instance_ids) {
    state_.find_instance(id)->ProtectedFromScaleIn = is_protected;
  }
  changed(name).notify();
  scale_after(cx, name, timing_.reaction);
  return success();
}

// Works while HealthCheck is suspended (reference 2.7). Within the grace period it does nothing
// when that is to be respected.
Status AutoScaling::SetInstanceHealth(Context cx, const std::string& instance_id,
                                      HealthStatus status, bool should_respect_grace_period) {
  Instance* instance = state_.find_instance(instance_id);
  if (instance == nullptr || is_leaving(instance->LifecycleState)) {
    return instance_not_found(instance_id);
  }
  GroupRecord& record = *state_.find_group(instance->AutoScalingGroupName);
  const bool in_grace = instance->LifecycleState != LifecycleState::InService ||
                        cx.now() < instance->in_service_since + record.group.HealthCheckGracePeriod;
  if (should_respect_grace_period && in_grace) {
    return success();
  }
  if (status == HealthStatus::Healthy) {
    instance->HealthStatus = status;
    instance->replace_at_once = false;
    trace_instance(cx, *instance);
    return success();
  }
  mark_unhealthy(cx, *instance, true, "a user health-check.");  // the text is UNVERIFIED
  replace_unhealthy(cx, record);
  return success();
}

Status AutoScaling::check_members(const std::string& group,
                                  const std::vector<std::string>& instance_ids,
                                  const std::vector<LifecycleState>& states) const {
  constexpr std::size_t k_ids_max = 20;  // of one call (reference 2.1, quotas)
  const GroupRecord* record = state_.find_group(group);
  if (record == nullptr || record->deleting) {
    return group_not_found(group);
  }
  if (instance_ids.empty() || instance_ids.size() > k_ids_max) {
    return Failure{"ValidationError", "1 to 20 instance IDs are allowed in one request, not " +
                                          std::to_string(instance_ids.size())};
  }
  for (const std::string& id : instance_ids) {
    const Instance* instance = state_.find_instance(id);
    if (instance == nullptr || instance->AutoScalingGroupName != group) {
      return Failure{"ValidationError",
                     "The instance " + id + " is not part of Auto Scaling group " + group + "."};
    }
    if (std::count(instance_ids.begin(), instance_ids.end(), id) > 1) {
      return named_twice(id);
    }
    const autoscaling::LifecycleState state = instance->LifecycleState;
    if (std::count(states.begin(), states.end(), state) == 0) {
      return Failure{"ValidationError", "The instance " + id + " is in " + to_string(state) +
                                            ", which does not allow this request."};
    }
  }
  return success();
}

}  // namespace greenroom::autoscaling
