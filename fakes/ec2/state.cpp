#include "fakes/ec2/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::ec2 {
namespace {

constexpr const char* k_birthplace = "us-east-1";  // the region whose names are older and shorter

std::string dashed(std::string ip) {
  std::replace(ip.begin(), ip.end(), '.', '-');
  return ip;
}

}  // namespace

SecurityGroupRule all_traffic_out(aws::Ids& ids) {
  SecurityGroupRule rule;
  rule.SecurityGroupRuleId = ids.resource("sgr-");
  rule.IsEgress = true;
  rule.IpProtocol = "-1";
  rule.CidrIpv4 = "0.0.0.0/0";
  return rule;
}

void make_network(State& state, aws::Ids& ids, const aws::Account& account, std::size_t zones) {
  const std::string& region = account.region;
  state.vpc = {ids.resource("vpc-"), "10.0.0.0/16", account.id, {}};
  SecurityGroup group;
  group.GroupId = ids.resource("sg-");
  group.GroupName = "default";
  group.Description = "default VPC security group";
  group.VpcId = state.vpc.VpcId;
  group.OwnerId = account.id;
  SecurityGroupRule among_themselves;
  among_themselves.SecurityGroupRuleId = ids.resource("sgr-");
  among_themselves.IpProtocol = "-1";
  among_themselves.ReferencedGroupId = group.GroupId;
  group.rules = {among_themselves, all_traffic_out(ids)};
  state.security_groups.push_back(std::move(group));
  for (std::size_t zone = 0; zone < zones; ++zone) {
    Subnet subnet;
    subnet.SubnetId = ids.resource("subnet-");
    subnet.AvailabilityZone = region + static_cast<char>('a' + zone);
    // Simplified: only us-east-1's short form is known here; the numbers differ between accounts.
    subnet.AvailabilityZoneId =
        (region == k_birthplace ? "use1" : region) + "-az" + std::to_string(zone + 1);
    subnet.CidrBlock = "10.0." + std::to_string(zone + 1) + ".0/24";
    state.subnets.push_back(std::move(subnet));
  }
}

std::int64_t free_addresses(const State& state, const Subnet& subnet) {
  constexpr std::int64_t k_addresses = 251;  // of a /24
  const auto used =
      std::count_if(state.instances().begin(), state.instances().end(), [&](const Instance& each) {
        return each.subnet.SubnetId == subnet.SubnetId &&
               each.State != InstanceStateName::terminated;
      });
  return std::max<std::int64_t>(0, k_addresses - used);
}

std::string private_ip_of(std::size_t zone, std::size_t zones, std::uint64_t nth) {
  constexpr std::uint64_t k_first_host = 10;
  constexpr std::uint64_t k_hosts_per_block = 240;
  const std::uint64_t third = zone + 1 + nth / k_hosts_per_block * zones;
  return "10.0." + std::to_string(third) + "." +
         std::to_string(k_first_host + nth % k_hosts_per_block);
}

std::string private_dns_of(const std::string& private_ip, const std::string& region) {
  const std::string zone =
      region == k_birthplace ? ".ec2.internal" : "." + region + ".compute.internal";
  return "ip-" + dashed(private_ip) + zone;
}

std::string mac_address_of(const std::string& private_ip) {
  constexpr const char* k_hex = "0123456789abcdef";
  std::string address = "0a:00";
  unsigned part = 0;
  for (const char c : private_ip + ".") {
    if (c == '.') {
      address += std::string(":") + k_hex[part / 16] + k_hex[part % 16];
      part = 0;
    } else {
      part = part * 10 + static_cast<unsigned>(c - '0');
    }
  }
  return address;
}

std::string public_dns_of(const std::string& public_ip, const std::string& region) {
  const std::string zone = region == k_birthplace ? "compute-1" : region + ".compute";
  return "ec2-" + dashed(public_ip) + "." + zone + ".amazonaws.com";
}

const Instance* State::find_instance(const std::string& id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &instances_[found->second];
}

Instance* State::find_instance(const std::string& id) {
  return const_cast<Instance*>(std::as_const(*this).find_instance(id));
}

Instance& State::add_instance(const std::string& id, std::size_t zone, const std::string& region) {
  launched_in_.resize(std::max(launched_in_.size(), subnets.size()));
  Instance instance;
  instance.InstanceId = id;
  instance.launch_order = instances_.size();
  instance.VpcId = vpc.VpcId;
  instance.subnet = subnets.at(zone);
  instance.PrivateIpAddress = private_ip_of(zone, subnets.size(), launched_in_[zone]++);
  instance.PrivateDnsName = private_dns_of(instance.PrivateIpAddress, region);
  places_[id] = instances_.size();
  return instances_.emplace_back(std::move(instance));
}

const SecurityGroup* State::find_group(const std::string& id) const {
  const auto found = std::find_if(security_groups.begin(), security_groups.end(),
                                  [&](const SecurityGroup& each) { return each.GroupId == id; });
  return found == security_groups.end() ? nullptr : &*found;
}

SecurityGroup* State::find_group(const std::string& id) {
  return const_cast<SecurityGroup*>(std::as_const(*this).find_group(id));
}

const SecurityGroup* State::group_named(const std::string& name) const {
  const auto found =
      std::find_if(security_groups.begin(), security_groups.end(),
                   [&](const SecurityGroup& each) { return each.GroupName == name; });
  return found == security_groups.end() ? nullptr : &*found;
}

const Tags* State::tags_of(const std::string& id) const {
  if (const Instance* instance = find_instance(id)) {
    return &instance->tags;
  }
  if (const LaunchTemplate* launch_template = find_template(id)) {
    return &launch_template->tags;
  }
  if (const SecurityGroup* group = find_group(id)) {
    return &group->tags;
  }
  for (const Subnet& subnet : subnets) {
    if (subnet.SubnetId == id) {
      return &subnet.tags;
    }
  }
  return id == vpc.VpcId ? &vpc.tags : nullptr;
}

Tags* State::tags_of(const std::string& id) {
  return const_cast<Tags*>(std::as_const(*this).tags_of(id));
}

const LaunchTemplate* State::find_template(const std::string& id) const {
  const auto found = templates_.find(id);
  return found == templates_.end() ? nullptr : &found->second;
}

LaunchTemplate* State::find_template(const std::string& id) {
  return const_cast<LaunchTemplate*>(std::as_const(*this).find_template(id));
}

std::string State::template_named(const std::string& name) const {
  for (const auto& [id, each] : templates_) {
    if (each.LaunchTemplateName == name) {
      return id;
    }
  }
  return "";
}

}  // namespace greenroom::ec2
