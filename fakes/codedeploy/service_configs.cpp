// The operations on deployment configurations.
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {

Result<std::string> CodeDeploy::CreateDeploymentConfig(DeploymentConfig config) {
  const Status valid = validate_config(config);
  if (!valid.ok()) {
    return valid.failure();
  }
  if (state_.find_config(config.deploymentConfigName)) {
    return Failure{"DeploymentConfigAlreadyExistsException",
                   "Deployment configuration already exists: " + config.deploymentConfigName};
  }
  config.deploymentConfigId = ids_.uuid("codedeploy.config");
  state_.custom_configs.push_back(config);
  return config.deploymentConfigId;
}

Result<DeploymentConfig> CodeDeploy::GetDeploymentConfig(const std::string& name) const {
  std::optional<DeploymentConfig> found = state_.find_config(name);
  if (!found) {
    return Failure{"DeploymentConfigDoesNotExistException",
                   "No deployment configuration found for name: " + name};
  }
  return *std::move(found);
}

Status CodeDeploy::DeleteDeploymentConfig(const std::string& name) {
  const std::vector<DeploymentConfig>& predefined = predefined_configs();
  const auto is_it = [&](const DeploymentConfig& each) {
    return each.deploymentConfigName == name;
  };
  if (std::any_of(predefined.begin(), predefined.end(), is_it)) {
    return Failure{"InvalidOperationException",
                   "A predefined deployment configuration cannot be deleted: " + name};
  }
  const bool of_group =
      std::any_of(state_.groups.begin(), state_.groups.end(),
                  [&](const auto& each) { return each.second.deploymentConfigName == name; });
  // A deployment may have another than its group.
  const bool of_deployment = std::any_of(
      state_.deployments.begin(), state_.deployments.end(), [&](const DeploymentInfo& each) {
        return each.deploymentConfigName == name && !has_ended(each.status);
      });
  if (of_group || of_deployment) {
    return Failure{"DeploymentConfigInUseException",
                   "The deployment configuration " + name + " is in use"};
  }
  std::erase_if(state_.custom_configs, is_it);  // an unknown name is fine
  return success();
}

std::vector<std::string> CodeDeploy::ListDeploymentConfigs() const {
  std::vector<std::string> names;
  for (const std::vector<DeploymentConfig>* configs :
       {&predefined_configs(), &state_.custom_configs}) {
    for (const DeploymentConfig& config : *configs) {
      names.push_back(config.deploymentConfigName);
    }
  }
  return names;
}

}  // namespace greenroom::codedeploy
