#include "fakes/ec2/security_groups.h"

#include <algorithm>
#include <string_view>

#include "fakes/ec2/state.h"

namespace greenroom::ec2 {
namespace {

constexpr std::int64_t k_port_max = 65'535;

// A number of at most three digits at the beginning, which it takes away; -1 when there is none.
int take_number(std::string_view& text) {
  int number = -1;
  std::size_t digits = 0;
  while (digits < text.size() && digits < 3 && text[digits] >= '0' && text[digits] <= '9') {
    number = (digits == 0 ? 0 : number * 10) + (text[digits] - '0');
    ++digits;
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char wanted) {
  const bool found = !text.empty() && text.front() == wanted;
  text.remove_prefix(found ? 1 : 0);
  return found;
}

bool is_ipv4_range(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    const int number = take_number(text);
    if (number < 0 || number > 255 || (part < 3 && !take(text, '.'))) {
      return false;
    }
  }
  if (!take(text, '/')) {
    return false;
  }
  const int bits = take_number(text);
  return bits >= 0 && bits <= 32 && text.empty();
}

bool is_protocol(const std::string& text) {
  std::string_view rest = text;
  return text == "-1" || text == "tcp" || text == "udp" || text == "icmp" || text == "icmpv6" ||
         (take_number(rest) >= 0 && rest.empty());
}

}  // namespace

std::vector<GroupIdentifier> groups_of(const State& state, const LaunchTemplateData& data) {
  std::vector<GroupIdentifier> groups;
  for (const std::string& id : data.SecurityGroupIds) {
    const SecurityGroup* group = state.find_group(id);
    groups.push_back({id, group == nullptr ? "" : group->GroupName});
  }
  for (const std::string& name : data.SecurityGroups) {
    if (data.SecurityGroupIds.empty()) {
      const SecurityGroup* group = state.group_named(name);
      groups.push_back({group == nullptr ? "" : group->GroupId, name});
    }
  }
  return groups;
}

Status check_rule(const SecurityGroupRule& rule) {
  if (!is_protocol(rule.IpProtocol)) {
    return Failure{"InvalidParameterValue",
                   "Invalid value '" + rule.IpProtocol + "' for IP protocol. Unknown protocol."};
  }
  const bool has_ports = rule.IpProtocol == "tcp" || rule.IpProtocol == "udp";
  if (has_ports && (rule.FromPort < 0 || rule.ToPort > k_port_max || rule.FromPort > rule.ToPort)) {
    return Failure{"InvalidParameterValue", "Invalid value '" + std::to_string(rule.FromPort) +
                                                "-" + std::to_string(rule.ToPort) +
                                                "' for portRange. Must be 0 to 65535, the lower "
                                                "one first."};
  }
  if (rule.CidrIpv4.empty() && rule.CidrIpv6.empty() && rule.PrefixListId.empty() &&
      rule.ReferencedGroupId.empty()) {
    return Failure{"InvalidPermission.Malformed",
                   "A rule needs a range of addresses, a prefix list or a security group."};
  }
  if (!rule.CidrIpv4.empty() && !is_ipv4_range(rule.CidrIpv4)) {
    return Failure{"InvalidParameterValue", "CIDR block " + rule.CidrIpv4 + " is malformed"};
  }
  return success();
}

bool is_same(const SecurityGroupRule& one, const SecurityGroupRule& other) {
  return one.IsEgress == other.IsEgress && one.IpProtocol == other.IpProtocol &&
         one.FromPort == other.FromPort && one.ToPort == other.ToPort &&
         one.CidrIpv4 == other.CidrIpv4 && one.CidrIpv6 == other.CidrIpv6 &&
         one.PrefixListId == other.PrefixListId && one.ReferencedGroupId == other.ReferencedGroupId;
}

std::string text_of(const SecurityGroupRule& rule) {
  std::string protocol = rule.IpProtocol == "-1" ? "ALL" : rule.IpProtocol;
  std::transform(protocol.begin(), protocol.end(), protocol.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const std::string peer = rule.CidrIpv4 + rule.CidrIpv6 + rule.PrefixListId +
                           rule.ReferencedGroupId;  // only one is there
  const std::string ports = rule.IpProtocol == "-1"
                                ? ""
                                : ", from port: " + std::to_string(rule.FromPort) +
                                      ", to port: " + std::to_string(rule.ToPort);
  return "peer: " + peer + ", " + protocol + ports + ", ALLOW";
}

}  // namespace greenroom::ec2
