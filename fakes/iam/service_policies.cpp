// Policies: inline and managed, and what they come to.
#include <algorithm>
#include <string_view>
#include <utility>

#include "fakes/iam/service.h"

namespace greenroom::iam {
namespace {

constexpr std::size_t k_inline_characters_max = 10'240;
constexpr std::size_t k_versions_max = 5;
constexpr std::size_t k_attached_max = 10;

Failure no_such_policy(const std::string& arn) {
  return {"NoSuchEntity", "Policy " + arn + " was not found."};
}

Failure no_such_version(const std::string& arn, const std::string& version) {
  return {"NoSuchEntity",
          "Policy " + arn + " version " + version + " does not exist or is not attachable."};
}

Failure no_such_role_policy(const std::string& name) {
  return {"NoSuchEntity", "The role policy with name " + name + " cannot be found."};
}

auto version_in(Policy& policy, const std::string& version) {
  return std::find_if(policy.versions.begin(), policy.versions.end(),
                      [&](const PolicyVersion& each) { return each.VersionId == version; });
}

void trace_policy(Context cx, const std::string& role, const std::string& policy,
                  const char* change) {
  cx.trace("iam.role_policy", {{"role", role}, {"policy", policy}, {"change", change}});
}

// "web" of "arn:aws:sts::123456789012:assumed-role/web/i-1"; "" of who is no session.
std::string role_of_session(const std::string& arn) {
  constexpr std::string_view k_session = ":assumed-role/";
  const std::size_t at = arn.find(k_session);
  const std::string rest = at == arn.npos ? "" : arn.substr(at + k_session.size());
  return rest.substr(0, rest.find('/'));
}

}  // namespace

Status Iam::PutRolePolicy(Context cx, const std::string& role_name, const std::string& name,
                          const std::string& document) {
  const Result<Role*> role = changeable_role(role_name);
  if (!role) {
    return role.failure();
  }
  if (const auto parsed = parse_policy(document, PolicyKind::Identity); !parsed) {
    return parsed.failure();
  }
  std::size_t characters = document.size();
  for (const auto& [other, text] : role.value()->inline_policies) {
    characters += other == name ? 0 : text.size();
  }
  if (characters > k_inline_characters_max) {
    return Failure{"LimitExceeded",
                   "Maximum policy size of 10240 bytes exceeded for role " + role_name};
  }
  role.value()->inline_policies[name] = document;
  trace_policy(cx, role_name, name, "put");
  return success();
}

Result<std::string> Iam::GetRolePolicy(const std::string& role_name,
                                       const std::string& name) const {
  const Result<Role> role = GetRole(role_name);
  if (!role) {
    return role.failure();
  }
  const auto found = role.value().inline_policies.find(name);
  if (found == role.value().inline_policies.end()) {
    return no_such_role_policy(name);
  }
  return found->second;
}

Status Iam::DeleteRolePolicy(Context cx, const std::string& role_name, const std::string& name) {
  const Result<Role*> role = changeable_role(role_name);
  if (!role) {
    return role.failure();
  }
  if (role.value()->inline_policies.erase(name) == 0) {
    return no_such_role_policy(name);
  }
  trace_policy(cx, role_name, name, "deleted");
  return success();
}

Result<Policy*> Iam::changeable_policy(const std::string& arn) {
  Policy* policy = state_.find_policy(arn);
  if (policy == nullptr) {
    return no_such_policy(arn);
  }
  if (arn.rfind("arn:aws:iam::aws:", 0) == 0) {  // UNVERIFIED text
    return Failure{"AccessDenied", "Policy " + arn + " belongs to AWS and cannot be changed."};
  }
  return policy;
}

Result<Policy> Iam::CreatePolicy(Context cx, CreatePolicyInput input) {
  if (const auto parsed = parse_policy(input.PolicyDocument, PolicyKind::Identity); !parsed) {
    return parsed.failure();
  }
  Policy policy;
  policy.Path = input.Path.empty() ? "/" : std::move(input.Path);
  policy.PolicyName = std::move(input.PolicyName);
  policy.Arn = "arn:aws:iam::" + account_.id + ":policy" + policy.Path + policy.PolicyName;
  const bool taken =
      std::any_of(state_.policies.begin(), state_.policies.end(), [&](const auto& each) {
        return each.second.PolicyName == policy.PolicyName &&
               each.first.rfind("arn:aws:iam::" + account_.id + ":", 0) == 0;
      });
  if (taken) {
    return Failure{"EntityAlreadyExists", "A policy called " + policy.PolicyName +
                                              " already exists. Duplicate names are not allowed."};
  }
  policy.PolicyId = mint("ANPA");
  policy.CreateDate = cx.now();
  policy.UpdateDate = cx.now();
  policy.Description = std::move(input.Description);
  policy.tags = std::move(input.tags);
  policy.versions = {{std::move(input.PolicyDocument), "v1", cx.now()}};
  state_.policies[policy.Arn] = policy;
  return policy;
}

Result<Policy> Iam::GetPolicy(const std::string& arn) const {
  const Policy* policy = state_.find_policy(arn);
  if (policy == nullptr) {
    return no_such_policy(arn);
  }
  return *policy;
}

Result<PolicyVersion> Iam::GetPolicyVersion(const std::string& arn,
                                            const std::string& version) const {
  Result<Policy> policy = GetPolicy(arn);
  if (!policy) {
    return policy.failure();
  }
  const auto found = version_in(policy.value(), version);
  if (found == policy.value().versions.end()) {
    return no_such_version(arn, version);
  }
  return *found;
}

Result<PolicyVersion> Iam::CreatePolicyVersion(Context cx, const std::string& arn,
                                               const std::string& document, bool as_default) {
  const Result<Policy*> found = changeable_policy(arn);
  if (!found) {
    return found.failure();
  }
  if (const auto parsed = parse_policy(document, PolicyKind::Identity); !parsed) {
    return parsed.failure();
  }
  Policy& policy = *found.value();
  if (policy.versions.size() >= k_versions_max) {
    return Failure{"LimitExceeded",
                   "A managed policy can have up to 5 versions. Before you create a new version, "
                   "you must delete an existing version."};
  }
  policy.versions.push_back({document, "v" + std::to_string(++policy.versions_made), cx.now()});
  policy.UpdateDate = cx.now();
  if (as_default) {
    policy.DefaultVersionId = policy.versions.back().VersionId;
  }
  return policy.versions.back();
}

Status Iam::SetDefaultPolicyVersion(const std::string& arn, const std::string& version) {
  const Result<Policy*> policy = changeable_policy(arn);
  if (!policy) {
    return policy.failure();
  }
  if (version_in(*policy.value(), version) == policy.value()->versions.end()) {
    return no_such_version(arn, version);
  }
  policy.value()->DefaultVersionId = version;
  return success();
}

Status Iam::DeletePolicyVersion(const std::string& arn, const std::string& version) {
  const Result<Policy*> policy = changeable_policy(arn);
  if (!policy) {
    return policy.failure();
  }
  const auto found = version_in(*policy.value(), version);
  if (found == policy.value()->versions.end()) {
    return no_such_version(arn, version);
  }
  if (version == policy.value()->DefaultVersionId) {
    return Failure{"DeleteConflict", "Cannot delete the default version of a policy."};
  }
  policy.value()->versions.erase(found);
  return success();
}

Status Iam::DeletePolicy(const std::string& arn) {
  const Result<Policy*> policy = changeable_policy(arn);
  if (!policy) {
    return policy.failure();
  }
  if (state_.attachments_of(arn) > 0) {
    return Failure{"DeleteConflict", "Cannot delete a policy attached to entities."};
  }
  if (policy.value()->versions.size() > 1) {
    return Failure{"DeleteConflict",
                   "This policy has more than one version. Before you delete a policy, you must "
                   "delete the policy's versions. The default version is deleted with the "
                   "policy."};
  }
  state_.policies.erase(arn);
  return success();
}

Status Iam::AttachRolePolicy(Context cx, const std::string& role_name, const std::string& arn) {
  const Result<Role*> role = changeable_role(role_name);
  if (!role) {
    return role.failure();
  }
  if (state_.find_policy(arn) == nullptr) {
    return Failure{"NoSuchEntity", "Policy " + arn + " does not exist or is not attachable."};
  }
  std::vector<std::string>& attached = role.value()->attached;
  if (std::count(attached.begin(), attached.end(), arn) > 0) {
    return success();  // as on AWS: it is attached afterwards, and that is all that is asked
  }
  if (attached.size() >= k_attached_max) {
    return Failure{"LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10"};
  }
  attached.push_back(arn);
  trace_policy(cx, role_name, arn, "attached");
  return success();
}

Status Iam::DetachRolePolicy(Context cx, const std::string& role_name, const std::string& arn) {
  const Result<Role*> role = changeable_role(role_name);
  if (!role) {
    return role.failure();
  }
  if (std::erase(role.value()->attached, arn) == 0) {
    return no_such_policy(arn);
  }
  trace_policy(cx, role_name, arn, "detached");
  return success();
}

std::vector<PolicyDocument> Iam::policies_of(const Role& role) const {
  std::vector<std::string> documents;
  for (const auto& [name, document] : role.inline_policies) {
    documents.push_back(document);
  }
  for (const std::string& arn : role.attached) {
    documents.push_back(default_version(*state_.find_policy(arn)).Document);
  }
  std::vector<PolicyDocument> parsed;
  for (const std::string& document : documents) {
    parsed.push_back(parse_policy(document, PolicyKind::Identity).value());
  }
  return parsed;
}

Status Iam::authorize(const std::string& role_name, const std::string& session_name,
                      AccessRequest request, const PolicyDocument& of_resource) const {
  const Role* role = state_.find_role(role_name);
  const std::string caller = assumed_role_arn(account_.id, role_name, session_name);
  Decision decision = Decision::ImplicitDeny;
  if (role != nullptr) {
    request.context["aws:principalarn"] = {role->Arn};
    request.context["aws:principaltype"] = {"AssumedRole"};
    request.context["aws:principalaccount"] = {account_.id};
    request.context["aws:userid"] = {role->RoleId + ":" + session_name};
    decision = evaluate(policies_of(*role), of_resource, {caller, "", role->Arn}, request);
  }
  return decision == Decision::Allowed ? success()
                                       : Status(access_denied(caller, request, decision));
}

Status Iam::authorize_student(AccessRequest request, const PolicyDocument& of_resource) const {
  request.context["aws:principalarn"] = {student_.Arn};
  request.context["aws:principaltype"] = {"User"};
  request.context["aws:principalaccount"] = {account_.id};
  request.context["aws:userid"] = {student_.UserId};
  request.context["aws:username"] = {student_.UserName};
  PolicyDocument everything;
  everything.statements.emplace_back();
  everything.statements.back().effect = Effect::Allow;
  everything.statements.back().Action = {"*"};
  everything.statements.back().Resource = {"*"};
  const Decision decision = evaluate({everything}, of_resource, {student_.Arn, ""}, request);
  return decision == Decision::Allowed ? success()
                                       : Status(access_denied(student_.Arn, request, decision));
}

Result<Role> Iam::may_assume(const std::string& role_arn, Principal principal,
                             ConditionContext context) const {
  const Role* role = state_.role_by_arn(role_arn);
  const std::string action = "sts:AssumeRole";
  if (principal.Service.empty()) {
    const Role* own = state_.find_role(role_of_session(principal.Arn));
    principal.RoleArn = own == nullptr ? "" : own->Arn;
    context["aws:principalarn"] = {own == nullptr ? principal.Arn : own->Arn};
    context["aws:principalaccount"] = {account_.id};
  }
  const bool allowed =
      role != nullptr &&
      evaluate_trust(parse_policy(role->AssumeRolePolicyDocument, PolicyKind::Trust).value(),
                     principal, action, context) == Decision::Allowed;
  if (!allowed) {
    const std::string caller = principal.Service.empty() ? principal.Arn : principal.Service;
    return Failure{"AccessDenied", "User: " + caller + " is not authorized to perform: " + action +
                                       " on resource: " + role_arn};
  }
  return *role;
}

}  // namespace greenroom::iam
