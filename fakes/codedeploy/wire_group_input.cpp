#include "fakes/codedeploy/wire_group_input.h"

#include <utility>

#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_target_groups_max = 10;

Status read_role(const aws::Json& input, DeploymentGroup& group) {
  if (input.find("serviceRoleArn") == nullptr) {
    return success();
  }
  const std::string role = wire::text_of(input, "serviceRoleArn");
  if (role.empty()) {
    return Failure{"RoleRequiredException", "The service role is missing"};
  }
  if (role.rfind("arn:aws:iam::", 0) != 0 || role.find(":role/") == std::string::npos) {
    return Failure{"InvalidRoleException", "The service role is not the ARN of a role: " + role};
  }
  group.serviceRoleArn = role;
  return success();
}

Status refuse_what_is_not_here(const aws::Json& input) {
  const aws::Json* set = input.find("onPremisesTagSet");
  if (!items_of(input, "onPremisesInstanceTagFilters").empty() ||
      (set != nullptr && !items_of(*set, "onPremisesTagSetList").empty())) {
    return Failure{"InvalidTagException", "On-premises instances are not supported here"};
  }
  if (!items_of(input, "ecsServices").empty()) {
    return Failure{"InvalidECSServiceException",
                   "Amazon ECS services are not for the Server compute platform"};
  }
  return success();
}

Status read_tags(const aws::Json& input, DeploymentGroup& group) {
  const aws::Json* set = input.find("ec2TagSet");
  const bool has_set = set != nullptr && !items_of(*set, "ec2TagSetList").empty();
  const std::vector<aws::Json>& filters = items_of(input, "ec2TagFilters");
  if (has_set && !filters.empty()) {
    return Failure{"InvalidEC2TagCombinationException",
                   "Only one of ec2TagFilters and ec2TagSet can be used in a single call"};
  }
  if (has_set) {
    Result<EC2TagSet> read = tag_set_of(*set);
    if (!read.ok()) {
      return read.failure();
    }
    group.ec2TagSet = std::move(read).value();
    group.givenAsFilters = false;
  } else if (set != nullptr || input.find("ec2TagFilters") != nullptr) {
    Result<std::vector<EC2TagFilter>> read = filters_of(filters);
    if (!read.ok()) {
      return read.failure();
    }
    group.ec2TagSet.clear();
    if (!filters.empty()) {
      group.ec2TagSet.push_back(std::move(read).value());
    }
    group.givenAsFilters = true;
  }
  return success();
}

Status read_triggers(const aws::Json& input, DeploymentGroup& group) {
  if (input.find("triggerConfigurations") == nullptr) {
    return success();
  }
  group.triggerConfigurations.clear();
  for (const aws::Json& each : items_of(input, "triggerConfigurations")) {
    TriggerConfig trigger;
    trigger.triggerName = wire::text_of(each, "triggerName");
    trigger.triggerTargetArn = wire::text_of(each, "triggerTargetArn");
    for (const std::string& event : wire::texts_of(each, "triggerEvents")) {
      trigger.triggerEvents.insert(enum_of(event, TriggerEventType::InstanceReady).value());
    }
    if (trigger.triggerName.empty() || trigger.triggerTargetArn.rfind("arn:aws:sns:", 0) != 0 ||
        trigger.triggerEvents.empty()) {
      return Failure{"InvalidTriggerConfigException",
                     "A trigger needs a name, the ARN of an SNS topic, and events"};
    }
    group.triggerConfigurations.push_back(std::move(trigger));
  }
  return success();
}

Status read_load_balancer(const aws::Json& input, DeploymentGroup& group) {
  const aws::Json* info = input.find("loadBalancerInfo");
  if (info == nullptr) {
    return success();
  }
  if (!items_of(*info, "elbInfoList").empty() ||
      !items_of(*info, "targetGroupPairInfoList").empty()) {  // Simplified: no Classic ones.
    return Failure{"InvalidLoadBalancerInfoException",
                   "Only target groups (targetGroupInfoList) are supported here"};
  }
  group.loadBalancerInfo.targetGroupInfoList.clear();
  for (const aws::Json& each : items_of(*info, "targetGroupInfoList")) {
    group.loadBalancerInfo.targetGroupInfoList.push_back(wire::text_of(each, "name"));
    if (group.loadBalancerInfo.targetGroupInfoList.back().empty()) {
      return Failure{"InvalidLoadBalancerInfoException", "A target group has no name"};
    }
  }
  if (group.loadBalancerInfo.targetGroupInfoList.size() > k_target_groups_max) {
    return Failure{"InvalidLoadBalancerInfoException",
                   "A deployment group has at most 10 target groups"};
  }
  return success();
}

Status read_style(const aws::Json& input, DeploymentGroup& group) {
  const aws::Json* style = input.find("deploymentStyle");
  if (style != nullptr) {
    const auto type = enum_of(wire::text_of(*style, "deploymentType"), DeploymentType::BLUE_GREEN);
    const std::string option = wire::text_of(*style, "deploymentOption");
    if (!type || option.empty()) {
      return Failure{"InvalidDeploymentStyleException",
                     "Deployment type or deployment option cannot be null or empty"};
    }
    group.deploymentType = *type;
    group.withTrafficControl = option == "WITH_TRAFFIC_CONTROL";
  }
  const bool says_it = style != nullptr || input.find("loadBalancerInfo") != nullptr;
  if (says_it && group.withTrafficControl && group.loadBalancerInfo.targetGroupInfoList.empty()) {
    return Failure{"InvalidLoadBalancerInfoException",
                   "Traffic control needs a load balancer, and none is specified"};
  }
  return success();
}

void read_minutes(const aws::Json& option, std::string_view member, Duration& wait) {
  if (option.find(member) != nullptr) {
    wait = minutes(wire::number_of(option, member, 0));
  }
}

// UNVERIFIED: what is not said of a new group. Here: copy the Auto Scaling group, reroute at once,
// keep the blue instances.
void read_blue_green(const aws::Json& input, BlueGreenDeploymentConfiguration& settings) {
  const aws::Json* configuration = input.find("blueGreenDeploymentConfiguration");
  if (configuration == nullptr) {
    return;
  }
  if (const aws::Json* blue = configuration->find("terminateBlueInstancesOnDeploymentSuccess")) {
    settings.terminateBlueInstancesOnDeploymentSuccess =
        enum_of(wire::text_of(*blue, "action"), BlueInstanceAction::KEEP_ALIVE)
            .value_or(settings.terminateBlueInstancesOnDeploymentSuccess);
    read_minutes(*blue, "terminationWaitTimeInMinutes", settings.terminationWaitTime);
  }
  if (const aws::Json* ready = configuration->find("deploymentReadyOption")) {
    settings.deploymentReadyOption =
        enum_of(wire::text_of(*ready, "actionOnTimeout"), DeploymentReadyAction::STOP_DEPLOYMENT)
            .value_or(settings.deploymentReadyOption);
    read_minutes(*ready, "waitTimeInMinutes", settings.readyWaitTime);
  }
  if (const aws::Json* green = configuration->find("greenFleetProvisioningOption")) {
    settings.greenFleetProvisioningOption =
        enum_of(wire::text_of(*green, "action"), GreenFleetProvisioningAction::DISCOVER_EXISTING)
            .value_or(settings.greenFleetProvisioningOption);
  }
}

}  // namespace

Status read_group(const aws::Json& input, DeploymentGroup& group) {
  using Reader = Status (*)(const aws::Json&, DeploymentGroup&);
  for (const Reader read : {Reader(read_role), Reader(read_tags), Reader(read_triggers),
                            Reader(read_load_balancer), Reader(read_style)}) {
    const Status good = read(input, group);
    if (!good.ok()) {
      return good;
    }
  }
  read_blue_green(input, group.blueGreen);
  if (input.find("autoScalingGroups") != nullptr) {
    group.autoScalingGroups = wire::texts_of(input, "autoScalingGroups");
  }
  if (!wire::text_of(input, "deploymentConfigName").empty()) {
    group.deploymentConfigName = wire::text_of(input, "deploymentConfigName");
  }
  if (const aws::Json* alarms = input.find("alarmConfiguration")) {
    group.alarmConfiguration = alarms_of(*alarms);
  }
  if (const aws::Json* rollback = input.find("autoRollbackConfiguration")) {
    group.autoRollbackConfiguration = rollback_of(*rollback);
  }
  if (input.find("outdatedInstancesStrategy") != nullptr) {
    group.outdatedInstancesStrategy = enum_of(wire::text_of(input, "outdatedInstancesStrategy"),
                                              OutdatedInstancesStrategy::IGNORE)
                                          .value();
  }
  if (input.find("terminationHookEnabled") != nullptr) {
    group.terminationHookEnabled = wire::flag_of(input, "terminationHookEnabled");
  }
  return refuse_what_is_not_here(input);
}

}  // namespace greenroom::codedeploy
