// The network as its users see it: security groups, and what carries tags.
#include <algorithm>
#include <utility>

#include "fakes/ec2/metadata.h"
#include "fakes/ec2/security_groups.h"
#include "fakes/ec2/service.h"

namespace greenroom::ec2 {
namespace {

Failure no_such_group(const std::string& id) {
  return {"InvalidGroup.NotFound", "The security group '" + id + "' does not exist"};
}

}  // namespace

Result<std::string> Ec2::CreateSecurityGroup(CreateSecurityGroupInput input) {
  if (input.GroupName.empty() || input.GroupName.size() > 255 ||
      input.GroupName.rfind("sg-", 0) == 0) {
    return Failure{"InvalidParameterValue",
                   "Invalid value '" + input.GroupName +
                       "' for groupName. It has 1 to 255 characters and may not start with sg-"};
  }
  if (input.Description.empty() || input.Description.size() > 255) {
    return Failure{"MissingParameter", "The request must contain the parameter GroupDescription"};
  }
  if (!input.VpcId.empty() && input.VpcId != state_.vpc.VpcId) {
    return Failure{"InvalidVpcID.NotFound", "The vpc ID '" + input.VpcId + "' does not exist"};
  }
  if (state_.group_named(input.GroupName) != nullptr) {
    return Failure{"InvalidGroup.Duplicate", "The security group '" + input.GroupName +
                                                 "' already exists for VPC '" + state_.vpc.VpcId +
                                                 "'"};
  }
  SecurityGroup group;
  group.GroupId = ids_.resource("sg-");
  group.GroupName = std::move(input.GroupName);
  group.Description = std::move(input.Description);
  group.VpcId = state_.vpc.VpcId;
  group.OwnerId = account_.id;
  group.tags = std::move(input.tags);
  group.rules.push_back(all_traffic_out(ids_));
  state_.security_groups.push_back(std::move(group));
  return state_.security_groups.back().GroupId;
}

Result<std::vector<SecurityGroupRule>> Ec2::authorize(const std::string& group_id,
                                                      std::vector<SecurityGroupRule> rules) {
  SecurityGroup* group = state_.find_group(group_id);
  if (group == nullptr) {
    return no_such_group(group_id);
  }
  for (const SecurityGroupRule& rule : rules) {
    if (const Status checked = check_rule(rule); !checked) {
      return checked.failure();
    }
    if (!rule.ReferencedGroupId.empty() && state_.find_group(rule.ReferencedGroupId) == nullptr) {
      return no_such_group(rule.ReferencedGroupId);
    }
    const auto is_there = [&](const SecurityGroupRule& each) { return is_same(each, rule); };
    if (std::count_if(rules.begin(), rules.end(), is_there) > 1) {
      return Failure{"InvalidParameterValue", "The same permission must not appear multiple times"};
    }
    if (std::any_of(group->rules.begin(), group->rules.end(), is_there)) {
      return Failure{"InvalidPermission.Duplicate",
                     "the specified rule \"" + text_of(rule) + "\" already exists"};
    }
  }
  for (SecurityGroupRule& rule : rules) {
    rule.SecurityGroupRuleId = ids_.resource("sgr-");
    group->rules.push_back(rule);
  }
  return rules;
}

Result<std::vector<SecurityGroupRule>> Ec2::revoke(const std::string& group_id,
                                                   const std::vector<SecurityGroupRule>& rules) {
  SecurityGroup* group = state_.find_group(group_id);
  if (group == nullptr) {
    return no_such_group(group_id);
  }
  std::vector<SecurityGroupRule> kept = group->rules;
  std::vector<SecurityGroupRule> gone;
  for (const SecurityGroupRule& rule : rules) {
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const SecurityGroupRule& each) {
      return rule.SecurityGroupRuleId.empty()
                 ? is_same(each, rule)
                 : each.SecurityGroupRuleId == rule.SecurityGroupRuleId;
    });
    if (found == kept.end()) {
      return Failure{"InvalidPermission.NotFound",
                     "The specified rule does not exist in this security group."};
    }
    gone.push_back(*found);
    kept.erase(found);
  }
  group->rules = std::move(kept);
  return gone;
}

Status Ec2::DeleteSecurityGroup(const std::string& group_id) {
  const SecurityGroup* group = state_.find_group(group_id);
  if (group == nullptr) {
    return no_such_group(group_id);
  }
  if (group->GroupName == "default") {
    return Failure{"CannotDelete", "the specified group: \"" + group_id +
                                       "\" name: \"default\" cannot be deleted by a user"};
  }
  const auto uses = [&](const Instance& instance) {
    const std::vector<std::string>& ids = instance.made_of.SecurityGroupIds;
    return instance.State != InstanceStateName::terminated &&
           std::count(ids.begin(), ids.end(), group_id) > 0;
  };
  const auto refers = [&](const SecurityGroup& other) {
    return other.GroupId != group_id &&
           std::any_of(other.rules.begin(), other.rules.end(), [&](const SecurityGroupRule& rule) {
             return rule.ReferencedGroupId == group_id;
           });
  };
  const std::vector<SecurityGroup>& groups = state_.security_groups;
  if (std::any_of(state_.instances().begin(), state_.instances().end(), uses) ||
      std::any_of(groups.begin(), groups.end(), refers)) {
    return Failure{"DependencyViolation", "resource " + group_id + " has a dependent object"};
  }
  std::erase_if(state_.security_groups,
                [&](const SecurityGroup& each) { return each.GroupId == group_id; });
  return success();
}

// Groups by id and by name become both, so that the instance knows its own; nothing given is the
// VPC's default group.
Status Ec2::resolve_groups(LaunchTemplateData& data) const {
  for (const std::string& id : data.SecurityGroupIds) {
    if (state_.find_group(id) == nullptr) {
      return no_such_group(id);
    }
  }
  if (data.SecurityGroupIds.empty() && data.SecurityGroups.empty()) {
    data.SecurityGroups = {"default"};
  }
  std::vector<std::string> ids;
  std::vector<std::string> names;
  for (const GroupIdentifier& group : groups_of(state_, data)) {
    if (!group.GroupId.empty()) {
      ids.push_back(group.GroupId);
    }
    names.push_back(group.GroupName);
  }
  data.SecurityGroupIds = std::move(ids);
  data.SecurityGroups = std::move(names);
  return success();
}

// A template knows a profile by name or ARN; what is in it counts when an instance is launched.
Status Ec2::resolve_profile(LaunchTemplateData& data) const {
  if (!data.IamProfile || !data.IamProfile->Id.empty()) {
    return success();
  }
  const IamInstanceProfile& given = *data.IamProfile;
  if (profiles_ == nullptr) {
    const std::size_t slash = given.Arn.rfind('/');
    const std::string name =
        given.Name.empty() && slash != given.Arn.npos ? given.Arn.substr(slash + 1) : given.Name;
    data.IamProfile = instance_profile(account_, name, name);
    return success();
  }
  const Result<IamInstanceProfile> found = profiles_->find(given.Name, given.Arn);
  if (!found) {
    return found.failure();
  }
  data.IamProfile = found.value();
  return success();
}

}  // namespace greenroom::ec2
