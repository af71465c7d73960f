// Roles behind the wire.
#include <utility>

#include "fakes/iam/wire_handlers.h"

namespace greenroom::iam {
namespace {

std::string role_name(const aws::Json& input) {
  return wire::text_of(input, "RoleName");
}

Result<aws::Json> told(Context cx, const Result<Role>& role) {
  if (!role) {
    return role.failure();
  }
  return wire::Object().add("Role", role_of(cx, role.value())).take();
}

Result<aws::Json> create_role(Iam& iam, Context cx, const aws::Json& input) {
  if (input.find("PermissionsBoundary") != nullptr) {
    return Failure{"InvalidInput", "PermissionsBoundary is not supported here"};
  }
  CreateRoleInput wanted;
  wanted.RoleName = role_name(input);
  wanted.Path = wire::text_of(input, "Path");
  wanted.AssumeRolePolicyDocument = wire::text_of(input, "AssumeRolePolicyDocument");
  wanted.Description = wire::text_of(input, "Description");
  wanted.MaxSessionDuration =
      wire::number_of(input, "MaxSessionDuration", wanted.MaxSessionDuration);
  wanted.tags = wire::read_tags(input, "Tags");
  return told(cx, iam.CreateRole(cx, std::move(wanted)));
}

Result<aws::Json> get_role(Iam& iam, Context cx, const aws::Json& input) {
  return told(cx, iam.GetRole(role_name(input)));
}

// Of a list the tags are left out, as on AWS.
Result<aws::Json> list_roles(Iam& iam, Context cx, const aws::Json& input) {
  const std::string prefix = wire::text_of(input, "PathPrefix");
  aws::Json all{aws::JsonKind::Array, {}, {}, {}};
  for (const auto& [name, role] : iam.state().roles) {
    if (role.Path.rfind(prefix, 0) == 0) {
      Role shown = role;
      shown.tags.clear();
      all.items.push_back(role_of(cx, shown));
    }
  }
  return page(input, "Roles", all);
}

Result<aws::Json> update_role(Iam& iam, Context, const aws::Json& input) {
  const Result<Role> before = iam.GetRole(role_name(input));
  if (!before) {
    return before.failure();
  }
  const std::string description = wire::text_of(input, "Description");
  return done(iam.UpdateRole(
      role_name(input), input.find("Description") == nullptr ? nullptr : &description,
      wire::number_of(input, "MaxSessionDuration", before.value().MaxSessionDuration)));
}

Result<aws::Json> update_role_description(Iam& iam, Context cx, const aws::Json& input) {
  const Result<aws::Json> updated = update_role(iam, cx, input);
  return updated ? told(cx, iam.GetRole(role_name(input))) : updated;
}

Result<aws::Json> update_assume_role_policy(Iam& iam, Context, const aws::Json& input) {
  return done(iam.UpdateAssumeRolePolicy(role_name(input), wire::text_of(input, "PolicyDocument")));
}

Result<aws::Json> delete_role(Iam& iam, Context cx, const aws::Json& input) {
  return done(iam.DeleteRole(cx, role_name(input)));
}

Result<aws::Json> create_service_linked_role(Iam& iam, Context cx, const aws::Json& input) {
  if (input.find("CustomSuffix") != nullptr) {
    return Failure{"InvalidInput", "CustomSuffix is not supported here"};
  }
  return told(cx, iam.CreateServiceLinkedRole(cx, wire::text_of(input, "AWSServiceName"),
                                              wire::text_of(input, "Description")));
}

Result<aws::Json> tag_role(Iam& iam, Context, const aws::Json& input) {
  return done(iam.TagRole(role_name(input), wire::read_tags(input, "Tags")));
}

Result<aws::Json> untag_role(Iam& iam, Context, const aws::Json& input) {
  return done(iam.UntagRole(role_name(input), wire::texts_of(input, "TagKeys")));
}

Result<aws::Json> list_role_tags(Iam& iam, Context, const aws::Json& input) {
  const Result<Role> role = iam.GetRole(role_name(input));
  if (!role) {
    return role.failure();
  }
  return page(input, "Tags", wire::tags_of(role.value().tags));
}

}  // namespace

const Handlers& role_handlers() {
  static const Handlers all = {{"CreateRole", create_role},
                               {"GetRole", get_role},
                               {"ListRoles", list_roles},
                               {"UpdateRole", update_role},
                               {"UpdateRoleDescription", update_role_description},
                               {"UpdateAssumeRolePolicy", update_assume_role_policy},
                               {"DeleteRole", delete_role},
                               {"CreateServiceLinkedRole", create_service_linked_role},
                               {"TagRole", tag_role},
                               {"UntagRole", untag_role},
                               {"ListRoleTags", list_role_tags}};
  return all;
}

}  // namespace greenroom::iam
