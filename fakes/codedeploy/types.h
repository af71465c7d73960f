// CodeDeploy's words as plain data (Server compute platform).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::codedeploy {

enum class DeploymentStatus {
  Created,
  Queued,
  InProgress,
  Baking,
  Succeeded,
  Failed,
  Stopped,
  Ready,
};
enum class TargetStatus { Pending, InProgress, Succeeded, Failed, Skipped, Unknown, Ready };
enum class LifecycleEventStatus { Pending, InProgress, Succeeded, Failed, Skipped, Unknown };
enum class LifecycleErrorCode {
  Success,
  ScriptMissing,
  ScriptNotExecutable,
  ScriptTimedOut,
  ScriptFailed,
  UnknownError,
};
enum class DeploymentCreator {
  user,
  autoscaling,
  autoscalingTermination,
  codeDeployRollback,
  CodeDeployAutoUpdate,
};
enum class DeploymentType { IN_PLACE, BLUE_GREEN };
enum class TargetLabel { None, Blue, Green };
enum class FileExistsBehavior { DISALLOW, OVERWRITE, RETAIN };
enum class DeploymentWaitType { READY_WAIT, TERMINATION_WAIT };
enum class StopStatus { Pending, Succeeded };
enum class AutoRollbackEvent {
  DEPLOYMENT_FAILURE,
  DEPLOYMENT_STOP_ON_ALARM,
  DEPLOYMENT_STOP_ON_REQUEST,
};
enum class TriggerEventType {
  DeploymentStart,
  DeploymentSuccess,
  DeploymentFailure,
  DeploymentStop,
  DeploymentRollback,
  DeploymentReady,
  InstanceStart,
  InstanceSuccess,
  InstanceFailure,
  InstanceReady,
};

[[nodiscard]] const char* to_string(DeploymentStatus value);
[[nodiscard]] const char* to_string(TargetStatus value);
[[nodiscard]] const char* to_string(LifecycleEventStatus value);
[[nodiscard]] const char* to_string(LifecycleErrorCode value);
[[nodiscard]] const char* to_string(DeploymentCreator value);
[[nodiscard]] const char* to_string(DeploymentType value);
[[nodiscard]] const char* to_string(TargetLabel value);
[[nodiscard]] const char* to_string(FileExistsBehavior value);
[[nodiscard]] const char* to_string(StopStatus value);
[[nodiscard]] const char* to_string(TriggerEventType value);
[[nodiscard]] const char* to_string(DeploymentWaitType value);
[[nodiscard]] const char* to_string(AutoRollbackEvent value);

// Modelled durations, charged after the real deed. UNVERIFIED; typical of a small app.
struct Timing {
  Duration schedule = seconds(1);      // deployment accepted -> first event of an instance
  Duration event = milliseconds(500);  // an event without scripts, command round trip included
  Duration script = seconds(1);        // each script, on top of its own (virtual) waiting
  Duration download_bundle = seconds(2);
  Duration install = seconds(1);
  Duration traffic_timeout = hours(1);  // AllowTraffic: waiting for the target to become healthy
  Duration alarm_poll = seconds(10);    // how often alarms are looked at
};

struct S3Location {
  std::string bucket;
  std::string key;
  std::string bundleType = "zip";
  std::string version;  // empty: newest
  std::string eTag;     // empty: not checked

  friend bool operator==(const S3Location&, const S3Location&) = default;
};

enum class GreenFleetProvisioningAction { COPY_AUTO_SCALING_GROUP, DISCOVER_EXISTING };
enum class DeploymentReadyAction { CONTINUE_DEPLOYMENT, STOP_DEPLOYMENT };
enum class BlueInstanceAction { TERMINATE, KEEP_ALIVE };

[[nodiscard]] const char* to_string(GreenFleetProvisioningAction value);
[[nodiscard]] const char* to_string(DeploymentReadyAction value);
[[nodiscard]] const char* to_string(BlueInstanceAction value);

struct BlueGreenDeploymentConfiguration {
  GreenFleetProvisioningAction greenFleetProvisioningOption =
      GreenFleetProvisioningAction::COPY_AUTO_SCALING_GROUP;
  DeploymentReadyAction deploymentReadyOption = DeploymentReadyAction::CONTINUE_DEPLOYMENT;
  Duration readyWaitTime = minutes(0);  // STOP_DEPLOYMENT: how long ContinueDeployment may take
  BlueInstanceAction terminateBlueInstancesOnDeploymentSuccess = BlueInstanceAction::KEEP_ALIVE;
  Duration terminationWaitTime = minutes(0);
};

struct AutoRollbackConfiguration {
  bool enabled = false;
  std::set<AutoRollbackEvent> events;
};

struct AlarmConfiguration {
  bool enabled = false;
  bool ignorePollAlarmFailure = false;
  std::vector<std::string> alarms;  // names
};

struct TriggerConfig {
  std::string triggerName;
  std::string triggerTargetArn;  // an SNS topic
  std::set<TriggerEventType> triggerEvents;
};

enum class TagFilterType { KEY_ONLY, VALUE_ONLY, KEY_AND_VALUE };
[[nodiscard]] const char* to_string(TagFilterType value);

struct EC2TagFilter {
  std::string Key;
  std::string Value;
  TagFilterType Type = TagFilterType::KEY_AND_VALUE;
};
// Inside a group any filter may match; every group must have a match.
using EC2TagSet = std::vector<std::vector<EC2TagFilter>>;

struct TargetInstances {
  std::vector<std::string> autoScalingGroups;
  EC2TagSet ec2TagSet;
};

enum class OutdatedInstancesStrategy { UPDATE, IGNORE };
[[nodiscard]] const char* to_string(OutdatedInstancesStrategy value);

// By key: at most 50 for a resource.
using Tags = std::map<std::string, std::string>;

// Simplified: target groups only, no Classic Load Balancers.
struct LoadBalancerInfo {
  std::vector<std::string> targetGroupInfoList;  // names
};

struct DeploymentGroup {
  std::string applicationName;
  std::string deploymentGroupName;
  std::string deploymentGroupId;  // UUID; keys all on-host state
  std::string serviceRoleArn;
  std::vector<std::string> autoScalingGroups;
  EC2TagSet ec2TagSet;
  std::string deploymentConfigName = "CodeDeployDefault.OneAtATime";
  DeploymentType deploymentType = DeploymentType::IN_PLACE;
  bool withTrafficControl = true;     // deploymentOption WITH_TRAFFIC_CONTROL and a load balancer
  LoadBalancerInfo loadBalancerInfo;  // may be empty in environments: those have one
  bool givenAsFilters = false;        // ours: the tags, as ec2TagFilters and not as an ec2TagSet
  Tags tags;                          // of the resource; UpdateDeploymentGroup leaves them alone
  AutoRollbackConfiguration autoRollbackConfiguration;
  AlarmConfiguration alarmConfiguration;
  std::vector<TriggerConfig> triggerConfigurations;
  OutdatedInstancesStrategy outdatedInstancesStrategy = OutdatedInstancesStrategy::UPDATE;
  bool terminationHookEnabled = false;
  BlueGreenDeploymentConfiguration blueGreen;
  Timing timing;
  std::set<std::string> realTimeEvents;  // ours: lifecycle events whose scripts run on real time
  // Read-only for clients:
  std::optional<S3Location> targetRevision;  // of the last successful deployment
  std::string lastSuccessfulDeployment;      // id, "" when none
  std::string lastAttemptedDeployment;       // the same
};

struct Diagnostics {
  LifecycleErrorCode errorCode = LifecycleErrorCode::Success;
  std::string scriptName;
  std::string message;
  std::string logTail;
};

struct LifecycleEvent {
  std::string lifecycleEventName;
  LifecycleEventStatus status = LifecycleEventStatus::Pending;
  std::optional<Instant> startTime;
  std::optional<Instant> endTime;
  Diagnostics diagnostics;
};

struct InstanceTarget {
  std::string instanceId;
  Instant lastUpdatedAt;
  TargetStatus status = TargetStatus::Pending;
  TargetLabel instanceLabel = TargetLabel::None;
  std::vector<LifecycleEvent> lifecycleEvents;
};

struct RollbackInfo {
  std::string rollbackDeploymentId;
  std::string rollbackTriggeringDeploymentId;
  std::string rollbackMessage;
};

struct ErrorInformation {
  std::string code;  // HEALTH_CONSTRAINTS ...
  std::string message;
};

struct DeploymentInfo {
  std::string deploymentId;
  std::int64_t ordinal = 0;  // ours: the nth deployment of this run, from 1
  std::string applicationName;
  std::string deploymentGroupName;
  std::string deploymentConfigName;
  DeploymentType deploymentType = DeploymentType::IN_PLACE;
  DeploymentCreator creator = DeploymentCreator::user;
  DeploymentStatus status = DeploymentStatus::Created;
  S3Location revision;
  std::optional<ErrorInformation> errorInformation;
  RollbackInfo rollbackInfo;
  Instant createTime;
  std::optional<Instant> startTime;
  std::optional<Instant> completeTime;
  std::vector<InstanceTarget> targets;
  std::string description;
  std::optional<S3Location> previousRevision;  // of the success before this one
  bool ignoreApplicationStopFailures = false;
  FileExistsBehavior fileExistsBehavior = FileExistsBehavior::DISALLOW;
  AutoRollbackConfiguration autoRollbackConfiguration;  // the request's, or the group's
  AlarmConfiguration alarmConfiguration;                // the same
  bool alarmsOverridden = false;                        // ours: they are the request's
  // Of the group when the deployment was created:
  bool withTrafficControl = false;
  LoadBalancerInfo loadBalancerInfo;
  BlueGreenDeploymentConfiguration blueGreen;
  TargetInstances targetInstances;
  bool instanceTerminationWaitTimeStarted = false;
  std::string relatedDeploymentId;  // the deployment that an auto-update follows
  bool trafficMoved = false;        // ours: a blue/green deployment has begun to reroute
  std::string deploymentGroupId;    // ours: of the group it was created in
  std::string onlyInstance;         // ours: of deployments to one instance
  bool updateOutdatedInstancesOnly = false;
  bool deletedWithApplication = false;  // ours: clients find it no more, its story may still run
};

struct CreateDeploymentInput {
  std::string applicationName;
  std::string deploymentGroupName;
  S3Location revision;
  std::string deploymentConfigName;  // empty: the group's
  std::string description;
  DeploymentCreator creator = DeploymentCreator::user;
  bool ignoreApplicationStopFailures = false;
  FileExistsBehavior fileExistsBehavior = FileExistsBehavior::DISALLOW;
  bool updateOutdatedInstancesOnly = false;
  TargetInstances targetInstances;  // blue/green with DISCOVER_EXISTING
  std::optional<AutoRollbackConfiguration> autoRollbackConfiguration;
  std::optional<AlarmConfiguration> overrideAlarmConfiguration;
  // Ours, set by CodeDeploy itself only:
  std::string rollbackTriggeringDeploymentId;
  std::string relatedDeploymentId;
  std::string onlyInstance;
};

struct StopDeploymentOutput {
  StopStatus status = StopStatus::Pending;
  std::string statusMessage;
};

}  // namespace greenroom::codedeploy
