// Access control lists of an AppSpec's permissions: parsing, and the whole list as setfacl gets it.
//
// AWS: reference codedeploy.md sections 5 and 6 (agent 1.8.1).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/core/result.h"

namespace greenroom::codedeploy {

struct AclEntry {
  bool is_default = false;  // "d:" or "default:": for files made in this directory later
  std::string type;         // user, group, mask, other
  std::string name;         // "" for the owner's own entry
  int permissions = 0;      // 4 read, 2 write, 1 execute
};

// "[d[efault]:][u[ser]|g[roup]|m[ask]|o[ther]:][name]:permissions". `internal` entries may set the
// base permissions, which users set by `mode`. Failure "AppSpecValidationException".
[[nodiscard]] Result<AclEntry> parse_acl_entry(const std::string& text, bool internal = false);

// "default:user:bob:rw-".
[[nodiscard]] std::string to_string(const AclEntry& entry);

// The whole list for an object of this mode, comma separated: the entries asked for, then what the
// agent adds so that the list is complete (owner, group and others of the mode; a mask when users
// or groups are named).
[[nodiscard]] std::string complete_acl(const std::vector<AclEntry>& entries, std::uint32_t mode);

}  // namespace greenroom::codedeploy
