// The policies of roles, behind the wire.
#include "fakes/iam/wire_handlers.h"

namespace greenroom::iam {
namespace {

std::string role_name(const aws::Json& input) {
  return wire::text_of(input, "RoleName");
}
std::string policy_name(const aws::Json& input) {
  return wire::text_of(input, "PolicyName");
}
std::string policy_arn(const aws::Json& input) {
  return wire::text_of(input, "PolicyArn");
}

Result<aws::Json> put_role_policy(Iam& iam, Context cx, const aws::Json& input) {
  return done(iam.PutRolePolicy(cx, role_name(input), policy_name(input),
                                wire::text_of(input, "PolicyDocument")));
}

Result<aws::Json> get_role_policy(Iam& iam, Context, const aws::Json& input) {
  const Result<std::string> found = iam.GetRolePolicy(role_name(input), policy_name(input));
  if (!found) {
    return found.failure();
  }
  return wire::Object()
      .add("RoleName", wire::text(role_name(input)))
      .add("PolicyName", wire::text(policy_name(input)))
      .add("PolicyDocument", document(found.value()))
      .take();
}

Result<aws::Json> list_role_policies(Iam& iam, Context, const aws::Json& input) {
  const Result<Role> role = iam.GetRole(role_name(input));
  if (!role) {
    return role.failure();
  }
  return page(input, "PolicyNames",
              wire::list_of(role.value().inline_policies,
                            [](const auto& policy) { return wire::text(policy.first); }));
}

Result<aws::Json> delete_role_policy(Iam& iam, Context cx, const aws::Json& input) {
  return done(iam.DeleteRolePolicy(cx, role_name(input), policy_name(input)));
}

Result<aws::Json> attach_role_policy(Iam& iam, Context cx, const aws::Json& input) {
  return done(iam.AttachRolePolicy(cx, role_name(input), policy_arn(input)));
}

Result<aws::Json> detach_role_policy(Iam& iam, Context cx, const aws::Json& input) {
  return done(iam.DetachRolePolicy(cx, role_name(input), policy_arn(input)));
}

Result<aws::Json> list_attached_role_policies(Iam& iam, Context, const aws::Json& input) {
  const Result<Role> role = iam.GetRole(role_name(input));
  if (!role) {
    return role.failure();
  }
  const std::string prefix = wire::text_of(input, "PathPrefix");
  aws::Json all{aws::JsonKind::Array, {}, {}, {}};
  for (const std::string& arn : role.value().attached) {
    const Policy& policy = *iam.state().find_policy(arn);
    if (policy.Path.rfind(prefix, 0) == 0) {
      all.items.push_back(wire::Object()
                              .add("PolicyName", wire::text(policy.PolicyName))
                              .add("PolicyArn", wire::text(arn))
                              .take());
    }
  }
  return page(input, "AttachedPolicies", all);
}

}  // namespace

const Handlers& role_policy_handlers() {
  static const Handlers all = {{"PutRolePolicy", put_role_policy},
                               {"GetRolePolicy", get_role_policy},
                               {"ListRolePolicies", list_role_policies},
                               {"DeleteRolePolicy", delete_role_policy},
                               {"AttachRolePolicy", attach_role_policy},
                               {"DetachRolePolicy", detach_role_policy},
                               {"ListAttachedRolePolicies", list_attached_role_policies}};
  return all;
}

}  // namespace greenroom::iam
