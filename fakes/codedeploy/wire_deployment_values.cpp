// Deployments and the events of their targets as JSON.
#include <utility>

#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

// Blue and green instances are counted together. Absent until the instances are known.
aws::Json overview_of(const DeploymentInfo& deployment) {
  std::map<TargetStatus, std::int64_t> counts;
  for (const InstanceTarget& target : deployment.targets) {
    ++counts[target.status];
  }
  wire::Object json;
  for (const TargetStatus status :
       {TargetStatus::Pending, TargetStatus::InProgress, TargetStatus::Succeeded,
        TargetStatus::Failed, TargetStatus::Skipped, TargetStatus::Ready}) {
    json.add(to_string(status), wire::number(counts[status]));
  }
  return json.take();
}

void add_rollback_info(wire::Object& to, const RollbackInfo& info) {
  if (!info.rollbackDeploymentId.empty() || !info.rollbackTriggeringDeploymentId.empty() ||
      !info.rollbackMessage.empty()) {
    to.add("rollbackInfo", wire::Object()
                               .add_unless_empty("rollbackDeploymentId", info.rollbackDeploymentId)
                               .add_unless_empty("rollbackTriggeringDeploymentId",
                                                 info.rollbackTriggeringDeploymentId)
                               .add_unless_empty("rollbackMessage", info.rollbackMessage)
                               .take());
  }
}

void add_target_instances(wire::Object& to, const TargetInstances& targets) {
  if (targets.autoScalingGroups.empty() && targets.ec2TagSet.empty()) {
    return;
  }
  wire::Object json;
  if (!targets.autoScalingGroups.empty()) {
    json.add("autoScalingGroups", wire::texts(targets.autoScalingGroups));
  }
  if (targets.ec2TagSet.size() == 1) {
    json.add("tagFilters", filters_json(targets.ec2TagSet.front()));
  } else if (!targets.ec2TagSet.empty()) {
    json.add("ec2TagSet", tag_set_json(targets.ec2TagSet));
  }
  to.add("targetInstances", json.take());
}

// Those that brought instances up to date which came while this one ran.
void add_related_deployments(wire::Object& to, const CodeDeploy& codedeploy,
                             const DeploymentInfo& deployment) {
  std::vector<std::string> followers;
  for (const DeploymentInfo& each : codedeploy.state().deployments) {
    if (each.relatedDeploymentId == deployment.deploymentId) {
      followers.push_back(each.deploymentId);
    }
  }
  if (followers.empty() && deployment.relatedDeploymentId.empty()) {
    return;
  }
  wire::Object json;
  json.add_unless_empty("autoUpdateOutdatedInstancesRootDeploymentId",
                        deployment.relatedDeploymentId);
  if (!followers.empty()) {
    json.add("autoUpdateOutdatedInstancesDeploymentIds", wire::texts(followers));
  }
  to.add("relatedDeployments", json.take());
}

void add_times(wire::Object& to, Epoch epoch, const DeploymentInfo& deployment) {
  to.add("createTime", wire::timestamp(epoch, deployment.createTime));
  if (deployment.startTime) {
    to.add("startTime", wire::timestamp(epoch, *deployment.startTime));
  }
  if (deployment.completeTime) {
    to.add("completeTime", wire::timestamp(epoch, *deployment.completeTime));
  }
}

void add_settings(wire::Object& to, const DeploymentInfo& deployment) {
  to.add("creator", wire::text(to_string(deployment.creator)))
      .add("ignoreApplicationStopFailures", flag(deployment.ignoreApplicationStopFailures));
  const AutoRollbackConfiguration& rollback = deployment.autoRollbackConfiguration;
  if (rollback.enabled || !rollback.events.empty()) {
    to.add("autoRollbackConfiguration", rollback_json(rollback));
  }
  to.add("updateOutdatedInstancesOnly", flag(deployment.updateOutdatedInstancesOnly));
  add_rollback_info(to, deployment.rollbackInfo);
  to.add("deploymentStyle", style_json(deployment.deploymentType, deployment.withTrafficControl));
  add_target_instances(to, deployment.targetInstances);
  to.add("instanceTerminationWaitTimeStarted", flag(deployment.instanceTerminationWaitTimeStarted));
  if (deployment.deploymentType == DeploymentType::BLUE_GREEN) {
    to.add("blueGreenDeploymentConfiguration", blue_green_json(deployment.blueGreen));
  }
  if (!deployment.loadBalancerInfo.targetGroupInfoList.empty()) {
    to.add("loadBalancerInfo", load_balancer_json(deployment.loadBalancerInfo));
  }
  to.add("fileExistsBehavior", wire::text(to_string(deployment.fileExistsBehavior)));
  to.add("deploymentStatusMessages", list({}));
  to.add("computePlatform", wire::text("Server"));
}

}  // namespace

aws::Json deployment_json(const CodeDeploy& codedeploy, Context cx,
                          const DeploymentInfo& deployment) {
  wire::Object json;
  json.add("applicationName", wire::text(deployment.applicationName))
      .add("deploymentGroupName", wire::text(deployment.deploymentGroupName))
      .add("deploymentConfigName", wire::text(deployment.deploymentConfigName))
      .add("deploymentId", wire::text(deployment.deploymentId));
  if (deployment.previousRevision) {
    json.add("previousRevision", revision_json(*deployment.previousRevision));
  }
  json.add("revision", revision_json(deployment.revision))
      .add("status", wire::text(to_string(deployment.status)));
  if (deployment.errorInformation) {
    json.add("errorInformation",
             wire::Object()
                 .add("code", wire::text(deployment.errorInformation->code))
                 .add("message", wire::text(deployment.errorInformation->message))
                 .take());
  }
  add_times(json, cx.epoch(), deployment);
  if (!deployment.targets.empty() || has_ended(deployment.status)) {
    json.add("deploymentOverview", overview_of(deployment));
  }
  json.add_unless_empty("description", deployment.description);
  add_settings(json, deployment);
  add_related_deployments(json, codedeploy, deployment);
  if (deployment.alarmsOverridden) {
    json.add("overrideAlarmConfiguration", alarms_json(deployment.alarmConfiguration));
  }
  return json.take();
}

aws::Json events_json(Context cx, const InstanceTarget& target) {
  std::vector<aws::Json> events;
  for (const LifecycleEvent& event : target.lifecycleEvents) {
    wire::Object json;
    json.add("lifecycleEventName", wire::text(event.lifecycleEventName));
    if (event.status == LifecycleEventStatus::Succeeded ||
        event.status == LifecycleEventStatus::Failed) {
      const bool good =
          event.diagnostics.message.empty() && event.status == LifecycleEventStatus::Succeeded;
      json.add("diagnostics",
               wire::Object()
                   .add("errorCode", wire::text(to_string(event.diagnostics.errorCode)))
                   .add("scriptName", wire::text(event.diagnostics.scriptName))
                   // What the agent reports of a command without fault.
                   .add("message", wire::text(good ? "Succeeded" : event.diagnostics.message))
                   .add("logTail", wire::text(event.diagnostics.logTail))
                   .take());
    }
    if (event.startTime) {
      json.add("startTime", wire::timestamp(cx.epoch(), *event.startTime));
    }
    if (event.endTime) {
      json.add("endTime", wire::timestamp(cx.epoch(), *event.endTime));
    }
    events.push_back(json.add("status", wire::text(to_string(event.status))).take());
  }
  return list(std::move(events));
}

}  // namespace greenroom::codedeploy
