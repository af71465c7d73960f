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
enum class DeploymentCreator { user, autoscaling, codeDeployRollback };
enum class DeploymentType { IN_PLACE, BLUE_GREEN };
enum class TargetLabel { None, Blue, Green };
enum class FileExistsBehavior { DISALLOW, OVERWRITE, RETAIN };

[[nodiscard]] const char* to_string(DeploymentStatus value);
[[nodiscard]] const char* to_string(TargetStatus value);
[[nodiscard]] const char* to_string(LifecycleEventStatus value);
[[nodiscard]] const char* to_string(LifecycleErrorCode value);
[[nodiscard]] const char* to_string(DeploymentCreator value);
[[nodiscard]] const char* to_string(DeploymentType value);
[[nodiscard]] const char* to_string(TargetLabel value);
[[nodiscard]] const char* to_string(FileExistsBehavior value);

// Modelled durations, charged after the real deed. UNVERIFIED; typical of a small app.
struct Timing {
  Duration schedule = seconds(1);      // deployment accepted -> first event of an instance
  Duration event = milliseconds(500);  // an event without scripts, command round trip included
  Duration script = seconds(1);        // each script, on top of its own (virtual) waiting
  Duration download_bundle = seconds(2);
  Duration install = seconds(1);
  Duration traffic_timeout = hours(1);  // AllowTraffic: waiting for the target to become healthy
};

struct S3Location {
  std::string bucket;
  std::string key;
  std::string bundleType = "zip";
  std::string version;  // empty: newest
  std::string eTag;     // empty: not checked
};

enum class BlueInstanceAction { TERMINATE, KEEP_ALIVE };

struct BlueGreenDeploymentConfiguration {
  // greenFleetProvisioningOption is always COPY_AUTO_SCALING_GROUP here.
  BlueInstanceAction terminateBlueInstancesOnDeploymentSuccess = BlueInstanceAction::KEEP_ALIVE;
  Duration terminationWaitTime = minutes(0);
};

struct DeploymentGroup {
  std::string applicationName;
  std::string deploymentGroupName;
  std::string deploymentGroupId;  // UUID; keys all on-host state
  std::string serviceRoleArn;
  std::string autoScalingGroup;
  std::string deploymentConfigName = "CodeDeployDefault.OneAtATime";
  DeploymentType deploymentType = DeploymentType::IN_PLACE;
  bool withTrafficControl = true;  // deploymentOption WITH_TRAFFIC_CONTROL and loadBalancerInfo set
  bool autoRollbackOnFailure = true;  // autoRollbackConfiguration has DEPLOYMENT_FAILURE
  BlueGreenDeploymentConfiguration blueGreen;
  Timing timing;
  std::set<std::string> realTimeEvents;  // ours: lifecycle events whose scripts run on real time
  // Read-only for clients:
  std::optional<S3Location> targetRevision;  // of the last successful deployment
  std::string lastSuccessfulDeployment;      // id, "" when none
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
  bool ignoreApplicationStopFailures = false;
  FileExistsBehavior fileExistsBehavior = FileExistsBehavior::DISALLOW;
  bool trafficMoved = false;  // ours: a blue/green deployment has begun to reroute
};

struct CreateDeploymentInput {
  std::string applicationName;
  std::string deploymentGroupName;
  S3Location revision;
  std::string deploymentConfigName;  // empty: the group's
  DeploymentCreator creator = DeploymentCreator::user;
  bool ignoreApplicationStopFailures = false;
  FileExistsBehavior fileExistsBehavior = FileExistsBehavior::DISALLOW;
  std::string rollbackTriggeringDeploymentId;  // set for rollbacks only
};

}  // namespace greenroom::codedeploy
