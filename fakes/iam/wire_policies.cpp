// Managed policies behind the wire.
#include <algorithm>
#include <utility>

#include "fakes/iam/wire_handlers.h"

namespace greenroom::iam {
namespace {

std::string policy_arn(const aws::Json& input) {
  return wire::text_of(input, "PolicyArn");
}

// Of lists, descriptions and tags are left out, as on AWS.
aws::Json policy_of(Context cx, const Iam& iam, const Policy& policy, bool whole) {
  wire::Object told;
  told.add("PolicyName", wire::text(policy.PolicyName))
      .add("PolicyId", wire::text(policy.PolicyId))
      .add("Arn", wire::text(policy.Arn))
      .add("Path", wire::text(policy.Path))
      .add("DefaultVersionId", wire::text(policy.DefaultVersionId))
      .add("AttachmentCount", wire::number(iam.state().attachments_of(policy.Arn)))
      .add("PermissionsBoundaryUsageCount", wire::number(0))
      .add("IsAttachable", flag(true))
      .add("CreateDate", wire::timestamp(cx.epoch(), policy.CreateDate))
      .add("UpdateDate", wire::timestamp(cx.epoch(), policy.UpdateDate));
  if (whole) {
    told.add_unless_empty("Description", policy.Description)
        .add("Tags", wire::tags_of(policy.tags));
  }
  return told.take();
}

aws::Json version_of(Context cx, const Policy& policy, const PolicyVersion& version, bool whole) {
  wire::Object told;
  if (whole) {
    told.add("Document", document(version.Document));
  }
  return told.add("VersionId", wire::text(version.VersionId))
      .add("IsDefaultVersion", flag(version.VersionId == policy.DefaultVersionId))
      .add("CreateDate", wire::timestamp(cx.epoch(), version.CreateDate))
      .take();
}

Result<aws::Json> create_policy(Iam& iam, Context cx, const aws::Json& input) {
  CreatePolicyInput wanted;
  wanted.PolicyName = wire::text_of(input, "PolicyName");
  wanted.Path = wire::text_of(input, "Path");
  wanted.PolicyDocument = wire::text_of(input, "PolicyDocument");
  wanted.Description = wire::text_of(input, "Description");
  wanted.tags = wire::read_tags(input, "Tags");
  const Result<Policy> made = iam.CreatePolicy(cx, std::move(wanted));
  if (!made) {
    return made.failure();
  }
  return wire::Object().add("Policy", policy_of(cx, iam, made.value(), true)).take();
}

Result<aws::Json> get_policy(Iam& iam, Context cx, const aws::Json& input) {
  const Result<Policy> found = iam.GetPolicy(policy_arn(input));
  if (!found) {
    return found.failure();
  }
  return wire::Object().add("Policy", policy_of(cx, iam, found.value(), true)).take();
}

Result<aws::Json> list_policies(Iam& iam, Context cx, const aws::Json& input) {
  const std::string scope = wire::text_of(input, "Scope");
  const std::string prefix = wire::text_of(input, "PathPrefix");
  const bool only_boundaries = wire::text_of(input, "PolicyUsageFilter") == "PermissionsBoundary";
  aws::Json all{aws::JsonKind::Array, {}, {}, {}};
  for (const auto& [arn, policy] : iam.state().policies) {
    const bool of_aws = arn.rfind("arn:aws:iam::aws:", 0) == 0;
    const bool in_scope = scope.empty() || scope == "All" || of_aws == (scope == "AWS");
    const bool attached =
        !wire::flag_of(input, "OnlyAttached") || iam.state().attachments_of(arn) > 0;
    if (in_scope && attached && !only_boundaries && policy.Path.rfind(prefix, 0) == 0) {
      all.items.push_back(policy_of(cx, iam, policy, false));
    }
  }
  return page(input, "Policies", all);
}

Result<aws::Json> get_policy_version(Iam& iam, Context cx, const aws::Json& input) {
  const Result<PolicyVersion> version =
      iam.GetPolicyVersion(policy_arn(input), wire::text_of(input, "VersionId"));
  if (!version) {
    return version.failure();
  }
  const Policy& policy = *iam.state().find_policy(policy_arn(input));
  return wire::Object().add("PolicyVersion", version_of(cx, policy, version.value(), true)).take();
}

// The newest first.
Result<aws::Json> list_policy_versions(Iam& iam, Context cx, const aws::Json& input) {
  const Result<Policy> policy = iam.GetPolicy(policy_arn(input));
  if (!policy) {
    return policy.failure();
  }
  aws::Json all = wire::list_of(policy.value().versions, [&](const PolicyVersion& version) {
    return version_of(cx, policy.value(), version, false);
  });
  std::reverse(all.items.begin(), all.items.end());
  return page(input, "Versions", all);
}

Result<aws::Json> create_policy_version(Iam& iam, Context cx, const aws::Json& input) {
  const Result<PolicyVersion> made =
      iam.CreatePolicyVersion(cx, policy_arn(input), wire::text_of(input, "PolicyDocument"),
                              wire::flag_of(input, "SetAsDefault"));
  if (!made) {
    return made.failure();
  }
  const Policy& policy = *iam.state().find_policy(policy_arn(input));
  return wire::Object().add("PolicyVersion", version_of(cx, policy, made.value(), false)).take();
}

Result<aws::Json> set_default_policy_version(Iam& iam, Context, const aws::Json& input) {
  return done(iam.SetDefaultPolicyVersion(policy_arn(input), wire::text_of(input, "VersionId")));
}

Result<aws::Json> delete_policy_version(Iam& iam, Context, const aws::Json& input) {
  return done(iam.DeletePolicyVersion(policy_arn(input), wire::text_of(input, "VersionId")));
}

Result<aws::Json> delete_policy(Iam& iam, Context, const aws::Json& input) {
  return done(iam.DeletePolicy(policy_arn(input)));
}

// There are roles only; users and groups have no policies here.
Result<aws::Json> list_entities_for_policy(Iam& iam, Context, const aws::Json& input) {
  const std::string arn = policy_arn(input);
  if (const Result<Policy> found = iam.GetPolicy(arn); !found) {
    return found.failure();
  }
  const std::string entities = wire::text_of(input, "EntityFilter");
  const std::string prefix = wire::text_of(input, "PathPrefix");
  const bool no_roles = (!entities.empty() && entities != "Role") ||
                        wire::text_of(input, "PolicyUsageFilter") == "PermissionsBoundary";
  aws::Json all{aws::JsonKind::Array, {}, {}, {}};
  for (const auto& [name, role] : iam.state().roles) {
    const bool has = std::count(role.attached.begin(), role.attached.end(), arn) > 0;
    if (has && !no_roles && role.Path.rfind(prefix, 0) == 0) {
      all.items.push_back(wire::Object()
                              .add("RoleName", wire::text(name))
                              .add("RoleId", wire::text(role.RoleId))
                              .take());
    }
  }
  return page(input, "PolicyRoles", all);
}

}  // namespace

const Handlers& policy_handlers() {
  static const Handlers all = {{"CreatePolicy", create_policy},
                               {"GetPolicy", get_policy},
                               {"ListPolicies", list_policies},
                               {"GetPolicyVersion", get_policy_version},
                               {"ListPolicyVersions", list_policy_versions},
                               {"CreatePolicyVersion", create_policy_version},
                               {"SetDefaultPolicyVersion", set_default_policy_version},
                               {"DeletePolicyVersion", delete_policy_version},
                               {"DeletePolicy", delete_policy},
                               {"ListEntitiesForPolicy", list_entities_for_policy}};
  return all;
}

}  // namespace greenroom::iam
