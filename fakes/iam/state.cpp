#include "fakes/iam/state.h"

#include <algorithm>
#include <utility>

#include "fakes/iam/conditions.h"
#include "fakes/iam/managed_policies.h"
#include "sim/core/assert.h"

namespace greenroom::iam {
namespace {

template <typename Map>
auto* found_in(Map& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

template <typename Map>
auto* found_by_arn(const Map& map, const std::string& arn) {
  const auto found = std::find_if(map.begin(), map.end(),
                                  [&](const auto& each) { return each.second.Arn == arn; });
  return found == map.end() ? nullptr : &found->second;
}

template <typename Map>
bool has_like(const Map& map, const std::string& name) {
  return std::any_of(map.begin(), map.end(),
                     [&](const auto& each) { return lower_case(each.first) == lower_case(name); });
}

}  // namespace

State::State() {
  for (const Policy& policy : aws_managed_policies()) {
    policies[policy.Arn] = policy;
  }
}

const Role* State::find_role(const std::string& name) const {
  return found_in(roles, name);
}
Role* State::find_role(const std::string& name) {
  return found_in(roles, name);
}
const Role* State::role_by_arn(const std::string& arn) const {
  return found_by_arn(roles, arn);
}
const Policy* State::find_policy(const std::string& arn) const {
  return found_in(policies, arn);
}
Policy* State::find_policy(const std::string& arn) {
  return found_in(policies, arn);
}
const InstanceProfile* State::find_profile(const std::string& name) const {
  return found_in(profiles, name);
}
InstanceProfile* State::find_profile(const std::string& name) {
  return found_in(profiles, name);
}
const InstanceProfile* State::profile_by_arn(const std::string& arn) const {
  return found_by_arn(profiles, arn);
}

bool State::has_role_like(const std::string& name) const {
  return has_like(roles, name);
}
bool State::has_profile_like(const std::string& name) const {
  return has_like(profiles, name);
}

std::int64_t State::attachments_of(const std::string& policy_arn) const {
  return std::count_if(roles.begin(), roles.end(), [&](const auto& each) {
    const std::vector<std::string>& attached = each.second.attached;
    return std::count(attached.begin(), attached.end(), policy_arn) > 0;
  });
}

const PolicyVersion& default_version(const Policy& policy) {
  const auto found = std::find_if(
      policy.versions.begin(), policy.versions.end(),
      [&](const PolicyVersion& each) { return each.VersionId == policy.DefaultVersionId; });
  SIM_ASSERT(found != policy.versions.end(), "the default version of a policy is never deleted");
  return *found;
}

}  // namespace greenroom::iam
