// The story of a blue/green deployment: provision green, install there, wait if asked, move
// traffic, retire blue.
//
// AWS: reference codedeploy.md section 9 (steps 9.2, calls 9.3, failures 9.4).
#include <utility>

#include "fakes/codedeploy/roles.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/sites.h"

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_blue_is_gone =  // UNVERIFIED text
    "The deployment cannot be rolled back: its original instances no longer exist.";

std::vector<std::string> ids_of(const std::vector<FleetInstance>& fleet) {
  std::vector<std::string> ids;
  for (const FleetInstance& instance : fleet) {
    ids.push_back(instance.InstanceId);
  }
  return ids;
}

std::vector<Candidate> in_order(const std::vector<std::string>& ids) {
  std::vector<Candidate> candidates;
  for (const std::string& id : ids) {
    candidates.push_back({id, false, RevisionHealth::Unknown, ""});
  }
  return candidates;
}

}  // namespace

// Step 1 of reference 9.2: a copy of the Auto Scaling group, or instances that are there already.
Task<Result<std::vector<FleetInstance>>> CodeDeploy::provision_green(Context cx,
                                                                     std::string deployment_id,
                                                                     std::string green_group) {
  const DeploymentGroup group = group_of(deployment_id);
  if (group.blueGreen.greenFleetProvisioningOption ==
      GreenFleetProvisioningAction::DISCOVER_EXISTING) {
    const TargetInstances& green = state_.find_deployment(deployment_id)->targetInstances;
    co_return instances_of(green.autoScalingGroups, green.ec2TagSet);
  }
  Result<std::vector<FleetInstance>> copied =
      co_await fleet_.copy_group(cx, group.serviceRoleArn, group.autoScalingGroups.at(0),
                                 std::move(green_group), deployment_id);
  co_return copied;
}

// Step 3: with STOP_DEPLOYMENT nothing is rerouted before ContinueDeployment says so.
Task<Verdict> CodeDeploy::wait_until_continued(Context cx, std::string deployment_id) {
  const BlueGreenDeploymentConfiguration settings = group_of(deployment_id).blueGreen;
  if (settings.deploymentReadyOption == DeploymentReadyAction::CONTINUE_DEPLOYMENT) {
    co_return Verdict::Succeeded;
  }
  set_status(cx, deployment_id, DeploymentStatus::Ready);
  controls_.at(deployment_id).waits_ready = true;
  const bool expired = co_await rest(cx, deployment_id, settings.readyWaitTime);
  Control& control = controls_.at(deployment_id);
  control.waits_ready = false;
  control.continued = false;
  if (control.stop) {
    co_return *control.stop;
  }
  if (expired) {
    co_return Verdict::ReadyWaitExpired;
  }
  set_status(cx, deployment_id, DeploymentStatus::InProgress);
  co_return Verdict::Succeeded;
}

// Steps 4 and 5: green into the load balancer, then blue out of it.
Task<Verdict> CodeDeploy::move_all_traffic(Context cx, std::string deployment_id,
                                           std::vector<std::string> green,
                                           std::vector<std::string> blue) {
  Rollout reroute;
  reroute.deployment_id = deployment_id;
  reroute.instances = in_order(green);
  reroute.steps = traffic_part(LifecycleScenario::Green);
  state_.find_deployment(deployment_id)->trafficMoved = true;
  const Verdict rerouted = co_await roll_out(cx, std::move(reroute));
  if (rerouted != Verdict::Succeeded || cx.fault(site::blue_stays_in_service)) {
    co_return rerouted;
  }
  if (blue.empty()) {
    co_return Verdict::Succeeded;
  }
  Rollout leave;
  leave.deployment_id = deployment_id;
  leave.instances = in_order(blue);
  leave.steps = lifecycle_of(LifecycleScenario::Blue);
  const Verdict left = co_await roll_out(cx, std::move(leave));
  // One failed deregistration of blue fails the whole deployment (reference 7.1).
  for (const std::string& instance : blue) {
    if (left == Verdict::Succeeded &&
        find_target(deployment_id, instance)->status != TargetStatus::Succeeded) {
      co_return Verdict::HealthConstraints;
    }
  }
  co_return left;
}

// The service role may not do what comes next. What is done already stays.
Verdict CodeDeploy::refused(const std::string& deployment_id, const std::string& role_arn,
                            const std::string& service) {
  state_.find_deployment(deployment_id)->errorInformation = no_permission(role_arn, service);
  return Verdict::RoleLacksRights;
}

// Step 6 and the last calls of reference 9.3: processes, hook, then the end of blue.
Task<Verdict> CodeDeploy::retire_blue(Context cx, std::string deployment_id,
                                      std::string green_group, std::vector<std::string> blue) {
  const DeploymentGroup group = group_of(deployment_id);
  const std::string& role_arn = group.serviceRoleArn;
  const bool copied = group.blueGreen.greenFleetProvisioningOption ==
                      GreenFleetProvisioningAction::COPY_AUTO_SCALING_GROUP;
  if (copied) {
    const Status resumed = fleet_.resume_processes(cx, role_arn, green_group);
    const Status moved =
        resumed.ok()
            ? fleet_.move_launch_hook(cx, role_arn, group.autoScalingGroups.at(0), green_group)
            : resumed;
    if (!moved.ok()) {
      co_return refused(deployment_id, role_arn, "AmazonAutoScaling");
    }
  }
  if (group.blueGreen.terminateBlueInstancesOnDeploymentSuccess == BlueInstanceAction::TERMINATE) {
    state_.find_deployment(deployment_id)->instanceTerminationWaitTimeStarted = true;
    controls_.at(deployment_id).waits_termination = true;
    const bool waited = co_await rest(cx, deployment_id, group.blueGreen.terminationWaitTime);
    (void)waited;
    Control& control = controls_.at(deployment_id);
    control.waits_termination = false;
    control.continued = false;
    if (control.stop) {
      co_return *control.stop;  // blue is still there
    }
    for (const std::string& old : group.autoScalingGroups) {
      const Status deleted = co_await fleet_.delete_group(cx, role_arn, old);
      if (!deleted.ok()) {
        co_return refused(deployment_id, role_arn, "AmazonAutoScaling");
      }
    }
    if (group.autoScalingGroups.empty()) {
      for (const std::string& instance : blue) {
        if (!fleet_.terminate_instance(cx, role_arn, instance).ok()) {
          co_return refused(deployment_id, role_arn, "AmazonEC2");
        }
      }
    }
  }
  // KEEP_ALIVE: blue is left running, deregistered, and removed from the deployment group.
  DeploymentGroup& owner = group_of(deployment_id);
  const TargetInstances& green = state_.find_deployment(deployment_id)->targetInstances;
  owner.autoScalingGroups =
      copied ? std::vector<std::string>{green_group} : green.autoScalingGroups;
  owner.ec2TagSet = copied ? EC2TagSet{} : green.ec2TagSet;
  co_return Verdict::Succeeded;
}

Task<Verdict> CodeDeploy::deploy_blue_green(Context cx, std::string deployment_id) {
  const DeploymentGroup group = group_of(deployment_id);
  const std::string green_group = "CodeDeploy_" + group.deploymentGroupName + "_" + deployment_id;
  const std::vector<std::string> blue =
      ids_of(instances_of(group.autoScalingGroups, group.ec2TagSet));
  const Result<std::vector<FleetInstance>> provisioned =
      co_await provision_green(cx, deployment_id, green_group);
  if (!provisioned.ok() && provisioned.failure().code == k_access_denied) {
    co_return refused(deployment_id, group.serviceRoleArn, "AmazonAutoScaling");
  }
  if (!provisioned.ok()) {
    state_.find_deployment(deployment_id)->errorInformation =
        ErrorInformation{"AUTO_SCALING_CONFIGURATION", provisioned.failure().message};
    co_return Verdict::ProvisioningFailed;
  }
  if (provisioned.value().empty()) {
    co_return Verdict::NoInstances;
  }
  const std::vector<std::string> green = ids_of(provisioned.value());
  add_targets(cx, deployment_id, green, TargetLabel::Green, LifecycleScenario::Green);
  add_targets(cx, deployment_id, blue, TargetLabel::Blue, LifecycleScenario::Blue);

  // Step 2, by the in-place rule. When it fails, blue is never touched and green stays.
  Rollout install;
  install.deployment_id = deployment_id;
  install.instances = in_order(green);
  install.steps = before_traffic(LifecycleScenario::Green);
  install.status_at_end = TargetStatus::Ready;
  Verdict verdict = co_await roll_out(cx, std::move(install));
  if (verdict == Verdict::Succeeded) {
    verdict = co_await wait_until_continued(cx, deployment_id);
  }
  if (verdict == Verdict::Succeeded) {
    std::vector<std::string> ready;
    for (const std::string& instance : green) {
      if (find_target(deployment_id, instance)->status == TargetStatus::Ready) {
        ready.push_back(instance);
      }
    }
    verdict = co_await move_all_traffic(cx, deployment_id, std::move(ready), blue);
  }
  if (verdict == Verdict::Succeeded) {
    verdict = co_await retire_blue(cx, deployment_id, green_group, blue);
  }
  co_return verdict;
}

// No reinstall: traffic comes back to blue and leaves green. When it never moved there is nothing
// to do, and the rollback deployment succeeds without events; when blue is gone there is no way
// back (both UNVERIFIED, reference 9.4).
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
    if (target.instanceLabel == TargetLabel::Green) {
      green.push_back(target.instanceId);
    } else if (hosts_.machine(target.instanceId) != nullptr) {
      blue.push_back(target.instanceId);
    }
  }
  if (blue.empty()) {
    state_.find_deployment(deployment_id)->rollbackInfo.rollbackMessage = k_blue_is_gone;
    co_return Verdict::NoInstances;
  }
  add_targets(cx, deployment_id, blue, TargetLabel::Blue, LifecycleScenario::RollbackOriginal);
  add_targets(cx, deployment_id, green, TargetLabel::Green, LifecycleScenario::RollbackReplacement);
  Rollout back;
  back.deployment_id = deployment_id;
  back.instances = in_order(blue);
  back.steps = lifecycle_of(LifecycleScenario::RollbackOriginal);
  const Verdict restored = co_await roll_out(cx, std::move(back));
  if (restored != Verdict::Succeeded) {
    co_return restored;
  }
  Rollout away;
  away.deployment_id = deployment_id;
  away.instances = in_order(green);
  away.steps = lifecycle_of(LifecycleScenario::RollbackReplacement);
  const Verdict left = co_await roll_out(cx, std::move(away));
  co_return left;
}

}  // namespace greenroom::codedeploy
