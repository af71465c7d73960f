// The stories of instances: how they come into a group and how they leave it.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/activity_text.h"
#include "fakes/autoscaling/scaling.h"
#include "fakes/autoscaling/service.h"
#include "fakes/autoscaling/sites.h"
#include "fakes/autoscaling/termination.h"

namespace greenroom::autoscaling {
namespace {

// UNVERIFIED. What is still missing is launched with the next look at the capacity.
constexpr std::int64_t k_launches_at_once = 100;

}  // namespace

void AutoScaling::scale_after(Context cx, const std::string& name, Duration delay) {
  GroupRecord* record = state_.find_group(name);
  if (record == nullptr || record->deleting || record->scaling_is_due) {
    return;
  }
  record->scaling_is_due = true;
  const Context as = as_group(cx, name);
  as.spawn("scale", scale_later(as, name, delay));
}

Task<void> AutoScaling::scale_later(Context cx, std::string name, Duration delay) {
  co_await cx.sleep_for(delay);
  GroupRecord* record = state_.find_group(name);
  if (record == nullptr || record->deleting) {
    co_return;
  }
  record->scaling_is_due = false;
  scale(cx, *record);
}

// Launches what is missing, ends what is too much.
void AutoScaling::scale(Context cx, GroupRecord& record) {
  const AutoScalingGroup& group = record.group;
  const std::vector<Instance> capacity = state_.capacity(group.AutoScalingGroupName);
  const auto have = static_cast<std::int64_t>(capacity.size());
  const std::int64_t want = group.DesiredCapacity + record.surplus;
  if (have < want && group.runs("Launch")) {
    launch_instances(cx, record, std::min(want - have, k_launches_at_once));
    if (want - have > k_launches_at_once) {
      scale_after(cx, group.AutoScalingGroupName, timing_.reaction);
    }
  } else if (have > want && group.runs("Terminate")) {
    const std::string change = std::exchange(record.change, "");
    for (const std::string& id : choose(cx, record, capacity, have - want)) {
      const std::string shrunk = at(cx.epoch(), cx.now(), shrunk_text(have, want));
      const std::string selected = at(cx.epoch(), cx.now(), selected_text(id));
      end_instance(cx, id, both(both(change, shrunk), selected), Ending::Orderly);
    }
  }
  if (have >= want) {
    record.replacements_due = 0;
  }
  if (have == want) {
    record.change.clear();
    changed(group.AutoScalingGroupName).notify();
  }
}

std::vector<std::string> AutoScaling::choose(Context cx, const GroupRecord& record,
                                             std::vector<Instance> among, std::int64_t count) {
  TerminationQuestion question;
  question.instances = std::move(among);
  question.policies = record.group.TerminationPolicies;
  const Result<LaunchTemplateSpecification> current =
      instances_.resolve(record.group.LaunchTemplate);
  if (current.ok()) {
    question.current_template = current.value();
  }
  question.now = cx.now();
  question.seed = cx.kernel().seed();
  return choose_terminations(std::move(question), count);
}

void AutoScaling::launch_instances(Context cx, GroupRecord& record, std::int64_t count) {
  const std::vector<Instance> capacity = state_.capacity(record.group.AutoScalingGroupName);
  const auto have = static_cast<std::int64_t>(capacity.size());
  const std::string started = at(cx.epoch(), cx.now(), started_text(have, have + count));
  const std::string cause = both(std::exchange(record.change, ""), started);
  std::vector<std::string> zones = zones_for(count, record.group.AvailabilityZones, capacity);
  if (cx.fault(site::launch_lost)) {
    zones.pop_back();
  }
  for (const std::string& zone : zones) {
    const bool replaces = record.replacements_due > 0;
    record.replacements_due -= replaces ? 1 : 0;
    const std::string replaced = at(cx.epoch(), cx.now(), replaced_text());
    launch_one(cx, record, zone, replaces ? replaced : cause);
  }
}

void AutoScaling::launch_one(Context cx, GroupRecord& record, const std::string& zone,
                             std::string cause) {
  const std::string name = record.group.AutoScalingGroupName;
  LaunchRequest request{zone, record.group.LaunchTemplate, record.group.Tags};
  for (const std::string& key : record.group.KeptTags) {
    request.Tags.erase(key);
  }
  const auto subnets = record.group.Subnets.find(zone);
  if (subnets != record.group.Subnets.end() && !subnets->second.empty()) {
    request.SubnetId = subnets->second.front();
  }
  request.Tags["aws:autoscaling:groupName"] = name;
  const Result<LaunchedInstance> launched = instances_.run_instance(cx, std::move(request));
  if (!launched.ok()) {
    const Activity& failed =
        begin_activity(cx, name, "", "Launching a new EC2 instance", std::move(cause));
    finish_activity(cx, name, failed.ActivityId, ActivityStatus::Failed,
                    launched.failure().message + " Launching EC2 instance failed.");
    scale_after(cx, name, timing_.retry);
    return;
  }
  const LaunchedInstance& made = launched.value();
  Activity& activity =
      begin_activity(cx, name, made.InstanceId, "Launching a new EC2 instance", std::move(cause));
  activity.Details = details_of(made.SubnetId, made.AvailabilityZone);
  Instance instance;
  instance.InstanceId = made.InstanceId;
  instance.AutoScalingGroupName = name;
  instance.AvailabilityZone = made.AvailabilityZone;
  instance.LaunchTemplate = made.LaunchTemplate;
  instance.ProtectedFromScaleIn = record.group.NewInstancesProtectedFromScaleIn;
  instance.launched = cx.now();
  instance.launch_activity = activity.ActivityId;
  trace_instance(cx, state_.add_instance(std::move(instance)));
  instances_.set_target_lifecycle_state(made.InstanceId, to_string(LifecycleState::InService));
  const Context as = as_group(cx, name);
  as.spawn("launch", launch(as, made.InstanceId, activity.ActivityId));
}

// Pending -> [hooks] -> registered -> InService. Auto Scaling does not wait for the target to
// become healthy (reference 2.2).
Task<void> AutoScaling::launch(Context cx, std::string instance_id, std::string activity_id) {
  const bool running = co_await instances_.wait_until_running(cx, instance_id);
  Instance* instance = state_.find_instance(instance_id);
  if (instance == nullptr || is_leaving(instance->LifecycleState)) {
    co_return;  // ended in the meantime, which is another story
  }
  const std::string group = instance->AutoScalingGroupName;
  if (!running) {
    launch_failed(cx, instance_id, activity_id, ActivityStatus::Failed,
                  "Instance became unhealthy while waiting for instance to be in InService state.");
    co_return;
  }
  if (has_hooks(group, LifecycleTransition::EC2_INSTANCE_LAUNCHING)) {
    set_activity(cx, group, activity_id, ActivityStatus::MidLifecycleAction, 50);
    move(cx, *instance, LifecycleState::PendingWait);
    const HookVerdict verdict =
        co_await run_hooks(cx, instance_id, LifecycleTransition::EC2_INSTANCE_LAUNCHING);
    instance = state_.find_instance(instance_id);
    if (instance == nullptr || is_leaving(instance->LifecycleState)) {
      co_return;
    }
    if (verdict.abandoned) {
      launch_failed(cx, instance_id, activity_id, ActivityStatus::Cancelled,
                    abandoned_text(verdict.token, verdict.timed_out));
      co_return;
    }
    move(cx, *instance, LifecycleState::PendingProceed);
  }
  enter_service(cx, *instance);
  finish_activity(cx, group, activity_id, ActivityStatus::Successful, "");
}

// The instance ends and another is launched in its place (reference 2.4).
void AutoScaling::launch_failed(Context cx, const std::string& instance_id,
                                const std::string& activity_id, ActivityStatus status,
                                const std::string& message) {
  Instance* instance = state_.find_instance(instance_id);
  const std::string group = instance->AutoScalingGroupName;
  instance->launch_activity.clear();
  finish_activity(cx, group, activity_id, status, message);
  const std::string cause =
      at(cx.epoch(), cx.now(), taken_out_text("a launch failure"));  // UNVERIFIED
  end_instance(cx, instance_id, cause,
               k_hooks_run_after_abandoned_launch ? Ending::Orderly : Ending::AtOnce);
  scale_after(cx, group, timing_.reaction);
}

void AutoScaling::enter_service(Context cx, Instance& instance) {
  const GroupRecord* record = state_.find_group(instance.AutoScalingGroupName);
  if (record->group.runs("AddToLoadBalancer")) {
    for (const std::string& target_group : record->group.TargetGroups) {
      register_member(cx, target_group, instance.InstanceId);
    }
  }
  instance.in_service_since = cx.now();
  instance.launch_activity.clear();
  move(cx, instance, LifecycleState::InService);
}

// One that a user stopped or ended under the group is no target: the next look at its health sees
// to it.
void AutoScaling::register_member(Context cx, const std::string& target_group,
                                  const std::string& instance_id) {
  if (instances_.condition(instance_id).running) {
    targets_.register_instance(cx, target_group, instance_id);
  }
}

std::string AutoScaling::end_instance(Context cx, const std::string& instance_id, std::string cause,
                                      Ending ending) {
  Instance* instance = state_.find_instance(instance_id);
  if (instance == nullptr || is_leaving(instance->LifecycleState)) {
    return "";
  }
  const std::string group = instance->AutoScalingGroupName;
  cancel_launch(cx, instance_id);
  const std::string activity_id =
      begin_activity(cx, group, instance_id, "Terminating EC2 instance", std::move(cause))
          .ActivityId;
  move(cx, *instance, LifecycleState::Terminating);
  const Context as = as_group(cx, group);
  as.spawn("terminate", terminate(as, instance_id, activity_id, ending));
  return activity_id;
}

// Deregister and drain, then the hooks, then the end (reference 2.2, scale-in).
Task<void> AutoScaling::terminate(Context cx, std::string instance_id, std::string activity_id,
                                  Ending ending) {
  const std::string group = state_.find_instance(instance_id)->AutoScalingGroupName;
  if (ending == Ending::Orderly) {
    if (!state_.find_group(group)->group.TargetGroups.empty()) {
      set_activity(cx, group, activity_id, ActivityStatus::WaitingForELBConnectionDraining, 50);
    }
    co_await leave_target_groups(cx, instance_id);
    const bool waits = has_hooks(group, LifecycleTransition::EC2_INSTANCE_TERMINATING);
    if (waits && !state_.find_group(group)->deleting) {
      set_activity(cx, group, activity_id, ActivityStatus::MidTerminatingLifecycleAction, 60);
      move(cx, *state_.find_instance(instance_id), LifecycleState::TerminatingWait);
      // CONTINUE and ABANDON both end in termination.
      co_await run_hooks(cx, instance_id, LifecycleTransition::EC2_INSTANCE_TERMINATING);
      move(cx, *state_.find_instance(instance_id), LifecycleState::TerminatingProceed);
    }
  } else {
    for (const std::string& target_group : state_.find_group(group)->group.TargetGroups) {
      targets_.deregister_instance(cx, target_group, instance_id);
    }
  }
  instances_.terminate(cx, instance_id);
  co_await instances_.wait_until_terminated(cx, instance_id);
  move(cx, *state_.find_instance(instance_id), LifecycleState::Terminated);
  state_.remove_instance(instance_id);
  finish_activity(cx, group, activity_id, ActivityStatus::Successful, "");
  changed(group).notify();
  remove_group_if_empty(cx, group);
}

Task<void> AutoScaling::leave_target_groups(Context cx, std::string instance_id) {
  const std::string group = state_.find_instance(instance_id)->AutoScalingGroupName;
  const std::vector<std::string> target_groups = state_.find_group(group)->group.TargetGroups;
  for (const std::string& target_group : target_groups) {
    targets_.deregister_instance(cx, target_group, instance_id);
  }
  for (const std::string& target_group : target_groups) {
    co_await targets_.wait_until_drained(cx, target_group, instance_id);
  }
}

}  // namespace greenroom::autoscaling
