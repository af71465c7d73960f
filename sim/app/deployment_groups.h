// Deployment groups and configurations as CodeDeploy knows them, made of what the scenario's
// environment says.
#pragma once

#include <string>

#include "fakes/aws/ids.h"
#include "fakes/codedeploy/service.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// The lab's target group, by which its deployment groups control traffic.
inline constexpr const char* k_lab_target_group = "lab-app-tg";

// `name` is one of the environment's deployment groups.
[[nodiscard]] codedeploy::DeploymentGroup deployment_group_of(
    const scenario::Scenario& scenario, const aws::Account& account, const std::string& name,
    const std::string& auto_scaling_group);
[[nodiscard]] codedeploy::DeploymentConfig deployment_config_of(
    const std::string& name, const scenario::DeploymentConfigSettings& settings);
// A group of one filter for each tag: an instance must have them all.
[[nodiscard]] codedeploy::EC2TagSet tag_set_of(
    const std::vector<std::pair<std::string, std::string>>& tags);

}  // namespace greenroom::app
