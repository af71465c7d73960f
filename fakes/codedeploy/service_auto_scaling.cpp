// Instances that come and go by themselves: launch and termination hooks, and the follow-on
// deployment to those that came during a deployment.
//
// AWS: reference codedeploy.md section 11.
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {
namespace {

bool watches(const DeploymentGroup& group, const std::string& auto_scaling_group) {
  const std::vector<std::string>& watched = group.autoScalingGroups;
  return std::find(watched.begin(), watched.end(), auto_scaling_group) != watched.end();
}

}  // namespace

bool CodeDeploy::watches_launches(const std::string& auto_scaling_group) const {
  return std::any_of(state_.groups.begin(), state_.groups.end(),
                     [&](const auto& entry) { return watches(entry.second, auto_scaling_group); });
}

bool CodeDeploy::watches_terminations(const std::string& auto_scaling_group) const {
  return std::any_of(state_.groups.begin(), state_.groups.end(), [&](const auto& entry) {
    return entry.second.terminationHookEnabled && watches(entry.second, auto_scaling_group);
  });
}

Task<LifecycleActionResult> CodeDeploy::deploy_to_one(Context cx, std::string auto_scaling_group,
                                                      std::string instance_id,
                                                      DeploymentCreator creator) {
  std::vector<std::string> created;
  std::vector<CreateDeploymentInput> wanted;
  for (const auto& [key, group] : state_.groups) {
    const bool hears = creator == DeploymentCreator::autoscaling || group.terminationHookEnabled;
    if (!hears || !watches(group, auto_scaling_group) || !group.targetRevision) {
      continue;  // nothing to deploy yet: UNVERIFIED, the hook is answered CONTINUE
    }
    CreateDeploymentInput input;
    input.applicationName = group.applicationName;
    input.deploymentGroupName = group.deploymentGroupName;
    input.revision = *group.targetRevision;
    input.creator = creator;
    input.onlyInstance = instance_id;
    if (const DeploymentInfo* last = state_.find_deployment(group.lastSuccessfulDeployment)) {
      input.fileExistsBehavior = last->fileExistsBehavior;
    }
    wanted.push_back(std::move(input));
  }
  for (CreateDeploymentInput& input : wanted) {
    const Result<std::string> id = CreateDeployment(cx, std::move(input));
    SIM_ASSERT(id.ok(), "a group with a successful deployment can deploy it again");
    created.push_back(id.value());
  }
  LifecycleActionResult answer = LifecycleActionResult::CONTINUE;
  for (const std::string& id : created) {
    const DeploymentInfo ended = co_await wait_for_end(cx, id);
    if (ended.status != DeploymentStatus::Succeeded) {
      answer = LifecycleActionResult::ABANDON;
    }
  }
  co_return answer;
}

Task<LifecycleActionResult> CodeDeploy::on_instance_launch(Context cx,
                                                           std::string auto_scaling_group,
                                                           std::string instance_id) {
  const LifecycleActionResult answer = co_await deploy_to_one(
      cx, std::move(auto_scaling_group), std::move(instance_id), DeploymentCreator::autoscaling);
  co_return answer;
}

Task<LifecycleActionResult> CodeDeploy::on_instance_termination(Context cx,
                                                                std::string auto_scaling_group,
                                                                std::string instance_id) {
  const LifecycleActionResult answer =
      co_await deploy_to_one(cx, std::move(auto_scaling_group), std::move(instance_id),
                             DeploymentCreator::autoscalingTermination);
  co_return answer;
}

// Instances that came while a deployment ran have the revision before it; they get this one by a
// deployment of their own.
void CodeDeploy::bring_up_to_date(Context cx, const std::string& deployment_id) {
  const DeploymentInfo done = *state_.find_deployment(deployment_id);
  const DeploymentGroup& group = group_of(deployment_id);
  if (done.deploymentType != DeploymentType::IN_PLACE ||
      group.deploymentType != DeploymentType::IN_PLACE || !done.onlyInstance.empty() ||
      done.creator == DeploymentCreator::CodeDeployAutoUpdate ||
      group.outdatedInstancesStrategy == OutdatedInstancesStrategy::IGNORE) {
    return;
  }
  bool outdated = false;
  for (const FleetInstance& instance : instances_of(group.autoScalingGroups, {})) {
    const bool took_part = find_target(deployment_id, instance.InstanceId) != nullptr;
    outdated = outdated || (!took_part && state_.revision_health(instance.InstanceId, group) !=
                                              RevisionHealth::Current);
  }
  if (!outdated) {
    return;
  }
  CreateDeploymentInput input;
  input.applicationName = done.applicationName;
  input.deploymentGroupName = done.deploymentGroupName;
  input.revision = done.revision;
  input.deploymentConfigName = done.deploymentConfigName;
  input.fileExistsBehavior = done.fileExistsBehavior;
  input.creator = DeploymentCreator::CodeDeployAutoUpdate;
  input.relatedDeploymentId = deployment_id;
  input.updateOutdatedInstancesOnly = true;
  const Result<std::string> created = CreateDeployment(cx, std::move(input));
  SIM_ASSERT(created.ok(), "nothing is active in a group whose deployment has just ended");
}

}  // namespace greenroom::codedeploy
