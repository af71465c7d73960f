// Steering a running deployment: stop, continue, alarms.
//
// AWS: reference codedeploy.md 2.3 (StopDeployment, ContinueDeployment), 8 (alarms).
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {

void CodeDeploy::stop(const std::string& deployment_id, Verdict why) {
  Control& control = controls_.at(deployment_id);
  if (!control.stop) {
    control.stop = why;
    control.changed.notify();
  }
}

Result<StopDeploymentOutput> CodeDeploy::StopDeployment(const std::string& deployment_id,
                                                        std::optional<bool> autoRollbackEnabled) {
  const Result<DeploymentInfo> deployment = GetDeployment(deployment_id);
  if (!deployment.ok()) {
    return deployment.failure();
  }
  if (has_ended(deployment.value().status)) {
    return Failure{"DeploymentAlreadyCompletedException",
                   "The deployment " + deployment_id + " is already completed"};
  }
  if (!controls_.at(deployment_id).stop) {
    controls_.at(deployment_id).roll_back = autoRollbackEnabled;
    stop(deployment_id, Verdict::StoppedByUser);
  }
  const std::vector<InstanceTarget>& targets = deployment.value().targets;
  const bool running = std::any_of(targets.begin(), targets.end(), [](const InstanceTarget& each) {
    return each.status == TargetStatus::InProgress;
  });
  if (running) {
    return StopDeploymentOutput{StopStatus::Pending,
                                "Deployment stopping. Events that are running "
                                "on instances are not interrupted."};
  }
  return StopDeploymentOutput{StopStatus::Succeeded,
                              "No more commands will be scheduled for execution in the deployment "
                              "instances"};
}

Status CodeDeploy::ContinueDeployment(const std::string& deployment_id,
                                      DeploymentWaitType wait_type) {
  const Result<DeploymentInfo> deployment = GetDeployment(deployment_id);
  if (!deployment.ok()) {
    return deployment.failure();
  }
  if (has_ended(deployment.value().status)) {
    return Failure{"DeploymentAlreadyCompletedException",
                   "The deployment " + deployment_id + " is already completed"};
  }
  if (deployment.value().deploymentType != DeploymentType::BLUE_GREEN) {
    return Failure{"UnsupportedActionForDeploymentTypeException",
                   "Only a blue/green deployment can be continued"};
  }
  Control& control = controls_.at(deployment_id);
  const bool waits =
      wait_type == DeploymentWaitType::READY_WAIT ? control.waits_ready : control.waits_termination;
  if (!waits) {
    return Failure{"DeploymentIsNotInReadyStateException",
                   "The deployment " + deployment_id + " is not in the ready state"};
  }
  control.continued = true;
  control.changed.notify();
  return success();
}

Status CodeDeploy::SkipWaitTimeForInstanceTermination(const std::string& deployment_id) {
  return ContinueDeployment(deployment_id, DeploymentWaitType::TERMINATION_WAIT);
}

Task<bool> CodeDeploy::rest(Context cx, std::string deployment_id, Duration duration) {
  const Instant until = cx.now() + duration;
  Control& control = controls_.at(deployment_id);
  while (!control.stop && !control.continued && cx.now() < until) {
    const bool woken = co_await control.changed.wait_until(cx, until);
    (void)woken;
  }
  co_return !control.stop && !control.continued;
}

bool CodeDeploy::stop_on_alarm(const std::string& deployment_id) {
  DeploymentInfo& deployment = *state_.find_deployment(deployment_id);
  const AlarmConfiguration& watched = deployment.alarmConfiguration;
  const bool rollback = deployment.creator == DeploymentCreator::codeDeployRollback;
  if (alarms_ == nullptr || !watched.enabled || rollback) {
    return false;
  }
  const Status may_look =
      may(group_of(deployment_id).serviceRoleArn, "cloudwatch:DescribeAlarms", "*");
  const Result<std::vector<std::string>> active =
      may_look.ok() ? alarms_->in_alarm(watched.alarms)
                    : Result<std::vector<std::string>>(may_look.failure());
  if (!active.ok() && watched.ignorePollAlarmFailure) {
    return false;
  }
  if (active.ok() && active.value().empty()) {
    return false;
  }
  std::string message;
  if (active.ok()) {
    message =
        "One or more alarms have been activated according to the Amazon CloudWatch metrics you "
        "selected, and the affected deployments have been stopped. Activated alarms:";
    for (const std::string& name : active.value()) {
      message += " <" + name + ">";
    }
  } else {  // UNVERIFIED text
    message = "The deployment was stopped because the state of its alarms could not be read: " +
              active.failure().message;
  }
  deployment.errorInformation = ErrorInformation{"ALARM_ACTIVE", message};
  stop(deployment_id, Verdict::StoppedByAlarm);
  return true;
}

Task<void> CodeDeploy::watch_alarms(Context cx, std::string deployment_id) {
  const Duration interval = group_of(deployment_id).timing.alarm_poll;
  while (!has_ended(state_.find_deployment(deployment_id)->status) && !stopped(deployment_id)) {
    if (stop_on_alarm(deployment_id)) {
      break;
    }
    co_await cx.sleep_for(interval);
  }
}

}  // namespace greenroom::codedeploy
