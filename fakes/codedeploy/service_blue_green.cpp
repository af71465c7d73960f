// The story of a blue/green deployment: copy the group, install on green, move traffic, let blue
// be.
//
// AWS: reference codedeploy.md section 9 (steps 9.2, calls 9.3, failures 9.4).
#include <utility>

#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/sites.h"

namespace greenroom::codedeploy {
namespace {

std::vector<std::string> ids_of(const std::vector<FleetInstance>& fleet) {
  std::vector<std::string> ids;
  for (const FleetInstance& instance : fleet) {
    ids.push_back(instance.InstanceId);
  }
  return ids;
}

}  // namespace

Task<Verdict> CodeDeploy::deploy_blue_green(Context cx, std::string deployment_id) {
  const DeploymentGroup group = group_of(deployment_id);
  const std::string green_group = "CodeDeploy_" + group.deploymentGroupName + "_" + deployment_id;
  const std::vector<std::string> blue = ids_of(fleet_.instances(group.autoScalingGroup));
  const Result<std::vector<FleetInstance>> copied =
      co_await fleet_.copy_group(cx, group.autoScalingGroup, green_group, deployment_id);
  if (!copied.ok() || copied.value().empty()) {
    co_return Verdict::NoInstances;
  }
  const std::vector<std::string> green = ids_of(copied.value());
  add_targets(cx, deployment_id, green, TargetLabel::Green, LifecycleScenario::Green);
  add_targets(cx, deployment_id, blue, TargetLabel::Blue, LifecycleScenario::Blue);

  // Install on green by the in-place rule. When it fails, blue is never touched and green stays.
  Rollout install;
  install.deployment_id = deployment_id;
  install.instances = green;
  install.steps = before_traffic(LifecycleScenario::Green);
  install.status_at_end = TargetStatus::Ready;
  const Verdict installed = co_await roll_out(cx, std::move(install));
  if (installed != Verdict::Succeeded) {
    for (const std::string& instance : blue) {
      skip_rest(cx, deployment_id, instance);
      set_target(cx, deployment_id, instance, TargetStatus::Skipped);
    }
    co_return installed;
  }

  Rollout reroute;
  reroute.deployment_id = deployment_id;
  reroute.instances = green;
  reroute.steps = traffic_part(LifecycleScenario::Green);
  state_.find_deployment(deployment_id)->trafficMoved = true;
  const Verdict rerouted = co_await roll_out(cx, std::move(reroute));
  if (rerouted != Verdict::Succeeded) {
    co_return rerouted;
  }

  // One failed deregistration of blue fails the whole deployment (reference 7.1).
  if (!cx.fault(site::blue_stays_in_service)) {
    Rollout leave;
    leave.deployment_id = deployment_id;
    leave.instances = blue;
    leave.steps = lifecycle_of(LifecycleScenario::Blue);
    const Verdict left = co_await roll_out(cx, std::move(leave));
    for (const std::string& instance : blue) {
      if (left != Verdict::Succeeded ||
          find_target(deployment_id, instance)->status != TargetStatus::Succeeded) {
        co_return Verdict::HealthConstraints;
      }
    }
  }
  fleet_.resume_processes(cx, green_group);

  if (group.blueGreen.terminateBlueInstancesOnDeploymentSuccess == BlueInstanceAction::TERMINATE) {
    co_await cx.sleep_for(group.blueGreen.terminationWaitTime);
    co_await fleet_.delete_group(cx, group.autoScalingGroup);
  }
  // KEEP_ALIVE: blue is left running, deregistered, and removed from the deployment group.
  state_.find_group(group.applicationName, group.deploymentGroupName)->autoScalingGroup =
      green_group;
  co_return Verdict::Succeeded;
}

// No reinstall: traffic comes back to blue and leaves green. When it never moved there is nothing
// to do, and the rollback deployment succeeds without events (UNVERIFIED, reference 9.4).
Task<Verdict> CodeDeploy::roll_back_blue_green(Context cx, std::string deployment_id) {
  const std::string failed_id =
      state_.find_deployment(deployment_id)->rollbackInfo.rollbackTriggeringDeploymentId;
  const DeploymentInfo failed = *state_.find_deployment(failed_id);
  if (!failed.trafficMoved) {
    co_return Verdict::Succeeded;
  }
  std::vector<std::string> blue;
  std::vector<std::string> green;
  for (const InstanceTarget& target : failed.targets) {
    (target.instanceLabel == TargetLabel::Blue ? blue : green).push_back(target.instanceId);
  }
  add_targets(cx, deployment_id, blue, TargetLabel::Blue, LifecycleScenario::RollbackOriginal);
  add_targets(cx, deployment_id, green, TargetLabel::Green, LifecycleScenario::RollbackReplacement);
  Rollout back;
  back.deployment_id = deployment_id;
  back.instances = blue;
  back.steps = lifecycle_of(LifecycleScenario::RollbackOriginal);
  const Verdict restored = co_await roll_out(cx, std::move(back));
  if (restored != Verdict::Succeeded) {
    co_return restored;
  }
  Rollout away;
  away.deployment_id = deployment_id;
  away.instances = green;
  away.steps = lifecycle_of(LifecycleScenario::RollbackReplacement);
  const Verdict left = co_await roll_out(cx, std::move(away));
  co_return left;
}

}  // namespace greenroom::codedeploy
