// The operations of CodeDeploy that clients call.
#include "fakes/codedeploy/service.h"

#include <utility>

#include "fakes/codedeploy/validation.h"

namespace greenroom::codedeploy {

Status CodeDeploy::CreateApplication(std::string name) {
  const Status named = validate_name("Application", name);
  if (!named.ok()) {
    return named;
  }
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
  const Result<DeploymentConfig> config = GetDeploymentConfig(group.deploymentConfigName);
  if (!config.ok()) {
    return config.failure();
  }
  const Status valid = validate_group(group);
  if (!valid.ok()) {
    return valid.failure();
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

Status CodeDeploy::UpdateDeploymentGroup(DeploymentGroup group) {
  DeploymentGroup* known = state_.find_group(group.applicationName, group.deploymentGroupName);
  if (known == nullptr) {
    return Failure{"DeploymentGroupDoesNotExistException",
                   "No Deployment Group found for name: " + group.deploymentGroupName};
  }
  const Result<DeploymentConfig> config = GetDeploymentConfig(group.deploymentConfigName);
  if (!config.ok()) {
    return config.failure();
  }
  const Status valid = validate_group(group);
  if (!valid.ok()) {
    return valid;
  }
  group.deploymentGroupId = known->deploymentGroupId;
  group.targetRevision = known->targetRevision;
  group.lastSuccessfulDeployment = known->lastSuccessfulDeployment;
  group.lastAttemptedDeployment = known->lastAttemptedDeployment;
  *known = std::move(group);
  return success();
}

Result<std::vector<std::string>> CodeDeploy::DeleteDeploymentGroup(Context cx,
                                                                   const std::string& application,
                                                                   const std::string& group) {
  for (const Status& checked :
       {validate_name("Application", application), validate_name("DeploymentGroup", group)}) {
    if (!checked.ok()) {
      return checked.failure();
    }
  }
  auto node = state_.groups.extract(application + "/" + group);
  std::vector<std::string> left;
  if (node.empty()) {
    return left;
  }
  const std::vector<std::string> watched = node.mapped().autoScalingGroups;
  node.key() = node.mapped().deploymentGroupId;
  state_.deleted_groups.insert(std::move(node));  // where it stands in memory, it stays
  for (const std::string& auto_scaling_group : watched) {
    // Simplified: one hook of a kind for all deployment groups that watch an Auto Scaling group.
    if (watches_launches(auto_scaling_group) || watches_terminations(auto_scaling_group)) {
      continue;
    }
    for (std::string& hook : fleet_.delete_hooks(cx, auto_scaling_group)) {
      left.push_back(std::move(hook));
    }
  }
  return left;
}

Result<DeploymentInfo> CodeDeploy::GetDeployment(const std::string& deployment_id) const {
  const DeploymentInfo* found = state_.find_deployment(deployment_id);
  if (found == nullptr) {
    return Failure{"DeploymentDoesNotExistException",
                   "The deployment " + deployment_id + " could not be found"};
  }
  return *found;
}

std::vector<std::string> CodeDeploy::ListDeployments(const std::string& application,
                                                     const std::string& group) const {
  std::vector<std::string> ids;
  for (auto each = state_.deployments.rbegin(); each != state_.deployments.rend(); ++each) {
    if (each->applicationName == application && each->deploymentGroupName == group) {
      ids.push_back(each->deploymentId);
    }
  }
  return ids;
}

Result<std::vector<std::string>> CodeDeploy::ListDeploymentTargets(
    const std::string& deployment_id) const {
  const Result<DeploymentInfo> found = GetDeployment(deployment_id);
  if (!found.ok()) {
    return found.failure();
  }
  if (found.value().targets.empty() && !has_ended(found.value().status)) {
    return Failure{"DeploymentNotStartedException",
                   "The deployment " + deployment_id + " has not started yet"};
  }
  std::vector<std::string> ids;
  for (const InstanceTarget& target : found.value().targets) {
    ids.push_back(target.instanceId);
  }
  return ids;
}

Result<InstanceTarget> CodeDeploy::GetDeploymentTarget(const std::string& deployment_id,
                                                       const std::string& target_id) const {
  const Result<DeploymentInfo> found = GetDeployment(deployment_id);
  if (!found.ok()) {
    return found.failure();
  }
  for (const InstanceTarget& target : found.value().targets) {
    if (target.instanceId == target_id) {
      return target;
    }
  }
  return Failure{"DeploymentTargetDoesNotExistException",
                 "The deployment target " + target_id + " could not be found"};
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
