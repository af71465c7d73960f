#include "sim/app/deployment_groups.h"

#include <algorithm>
#include <utility>

#include "fakes/aws/arn.h"
#include "sim/core/assert.h"

namespace greenroom::app {
namespace {

constexpr std::pair<codedeploy::AutoRollbackEvent, const char*> k_rollback_events[] = {
    {codedeploy::AutoRollbackEvent::DEPLOYMENT_FAILURE, "DEPLOYMENT_FAILURE"},
    {codedeploy::AutoRollbackEvent::DEPLOYMENT_STOP_ON_ALARM, "DEPLOYMENT_STOP_ON_ALARM"},
    {codedeploy::AutoRollbackEvent::DEPLOYMENT_STOP_ON_REQUEST, "DEPLOYMENT_STOP_ON_REQUEST"},
};

bool has(const std::vector<std::string>& words, const char* word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "HOST_COUNT:2", which the loader has checked.
codedeploy::MinimumHealthyHosts healthy_hosts_of(const std::string& spelled) {
  const auto config = codedeploy::spelled_config(spelled);
  SIM_ASSERT(config.has_value(), "the loader lets only counts through, not " + spelled);
  return config->minimumHealthyHosts;
}

codedeploy::BlueGreenDeploymentConfiguration blue_green_of(
    const scenario::DeploymentGroupSettings& wanted) {
  codedeploy::BlueGreenDeploymentConfiguration blue_green;
  blue_green.greenFleetProvisioningOption =
      wanted.green_fleet == "DISCOVER_EXISTING"
          ? codedeploy::GreenFleetProvisioningAction::DISCOVER_EXISTING
          : codedeploy::GreenFleetProvisioningAction::COPY_AUTO_SCALING_GROUP;
  blue_green.terminateBlueInstancesOnDeploymentSuccess =
      wanted.keep_blue ? codedeploy::BlueInstanceAction::KEEP_ALIVE
                       : codedeploy::BlueInstanceAction::TERMINATE;
  blue_green.terminationWaitTime = wanted.termination_wait;
  if (wanted.ready_wait.microseconds > 0) {
    blue_green.deploymentReadyOption = codedeploy::DeploymentReadyAction::STOP_DEPLOYMENT;
    blue_green.readyWaitTime = wanted.ready_wait;
  }
  return blue_green;
}

codedeploy::TriggerConfig trigger_of(const aws::Account& account,
                                     const scenario::TriggerSettings& wanted) {
  codedeploy::TriggerConfig trigger;
  trigger.triggerName = wanted.topic;
  trigger.triggerTargetArn = aws::topic_arn(account, wanted.topic);
  for (int each = 0; each <= static_cast<int>(codedeploy::TriggerEventType::InstanceReady);
       ++each) {
    const auto event = static_cast<codedeploy::TriggerEventType>(each);
    if (has(wanted.events, codedeploy::to_string(event))) {
      trigger.triggerEvents.insert(event);
    }
  }
  return trigger;
}

}  // namespace

codedeploy::EC2TagSet tag_set_of(const std::vector<std::pair<std::string, std::string>>& tags) {
  codedeploy::EC2TagSet set;
  for (const auto& [key, value] : tags) {
    set.push_back({{key, value, codedeploy::TagFilterType::KEY_AND_VALUE}});
  }
  return set;
}

codedeploy::DeploymentConfig deployment_config_of(
    const std::string& name, const scenario::DeploymentConfigSettings& settings) {
  codedeploy::DeploymentConfig config;
  config.deploymentConfigName = name;
  config.minimumHealthyHosts = healthy_hosts_of(settings.minimum_healthy_hosts);
  if (settings.zonal) {
    codedeploy::ZonalConfig zonal;
    zonal.monitorDuration = settings.monitor;
    if (settings.first_zone_monitor.microseconds > 0) {
      zonal.firstZoneMonitorDuration = settings.first_zone_monitor;
    }
    zonal.minimumHealthyHostsPerZone = healthy_hosts_of(settings.minimum_healthy_hosts_per_zone);
    config.zonalConfig = zonal;
  }
  return config;
}

codedeploy::DeploymentGroup deployment_group_of(const scenario::Scenario& scenario,
                                                const aws::Account& account,
                                                const std::string& name,
                                                const std::string& auto_scaling_group) {
  const scenario::DeploymentGroupSettings& wanted = scenario.environment.deployment_groups.at(name);
  codedeploy::DeploymentGroup group;
  group.applicationName = wanted.application;
  group.deploymentGroupName = name;
  group.serviceRoleArn = aws::role_arn(account, "lab-app-codedeploy");
  if (wanted.auto_scaling) {
    group.autoScalingGroups = {auto_scaling_group};
  }
  group.ec2TagSet = tag_set_of(wanted.tags);
  group.deploymentConfigName = wanted.deployment_config;
  group.deploymentType = wanted.type == "BLUE_GREEN" ? codedeploy::DeploymentType::BLUE_GREEN
                                                     : codedeploy::DeploymentType::IN_PLACE;
  group.withTrafficControl = wanted.traffic_control;
  if (wanted.traffic_control) {
    group.loadBalancerInfo.targetGroupInfoList = {k_lab_target_group};
  }
  group.autoRollbackConfiguration.enabled = !wanted.rollback_on.empty();
  for (const auto& [event, spelled] : k_rollback_events) {
    if (has(wanted.rollback_on, spelled)) {
      group.autoRollbackConfiguration.events.insert(event);
    }
  }
  group.alarmConfiguration.enabled = !wanted.alarms.empty();
  group.alarmConfiguration.alarms = wanted.alarms;
  group.outdatedInstancesStrategy = wanted.outdated_instances == "IGNORE"
                                        ? codedeploy::OutdatedInstancesStrategy::IGNORE
                                        : codedeploy::OutdatedInstancesStrategy::UPDATE;
  group.terminationHookEnabled = wanted.termination_hook;
  group.blueGreen = blue_green_of(wanted);
  for (const scenario::TriggerSettings& trigger : wanted.triggers) {
    group.triggerConfigurations.push_back(trigger_of(account, trigger));
  }
  group.realTimeEvents = scenario.real_time;
  return group;
}

}  // namespace greenroom::app
