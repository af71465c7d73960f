// EC2 instances and Auto Scaling groups: launch, replace, terminate as a group.
//
// AWS: docs.aws.amazon.com/ec2 and /autoscaling, reference alb-ec2-asg.md sections 2 and 3.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/ec2/ports.h"
#include "fakes/ec2/state.h"
#include "fakes/ec2/types.h"

namespace greenroom::ec2 {

class Ec2 {
 public:
  Ec2(aws::Ids& ids, Hardware& hardware, TargetRegistry& targets, Timing timing)
      : ids_(ids), hardware_(hardware), targets_(targets), timing_(timing) {}

  // Creates a group and launches DesiredCapacity instances; returns at once.
  // AlreadyExists, ValidationError.
  Status CreateAutoScalingGroup(Context cx, AutoScalingGroup group);
  Status UpdateAutoScalingGroup(Context cx, std::string name, std::int64_t min_size,
                                std::int64_t max_size, std::int64_t desired);
  // Terminates the group's instances (after draining) and removes the group.
  Task<void> DeleteAutoScalingGroup(Context cx, std::string name);
  Status SuspendProcesses(Context cx, std::string name, std::vector<std::string> processes);
  Status ResumeProcesses(Context cx, std::string name);
  // Ends an instance as if by EC2 TerminateInstances; its group replaces it.
  void TerminateInstance(Context cx, std::string instance_id);

  // Waits until the group has DesiredCapacity instances InService.
  Task<void> wait_until_steady(Context cx, std::string name);
  // InService instances in launch order.
  [[nodiscard]] std::vector<Instance> in_service(const std::string& group) const;
  [[nodiscard]] Result<AutoScalingGroup> group(const std::string& name) const;
  [[nodiscard]] Result<Instance> instance(const std::string& instance_id) const;
  // nullptr when the instance is not running.
  [[nodiscard]] Machine* machine(const std::string& instance_id);

  [[nodiscard]] const State& state() const { return state_; }

 private:
  // Launches or terminates until the group has what it wants.
  void reconcile(Context cx, std::string group);
  Task<void> launch(Context cx, std::string instance_id);
  Task<void> terminate(Context cx, std::string instance_id);
  void set_state(Context cx, Instance& instance, InstanceStateName state);
  void trace_group(Context cx, const AutoScalingGroup& group, const char* change) const;

  aws::Ids& ids_;
  Hardware& hardware_;
  TargetRegistry& targets_;
  Timing timing_;
  State state_;
  Signal instances_changed_{"instances to reach the wanted state"};
};

}  // namespace greenroom::ec2
