// Owners and access control lists of files inside a machine, by the machine's own user names.
#pragma once

#include <string>

#include "sim/core/result.h"

namespace greenroom::real {

// `owner_and_group` is "owner:group"; an empty half is left as it is. Failures: k_unknown_user,
// k_beyond_this_computer (a user namespace with one user only), FileError.
[[nodiscard]] Status change_owner(const std::string& path, const std::string& owner_and_group);

// A complete list in setfacl's long form, comma separated; the last of equal entries counts.
// Failures: k_invalid_acl, k_beyond_this_computer, FileError.
[[nodiscard]] Status set_acl(const std::string& path, const std::string& list);

}  // namespace greenroom::real
