// What Auto Scaling needs from others: instances, target groups, somebody to tell.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "fakes/autoscaling/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::autoscaling {

struct LaunchRequest {
  std::string AvailabilityZone;
  LaunchTemplateSpecification LaunchTemplate;
  std::map<std::string, std::string> Tags;  // aws:autoscaling:groupName among them
  std::string SubnetId = {};                // "": any of the zone
};

// An instance as EC2 knows it.
struct LaunchedInstance {
  std::string InstanceId;
  std::string AvailabilityZone;
  std::string SubnetId;
  LaunchTemplateSpecification LaunchTemplate;  // id, name and number of the version that was used
  bool running = false;
};

struct InstanceCondition {
  bool running = false;                   // anything else than the state running counts against it
  std::optional<Instant> impaired_since;  // of its status checks
};

// EC2.
class Instances {
 public:
  virtual ~Instances() = default;
  // Launches one; it is pending when this returns. The failure carries EC2's code and text.
  virtual Result<LaunchedInstance> run_instance(Context cx, LaunchRequest request) = 0;
  [[nodiscard]] virtual Result<LaunchedInstance> describe(const std::string& instance_id) = 0;
  // False when it ended before it ran.
  virtual Task<bool> wait_until_running(Context cx, std::string instance_id) = 0;
  virtual void terminate(Context cx, const std::string& instance_id) = 0;
  virtual Task<void> wait_until_terminated(Context cx, std::string instance_id) = 0;
  [[nodiscard]] virtual InstanceCondition condition(const std::string& instance_id) = 0;
  // The version a specification means at this moment.
  [[nodiscard]] virtual Result<LaunchTemplateSpecification> resolve(
      const LaunchTemplateSpecification& launch_template) = 0;
  // Its tag aws:autoscaling:groupName; "" takes it away.
  virtual void set_group(const std::string& instance_id, const std::string& group) = 0;
  // For IMDS: where the group wants the instance.
  virtual void set_target_lifecycle_state(const std::string& instance_id,
                                          const std::string& state) = 0;
};

enum class TargetHealth { healthy, unhealthy, other };

// The load balancer: the target groups a group is attached to.
class TargetGroups {
 public:
  virtual ~TargetGroups() = default;
  virtual void register_instance(Context cx, const std::string& target_group,
                                 const std::string& instance_id) = 0;
  virtual void deregister_instance(Context cx, const std::string& target_group,
                                   const std::string& instance_id) = 0;
  // Returns when the instance is no target any more.
  virtual Task<void> wait_until_drained(Context cx, std::string target_group,
                                        std::string instance_id) = 0;
  // UNVERIFIED: a target that is draining or was deregistered does not count as unhealthy.
  [[nodiscard]] virtual TargetHealth health(const std::string& target_group,
                                            const std::string& instance_id) = 0;
};

// The body of a lifecycle notification (reference 2.4). Event is "autoscaling:TEST_NOTIFICATION"
// for the one that PutLifecycleHook sends, else empty.
struct LifecycleNotification {
  std::string Event;
  std::string LifecycleActionToken;
  std::string AutoScalingGroupName;
  std::string LifecycleHookName;
  std::string EC2InstanceId;
  autoscaling::LifecycleTransition LifecycleTransition =
      autoscaling::LifecycleTransition::EC2_INSTANCE_LAUNCHING;
  std::string NotificationMetadata;
  std::string NotificationTargetARN;  // "" = EventBridge only
};

// An event as EventBridge gets it: "EC2 Instance Launch Successful", about an activity.
struct GroupEvent {
  std::string detail_type;
  Activity activity;
};

// Who is told: EventBridge, SNS, SQS, and CodeDeploy, which deploys to instances that wait.
// Called in the middle of a change: answer by spawning a task, not by calling back.
class Notifications {
 public:
  virtual ~Notifications() = default;
  virtual void lifecycle_action(Context cx, const LifecycleNotification& notification) = 0;
  virtual void group_event(Context cx, const GroupEvent& event) = 0;
};

}  // namespace greenroom::autoscaling
