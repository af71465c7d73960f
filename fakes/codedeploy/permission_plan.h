// Which objects of an install a permission of the AppSpec applies to, and what is done to them.
//
// AWS: reference codedeploy.md section 6, last paragraph.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fakes/codedeploy/install_plan.h"

namespace greenroom::codedeploy {

// What one install creates, and the instructions so far.
struct PlannedObjects {
  std::map<std::string, InstallItem> copies;  // by destination
  std::vector<std::string> files;             // the destinations in order
  std::vector<std::string> directories;       // made by this install, in order
  std::set<std::string> made;                 // the same
  std::set<std::string> permitted;            // objects that have their permissions
  std::vector<Instruction> instructions;

  [[nodiscard]] bool is_directory(const std::string& path) const { return made.count(path) > 0; }
};

// Adds the instructions of one permission. A file object gets it itself; of a directory object what
// lies below it and was created by this install: `**` at any depth, another glob among the
// immediate children, never the object itself. An object that is not there is ignored.
[[nodiscard]] Status plan_permission(const AppSpecPermission& permission,
                                     const std::map<std::string, FileKind>& existing,
                                     PlannedObjects& objects);

// `*` is the one wildcard; a name with a '/' never matches.
[[nodiscard]] bool matches_simple_glob(const std::string& pattern, const std::string& name);

}  // namespace greenroom::codedeploy
