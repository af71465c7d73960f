#include "fakes/codedeploy/permission_plan.h"

#include <algorithm>
#include <optional>

#include "fakes/codedeploy/paths.h"

namespace greenroom::codedeploy {
namespace {

Failure refused(const std::string& message) {
  return {"InstallException", "The deployment failed because " + message};
}

bool wants(const AppSpecPermission& permission, const std::string& type) {
  return std::find(permission.type.begin(), permission.type.end(), type) != permission.type.end();
}

bool matches_from(const std::string& pattern, std::size_t p, const std::string& name,
                  std::size_t n) {
  if (p == pattern.size()) {
    return n == name.size();
  }
  if (pattern[p] == '*') {
    return matches_from(pattern, p + 1, name, n) ||
           (n < name.size() && matches_from(pattern, p, name, n + 1));
  }
  return n < name.size() && pattern[p] == name[n] && matches_from(pattern, p + 1, name, n + 1);
}

bool matches(const AppSpecPermission& permission, const std::string& path) {
  const std::string object = expand_path(permission.object);
  const std::string base = object == "/" ? "" : object;
  if (path.rfind(base + "/", 0) != 0) {
    return false;
  }
  const std::string rest = path.substr(base.size() + 1);
  const bool excepted =
      std::any_of(permission.except.begin(), permission.except.end(),
                  [&](const std::string& glob) { return matches_simple_glob(glob, rest); });
  return !excepted && (permission.pattern == "**" || matches_simple_glob(permission.pattern, rest));
}

// A single file takes neither a pattern nor exceptions.
Status check_file_permission(const AppSpecPermission& permission) {
  if (permission.pattern != "**") {
    return refused("the application specification file includes an object (" + permission.object +
                   ") with an invalid pattern (" + permission.pattern +
                   "), such as a pattern for a file applied to a directory. Correct the "
                   "permissions section of the AppSpec file, and then try again.");
  }
  if (permission.except.empty()) {
    return success();
  }
  std::string list;
  for (const std::string& glob : permission.except) {
    list += (list.empty() ? "\"" : ", \"") + glob + "\"";
  }
  return refused("the except parameter for a pattern in the permissions section ([" + list +
                 "]) for the object named " + permission.object +
                 " contains an invalid format. Update the AppSpec file, and then try again.");
}

Status check_file_acl(const AppSpecPermission& permission) {
  const bool has_default =
      permission.acls && std::any_of(permission.acls->begin(), permission.acls->end(),
                                     [](const AclEntry& entry) { return entry.is_default; });
  if (has_default) {
    return refused(
        "the -d parameter has been specified to apply an acl setting to a file. This parameter is "
        "supported for directories only. Update the AppSpec file, and then try again.");
  }
  return success();
}

std::string octal(std::uint32_t mode) {
  std::string digits;
  for (; mode != 0 || digits.size() < 3; mode >>= 3) {
    digits.insert(digits.begin(), static_cast<char>('0' + (mode & 7u)));
  }
  return digits;
}

std::uint32_t mode_of(const AppSpecPermission& permission, const PlannedObjects& objects,
                      const std::string& path) {
  const auto copied = objects.copies.find(path);
  return permission.mode.value_or(copied == objects.copies.end() ? 0755u : copied->second.mode);
}

std::string semanage_arguments(const AppSpecContext& context) {
  return (context.name.empty() ? "" : "-s " + context.name + " ") + "-t " + context.type +
         (context.range.empty() ? "" : " -r " + context.range);
}

// The order per object is fixed: mode, acls, SELinux context, owner.
Status set_permissions(const AppSpecPermission& permission, const std::string& path,
                       PlannedObjects& objects) {
  if (!objects.permitted.insert(path).second) {
    return refused("the permissions setting for (" + path +
                   ") is specified more than once in the application specification file. Update "
                   "the files section of the AppSpec file, and then try again.");
  }
  std::vector<Instruction>& out = objects.instructions;
  if (permission.mode) {
    out.push_back({InstructionType::chmod, path, "", octal(*permission.mode)});
  }
  if (permission.acls) {
    out.push_back({InstructionType::setfacl, path, "",
                   complete_acl(*permission.acls, mode_of(permission, objects, path))});
  }
  if (permission.context) {
    out.push_back({InstructionType::semanage, path, "", semanage_arguments(*permission.context)});
  }
  if (!permission.owner.empty() || !permission.group.empty()) {
    out.push_back({InstructionType::chown, path, "", permission.owner + ":" + permission.group});
  }
  return success();
}

}  // namespace

bool matches_simple_glob(const std::string& pattern, const std::string& name) {
  return name.find('/') == std::string::npos && matches_from(pattern, 0, name, 0);
}

Status plan_permission(const AppSpecPermission& permission,
                       const std::map<std::string, FileKind>& existing, PlannedObjects& objects) {
  const std::string object = expand_path(permission.object);
  if (objects.copies.count(object) > 0) {
    if (!wants(permission, "file")) {
      return success();
    }
    for (const Status& checked : {check_file_permission(permission), check_file_acl(permission)}) {
      if (!checked.ok()) {
        return checked;
      }
    }
    return set_permissions(permission, object, objects);
  }
  const auto found = existing.find(object);
  const bool on_host = found != existing.end() && found->second == FileKind::Directory;
  if (!objects.is_directory(object) && !on_host) {
    return success();
  }
  for (const bool directories : {false, true}) {
    if (!wants(permission, directories ? "directory" : "file")) {
      continue;
    }
    const std::vector<std::string> paths = directories ? objects.directories : objects.files;
    for (const std::string& path : paths) {
      if (!matches(permission, path)) {
        continue;
      }
      const Status checked = directories ? success() : check_file_acl(permission);
      const Status set = checked.ok() ? set_permissions(permission, path, objects) : checked;
      if (!set.ok()) {
        return set;
      }
    }
  }
  return success();
}

}  // namespace greenroom::codedeploy
