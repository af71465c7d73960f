// Target groups, and who uses them.
#include <algorithm>
#include <utility>

#include "fakes/elb/errors.h"
#include "fakes/elb/service.h"

namespace greenroom::elb {
namespace {

constexpr const char* k_name_pattern = "(?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$";

Status validate_name(const std::string& name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (name.size() > k_name_characters) {
    return error::validation("Target group name '" + name +
                             "' cannot be longer than '32' characters");
  }
  if (name.empty() || !std::all_of(name.begin(), name.end(), allowed)) {
    return error::validation("Target group name '" + name +
                             "' can only contain characters that are alphanumeric characters or "
                             "hyphens(-)");
  }
  if (name.front() == '-' || name.back() == '-' || name.find("--") != std::string::npos) {
    return error::validation("1 validation error detected: Value '" + name +
                             "' at 'targetGroup.targetGroupArn.targetGroupName' failed to satisfy "
                             "constraint: Member must satisfy regular expression pattern: " +
                             std::string(k_name_pattern));
  }
  return success();
}

Status validate_target_group(const TargetGroup& wanted) {
  const Status name = validate_name(wanted.TargetGroupName);
  if (!name.ok()) {
    return name;
  }
  if (wanted.Protocol != "HTTP" && wanted.Protocol != "HTTPS") {
    return error::validation("Value " + wanted.Protocol +
                             " at 'protocol' failed to satisfy constraint: Member must satisfy "
                             "enum value set: [HTTPS, HTTP]");
  }
  if (wanted.Port < 1 || wanted.Port > 65535) {
    return error::validation("The port must be between 1 and 65535");
  }
  return validate(wanted.health_check);
}

}  // namespace

Result<TargetGroup> Elb::CreateTargetGroup(Context, TargetGroup wanted) {
  const Status valid = validate_target_group(wanted);
  if (!valid.ok()) {
    return valid.failure();
  }
  for (const Group& other : state_.groups) {
    const TargetGroup& known = other.description;
    if (known.TargetGroupName == wanted.TargetGroupName) {
      const bool same = known.Protocol == wanted.Protocol && known.Port == wanted.Port &&
                        known.health_check == wanted.health_check;
      return same ? Result<TargetGroup>(known) : error::duplicate_target_group_name();
    }
  }
  Group& made = state_.groups.emplace_back();
  made.description = std::move(wanted);
  made.description.LoadBalancerArn.clear();
  made.description.TargetGroupArn = arn_of("targetgroup/" + made.description.TargetGroupName + "/" +
                                           ids_.hex("elb.target_group", 16));
  made.attributes = standard_attributes(target_group_attribute_specs());
  made.settings = target_group_settings(made.attributes);
  return made.description;
}

// New settings hold from each target's next check on.
Result<TargetGroup> Elb::ModifyTargetGroup(Context, std::string arn, HealthCheck health_check) {
  Group* group = state_.group(arn);
  if (group == nullptr) {
    return error::target_group_not_found();
  }
  const Status valid = validate(health_check);
  if (!valid.ok()) {
    return valid.failure();
  }
  group->description.health_check = std::move(health_check);
  return group->description;
}

// Deleting what does not exist succeeds, as with AWS.
Status Elb::DeleteTargetGroup(Context, std::string arn) {
  const Group* group = state_.group(arn);
  if (group != nullptr && group->in_use()) {
    return error::target_group_in_use(arn);
  }
  std::vector<std::string> instances;
  if (group != nullptr) {
    for (const Target& target : group->targets) {
      instances.push_back(target.endpoint.InstanceId);
    }
  }
  std::erase_if(state_.groups,
                [&](const Group& one) { return one.description.TargetGroupArn == arn; });
  state_.tags.erase(arn);
  for (const std::string& instance : instances) {
    changed(instance).notify();  // whoever waits for it to be drained waits no longer
  }
  return success();
}

Result<std::vector<TargetGroup>> Elb::DescribeTargetGroups(
    const std::vector<std::string>& arns_or_names) const {
  std::vector<TargetGroup> found;
  for (const Group& group : state_.groups) {
    const TargetGroup& one = group.description;
    const auto asked = [&](const std::string& name) {
      return name == one.TargetGroupArn || name == one.TargetGroupName;
    };
    if (arns_or_names.empty() || std::any_of(arns_or_names.begin(), arns_or_names.end(), asked)) {
      found.push_back(one);
    }
  }
  if (found.size() < arns_or_names.size()) {
    return error::target_group_not_found();
  }
  return found;
}

std::string Elb::target_group_arn(const std::string& name) const {
  for (const Group& group : state_.groups) {
    if (group.description.TargetGroupName == name) {
      return group.description.TargetGroupArn;
    }
  }
  return "";
}

Result<Attributes> Elb::DescribeTargetGroupAttributes(const std::string& arn) const {
  const Group* group = state_.group(arn);
  return group == nullptr ? Result<Attributes>(error::target_group_not_found()) : group->attributes;
}

Result<Attributes> Elb::ModifyTargetGroupAttributes(Context, std::string arn, Attributes changes) {
  Group* group = state_.group(arn);
  if (group == nullptr) {
    return error::target_group_not_found();
  }
  Result<Attributes> changed = changed_target_group_attributes(group->attributes, changes);
  if (changed.ok()) {
    group->attributes = changed.value();
    group->settings = target_group_settings(group->attributes);
  }
  return changed;
}

void Elb::refresh_use_of_groups(Context cx) {
  for (Group& group : state_.groups) {
    const std::string user = state_.user_of_group(group.description.TargetGroupArn);
    if (user == group.description.LoadBalancerArn) {
      continue;
    }
    group.description.LoadBalancerArn = user;
    for (Target& target : group.targets) {
      if (!target.is_leaving()) {
        begin_target(cx, group, target);
      }
    }
  }
}

}  // namespace greenroom::elb
