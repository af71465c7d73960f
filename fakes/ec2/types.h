// EC2's and Auto Scaling's words as plain data.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::ec2 {

enum class InstanceStateName { pending, running, shutting_down, terminated };
enum class LifecycleState { Pending, InService, Terminating, Terminated };
[[nodiscard]] const char* to_string(InstanceStateName state);  // "shutting-down"
[[nodiscard]] const char* to_string(LifecycleState state);

// Modelled durations. UNVERIFIED (reference alb-ec2-asg.md section 6).
struct Timing {
  Duration boot = seconds(20);         // pending -> running
  Duration asg_reaction = seconds(5);  // desired changed -> activity starts
  Duration shutdown = seconds(10);     // shutting-down -> terminated
};

struct Instance {
  std::string InstanceId;
  std::string PrivateIpAddress;
  std::string PrivateDnsName;
  InstanceStateName State = InstanceStateName::pending;
  std::string AutoScalingGroupName;
  LifecycleState lifecycle = LifecycleState::Pending;
  Instant LaunchTime;
  std::uint64_t launch_order = 0;  // ours
};

struct AutoScalingGroup {
  std::string AutoScalingGroupName;
  std::int64_t MinSize = 0;
  std::int64_t MaxSize = 0;
  std::int64_t DesiredCapacity = 0;
  std::string target_group;  // attached target group; "" when none
  std::set<std::string> SuspendedProcesses;
  std::string CodeDeployProvisioningDeploymentId;  // tag of a copied group; "" otherwise
};

struct Activity {
  std::string Description;  // "Launching a new EC2 instance: i-..."
  std::string Cause;
  std::string StatusCode;
  Instant StartTime;
};

}  // namespace greenroom::ec2
