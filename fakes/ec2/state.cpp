#include "fakes/ec2/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::ec2 {

std::string private_ip_of(std::uint64_t launch_order) {
  constexpr std::uint64_t k_first_host = 10;
  constexpr std::uint64_t k_hosts_per_block = 240;
  const std::uint64_t nth_of_subnet = launch_order / 2;
  const std::uint64_t subnet = launch_order % 2 + 1 + nth_of_subnet / k_hosts_per_block * 2;
  return "10.0." + std::to_string(subnet) + "." +
         std::to_string(k_first_host + nth_of_subnet % k_hosts_per_block);
}

std::string private_dns_of(const std::string& private_ip) {
  std::string name = "ip-" + private_ip + ".ec2.internal";
  std::replace(name.begin() + 3, name.begin() + 3 + static_cast<std::ptrdiff_t>(private_ip.size()),
               '.', '-');
  return name;
}

const Instance* State::find_instance(const std::string& id) const {
  for (const Instance& instance : instances_) {
    if (instance.InstanceId == id) {
      return &instance;
    }
  }
  return nullptr;
}

Instance* State::find_instance(const std::string& id) {
  return const_cast<Instance*>(std::as_const(*this).find_instance(id));
}

Instance& State::add_instance(const std::string& id, const std::string& group, Instant now) {
  Instance instance;
  instance.InstanceId = id;
  instance.launch_order = instances_.size();
  instance.PrivateIpAddress = private_ip_of(instance.launch_order);
  instance.PrivateDnsName = private_dns_of(instance.PrivateIpAddress);
  instance.AutoScalingGroupName = group;
  instance.LaunchTime = now;
  return instances_.emplace_back(std::move(instance));
}

const AutoScalingGroup* State::find_group(const std::string& name) const {
  const auto found = groups_.find(name);
  return found == groups_.end() ? nullptr : &found->second;
}

AutoScalingGroup* State::find_group(const std::string& name) {
  return const_cast<AutoScalingGroup*>(std::as_const(*this).find_group(name));
}

std::vector<std::string> State::members(const std::string& group) const {
  std::vector<std::string> ids;
  for (const Instance& instance : instances_) {
    const bool leaving = instance.lifecycle == LifecycleState::Terminating ||
                         instance.lifecycle == LifecycleState::Terminated;
    if (instance.AutoScalingGroupName == group && !leaving) {
      ids.push_back(instance.InstanceId);
    }
  }
  return ids;
}

std::vector<std::string> State::in_service(const std::string& group) const {
  std::vector<std::string> ids;
  for (const Instance& instance : instances_) {
    if (instance.AutoScalingGroupName == group && instance.lifecycle == LifecycleState::InService) {
      ids.push_back(instance.InstanceId);
    }
  }
  return ids;
}

}  // namespace greenroom::ec2
