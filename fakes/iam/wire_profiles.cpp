// Instance profiles and the user, behind the wire.
#include "fakes/iam/wire_handlers.h"

namespace greenroom::iam {
namespace {

std::string profile_name(const aws::Json& input) {
  return wire::text_of(input, "InstanceProfileName");
}

aws::Json profile_of(Context cx, const Iam& iam, const InstanceProfile& profile) {
  aws::Json roles{aws::JsonKind::Array, {}, {}, {}};
  if (!profile.role.empty()) {
    roles.items.push_back(role_of(cx, *iam.state().find_role(profile.role)));
  }
  wire::Object told;
  told.add("Path", wire::text(profile.Path))
      .add("InstanceProfileName", wire::text(profile.InstanceProfileName))
      .add("InstanceProfileId", wire::text(profile.InstanceProfileId))
      .add("Arn", wire::text(profile.Arn))
      .add("CreateDate", wire::timestamp(cx.epoch(), profile.CreateDate))
      .add("Roles", roles);
  if (!profile.tags.empty()) {
    told.add("Tags", wire::tags_of(profile.tags));
  }
  return told.take();
}

Result<aws::Json> told(Context cx, const Iam& iam, const Result<InstanceProfile>& profile) {
  if (!profile) {
    return profile.failure();
  }
  return wire::Object().add("InstanceProfile", profile_of(cx, iam, profile.value())).take();
}

Result<aws::Json> create_instance_profile(Iam& iam, Context cx, const aws::Json& input) {
  return told(cx, iam,
              iam.CreateInstanceProfile(cx, profile_name(input), wire::text_of(input, "Path"),
                                        wire::read_tags(input, "Tags")));
}

Result<aws::Json> get_instance_profile(Iam& iam, Context cx, const aws::Json& input) {
  return told(cx, iam, iam.GetInstanceProfile(profile_name(input)));
}

Result<aws::Json> list_instance_profiles(Iam& iam, Context cx, const aws::Json& input) {
  const std::string prefix = wire::text_of(input, "PathPrefix");
  aws::Json all{aws::JsonKind::Array, {}, {}, {}};
  for (const auto& [name, profile] : iam.state().profiles) {
    if (profile.Path.rfind(prefix, 0) == 0) {
      all.items.push_back(profile_of(cx, iam, profile));
    }
  }
  return page(input, "InstanceProfiles", all);
}

Result<aws::Json> list_instance_profiles_for_role(Iam& iam, Context cx, const aws::Json& input) {
  const std::string role = wire::text_of(input, "RoleName");
  if (const Result<Role> found = iam.GetRole(role); !found) {
    return found.failure();
  }
  aws::Json all{aws::JsonKind::Array, {}, {}, {}};
  for (const auto& [name, profile] : iam.state().profiles) {
    if (profile.role == role) {
      all.items.push_back(profile_of(cx, iam, profile));
    }
  }
  return page(input, "InstanceProfiles", all);
}

Result<aws::Json> add_role(Iam& iam, Context cx, const aws::Json& input) {
  return done(
      iam.AddRoleToInstanceProfile(cx, profile_name(input), wire::text_of(input, "RoleName")));
}

Result<aws::Json> remove_role(Iam& iam, Context cx, const aws::Json& input) {
  return done(
      iam.RemoveRoleFromInstanceProfile(cx, profile_name(input), wire::text_of(input, "RoleName")));
}

Result<aws::Json> delete_instance_profile(Iam& iam, Context cx, const aws::Json& input) {
  return done(iam.DeleteInstanceProfile(cx, profile_name(input)));
}

Result<aws::Json> get_user(Iam& iam, Context cx, const aws::Json& input) {
  const User& student = iam.student();
  const std::string name = wire::text_of(input, "UserName");
  if (!name.empty() && name != student.UserName) {
    return Failure{"NoSuchEntity", "The user with name " + name + " cannot be found."};
  }
  return wire::Object()
      .add("User", wire::Object()
                       .add("Path", wire::text(student.Path))
                       .add("UserName", wire::text(student.UserName))
                       .add("UserId", wire::text(student.UserId))
                       .add("Arn", wire::text(student.Arn))
                       .add("CreateDate", wire::timestamp(cx.epoch(), student.CreateDate))
                       .take())
      .take();
}

}  // namespace

const Handlers& profile_handlers() {
  static const Handlers all = {{"CreateInstanceProfile", create_instance_profile},
                               {"GetInstanceProfile", get_instance_profile},
                               {"ListInstanceProfiles", list_instance_profiles},
                               {"ListInstanceProfilesForRole", list_instance_profiles_for_role},
                               {"AddRoleToInstanceProfile", add_role},
                               {"RemoveRoleFromInstanceProfile", remove_role},
                               {"DeleteInstanceProfile", delete_instance_profile},
                               {"GetUser", get_user}};
  return all;
}

}  // namespace greenroom::iam
