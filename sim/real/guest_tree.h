// Files of a machine, looked at and copied from inside it: an app with its node_modules has
// thousands, so each costs as few system calls as will do.
#pragma once

#include <string>
#include <system_error>
#include <vector>

#include "sim/core/machine.h"

namespace greenroom::real {

// What is at `path`; a symlink is not followed.
[[nodiscard]] FileKind kind_at(const std::string& path);

// Appends everything below `directory`, sorted by path.
[[nodiscard]] std::error_code list_tree(const std::string& directory,
                                        std::vector<FileEntry>& entries);

// Copies keep mode and modification time; a symlink is recreated, anything else that is no regular
// file is refused (the agent's FileUtils.cp_r).
[[nodiscard]] std::error_code copy_one_file(const std::string& from, const std::string& to);

}  // namespace greenroom::real
