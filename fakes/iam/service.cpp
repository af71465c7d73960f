// Roles.
#include "fakes/iam/service.h"

#include <algorithm>
#include <utility>

#include "fakes/iam/managed_policies.h"
#include "fakes/iam/sites.h"
#include "sim/core/assert.h"

namespace greenroom::iam {
namespace {

constexpr const char* k_linked_path = "/aws-service-role/";
constexpr std::size_t k_tags_max = 50;
constexpr std::size_t k_id_characters = 17;

struct LinkedRole {
  const char* service;
  const char* name;
  const char* policy;
};
constexpr LinkedRole k_linked_roles[] = {
    {"autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy"},
    {"elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing",
     "AWSElasticLoadBalancingServiceRolePolicy"}};

Failure no_such_role(const std::string& name) {
  return {"NoSuchEntity", "The role with name " + name + " cannot be found."};
}

bool is_linked(const Role& role) {
  return role.Path.rfind(k_linked_path, 0) == 0;
}

}  // namespace

Iam::Iam(aws::Ids& ids, aws::Account account) : ids_(ids), account_(std::move(account)) {
  student_.UserName = "student";
  student_.UserId = mint("AIDA");
  student_.Arn = "arn:aws:iam::" + account_.id + ":user/student";
}

// Ids of IAM are upper-case letters and digits.
std::string Iam::mint(const char* prefix) {
  std::string id = prefix + ids_.alphanumeric("iam." + std::string(prefix), k_id_characters);
  std::transform(id.begin(), id.end(), id.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return id;
}

Result<Role*> Iam::changeable_role(const std::string& name) {
  Role* role = state_.find_role(name);
  if (role == nullptr) {
    return no_such_role(name);
  }
  if (is_linked(*role)) {
    return Failure{"UnmodifiableEntity", "Cannot perform the operation on the protected role '" +
                                             name + "' - this role is only modifiable by AWS"};
  }
  return role;
}

Result<Role> Iam::CreateRole(Context cx, CreateRoleInput input) {
  if (const auto trust = parse_policy(input.AssumeRolePolicyDocument, PolicyKind::Trust); !trust) {
    return trust.failure();
  }
  if (state_.has_role_like(input.RoleName)) {
    return Failure{"EntityAlreadyExists", "Role with name " + input.RoleName + " already exists."};
  }
  if (input.tags.size() > k_tags_max) {
    return Failure{"LimitExceeded", "Cannot exceed quota for TagsPerRole: 50"};
  }
  Role role;
  role.Path = input.Path.empty() ? "/" : std::move(input.Path);
  role.RoleName = std::move(input.RoleName);
  role.RoleId = mint("AROA");
  role.Arn = "arn:aws:iam::" + account_.id + ":role" + role.Path + role.RoleName;
  role.CreateDate = cx.now();
  role.AssumeRolePolicyDocument = std::move(input.AssumeRolePolicyDocument);
  role.Description = std::move(input.Description);
  role.MaxSessionDuration = input.MaxSessionDuration;
  role.tags = std::move(input.tags);
  cx.trace("iam.role", {{"name", role.RoleName}, {"change", "created"}});
  state_.roles[role.RoleName] = role;
  return role;
}

void Iam::furnish(Role role) {
  SIM_ASSERT(state_.find_role(role.RoleName) == nullptr, "nobody has made the role already");
  role.RoleId = mint("AROA");
  role.Arn = "arn:aws:iam::" + account_.id + ":role" + role.Path + role.RoleName;
  const std::string name = role.RoleName;
  state_.roles[name] = std::move(role);
}

Result<Role> Iam::GetRole(const std::string& name) const {
  const Role* role = state_.find_role(name);
  if (role == nullptr) {
    return no_such_role(name);
  }
  return *role;
}

Status Iam::UpdateAssumeRolePolicy(const std::string& name, const std::string& document) {
  const Result<Role*> role = changeable_role(name);
  if (!role) {
    return role.failure();
  }
  if (const auto trust = parse_policy(document, PolicyKind::Trust); !trust) {
    return trust.failure();
  }
  role.value()->AssumeRolePolicyDocument = document;
  return success();
}

Status Iam::UpdateRole(const std::string& name, const std::string* description,
                       std::int64_t max_session_duration) {
  const Result<Role*> role = changeable_role(name);
  if (!role) {
    return role.failure();
  }
  if (description != nullptr) {
    role.value()->Description = *description;
  }
  role.value()->MaxSessionDuration = max_session_duration;
  return success();
}

Status Iam::check_bare(const Role& role) const {
  if (!role.attached.empty()) {
    return Failure{"DeleteConflict", "Cannot delete entity, must detach all policies first."};
  }
  if (!role.inline_policies.empty()) {
    return Failure{"DeleteConflict", "Cannot delete entity, must delete policies first."};
  }
  return success();
}

Status Iam::DeleteRole(Context cx, const std::string& name) {
  const Result<Role*> role = changeable_role(name);
  if (!role) {
    return role.failure();
  }
  const bool in_profile =
      std::any_of(state_.profiles.begin(), state_.profiles.end(),
                  [&](const auto& profile) { return profile.second.role == name; });
  if (in_profile) {
    return Failure{"DeleteConflict",
                   "Cannot delete entity, must remove roles from instance profile first."};
  }
  const Status bare = check_bare(*role.value());
  if (!bare && !cx.fault(site::conflict_ignored)) {
    return bare;
  }
  cx.trace("iam.role", {{"name", name}, {"change", "deleted"}});
  state_.roles.erase(name);
  return success();
}

Result<Role> Iam::CreateServiceLinkedRole(Context cx, const std::string& service,
                                          const std::string& description) {
  const auto* known = std::find_if(std::begin(k_linked_roles), std::end(k_linked_roles),
                                   [&](const LinkedRole& each) { return service == each.service; });
  if (known == std::end(k_linked_roles)) {
    return Failure{"InvalidInput",
                   "Service-linked roles of " + service + " are not supported here"};
  }
  if (state_.find_role(known->name) != nullptr) {
    return Failure{"InvalidInput", "Service role name " + std::string(known->name) +
                                       " has been taken in this account, please try a different "
                                       "suffix."};
  }
  CreateRoleInput input;
  input.RoleName = known->name;
  input.Path = k_linked_path + service + "/";
  input.AssumeRolePolicyDocument = trust_of_service(service);
  input.Description = description;
  const Result<Role> made = CreateRole(cx, std::move(input));
  if (!made) {
    return made.failure();
  }
  Role& role = *state_.find_role(known->name);
  role.attached.push_back("arn:aws:iam::aws:policy" + std::string(k_linked_path) + known->policy);
  cx.trace("iam.role_policy",
           {{"role", role.RoleName}, {"policy", role.attached.back()}, {"change", "attached"}});
  return role;
}

Status Iam::TagRole(const std::string& name, const Tags& tags) {
  const Result<Role*> role = changeable_role(name);
  if (!role) {
    return role.failure();
  }
  Tags joined = tags;
  joined.insert(role.value()->tags.begin(), role.value()->tags.end());
  if (joined.size() > k_tags_max) {
    return Failure{"LimitExceeded", "Cannot exceed quota for TagsPerRole: 50"};
  }
  role.value()->tags = std::move(joined);
  return success();
}

Status Iam::UntagRole(const std::string& name, const std::vector<std::string>& keys) {
  const Result<Role*> role = changeable_role(name);
  if (!role) {
    return role.failure();
  }
  for (const std::string& key : keys) {
    role.value()->tags.erase(key);
  }
  return success();
}

}  // namespace greenroom::iam
