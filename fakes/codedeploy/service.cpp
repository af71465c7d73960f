// Deployments as clients read them, and waiting for their ends.
#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {

Result<DeploymentInfo> CodeDeploy::GetDeployment(const std::string& deployment_id) const {
  const DeploymentInfo* found = state_.find_deployment(deployment_id);
  if (found == nullptr || found->deletedWithApplication) {
    return Failure{"DeploymentDoesNotExistException",
                   "The deployment " + deployment_id + " could not be found"};
  }
  return *found;
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
