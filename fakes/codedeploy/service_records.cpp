// What CodeDeploy writes down while a deployment runs: statuses, and the trace lines that go with
// them.
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/notifications.h"
#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_health_constraints =
    "The overall deployment failed because too many individual instances failed deployment, too "
    "few healthy instances are available for deployment, or some instances in your deployment "
    "group are experiencing problems.";
constexpr const char* k_no_instances =
    "The deployment failed because no instances were found for your deployment group. Check your "
    "deployment group settings to make sure the tags for your Amazon EC2 instances or Auto Scaling "
    "groups correctly identify the instances you want to deploy to, and then try again.";

// Codes and wire texts of reference 7.5. UNVERIFIED texts, paraphrases of the guide: all but
// NO_INSTANCES and HEALTH_CONSTRAINTS.
ErrorInformation error_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::NoInstances:
      return {"NO_INSTANCES", k_no_instances};
    case Verdict::HealthConstraintsInvalid:
      return {"HEALTH_CONSTRAINTS_INVALID",
              "The deployment can't start because the minimum number of healthy instances, as "
              "defined by your deployment configuration, are not available."};
    case Verdict::OverMaxInstances:
      return {"OVER_MAX_INSTANCES",
              "The deployment failed because it targets more than the maximum of 1000 instances."};
    case Verdict::ProvisioningFailed:
      return {"AUTO_SCALING_CONFIGURATION",
              "The deployment failed because the replacement Auto Scaling group could not be "
              "created."};
    case Verdict::TimedOut:
      return {"TIMEOUT", "The deployment failed because it exceeded its maximum duration."};
    case Verdict::StoppedByUser:
      return {"MANUAL_STOP", "The deployment was stopped by a user."};
    default:
      return {"HEALTH_CONSTRAINTS", k_health_constraints};
  }
}

DeploymentStatus status_after(Verdict verdict) {
  switch (verdict) {
    case Verdict::Succeeded:
      return DeploymentStatus::Succeeded;
    case Verdict::StoppedByUser:
    case Verdict::StoppedByAlarm:
    case Verdict::ReadyWaitExpired:
      return DeploymentStatus::Stopped;
    default:
      return DeploymentStatus::Failed;
  }
}

void add_if(std::vector<Field>& fields, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    fields.emplace_back(name, text);
  }
}

}  // namespace

const DeploymentGroup& CodeDeploy::group_of(const std::string& deployment_id) const {
  const DeploymentInfo* deployment = state_.find_deployment(deployment_id);
  const DeploymentGroup* group =
      state_.find_group(deployment->applicationName, deployment->deploymentGroupName);
  if (group != nullptr && group->deploymentGroupId == deployment->deploymentGroupId) {
    return *group;
  }
  const auto deleted = state_.deleted_groups.find(deployment->deploymentGroupId);
  SIM_ASSERT(deleted != state_.deleted_groups.end(), "a deployment's group exists, or did");
  return deleted->second;
}

DeploymentGroup& CodeDeploy::group_of(const std::string& deployment_id) {
  return const_cast<DeploymentGroup&>(std::as_const(*this).group_of(deployment_id));
}

bool CodeDeploy::group_is_deleted(const std::string& deployment_id) const {
  return state_.deleted_groups.count(group_of(deployment_id).deploymentGroupId) > 0;
}

InstanceTarget* CodeDeploy::find_target(const std::string& deployment_id,
                                        const std::string& instance_id) {
  const TargetPlaces& places = target_places_[deployment_id];
  const auto found = places.find(instance_id);
  return found == places.end() ? nullptr
                               : &state_.find_deployment(deployment_id)->targets.at(found->second);
}

void CodeDeploy::add_targets(Context cx, const std::string& deployment_id,
                             const std::vector<std::string>& instances, TargetLabel label,
                             LifecycleScenario scenario) {
  for (const std::string& instance : instances) {
    InstanceTarget target;
    target.instanceId = instance;
    target.instanceLabel = label;
    for (const LifecycleStep& step : lifecycle_of(scenario)) {
      LifecycleEvent event;
      event.lifecycleEventName = std::string(step.name);
      target.lifecycleEvents.push_back(std::move(event));
    }
    std::vector<InstanceTarget>& targets = state_.find_deployment(deployment_id)->targets;
    target_places_[deployment_id].emplace(instance, targets.size());
    targets.push_back(std::move(target));
    set_target(cx, deployment_id, instance, TargetStatus::Pending);
  }
}

void CodeDeploy::set_target(Context cx, const std::string& deployment_id,
                            const std::string& instance_id, TargetStatus status) {
  InstanceTarget* target = find_target(deployment_id, instance_id);
  SIM_ASSERT(target != nullptr, "the instance is a target of the deployment");
  target->status = status;
  target->lastUpdatedAt = cx.now();
  std::vector<Field> fields;
  fields.emplace_back("deploymentId", deployment_id);
  fields.emplace_back("instanceId", instance_id);
  add_if(fields, "label", to_string(target->instanceLabel));
  fields.emplace_back("status", to_string(status));
  cx.as("codedeploy/" + deployment_id).trace("codedeploy.target", fields);
  notify(cx, *state_.find_deployment(deployment_id), *target);
}

void CodeDeploy::set_event(Context cx, const std::string& deployment_id,
                           const std::string& instance_id, std::string_view event_name,
                           LifecycleEventStatus status, const Diagnostics& diagnostics) {
  InstanceTarget* target = find_target(deployment_id, instance_id);
  target->lastUpdatedAt = cx.now();
  for (LifecycleEvent& event : target->lifecycleEvents) {
    if (event.lifecycleEventName != event_name) {
      continue;
    }
    event.status = status;
    event.diagnostics = diagnostics;
    if (status == LifecycleEventStatus::InProgress) {
      event.startTime = cx.now();
    } else {
      event.endTime = cx.now();  // a skipped event has an end and no start
    }
  }
  std::vector<Field> fields;
  fields.emplace_back("deploymentId", deployment_id);
  fields.emplace_back("instanceId", instance_id);
  fields.emplace_back("lifecycleEventName", event_name);
  fields.emplace_back("status", to_string(status));
  if (diagnostics.errorCode != LifecycleErrorCode::Success) {
    fields.emplace_back("errorCode", to_string(diagnostics.errorCode));
    add_if(fields, "scriptName", diagnostics.scriptName);
    add_if(fields, "message", diagnostics.message);
    add_if(fields, "logTail", diagnostics.logTail);
  }
  cx.as("codedeploy/" + deployment_id + "/" + instance_id)
      .trace("codedeploy.lifecycle_event", fields);
}

// Every event that has not begun becomes Skipped.
void CodeDeploy::skip_rest(Context cx, const std::string& deployment_id,
                           const std::string& instance_id) {
  std::vector<std::string> pending;
  for (const LifecycleEvent& event : find_target(deployment_id, instance_id)->lifecycleEvents) {
    if (event.status == LifecycleEventStatus::Pending) {
      pending.push_back(event.lifecycleEventName);
    }
  }
  for (const std::string& name : pending) {
    set_event(cx, deployment_id, instance_id, name, LifecycleEventStatus::Skipped, {});
  }
}

void CodeDeploy::trace_deployment(Context cx, const DeploymentInfo& deployment) const {
  std::vector<Field> fields;
  fields.emplace_back("deploymentId", deployment.deploymentId);
  fields.emplace_back("deployment", deployment.ordinal);
  fields.emplace_back("applicationName", deployment.applicationName);
  fields.emplace_back("deploymentGroupName", deployment.deploymentGroupName);
  fields.emplace_back("status", to_string(deployment.status));
  fields.emplace_back("creator", to_string(deployment.creator));
  fields.emplace_back("deploymentType", to_string(deployment.deploymentType));
  fields.emplace_back("deploymentConfigName", deployment.deploymentConfigName);
  fields.emplace_back("revision", deployment.revision.bucket + "/" + deployment.revision.key);
  if (deployment.errorInformation) {
    add_if(fields, "errorCode", deployment.errorInformation->code);
    add_if(fields, "errorMessage", deployment.errorInformation->message);
  }
  add_if(fields, "rollbackDeploymentId", deployment.rollbackInfo.rollbackDeploymentId);
  add_if(fields, "rollbackTriggeringDeploymentId",
         deployment.rollbackInfo.rollbackTriggeringDeploymentId);
  add_if(fields, "rollbackMessage", deployment.rollbackInfo.rollbackMessage);
  if (has_ended(deployment.status)) {
    fields.emplace_back("overview", RawJson{overview_json(deployment)});
  }
  cx.as("codedeploy/" + deployment.deploymentId).trace("codedeploy.deployment", fields);
}

void CodeDeploy::skip_instances(Context cx, const std::string& deployment_id,
                                const std::vector<std::string>& instances) {
  for (const std::string& instance : instances) {
    skip_rest(cx, deployment_id, instance);
    set_target(cx, deployment_id, instance, TargetStatus::Skipped);
  }
}

// Instances whose turn never came.
void CodeDeploy::skip_untouched(Context cx, const std::string& deployment_id) {
  std::vector<std::string> untouched;
  for (const InstanceTarget& target : state_.find_deployment(deployment_id)->targets) {
    if (target.status == TargetStatus::Pending) {
      untouched.push_back(target.instanceId);
    }
  }
  skip_instances(cx, deployment_id, untouched);
}

void CodeDeploy::set_status(Context cx, const std::string& deployment_id, DeploymentStatus status) {
  DeploymentInfo* deployment = state_.find_deployment(deployment_id);
  deployment->status = status;
  trace_deployment(cx, *deployment);
  notify(cx, *deployment);
}

// Nobody is told when the service role may not: AWS says so nowhere.
bool CodeDeploy::may_publish(const DeploymentGroup& group, const TriggerConfig& trigger) const {
  return may(group.serviceRoleArn, "sns:Publish", trigger.triggerTargetArn).ok();
}

void CodeDeploy::notify(Context cx, const DeploymentInfo& deployment) const {
  if (notifications_ == nullptr) {
    return;
  }
  const NoticeContext context{account_, cx.epoch()};
  const DeploymentGroup& group = group_of(deployment.deploymentId);
  const std::optional<TriggerEventType> event = trigger_event(deployment);
  for (const TriggerConfig& trigger : group.triggerConfigurations) {
    if (event && trigger.triggerEvents.count(*event) > 0 && may_publish(group, trigger)) {
      notifications_->publish(cx, deployment_message(context, trigger, deployment));
    }
  }
  const std::string state = event_state(deployment.status);
  if (!state.empty()) {
    notifications_->put_event(cx, deployment_event(context, group, deployment, state));
  }
}

void CodeDeploy::notify(Context cx, const DeploymentInfo& deployment,
                        const InstanceTarget& target) const {
  if (notifications_ == nullptr) {
    return;
  }
  const NoticeContext context{account_, cx.epoch()};
  const DeploymentGroup& group = group_of(deployment.deploymentId);
  const std::optional<TriggerEventType> event = trigger_event(target.status);
  for (const TriggerConfig& trigger : group.triggerConfigurations) {
    if (event && trigger.triggerEvents.count(*event) > 0 && may_publish(group, trigger)) {
      notifications_->publish(cx, instance_message(context, trigger, deployment, target));
    }
  }
  const std::string state = event_state(target.status);
  if (!state.empty()) {
    notifications_->put_event(cx,
                              instance_event(context, group, deployment, target.instanceId, state));
  }
}

std::vector<FleetInstance> CodeDeploy::instances_of(
    const std::vector<std::string>& auto_scaling_groups, const EC2TagSet& tags) const {
  std::vector<FleetInstance> all;
  const auto add = [&](FleetInstance instance) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const FleetInstance& each) {
      return each.InstanceId == instance.InstanceId;
    });
    if (!known) {
      all.push_back(std::move(instance));
    }
  };
  for (const std::string& group : auto_scaling_groups) {
    for (FleetInstance& instance : fleet_.instances(group)) {
      add(std::move(instance));
    }
  }
  if (!tags.empty()) {
    for (FleetInstance& instance : fleet_.tagged_instances()) {
      if (matches(tags, instance.Tags)) {
        add(std::move(instance));
      }
    }
  }
  return all;
}

// The instances a deployment in place goes to, with what is known of each.
std::vector<Candidate> CodeDeploy::candidates_for(const std::string& deployment_id) const {
  const DeploymentInfo& deployment = *state_.find_deployment(deployment_id);
  const DeploymentGroup& group = group_of(deployment_id);
  std::vector<FleetInstance> fleet = instances_of(group.autoScalingGroups, group.ec2TagSet);
  if (!deployment.onlyInstance.empty()) {
    fleet = {FleetInstance{deployment.onlyInstance, true, "", {}}};
  }
  std::vector<Candidate> candidates;
  for (const FleetInstance& instance : fleet) {
    Candidate candidate{
        instance.InstanceId, state_.is_healthy(instance.InstanceId, group.deploymentGroupId),
        state_.revision_health(instance.InstanceId, group), instance.AvailabilityZone};
    const bool up_to_date = candidate.healthy && candidate.revision == RevisionHealth::Current;
    if (!deployment.updateOutdatedInstancesOnly || !up_to_date) {
      candidates.push_back(std::move(candidate));
    }
  }
  return candidates;
}

LifecycleScenario CodeDeploy::scenario_of(const std::string& deployment_id) const {
  const bool traffic = group_of(deployment_id).withTrafficControl;
  switch (state_.find_deployment(deployment_id)->creator) {
    case DeploymentCreator::autoscaling:
      return traffic ? LifecycleScenario::AutoScalingLaunchWithTraffic
                     : LifecycleScenario::AutoScalingLaunch;
    case DeploymentCreator::autoscalingTermination:
      return traffic ? LifecycleScenario::AutoScalingTerminationWithTraffic
                     : LifecycleScenario::AutoScalingTermination;
    default:
      return traffic ? LifecycleScenario::InPlaceWithTraffic : LifecycleScenario::InPlace;
  }
}

void CodeDeploy::end_deployment(Context cx, const std::string& deployment_id, Verdict verdict) {
  DeploymentInfo* deployment = state_.find_deployment(deployment_id);
  const bool whole_group = deployment->onlyInstance.empty();
  deployment->completeTime = cx.now();
  if (verdict == Verdict::Succeeded && whole_group) {
    DeploymentGroup& group = group_of(deployment_id);
    group.targetRevision = deployment->revision;
    group.lastSuccessfulDeployment = deployment_id;
  }
  const bool told_already = deployment->errorInformation.has_value();  // by an alarm
  if (verdict != Verdict::Succeeded && verdict != Verdict::ReadyWaitExpired && !told_already) {
    deployment->errorInformation = error_for(verdict);
  }
  if (verdict != Verdict::Succeeded) {
    skip_untouched(cx, deployment_id);
  }
  set_status(cx, deployment_id, status_after(verdict));
  if (group_is_deleted(deployment_id)) {
    // Nothing follows: nobody can create deployments in it any more.
  } else if (verdict == Verdict::Succeeded) {
    bring_up_to_date(cx, deployment_id);
  } else {
    roll_back_if_wanted(cx, deployment_id, verdict);
  }
  deployments_changed_.notify();
}

}  // namespace greenroom::codedeploy
