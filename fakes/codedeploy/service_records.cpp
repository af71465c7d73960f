// What CodeDeploy writes down while a deployment runs: statuses, and the trace lines that go with
// them.
#include <algorithm>
#include <map>

#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/sites.h"

namespace greenroom::codedeploy {
namespace {

// Wire texts of reference 7.5.
ErrorInformation error_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::NoInstances:
      return {
          "NO_INSTANCES",
          "The deployment failed because no instances were found for your deployment group. "
          "Check your deployment group settings to make sure the tags for your Amazon EC2 "
          "instances or Auto Scaling groups correctly identify the instances you want to deploy "
          "to, and then try again."};
    case Verdict::HealthConstraintsInvalid:
      return {"HEALTH_CONSTRAINTS_INVALID",  // text UNVERIFIED, a paraphrase of the guide
              "The deployment can't start because the minimum number of healthy instances, as "
              "defined by your deployment configuration, are not available."};
    default:
      return {"HEALTH_CONSTRAINTS",
              "The overall deployment failed because too many individual instances failed "
              "deployment, too few healthy instances are available for deployment, or some "
              "instances in your deployment group are experiencing problems."};
  }
}

void add_if(std::vector<Field>& fields, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    fields.emplace_back(name, text);
  }
}

RawJson overview(const DeploymentInfo& deployment) {
  std::map<TargetStatus, std::int64_t> counts;
  for (const InstanceTarget& target : deployment.targets) {
    ++counts[target.status];
  }
  std::vector<std::pair<std::string, std::int64_t>> named;
  for (const TargetStatus status :
       {TargetStatus::Pending, TargetStatus::InProgress, TargetStatus::Succeeded,
        TargetStatus::Failed, TargetStatus::Skipped, TargetStatus::Ready}) {
    named.emplace_back(to_string(status), counts[status]);
  }
  return json_counts(named);
}

}  // namespace

const DeploymentGroup& CodeDeploy::group_of(const std::string& deployment_id) const {
  const DeploymentInfo* deployment = state_.find_deployment(deployment_id);
  const DeploymentGroup* group =
      state_.find_group(deployment->applicationName, deployment->deploymentGroupName);
  SIM_ASSERT(group != nullptr, "a deployment's group exists");
  return *group;
}

InstanceTarget* CodeDeploy::find_target(const std::string& deployment_id,
                                        const std::string& instance_id) {
  for (InstanceTarget& target : state_.find_deployment(deployment_id)->targets) {
    if (target.instanceId == instance_id) {
      return &target;
    }
  }
  return nullptr;
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
    state_.find_deployment(deployment_id)->targets.push_back(std::move(target));
    set_target(cx, deployment_id, instance, TargetStatus::Pending);
  }
}

void CodeDeploy::set_target(Context cx, const std::string& deployment_id,
                            const std::string& instance_id, TargetStatus status) {
  InstanceTarget* target = find_target(deployment_id, instance_id);
  SIM_ASSERT(target != nullptr, "the instance is a target of the deployment");
  target->status = status;
  std::vector<Field> fields;
  fields.emplace_back("deploymentId", deployment_id);
  fields.emplace_back("instanceId", instance_id);
  add_if(fields, "label", to_string(target->instanceLabel));
  fields.emplace_back("status", to_string(status));
  cx.as("codedeploy/" + deployment_id).trace("codedeploy.target", fields);
}

void CodeDeploy::set_event(Context cx, const std::string& deployment_id,
                           const std::string& instance_id, std::string_view event_name,
                           LifecycleEventStatus status, const Diagnostics& diagnostics) {
  InstanceTarget* target = find_target(deployment_id, instance_id);
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
    fields.emplace_back("overview", overview(deployment));
  }
  cx.as("codedeploy/" + deployment.deploymentId).trace("codedeploy.deployment", fields);
}

void CodeDeploy::end_deployment(Context cx, const std::string& deployment_id, Verdict verdict) {
  DeploymentInfo* deployment = state_.find_deployment(deployment_id);
  deployment->completeTime = cx.now();
  if (verdict == Verdict::Succeeded) {
    deployment->status = DeploymentStatus::Succeeded;
    DeploymentGroup* group =
        state_.find_group(deployment->applicationName, deployment->deploymentGroupName);
    group->targetRevision = deployment->revision;
    group->lastSuccessfulDeployment = deployment_id;
  } else {
    deployment->status = DeploymentStatus::Failed;
    deployment->errorInformation = error_for(verdict);
  }
  trace_deployment(cx, *deployment);
  if (verdict != Verdict::Succeeded) {
    roll_back_if_wanted(cx, deployment_id);
  }
  deployments_changed_.notify();
}

// A rollback is a new deployment of the last *successful* revision, and is never rolled back itself
// (UNVERIFIED; reference 15). Without an earlier success there is none.
void CodeDeploy::roll_back_if_wanted(Context cx, const std::string& deployment_id) {
  const DeploymentInfo failed = *state_.find_deployment(deployment_id);
  const DeploymentGroup& group = group_of(deployment_id);
  if (!group.autoRollbackOnFailure || !group.targetRevision ||
      failed.creator == DeploymentCreator::codeDeployRollback) {
    return;
  }
  CreateDeploymentInput input;
  input.applicationName = failed.applicationName;
  input.deploymentGroupName = failed.deploymentGroupName;
  input.revision =
      cx.fault(site::rollback_uses_failed_revision) ? failed.revision : *group.targetRevision;
  input.deploymentConfigName = failed.deploymentConfigName;  // UNVERIFIED for Server
  input.creator = DeploymentCreator::codeDeployRollback;
  input.rollbackTriggeringDeploymentId = deployment_id;
  if (const DeploymentInfo* last = state_.find_deployment(group.lastSuccessfulDeployment)) {
    input.fileExistsBehavior = last->fileExistsBehavior;
  }
  const Result<std::string> created = CreateDeployment(cx, std::move(input));
  SIM_ASSERT(created.ok(), "nothing is active in a group whose deployment has just ended");
  DeploymentInfo* triggering = state_.find_deployment(deployment_id);
  triggering->rollbackInfo.rollbackDeploymentId = created.value();
  triggering->rollbackInfo.rollbackMessage = "Deployment " + deployment_id +
                                             " terminated. Automatic rollback is triggered with a "
                                             "DeploymentId " +
                                             created.value() + ".";
}

}  // namespace greenroom::codedeploy
