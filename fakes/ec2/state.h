// The store of EC2: instances in launch order, launch templates by id, one VPC with its subnets and
// security groups.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/ec2/security_groups.h"
#include "fakes/ec2/types.h"

namespace greenroom::ec2 {

class State {
 public:
  [[nodiscard]] const std::vector<Instance>& instances() const { return instances_; }
  [[nodiscard]] const Instance* find_instance(const std::string& id) const;
  [[nodiscard]] Instance* find_instance(const std::string& id);
  // Adds a pending instance in subnet `zone` (an index) with the next private address of it.
  Instance& add_instance(const std::string& id, std::size_t zone, const std::string& region);

  [[nodiscard]] const LaunchTemplate* find_template(const std::string& id) const;
  [[nodiscard]] LaunchTemplate* find_template(const std::string& id);
  // "" when no template has that name.
  [[nodiscard]] std::string template_named(const std::string& name) const;
  [[nodiscard]] const std::map<std::string, LaunchTemplate>& templates() const {
    return templates_;
  }
  void add_template(LaunchTemplate made) { templates_[made.LaunchTemplateId] = std::move(made); }
  void remove_template(const std::string& id) { templates_.erase(id); }

  // nullptr when there is no such group.
  [[nodiscard]] const SecurityGroup* find_group(const std::string& id) const;
  [[nodiscard]] SecurityGroup* find_group(const std::string& id);
  [[nodiscard]] const SecurityGroup* group_named(const std::string& name) const;

  // The tags of whatever has that id; nullptr when there is no such thing.
  [[nodiscard]] const Tags* tags_of(const std::string& id) const;
  [[nodiscard]] Tags* tags_of(const std::string& id);

  Vpc vpc;
  std::vector<Subnet> subnets;
  std::vector<SecurityGroup> security_groups;                // in the order of their making
  std::map<std::string, std::string> reservations_by_token;  // ClientToken to reservation

 private:
  std::vector<Instance> instances_;  // terminated ones stay visible; Simplified: for ever
  std::map<std::string, std::size_t> places_;
  std::vector<std::uint64_t> launched_in_;  // how many, by subnet
  std::map<std::string, LaunchTemplate> templates_;
};

// One VPC, 10.0.0.0/16, with a subnet in each of the region's first `zones` Availability Zones and
// the group "default". Simplified: AWS's default VPC is 172.31.0.0/16.
void make_network(State& state, aws::Ids& ids, const aws::Account& account, std::size_t zones);
// What every new group lets out.
[[nodiscard]] SecurityGroupRule all_traffic_out(aws::Ids& ids);

// Those that no instance has. Five addresses of a subnet are AWS's own, as everywhere.
[[nodiscard]] std::int64_t free_addresses(const State& state, const Subnet& subnet);
// The nth address given out in the subnet `zone` of `zones`: 10.0.1.x, 10.0.2.x ... from .10 up,
// and never again in a run. Simplified: after 240 hosts it goes on in a block of its own.
[[nodiscard]] std::string private_ip_of(std::size_t zone, std::size_t zones, std::uint64_t nth);
// "ip-10-0-1-10.ec2.internal" in us-east-1, else "ip-10-0-1-10.eu-west-1.compute.internal"
// (reference 3.2).
[[nodiscard]] std::string private_dns_of(const std::string& private_ip, const std::string& region);
// "0a:00:0a:00:01:0a" of 10.0.1.10: one of the addresses anybody may give out.
[[nodiscard]] std::string mac_address_of(const std::string& private_ip);
// "ec2-198-18-0-1.compute-1.amazonaws.com" in us-east-1, else with the region's name.
[[nodiscard]] std::string public_dns_of(const std::string& public_ip, const std::string& region);

}  // namespace greenroom::ec2
