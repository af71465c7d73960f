#include "fakes/codedeploy/types.h"

#include <array>
#include <cstddef>

namespace greenroom::codedeploy {
namespace {

// Enumerators are named as AWS spells them, so each table repeats its enum in order.
template <typename Enum, std::size_t N>
const char* name_in(const std::array<const char*, N>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

const char* to_string(DeploymentStatus value) {
  static constexpr std::array k_names = {"Created",   "Queued", "InProgress", "Baking",
                                         "Succeeded", "Failed", "Stopped",    "Ready"};
  return name_in(k_names, value);
}

const char* to_string(TargetStatus value) {
  static constexpr std::array k_names = {"Pending", "InProgress", "Succeeded", "Failed",
                                         "Skipped", "Unknown",    "Ready"};
  return name_in(k_names, value);
}

const char* to_string(LifecycleEventStatus value) {
  static constexpr std::array k_names = {"Pending", "InProgress", "Succeeded",
                                         "Failed",  "Skipped",    "Unknown"};
  return name_in(k_names, value);
}

const char* to_string(LifecycleErrorCode value) {
  static constexpr std::array k_names = {"Success",        "ScriptMissing", "ScriptNotExecutable",
                                         "ScriptTimedOut", "ScriptFailed",  "UnknownError"};
  return name_in(k_names, value);
}

const char* to_string(DeploymentCreator value) {
  static constexpr std::array k_names = {"user", "autoscaling", "autoscalingTermination",
                                         "codeDeployRollback", "CodeDeployAutoUpdate"};
  return name_in(k_names, value);
}

const char* to_string(DeploymentType value) {
  return value == DeploymentType::IN_PLACE ? "IN_PLACE" : "BLUE_GREEN";
}

const char* to_string(TargetLabel value) {
  static constexpr std::array k_names = {"", "Blue", "Green"};
  return name_in(k_names, value);
}

const char* to_string(FileExistsBehavior value) {
  static constexpr std::array k_names = {"DISALLOW", "OVERWRITE", "RETAIN"};
  return name_in(k_names, value);
}

const char* to_string(StopStatus value) {
  return value == StopStatus::Pending ? "Pending" : "Succeeded";
}

const char* to_string(DeploymentWaitType value) {
  return value == DeploymentWaitType::READY_WAIT ? "READY_WAIT" : "TERMINATION_WAIT";
}

const char* to_string(AutoRollbackEvent value) {
  static constexpr std::array k_names = {"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM",
                                         "DEPLOYMENT_STOP_ON_REQUEST"};
  return name_in(k_names, value);
}

const char* to_string(GreenFleetProvisioningAction value) {
  return value == GreenFleetProvisioningAction::COPY_AUTO_SCALING_GROUP ? "COPY_AUTO_SCALING_GROUP"
                                                                        : "DISCOVER_EXISTING";
}

const char* to_string(DeploymentReadyAction value) {
  return value == DeploymentReadyAction::CONTINUE_DEPLOYMENT ? "CONTINUE_DEPLOYMENT"
                                                             : "STOP_DEPLOYMENT";
}

const char* to_string(BlueInstanceAction value) {
  return value == BlueInstanceAction::TERMINATE ? "TERMINATE" : "KEEP_ALIVE";
}

const char* to_string(TagFilterType value) {
  static constexpr std::array k_names = {"KEY_ONLY", "VALUE_ONLY", "KEY_AND_VALUE"};
  return name_in(k_names, value);
}

const char* to_string(OutdatedInstancesStrategy value) {
  return value == OutdatedInstancesStrategy::UPDATE ? "UPDATE" : "IGNORE";
}

const char* to_string(TriggerEventType value) {
  static constexpr std::array k_names = {
      "DeploymentStart",    "DeploymentSuccess", "DeploymentFailure", "DeploymentStop",
      "DeploymentRollback", "DeploymentReady",   "InstanceStart",     "InstanceSuccess",
      "InstanceFailure",    "InstanceReady"};
  return name_in(k_names, value);
}

}  // namespace greenroom::codedeploy
