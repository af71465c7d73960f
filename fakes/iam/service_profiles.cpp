// Instance profiles: how a role gets onto an instance.
#include <algorithm>
#include <utility>

#include "fakes/iam/service.h"

namespace greenroom::iam {
namespace {

Failure no_such_profile(const std::string& name) {
  return {"NoSuchEntity", "Instance Profile " + name + " cannot be found."};
}

void trace_profile(Context cx, const std::string& name, const char* change,
                   const std::string& role) {
  cx.trace("iam.instance_profile", {{"name", name}, {"change", change}, {"role", role}});
}

}  // namespace

Result<InstanceProfile> Iam::CreateInstanceProfile(Context cx, const std::string& name,
                                                   const std::string& path, Tags tags) {
  if (state_.has_profile_like(name)) {
    return Failure{"EntityAlreadyExists", "Instance Profile " + name + " already exists."};
  }
  InstanceProfile profile;
  profile.Path = path.empty() ? "/" : path;
  profile.InstanceProfileName = name;
  profile.InstanceProfileId = mint("AIPA");
  profile.Arn = "arn:aws:iam::" + account_.id + ":instance-profile" + profile.Path + name;
  profile.CreateDate = cx.now();
  profile.tags = std::move(tags);
  state_.profiles[name] = profile;
  trace_profile(cx, name, "created", "");
  return profile;
}

void Iam::furnish_profile(const std::string& name, const std::string& role) {
  SIM_ASSERT(state_.find_profile(name) == nullptr, "nobody has made the profile already");
  InstanceProfile profile;
  profile.InstanceProfileName = name;
  profile.InstanceProfileId = mint("AIPA");
  profile.Arn = "arn:aws:iam::" + account_.id + ":instance-profile/" + name;
  profile.role = role;
  state_.profiles[name] = std::move(profile);
}

Result<InstanceProfile> Iam::GetInstanceProfile(const std::string& name) const {
  const InstanceProfile* profile = state_.find_profile(name);
  if (profile == nullptr) {
    return no_such_profile(name);
  }
  return *profile;
}

Status Iam::AddRoleToInstanceProfile(Context cx, const std::string& profile_name,
                                     const std::string& role) {
  InstanceProfile* profile = state_.find_profile(profile_name);
  if (profile == nullptr) {
    return no_such_profile(profile_name);
  }
  if (const Result<Role> found = GetRole(role); !found) {
    return found.failure();
  }
  if (!profile->role.empty()) {
    return Failure{"LimitExceeded",
                   "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"};
  }
  profile->role = role;
  trace_profile(cx, profile_name, "role added", role);
  return success();
}

Status Iam::RemoveRoleFromInstanceProfile(Context cx, const std::string& profile_name,
                                          const std::string& role) {
  InstanceProfile* profile = state_.find_profile(profile_name);
  if (profile == nullptr) {
    return no_such_profile(profile_name);
  }
  if (role.empty() || profile->role != role) {
    return Failure{"NoSuchEntity",
                   "Role " + role + " in Instance Profile " + profile_name + " not found."};
  }
  profile->role.clear();
  trace_profile(cx, profile_name, "role removed", role);
  return success();
}

Status Iam::DeleteInstanceProfile(Context cx, const std::string& name) {
  const InstanceProfile* profile = state_.find_profile(name);
  if (profile == nullptr) {
    return no_such_profile(name);
  }
  if (!profile->role.empty()) {
    return Failure{"DeleteConflict",
                   "Cannot delete entity, must remove roles from instance profile first."};
  }
  state_.profiles.erase(name);
  trace_profile(cx, name, "deleted", "");
  return success();
}

}  // namespace greenroom::iam
