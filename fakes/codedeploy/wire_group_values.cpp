// Deployment groups and their parts as JSON.
#include <utility>

#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

aws::Json named(const std::string& name) {
  return wire::Object().add("name", wire::text(name)).take();
}

aws::Json auto_scaling_json(const CodeDeploy& codedeploy, const DeploymentGroup& group) {
  std::vector<aws::Json> groups;
  for (const std::string& name : group.autoScalingGroups) {
    const Fleet& fleet = codedeploy.fleet();
    groups.push_back(
        wire::Object()
            .add("name", wire::text(name))
            .add_unless_empty("hook", fleet.hook(name, HookKind::Launch))
            .add_unless_empty("terminationHook", group.terminationHookEnabled
                                                     ? fleet.hook(name, HookKind::Termination)
                                                     : "")
            .take());
  }
  return list(std::move(groups));
}

aws::Json triggers_json(const std::vector<TriggerConfig>& triggers) {
  std::vector<aws::Json> items;
  for (const TriggerConfig& trigger : triggers) {
    std::vector<std::string> events;
    for (const TriggerEventType event : trigger.triggerEvents) {
      events.emplace_back(to_string(event));
    }
    items.push_back(wire::Object()
                        .add("triggerName", wire::text(trigger.triggerName))
                        .add("triggerTargetArn", wire::text(trigger.triggerTargetArn))
                        .add("triggerEvents", wire::texts(events))
                        .take());
  }
  return list(std::move(items));
}

void add_last_deployment(wire::Object& to, const std::string& member, Context cx,
                         const CodeDeploy& codedeploy, const std::string& id) {
  const Result<DeploymentInfo> deployment = codedeploy.GetDeployment(id);
  if (id.empty() || !deployment.ok()) {
    return;
  }
  wire::Object last;
  last.add("deploymentId", wire::text(id));
  last.add("status", wire::text(to_string(deployment.value().status)));
  if (deployment.value().completeTime) {
    last.add("endTime", wire::timestamp(cx.epoch(), *deployment.value().completeTime));
  }
  last.add("createTime", wire::timestamp(cx.epoch(), deployment.value().createTime));
  to.add(member, last.take());
}

}  // namespace

Result<std::vector<EC2TagFilter>> filters_of(const std::vector<aws::Json>& filters) {
  std::vector<EC2TagFilter> read;
  for (const aws::Json& filter : filters) {
    const auto type = enum_of(wire::text_of(filter, "Type"), TagFilterType::KEY_AND_VALUE);
    const bool key = filter.find("Key") != nullptr;
    const bool value = filter.find("Value") != nullptr;
    // UNVERIFIED: without a type, what is given must fit.
    const TagFilterType meant = type.value_or(!value ? TagFilterType::KEY_ONLY
                                              : key  ? TagFilterType::KEY_AND_VALUE
                                                     : TagFilterType::VALUE_ONLY);
    if ((!key && meant != TagFilterType::VALUE_ONLY) ||
        (!value && meant != TagFilterType::KEY_ONLY)) {
      return Failure{"InvalidEC2TagException",
                     "A tag filter needs the key or the value that its type speaks of"};
    }
    read.push_back({wire::text_of(filter, "Key"), wire::text_of(filter, "Value"), meant});
  }
  return read;
}

Result<EC2TagSet> tag_set_of(const aws::Json& set) {
  EC2TagSet read;
  for (const aws::Json& group : items_of(set, "ec2TagSetList")) {
    Result<std::vector<EC2TagFilter>> filters = filters_of(group.items);
    if (!filters.ok()) {
      return filters.failure();
    }
    read.push_back(std::move(filters).value());
  }
  return read;
}

aws::Json filters_json(const std::vector<EC2TagFilter>& filters) {
  std::vector<aws::Json> items;
  for (const EC2TagFilter& filter : filters) {
    wire::Object json;
    if (filter.Type != TagFilterType::VALUE_ONLY) {
      json.add("Key", wire::text(filter.Key));
    }
    if (filter.Type != TagFilterType::KEY_ONLY) {
      json.add("Value", wire::text(filter.Value));
    }
    items.push_back(json.add("Type", wire::text(to_string(filter.Type))).take());
  }
  return list(std::move(items));
}

aws::Json tag_set_json(const EC2TagSet& set) {
  std::vector<aws::Json> groups;
  for (const std::vector<EC2TagFilter>& filters : set) {
    groups.push_back(filters_json(filters));
  }
  return wire::Object().add("ec2TagSetList", list(std::move(groups))).take();
}

aws::Json style_json(DeploymentType type, bool with_traffic_control) {
  return wire::Object()
      .add("deploymentType", wire::text(to_string(type)))
      .add("deploymentOption",
           wire::text(with_traffic_control ? "WITH_TRAFFIC_CONTROL" : "WITHOUT_TRAFFIC_CONTROL"))
      .take();
}

aws::Json load_balancer_json(const LoadBalancerInfo& info) {
  std::vector<aws::Json> groups;
  for (const std::string& name : info.targetGroupInfoList) {
    groups.push_back(named(name));
  }
  return wire::Object().add("targetGroupInfoList", list(std::move(groups))).take();
}

aws::Json blue_green_json(const BlueGreenDeploymentConfiguration& configuration) {
  const auto whole_minutes = [](Duration wait) { return wire::number(wait.whole_seconds() / 60); };
  wire::Object terminate;
  terminate.add("action",
                wire::text(to_string(configuration.terminateBlueInstancesOnDeploymentSuccess)));
  if (configuration.terminateBlueInstancesOnDeploymentSuccess == BlueInstanceAction::TERMINATE) {
    terminate.add("terminationWaitTimeInMinutes", whole_minutes(configuration.terminationWaitTime));
  }
  wire::Object ready;
  ready.add("actionOnTimeout", wire::text(to_string(configuration.deploymentReadyOption)));
  if (configuration.deploymentReadyOption == DeploymentReadyAction::STOP_DEPLOYMENT) {
    ready.add("waitTimeInMinutes", whole_minutes(configuration.readyWaitTime));
  }
  wire::Object green;
  green.add("action", wire::text(to_string(configuration.greenFleetProvisioningOption)));
  return wire::Object()
      .add("terminateBlueInstancesOnDeploymentSuccess", terminate.take())
      .add("deploymentReadyOption", ready.take())
      .add("greenFleetProvisioningOption", green.take())
      .take();
}

aws::Json group_json(const CodeDeploy& codedeploy, Context cx, const DeploymentGroup& group) {
  wire::Object json;
  json.add("applicationName", wire::text(group.applicationName))
      .add("deploymentGroupId", wire::text(group.deploymentGroupId))
      .add("deploymentGroupName", wire::text(group.deploymentGroupName))
      .add("deploymentConfigName", wire::text(group.deploymentConfigName));
  const bool filters =
      group.ec2TagSet.empty() || (group.givenAsFilters && group.ec2TagSet.size() == 1);
  if (filters) {
    json.add("ec2TagFilters",
             group.ec2TagSet.empty() ? list({}) : filters_json(group.ec2TagSet.front()));
  } else {
    json.add("ec2TagSet", tag_set_json(group.ec2TagSet));
  }
  json.add("onPremisesInstanceTagFilters", list({}))
      .add("autoScalingGroups", auto_scaling_json(codedeploy, group))
      .add("serviceRoleArn", wire::text(group.serviceRoleArn));
  if (group.targetRevision) {
    json.add("targetRevision", revision_json(*group.targetRevision));
  }
  json.add("triggerConfigurations", triggers_json(group.triggerConfigurations));
  const AlarmConfiguration& alarms = group.alarmConfiguration;
  if (alarms.enabled || alarms.ignorePollAlarmFailure || !alarms.alarms.empty()) {
    json.add("alarmConfiguration", alarms_json(alarms));
  }
  const AutoRollbackConfiguration& rollback = group.autoRollbackConfiguration;
  if (rollback.enabled || !rollback.events.empty()) {
    json.add("autoRollbackConfiguration", rollback_json(rollback));
  }
  json.add("deploymentStyle", style_json(group.deploymentType, group.withTrafficControl))
      .add("outdatedInstancesStrategy", wire::text(to_string(group.outdatedInstancesStrategy)));
  if (group.deploymentType == DeploymentType::BLUE_GREEN) {
    json.add("blueGreenDeploymentConfiguration", blue_green_json(group.blueGreen));
  }
  if (!group.loadBalancerInfo.targetGroupInfoList.empty()) {
    json.add("loadBalancerInfo", load_balancer_json(group.loadBalancerInfo));
  }
  add_last_deployment(json, "lastSuccessfulDeployment", cx, codedeploy,
                      group.lastSuccessfulDeployment);
  add_last_deployment(json, "lastAttemptedDeployment", cx, codedeploy,
                      group.lastAttemptedDeployment);
  return json.add("computePlatform", wire::text("Server"))
      .add("terminationHookEnabled", flag(group.terminationHookEnabled))
      .take();
}

}  // namespace greenroom::codedeploy
