// The store of EC2 and Auto Scaling: instances in launch order, groups by name, activities.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "fakes/ec2/types.h"

namespace greenroom::ec2 {

class State {
 public:
  [[nodiscard]] const std::vector<Instance>& instances() const { return instances_; }
  [[nodiscard]] const Instance* find_instance(const std::string& id) const;
  [[nodiscard]] Instance* find_instance(const std::string& id);
  // Adds a pending instance with the next private address.
  Instance& add_instance(const std::string& id, const std::string& group, Instant now);

  [[nodiscard]] const AutoScalingGroup* find_group(const std::string& name) const;
  [[nodiscard]] AutoScalingGroup* find_group(const std::string& name);
  void add_group(const AutoScalingGroup& group) { groups_[group.AutoScalingGroupName] = group; }
  void remove_group(const std::string& name) { groups_.erase(name); }

  // Instances of the group that are not on their way out, in launch order.
  [[nodiscard]] std::vector<std::string> members(const std::string& group) const;
  [[nodiscard]] std::vector<std::string> in_service(const std::string& group) const;

 private:
  std::vector<Instance> instances_;  // terminated ones stay visible, as on AWS
  std::map<std::string, AutoScalingGroup> groups_;
};

// The nth launched instance's address: two subnets in turn (10.0.1.x, 10.0.2.x), from .10 up, never
// used again in a run.
[[nodiscard]] std::string private_ip_of(std::uint64_t launch_order);
// "ip-10-0-1-10.ec2.internal" (us-east-1's form of an IP name).
[[nodiscard]] std::string private_dns_of(const std::string& private_ip);

}  // namespace greenroom::ec2
