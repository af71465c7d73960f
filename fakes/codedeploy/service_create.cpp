// CreateDeployment: what is refused, what a deployment takes from its group, and its start.
#include <utility>

#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/validation.h"

namespace greenroom::codedeploy {
namespace {

DeploymentInfo described(const CreateDeploymentInput& input, const DeploymentGroup& group) {
  DeploymentInfo deployment;
  deployment.applicationName = input.applicationName;
  deployment.deploymentGroupName = input.deploymentGroupName;
  deployment.deploymentConfigName =
      input.deploymentConfigName.empty() ? group.deploymentConfigName : input.deploymentConfigName;
  deployment.deploymentType =
      input.onlyInstance.empty() ? group.deploymentType : DeploymentType::IN_PLACE;
  deployment.creator = input.creator;
  deployment.revision = input.revision;
  deployment.previousRevision = group.targetRevision;
  deployment.description = input.description;
  deployment.ignoreApplicationStopFailures = input.ignoreApplicationStopFailures;
  deployment.fileExistsBehavior = input.fileExistsBehavior;
  deployment.updateOutdatedInstancesOnly = input.updateOutdatedInstancesOnly;
  deployment.autoRollbackConfiguration =
      input.autoRollbackConfiguration.value_or(group.autoRollbackConfiguration);
  deployment.alarmConfiguration =
      input.overrideAlarmConfiguration.value_or(group.alarmConfiguration);
  deployment.alarmsOverridden = input.overrideAlarmConfiguration.has_value();
  deployment.withTrafficControl = group.withTrafficControl;
  deployment.loadBalancerInfo = group.loadBalancerInfo;
  deployment.blueGreen = group.blueGreen;
  deployment.targetInstances = input.targetInstances;
  deployment.onlyInstance = input.onlyInstance;
  deployment.relatedDeploymentId = input.relatedDeploymentId;
  deployment.rollbackInfo.rollbackTriggeringDeploymentId = input.rollbackTriggeringDeploymentId;
  return deployment;
}

Status check_green_targets(const CreateDeploymentInput& input, const DeploymentGroup& group) {
  const bool given =
      !input.targetInstances.autoScalingGroups.empty() || !input.targetInstances.ec2TagSet.empty();
  const bool discovers = group.deploymentType == DeploymentType::BLUE_GREEN &&
                         group.blueGreen.greenFleetProvisioningOption ==
                             GreenFleetProvisioningAction::DISCOVER_EXISTING;
  // A rollback moves traffic only, and finds its instances in the failed deployment.
  const bool rollback = input.creator == DeploymentCreator::codeDeployRollback;
  if (given == discovers || rollback || !input.onlyInstance.empty()) {
    return success();
  }
  return Failure{"InvalidTargetInstancesException",
                 given ? "Target instances are for blue/green deployments with DISCOVER_EXISTING"
                       : "A blue/green deployment with DISCOVER_EXISTING needs target instances"};
}

}  // namespace

Result<std::string> CodeDeploy::CreateDeployment(Context cx, CreateDeploymentInput input) {
  const Status known = check_application(input.applicationName);
  if (!known.ok()) {
    return known.failure();
  }
  const Status valid = validate_deployment(input);
  if (!valid.ok()) {
    return valid.failure();
  }
  DeploymentGroup* group = state_.find_group(input.applicationName, input.deploymentGroupName);
  if (group == nullptr) {
    return Failure{"DeploymentGroupDoesNotExistException",
                   "No Deployment Group found for name: " + input.deploymentGroupName};
  }
  const DeploymentInfo* active = state_.active_in(input.applicationName, input.deploymentGroupName);
  if (active != nullptr && input.onlyInstance.empty()) {
    return Failure{"DeploymentLimitExceededException",
                   "The Deployment Group '" + input.deploymentGroupName +
                       "' already has an active Deployment '" + active->deploymentId + "'"};
  }
  const Status targets = check_green_targets(input, *group);
  if (!targets.ok()) {
    return targets.failure();
  }
  DeploymentInfo deployment = described(input, *group);
  const Result<DeploymentConfig> config = GetDeploymentConfig(deployment.deploymentConfigName);
  if (!config.ok()) {
    return config.failure();
  }
  deployment.deploymentGroupId = group->deploymentGroupId;
  deployment.deploymentId = ids_.deployment();
  deployment.ordinal = static_cast<std::int64_t>(state_.deployments.size()) + 1;
  if (!input.rollbackTriggeringDeploymentId.empty()) {
    deployment.rollbackInfo.rollbackMessage = "Deployment " + deployment.deploymentId +
                                              " is triggered to roll back deployment " +
                                              input.rollbackTriggeringDeploymentId + ".";
  }
  deployment.createTime = cx.now();
  const std::string id = deployment.deploymentId;
  if (input.onlyInstance.empty()) {
    group->lastAttemptedDeployment = id;
  }
  note_use(cx, input.applicationName, input.revision, id);
  controls_.try_emplace(id);
  state_.deployments.push_back(std::move(deployment));
  const Context story = cx.as("codedeploy/" + id);
  trace_deployment(story, state_.deployments.back());
  notify(story, state_.deployments.back());
  story.spawn("deployment", run(story, id));
  return id;
}

}  // namespace greenroom::codedeploy
