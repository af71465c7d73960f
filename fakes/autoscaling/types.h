// Auto Scaling's words as plain data (reference alb-ec2-asg 2).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fakes/autoscaling/lifecycle.h"
#include "sim/core/time.h"

namespace greenroom::autoscaling {

enum class HealthStatus { Healthy, Unhealthy };
[[nodiscard]] const char* to_string(HealthStatus status);

// A scaling activity's StatusCode, those that occur here.
enum class ActivityStatus {
  InProgress,
  PreInService,
  WaitingForELBConnectionDraining,
  MidLifecycleAction,
  MidTerminatingLifecycleAction,
  Successful,
  Failed,
  Cancelled
};
[[nodiscard]] const char* to_string(ActivityStatus status);
[[nodiscard]] bool is_over(ActivityStatus status);

enum class LifecycleTransition { EC2_INSTANCE_LAUNCHING, EC2_INSTANCE_TERMINATING };
[[nodiscard]] const char* to_string(LifecycleTransition transition);  // with "autoscaling:"

enum class LifecycleActionResult { CONTINUE, ABANDON };
[[nodiscard]] const char* to_string(LifecycleActionResult result);

// The processes that can be suspended (reference 2.7).
inline constexpr const char* k_processes[] = {
    "Launch",      "Terminate",       "AddToLoadBalancer", "AlarmNotification", "AZRebalance",
    "HealthCheck", "InstanceRefresh", "ReplaceUnhealthy",  "ScheduledActions"};

// Modelled durations. UNVERIFIED (reference alb-ec2-asg 6 and 2.2).
struct Timing {
  Duration reaction = seconds(5);      // desired changed -> activity starts
  Duration health_poll = seconds(60);  // between two looks at the health of a group's instances
  Duration impaired_tolerated = minutes(5);  // impaired status checks -> unhealthy
  Duration retry = seconds(60);              // a launch failed -> the next attempt
};

// A launch template by id or name. Version: a number, "$Latest", "$Default", or "" for the default.
struct LaunchTemplateSpecification {
  std::string LaunchTemplateId;
  std::string LaunchTemplateName;
  std::string Version;
  friend bool operator==(const LaunchTemplateSpecification&,
                         const LaunchTemplateSpecification&) = default;
};

// reference 2.1; the defaults are the API's.
struct AutoScalingGroup {
  std::string AutoScalingGroupName;
  std::int64_t MinSize = 0;
  std::int64_t MaxSize = 0;
  std::int64_t DesiredCapacity = 0;
  LaunchTemplateSpecification LaunchTemplate;
  std::vector<std::string> AvailabilityZones;
  std::string VPCZoneIdentifier;  // "subnet-1,subnet-2", as it was given
  // Its subnets by their zone. Simplified: the first of a zone is launched into; where none is
  // named, whoever launches chooses.
  std::map<std::string, std::vector<std::string>> Subnets;
  std::vector<std::string> TargetGroups;  // names
  std::string HealthCheckType = "EC2";    // or "ELB", which adds to EC2's checks
  Duration HealthCheckGracePeriod;        // 0 by the API, 300 s in the console
  std::optional<Duration> DefaultInstanceWarmup;
  Duration DefaultCooldown = seconds(300);  // told, to no effect
  std::vector<std::string> TerminationPolicies = {"Default"};
  bool NewInstancesProtectedFromScaleIn = false;
  std::set<std::string> SuspendedProcesses;
  std::map<std::string, std::string> Tags;  // given to the instances too
  std::set<std::string> KeptTags;           // keys of those that are not (PropagateAtLaunch false)

  [[nodiscard]] bool runs(const char* process) const {
    return SuspendedProcesses.count(process) == 0;
  }
};

// What UpdateAutoScalingGroup changes: what is empty stays.
struct GroupUpdate {
  std::optional<std::int64_t> MinSize;
  std::optional<std::int64_t> MaxSize;
  std::optional<std::int64_t> DesiredCapacity;
  std::optional<LaunchTemplateSpecification> LaunchTemplate;
  std::optional<std::string> HealthCheckType;
  std::optional<Duration> HealthCheckGracePeriod;
  std::optional<std::vector<std::string>> TerminationPolicies;
  std::optional<bool> NewInstancesProtectedFromScaleIn;
  std::optional<std::vector<std::string>> AvailabilityZones;  // and with them:
  std::string VPCZoneIdentifier;
  std::map<std::string, std::vector<std::string>> Subnets;
  std::optional<Duration> DefaultInstanceWarmup;  // negative: none any more
  std::optional<Duration> DefaultCooldown;
};

// A member of a group. Terminated and detached instances are no members any more.
struct Instance {
  std::string InstanceId;
  std::string AutoScalingGroupName;
  std::string AvailabilityZone;
  autoscaling::LifecycleState LifecycleState = autoscaling::LifecycleState::Pending;
  autoscaling::HealthStatus HealthStatus = autoscaling::HealthStatus::Healthy;
  bool ProtectedFromScaleIn = false;
  LaunchTemplateSpecification LaunchTemplate;  // the version is the number it was launched from
  // Launch configurations are absent here; termination policies know them.
  std::string LaunchConfigurationName;
  Instant launch_configuration_created;
  std::uint64_t order = 0;  // ours: the order of joining, over all groups
  Instant launched;
  Instant in_service_since;        // the grace period runs from here
  bool replace_at_once = false;    // not running, or SetInstanceHealth (reference 2.3)
  std::string unhealthy_because;   // "a EC2 health check indicating it has been ..."
  std::string launch_activity;     // while it is on its way in
  bool gave_its_place_up = false;  // EnterStandby decremented the desired capacity
};

struct Activity {
  std::string ActivityId;
  std::string AutoScalingGroupName;
  std::string InstanceId;   // ours: in AWS it is a part of Description
  std::string what;         // ours: "Launching a new EC2 instance"
  std::string Description;  // "Launching a new EC2 instance: i-..."
  std::string Cause;
  Instant StartTime;
  std::optional<Instant> EndTime;
  ActivityStatus StatusCode = ActivityStatus::InProgress;
  std::string StatusMessage;
  int Progress = 0;
  std::string Details;  // JSON in a string
};

// reference 2.4.
struct LifecycleHook {
  std::string LifecycleHookName;
  std::string AutoScalingGroupName;
  autoscaling::LifecycleTransition LifecycleTransition =
      autoscaling::LifecycleTransition::EC2_INSTANCE_LAUNCHING;
  Duration HeartbeatTimeout = seconds(3600);
  LifecycleActionResult DefaultResult = LifecycleActionResult::ABANDON;
  std::string NotificationMetadata;
  std::string NotificationTargetARN;
  std::string RoleARN;  // told, to no effect

  // min(48 hours, 100 heartbeats).
  [[nodiscard]] Duration GlobalTimeout() const;
};

// A hook at work on one instance.
struct LifecycleAction {
  std::string LifecycleActionToken;
  std::string InstanceId;
  LifecycleHook hook;       // as it was when the action began
  Instant deadline;         // the heartbeat time-out
  Instant global_deadline;  // heartbeats do not help beyond it
  std::optional<LifecycleActionResult> result;
  bool timed_out = false;
};

// What CompleteLifecycleAction and RecordLifecycleActionHeartbeat name an action by: the token, or,
// when that is empty, the instance.
struct LifecycleActionName {
  std::string AutoScalingGroupName;
  std::string LifecycleHookName;
  std::string LifecycleActionToken;
  std::string InstanceId;
};

}  // namespace greenroom::autoscaling
