// The operations of CodeDeploy that clients call.
#include "fakes/codedeploy/service.h"

#include <utility>

namespace greenroom::codedeploy {

Status CodeDeploy::CreateApplication(std::string name) {
  if (!state_.applications.insert(name).second) {
    return Failure{"ApplicationAlreadyExistsException", "Application already exists: " + name};
  }
  return success();
}

Result<std::string> CodeDeploy::CreateDeploymentGroup(DeploymentGroup group) {
  if (state_.applications.count(group.applicationName) == 0) {
    return Failure{"ApplicationDoesNotExistException",
                   "No application found for name: " + group.applicationName};
  }
  if (state_.find_group(group.applicationName, group.deploymentGroupName) != nullptr) {
    return Failure{"DeploymentGroupAlreadyExistsException",
                   "Deployment group already exists: " + group.deploymentGroupName};
  }
  if (!plan_for(group.deploymentConfigName, 1)) {
    return Failure{"DeploymentConfigDoesNotExistException",
                   "No deployment configuration found for name: " + group.deploymentConfigName};
  }
  group.deploymentGroupId = ids_.uuid("codedeploy.group");
  const std::string id = group.deploymentGroupId;
  state_.groups[group.applicationName + "/" + group.deploymentGroupName] = std::move(group);
  return id;
}

Result<DeploymentGroup> CodeDeploy::GetDeploymentGroup(const std::string& application,
                                                       const std::string& group) const {
  const DeploymentGroup* found = state_.find_group(application, group);
  if (found == nullptr) {
    return Failure{"DeploymentGroupDoesNotExistException",
                   "No Deployment Group found for name: " + group};
  }
  return *found;
}

Result<std::string> CodeDeploy::CreateDeployment(Context cx, CreateDeploymentInput input) {
  if (state_.applications.count(input.applicationName) == 0) {
    return Failure{"ApplicationDoesNotExistException",
                   "No application found for name: " + input.applicationName};
  }
  const DeploymentGroup* group =
      state_.find_group(input.applicationName, input.deploymentGroupName);
  if (group == nullptr) {
    return Failure{"DeploymentGroupDoesNotExistException",
                   "No Deployment Group found for name: " + input.deploymentGroupName};
  }
  if (const DeploymentInfo* active =
          state_.active_in(input.applicationName, input.deploymentGroupName)) {
    return Failure{"DeploymentLimitExceededException",
                   "The Deployment Group '" + input.deploymentGroupName +
                       "' already has an active Deployment '" + active->deploymentId + "'"};
  }
  DeploymentInfo deployment;
  deployment.deploymentId = ids_.deployment();
  deployment.ordinal = static_cast<std::int64_t>(state_.deployments.size()) + 1;
  deployment.applicationName = input.applicationName;
  deployment.deploymentGroupName = input.deploymentGroupName;
  deployment.deploymentConfigName =
      input.deploymentConfigName.empty() ? group->deploymentConfigName : input.deploymentConfigName;
  if (!plan_for(deployment.deploymentConfigName, 1)) {
    return Failure{
        "DeploymentConfigDoesNotExistException",
        "No deployment configuration found for name: " + deployment.deploymentConfigName};
  }
  deployment.deploymentType = group->deploymentType;
  deployment.creator = input.creator;
  deployment.revision = input.revision;
  deployment.ignoreApplicationStopFailures = input.ignoreApplicationStopFailures;
  deployment.fileExistsBehavior = input.fileExistsBehavior;
  deployment.rollbackInfo.rollbackTriggeringDeploymentId = input.rollbackTriggeringDeploymentId;
  if (!input.rollbackTriggeringDeploymentId.empty()) {
    deployment.rollbackInfo.rollbackMessage = "Deployment " + deployment.deploymentId +
                                              " is triggered to roll back deployment " +
                                              input.rollbackTriggeringDeploymentId + ".";
  }
  deployment.createTime = cx.now();
  const std::string id = deployment.deploymentId;
  state_.deployments.push_back(std::move(deployment));
  const Context story = cx.as("codedeploy/" + id);
  trace_deployment(story, state_.deployments.back());
  story.spawn("deployment", run(story, id));
  return id;
}

Result<DeploymentInfo> CodeDeploy::GetDeployment(const std::string& deployment_id) const {
  const DeploymentInfo* found = state_.find_deployment(deployment_id);
  if (found == nullptr) {
    return Failure{"DeploymentDoesNotExistException",
                   "The deployment " + deployment_id + " could not be found"};
  }
  return *found;
}

Task<DeploymentInfo> CodeDeploy::wait_for_end(Context cx, std::string deployment_id) {
  SIM_ASSERT(state_.find_deployment(deployment_id) != nullptr, "the deployment exists");
  while (!has_ended(state_.find_deployment(deployment_id)->status)) {
    co_await deployments_changed_.wait(cx);
  }
  co_return *state_.find_deployment(deployment_id);
}

Task<void> CodeDeploy::wait_until_idle(Context cx) {
  while (state_.any_active()) {
    co_await deployments_changed_.wait(cx);
  }
}

}  // namespace greenroom::codedeploy
