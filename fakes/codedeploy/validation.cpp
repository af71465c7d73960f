#include "fakes/codedeploy/validation.h"

#include <algorithm>
#include <set>

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_name_max = 100;
constexpr std::size_t k_description_max = 256;
constexpr std::size_t k_alarms_max = 10;
constexpr std::size_t k_alarm_name_max = 255;
constexpr std::size_t k_auto_scaling_groups_max = 10;
constexpr std::size_t k_triggers_max = 10;
constexpr std::size_t k_tag_groups_max = 3;
constexpr std::size_t k_tags_per_group_max = 10;
constexpr std::size_t k_tags_max = 50;
constexpr std::size_t k_tag_key_max = 128;
constexpr std::size_t k_tag_value_max = 256;
constexpr Duration k_wait_max = hours(48);
constexpr const char* k_name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+=,@-";

Status validate_blue_green(const DeploymentGroup& group) {
  if (!group.withTrafficControl) {
    return Failure{"InvalidDeploymentStyleException",
                   "A blue/green deployment needs WITH_TRAFFIC_CONTROL and a load balancer"};
  }
  const BlueGreenDeploymentConfiguration& settings = group.blueGreen;
  const bool copies = settings.greenFleetProvisioningOption ==
                      GreenFleetProvisioningAction::COPY_AUTO_SCALING_GROUP;
  if (copies && group.autoScalingGroups.size() != 1) {
    return Failure{"InvalidBlueGreenDeploymentConfigurationException",
                   "Exactly one Auto Scaling group must be specified for the "
                   "COPY_AUTO_SCALING_GROUP green fleet provisioning option"};
  }
  for (const Duration wait : {settings.readyWaitTime, settings.terminationWaitTime}) {
    if (wait < seconds(0) || wait > k_wait_max) {
      return Failure{"InvalidBlueGreenDeploymentConfigurationException",
                     "A wait of a blue/green deployment is from 0 to 2880 minutes"};
    }
  }
  return success();
}

Status validate_limits(const DeploymentGroup& group) {
  if (group.autoScalingGroups.size() > k_auto_scaling_groups_max) {
    return Failure{"InvalidAutoScalingGroupException",
                   "A deployment group has at most 10 Auto Scaling groups"};
  }
  if (group.triggerConfigurations.size() > k_triggers_max) {
    return Failure{"TriggerTargetsLimitExceededException",
                   "A deployment group has at most 10 triggers"};
  }
  if (group.ec2TagSet.size() > k_tag_groups_max) {
    return Failure{"TagSetListLimitExceededException",
                   "A deployment group has at most 3 groups of tags"};
  }
  for (const std::vector<EC2TagFilter>& tags : group.ec2TagSet) {
    if (tags.size() > k_tags_per_group_max) {
      return Failure{"InvalidEC2TagException", "A group of tags has at most 10 tags"};
    }
  }
  return success();
}

}  // namespace

Status validate_name(const std::string& what, const std::string& name) {
  if (name.empty()) {
    return Failure{what + "NameRequiredException", what + " name is missing"};
  }
  if (name.size() > k_name_max || name.find_first_not_of(k_name_characters) != std::string::npos) {
    return Failure{"Invalid" + what + "NameException", "Invalid " + what + " name: " + name};
  }
  return success();
}

Status validate_rollback(const AutoRollbackConfiguration& configuration) {
  if (configuration.enabled && configuration.events.empty()) {
    return Failure{"InvalidAutoRollbackConfigException",
                   "Automatic rollback is enabled, but no event is given"};
  }
  return success();
}

Status validate_alarms(const AlarmConfiguration& configuration) {
  const std::vector<std::string>& alarms = configuration.alarms;
  if (alarms.size() > k_alarms_max) {
    return Failure{"AlarmsLimitExceededException", "At most 10 alarms are allowed"};
  }
  const bool bad_name = std::any_of(alarms.begin(), alarms.end(), [](const std::string& name) {
    return name.empty() || name.size() > k_alarm_name_max;
  });
  const std::set<std::string> distinct(alarms.begin(), alarms.end());
  if (bad_name || distinct.size() != alarms.size() || (configuration.enabled && alarms.empty())) {
    return Failure{
        "InvalidAlarmConfigException",
        "Alarms need a name of 1 to 255 characters each, all different, and at least one "
        "when they are enabled"};
  }
  return success();
}

Status validate_group(const DeploymentGroup& group) {
  for (const Status& checked :
       {validate_name("DeploymentGroup", group.deploymentGroupName),
        validate_rollback(group.autoRollbackConfiguration),
        validate_alarms(group.alarmConfiguration), validate_limits(group)}) {
    if (!checked.ok()) {
      return checked;
    }
  }
  return group.deploymentType == DeploymentType::BLUE_GREEN ? validate_blue_green(group)
                                                            : success();
}

Status validate_tags(const Tags& tags) {
  const auto bad = [](const auto& tag) {
    return tag.first.empty() || tag.first.size() > k_tag_key_max ||
           tag.first.rfind("aws:", 0) == 0 || tag.second.size() > k_tag_value_max;
  };
  if (tags.size() > k_tags_max || std::any_of(tags.begin(), tags.end(), bad)) {
    return Failure{"InvalidTagsToAddException",
                   "At most 50 tags are allowed, with keys of 1 to 128 characters that do not "
                   "begin with aws:, and values of at most 256"};
  }
  return success();
}

Status validate_revision(const S3Location& revision) {
  if (revision.key.empty()) {
    return Failure{"RevisionRequiredException", "Revision is missing"};
  }
  const std::string& type = revision.bundleType;
  if (type != "zip" && type != "tar" && type != "tgz") {
    return Failure{"InvalidRevisionException", "Invalid bundle type: " + type};
  }
  return success();
}

Status validate_description(const std::string& description) {
  if (description.size() > k_description_max) {
    return Failure{"DescriptionTooLongException", "The description is longer than 256 characters"};
  }
  return success();
}

Status validate_deployment(const CreateDeploymentInput& input) {
  if (input.deploymentGroupName.empty()) {
    return Failure{"DeploymentGroupNameRequiredException", "Deployment Group name is missing"};
  }
  for (const Status& checked :
       {validate_revision(input.revision), validate_description(input.description),
        validate_rollback(input.autoRollbackConfiguration.value_or(AutoRollbackConfiguration{})),
        validate_alarms(input.overrideAlarmConfiguration.value_or(AlarmConfiguration{}))}) {
    if (!checked.ok()) {
      return checked;
    }
  }
  return success();
}

}  // namespace greenroom::codedeploy
