// Security groups as pure data: rules, what they must look like, and which groups an instance has.
//
// Simplified: rules are kept and told, but no packet is dropped for them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fakes/ec2/types.h"
#include "sim/core/result.h"

namespace greenroom::ec2 {

class State;

// One peer of one range of ports; the API groups them in IpPermissions.
struct SecurityGroupRule {
  std::string SecurityGroupRuleId;  // sgr-
  bool IsEgress = false;
  std::string IpProtocol;      // tcp, udp, icmp, icmpv6, a number, or -1 for all
  std::int64_t FromPort = -1;  // of "-1": none
  std::int64_t ToPort = -1;
  std::string CidrIpv4;  // one of these four is given
  std::string CidrIpv6;
  std::string PrefixListId;
  std::string ReferencedGroupId;
  std::string Description;
};

struct SecurityGroup {
  std::string GroupId;  // sg-
  std::string GroupName;
  std::string Description;
  std::string VpcId;
  std::string OwnerId;
  std::vector<SecurityGroupRule> rules;  // in the order in which they came
  Tags tags;
};

struct GroupIdentifier {
  std::string GroupId;  // "" of a group that is only named and does not exist
  std::string GroupName;
};

// The groups that something made of `data` is in: those given by id, or else those given by name.
[[nodiscard]] std::vector<GroupIdentifier> groups_of(const State& state,
                                                     const LaunchTemplateData& data);

// InvalidParameterValue, InvalidPermission.Malformed (texts UNVERIFIED).
[[nodiscard]] Status check_rule(const SecurityGroupRule& rule);
// Of two rules, whether they let the same pass; ids and descriptions do not count.
[[nodiscard]] bool is_same(const SecurityGroupRule& one, const SecurityGroupRule& other);
// "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW", as errors name a rule.
[[nodiscard]] std::string text_of(const SecurityGroupRule& rule);

}  // namespace greenroom::ec2
