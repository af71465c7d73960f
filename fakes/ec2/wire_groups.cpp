// Security groups behind the wire.
#include <algorithm>
#include <tuple>
#include <utility>

#include "fakes/ec2/filters.h"
#include "fakes/ec2/wire_handlers.h"
#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

// The id of the group that GroupId or GroupName names.
Result<std::string> group_in(const Ec2& ec2, const aws::Json& input) {
  const std::string id = wire::text_of(input, "GroupId");
  const std::string name = wire::text_of(input, "GroupName");
  if (!id.empty()) {
    return id;
  }
  if (name.empty()) {
    return Failure{"MissingParameter",
                   "The request must contain the parameter groupName or groupId"};
  }
  const SecurityGroup* group = ec2.state().group_named(name);
  if (group == nullptr) {
    return Failure{"InvalidGroup.NotFound", "The security group '" + name +
                                                "' does not exist in default VPC '" +
                                                ec2.state().vpc.VpcId + "'"};
  }
  return group->GroupId;
}

void add_rules(std::vector<SecurityGroupRule>& rules, const SecurityGroupRule& like,
               const aws::Json& permission, const char* list, const char* member,
               std::string SecurityGroupRule::*peer) {
  if (const aws::Json* given = permission.find(list)) {
    for (const aws::Json& each : given->items) {
      SecurityGroupRule rule = like;
      rule.*peer = wire::text_of(each, member);
      rule.Description = wire::text_of(each, "Description");
      rules.push_back(std::move(rule));
    }
  }
}

SecurityGroupRule rule_like(const aws::Json& permission, bool is_egress) {
  SecurityGroupRule rule;
  rule.IsEgress = is_egress;
  rule.IpProtocol = wire::text_of(permission, "IpProtocol");
  for (const auto& [number, name] : {std::pair("6", "tcp"), {"17", "udp"}, {"1", "icmp"}}) {
    rule.IpProtocol = rule.IpProtocol == number ? name : rule.IpProtocol;
  }
  if (rule.IpProtocol != "-1") {  // of all protocols the ports do not count
    rule.FromPort = wire::number_of(permission, "FromPort", -1);
    rule.ToPort = wire::number_of(permission, "ToPort", -1);
  }
  return rule;
}

// IpPermissions, or the members of the older way to say one rule.
Result<std::vector<SecurityGroupRule>> rules_in(const Ec2& ec2, const aws::Json& input,
                                                bool is_egress) {
  std::vector<SecurityGroupRule> rules;
  if (const aws::Json* permissions = input.find("IpPermissions")) {
    for (const aws::Json& permission : permissions->items) {
      const SecurityGroupRule like = rule_like(permission, is_egress);
      const std::size_t before = rules.size();
      add_rules(rules, like, permission, "IpRanges", "CidrIp", &SecurityGroupRule::CidrIpv4);
      add_rules(rules, like, permission, "Ipv6Ranges", "CidrIpv6", &SecurityGroupRule::CidrIpv6);
      add_rules(rules, like, permission, "PrefixListIds", "PrefixListId",
                &SecurityGroupRule::PrefixListId);
      const std::size_t groups = rules.size();
      add_rules(rules, like, permission, "UserIdGroupPairs", "GroupId",
                &SecurityGroupRule::ReferencedGroupId);
      for (std::size_t at = groups; at < rules.size(); ++at) {
        const Result<std::string> id =
            group_in(ec2, permission.find("UserIdGroupPairs")->items[at - groups]);
        if (!id) {
          return id.failure();
        }
        rules[at].ReferencedGroupId = id.value();
      }
      if (rules.size() == before) {
        rules.push_back(like);  // without a peer: the check says so
      }
    }
  } else if (input.find("IpProtocol") != nullptr) {
    SecurityGroupRule rule = rule_like(input, is_egress);
    rule.CidrIpv4 = wire::text_of(input, "CidrIp");
    if (const std::string source = wire::text_of(input, "SourceSecurityGroupName");
        !source.empty()) {
      const Result<std::string> id =
          group_in(ec2, wire::Object().add("GroupName", wire::text(source)).take());
      if (!id) {
        return id.failure();
      }
      rule.ReferencedGroupId = id.value();
    }
    rules.push_back(std::move(rule));
  }
  for (const std::string& id : wire::texts_of(input, "SecurityGroupRuleIds")) {
    SecurityGroupRule rule;
    rule.SecurityGroupRuleId = id;
    rules.push_back(std::move(rule));
  }
  if (rules.empty()) {
    return Failure{"MissingParameter", "The request must contain the parameter ipPermissions"};
  }
  return rules;
}

aws::Json rule_of(const SecurityGroup& group, const SecurityGroupRule& rule) {
  wire::Object told;
  told.add("SecurityGroupRuleId", wire::text(rule.SecurityGroupRuleId))
      .add("GroupId", wire::text(group.GroupId))
      .add("GroupOwnerId", wire::text(group.OwnerId))
      .add("IsEgress", flag(rule.IsEgress))
      .add("IpProtocol", wire::text(rule.IpProtocol))
      .add("FromPort", wire::number(rule.FromPort))
      .add("ToPort", wire::number(rule.ToPort))
      .add_unless_empty("CidrIpv4", rule.CidrIpv4)
      .add_unless_empty("CidrIpv6", rule.CidrIpv6)
      .add_unless_empty("PrefixListId", rule.PrefixListId)
      .add_unless_empty("Description", rule.Description);
  if (!rule.ReferencedGroupId.empty()) {
    told.add("ReferencedGroupInfo", wire::Object()
                                        .add("GroupId", wire::text(rule.ReferencedGroupId))
                                        .add("UserId", wire::text(group.OwnerId))
                                        .take());
  }
  return told.take();
}

Result<aws::Json> authorize(Ec2& ec2, const aws::Json& input, bool is_egress) {
  const Result<std::string> id = group_in(ec2, input);
  if (!id) {
    return id.failure();
  }
  Result<std::vector<SecurityGroupRule>> rules = rules_in(ec2, input, is_egress);
  if (!rules) {
    return rules.failure();
  }
  const Result<std::vector<SecurityGroupRule>> made =
      ec2.authorize(id.value(), std::move(rules).value());
  if (!made) {
    return made.failure();
  }
  const SecurityGroup& group = *ec2.state().find_group(id.value());
  return wire::Object()
      .add("Return", flag(true))
      .add("SecurityGroupRules",
           wire::list_of(made.value(),
                         [&](const SecurityGroupRule& rule) { return rule_of(group, rule); }))
      .take();
}

Result<aws::Json> revoke(Ec2& ec2, const aws::Json& input, bool is_egress) {
  const Result<std::string> id = group_in(ec2, input);
  if (!id) {
    return id.failure();
  }
  const Result<std::vector<SecurityGroupRule>> rules = rules_in(ec2, input, is_egress);
  if (!rules) {
    return rules.failure();
  }
  const Result<std::vector<SecurityGroupRule>> gone = ec2.revoke(id.value(), rules.value());
  return gone ? Result<aws::Json>(wire::Object().add("Return", flag(true)).take()) : gone.failure();
}

// Rules of the same protocol and ports are one IpPermission.
aws::Json permissions_of(const SecurityGroup& group, bool is_egress) {
  using Ports = std::tuple<std::string, std::int64_t, std::int64_t>;
  std::vector<Ports> all;
  const auto ports_of = [](const SecurityGroupRule& rule) {
    return Ports{rule.IpProtocol, rule.FromPort, rule.ToPort};
  };
  for (const SecurityGroupRule& rule : group.rules) {
    if (rule.IsEgress == is_egress &&
        std::find(all.begin(), all.end(), ports_of(rule)) == all.end()) {
      all.push_back(ports_of(rule));
    }
  }
  return wire::list_of(all, [&](const Ports& ports) {
    aws::Json empty{aws::JsonKind::Array, {}, {}, {}};
    aws::Json ranges = empty, ranges6 = empty, lists = empty, groups = empty;
    for (const SecurityGroupRule& rule : group.rules) {
      if (rule.IsEgress != is_egress || ports_of(rule) != ports) {
        continue;
      }
      const auto add = [&](aws::Json& list, const char* member, const std::string& peer) {
        if (!peer.empty()) {
          list.items.push_back(wire::Object()
                                   .add_unless_empty("Description", rule.Description)
                                   .add(member, wire::text(peer))
                                   .take());
        }
      };
      add(ranges, "CidrIp", rule.CidrIpv4);
      add(ranges6, "CidrIpv6", rule.CidrIpv6);
      add(lists, "PrefixListId", rule.PrefixListId);
      add(groups, "GroupId", rule.ReferencedGroupId);
      if (!rule.ReferencedGroupId.empty()) {
        groups.items.back().members.push_back({"UserId", wire::text(group.OwnerId)});
      }
    }
    wire::Object told;
    told.add("IpProtocol", wire::text(std::get<0>(ports)));
    if (std::get<0>(ports) != "-1") {
      told.add("FromPort", wire::number(std::get<1>(ports)))
          .add("ToPort", wire::number(std::get<2>(ports)));
    }
    return told.add("UserIdGroupPairs", groups)
        .add("IpRanges", ranges)
        .add("Ipv6Ranges", ranges6)
        .add("PrefixListIds", lists)
        .take();
  });
}

std::string arn_of(const Ec2& ec2, const SecurityGroup& group) {
  return "arn:aws:ec2:" + ec2.account().region + ":" + group.OwnerId + ":security-group/" +
         group.GroupId;
}

aws::Json group_of(const Ec2& ec2, const SecurityGroup& group) {
  return wire::Object()
      .add("GroupId", wire::text(group.GroupId))
      .add("IpPermissionsEgress", permissions_of(group, true))
      .add("Tags", wire::tags_of(group.tags))
      .add("VpcId", wire::text(group.VpcId))
      .add("SecurityGroupArn", wire::text(arn_of(ec2, group)))
      .add("OwnerId", wire::text(group.OwnerId))
      .add("GroupName", wire::text(group.GroupName))
      .add("Description", wire::text(group.Description))
      .add("IpPermissions", permissions_of(group, false))
      .take();
}

Result<aws::Json> describe_groups(Ec2& ec2, Context, const aws::Json& input) {
  std::vector<std::string> ids = wire::texts_of(input, "GroupIds");
  for (const std::string& id : ids) {
    if (ec2.state().find_group(id) == nullptr) {
      return Failure{"InvalidGroup.NotFound", "The security group '" + id + "' does not exist"};
    }
  }
  for (const std::string& name : wire::texts_of(input, "GroupNames")) {
    const Result<std::string> id =
        group_in(ec2, wire::Object().add("GroupName", wire::text(name)).take());
    if (!id) {
      return id.failure();
    }
    ids.push_back(id.value());
  }
  const std::vector<Filter> filters = filters_of(input);
  const SecurityGroup any;
  if (const Status known = check_filters(filters, filterable(any)); !known) {
    return known.failure();
  }
  std::vector<SecurityGroup> wanted;
  for (const SecurityGroup& group : ec2.state().security_groups) {
    const bool named = ids.empty() || std::count(ids.begin(), ids.end(), group.GroupId) > 0;
    if (named && passes(filters, filterable(group))) {
      wanted.push_back(group);
    }
  }
  const Result<Page<SecurityGroup>> page = page_of(
      std::move(wanted), wire::number_of(input, "MaxResults", 0), wire::text_of(input, "NextToken"),
      [](const SecurityGroup& each) { return each.GroupId; });
  if (!page) {
    return page.failure();
  }
  return paged("SecurityGroups",
               wire::list_of(page.value().items,
                             [&](const SecurityGroup& each) { return group_of(ec2, each); }),
               page.value().NextToken);
}

Result<aws::Json> describe_rules(Ec2& ec2, Context, const aws::Json& input) {
  const std::vector<std::string> ids = wire::texts_of(input, "SecurityGroupRuleIds");
  const std::vector<Filter> filters = filters_of(input);
  const auto asked = [](const std::string& group, const std::string& rule) {
    return Filterable{{{"group-id", {group}}, {"security-group-rule-id", {rule}}}, nullptr};
  };
  if (const Status known = check_filters(filters, asked("", "")); !known) {
    return known.failure();
  }
  if (input.find("MaxResults") != nullptr) {
    return unsupported("MaxResults of DescribeSecurityGroupRules");
  }
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (const SecurityGroup& group : ec2.state().security_groups) {
    for (const SecurityGroupRule& rule : group.rules) {
      const std::string& id = rule.SecurityGroupRuleId;
      if ((ids.empty() || std::count(ids.begin(), ids.end(), id) > 0) &&
          passes(filters, asked(group.GroupId, id))) {
        list.items.push_back(rule_of(group, rule));
      }
    }
  }
  return wire::Object().add("SecurityGroupRules", std::move(list)).take();
}

Result<aws::Json> create_group(Ec2& ec2, Context, const aws::Json& input) {
  Result<Tags> tags = tags_for(input, "security-group");
  if (!tags) {
    return tags.failure();
  }
  CreateSecurityGroupInput wanted;
  wanted.GroupName = wire::text_of(input, "GroupName");
  wanted.Description = wire::text_of(input, "Description");
  wanted.VpcId = wire::text_of(input, "VpcId");
  wanted.tags = std::move(tags).value();
  const Result<std::string> id = ec2.CreateSecurityGroup(std::move(wanted));
  if (!id) {
    return id.failure();
  }
  const SecurityGroup& group = *ec2.state().find_group(id.value());
  return wire::Object()
      .add("GroupId", wire::text(id.value()))
      .add("Tags", wire::tags_of(group.tags))
      .add("SecurityGroupArn", wire::text(arn_of(ec2, group)))
      .take();
}

Result<aws::Json> delete_group(Ec2& ec2, Context, const aws::Json& input) {
  const Result<std::string> id = group_in(ec2, input);
  if (!id) {
    return id.failure();
  }
  if (const Status deleted = ec2.DeleteSecurityGroup(id.value()); !deleted) {
    return deleted.failure();
  }
  return wire::Object().add("Return", flag(true)).add("GroupId", wire::text(id.value())).take();
}

}  // namespace

const Handlers& group_handlers() {
  static const Handlers all = {
      {"DescribeSecurityGroups", describe_groups},
      {"DescribeSecurityGroupRules", describe_rules},
      {"CreateSecurityGroup", create_group},
      {"DeleteSecurityGroup", delete_group},
      {"AuthorizeSecurityGroupIngress",
       [](Ec2& ec2, Context, const aws::Json& input) { return authorize(ec2, input, false); }},
      {"AuthorizeSecurityGroupEgress",
       [](Ec2& ec2, Context, const aws::Json& input) { return authorize(ec2, input, true); }},
      {"RevokeSecurityGroupIngress",
       [](Ec2& ec2, Context, const aws::Json& input) { return revoke(ec2, input, false); }},
      {"RevokeSecurityGroupEgress",
       [](Ec2& ec2, Context, const aws::Json& input) { return revoke(ec2, input, true); }}};
  return all;
}

}  // namespace greenroom::ec2
