// The bundle of a revision: its format, its top-level folder, its ETag. Pure.
//
// AWS: reference codedeploy.md 3.4.
#pragma once

#include <string>
#include <vector>

#include "sim/core/machine.h"

namespace greenroom::codedeploy {

// bundleType zip, tar or tgz; anything else is treated as tar.
[[nodiscard]] ArchiveFormat format_of(const std::string& bundle_type);

// Moves everything up one level when the archive's top level is exactly one directory that has an
// entry whose name contains "appspec", in any case; nothing otherwise. `listing` is of `archive`.
[[nodiscard]] std::vector<FileChange> strip_changes(const std::vector<FileEntry>& listing,
                                                    const std::string& archive);

// ETags are compared without their quotes.
[[nodiscard]] bool same_etag(std::string a, std::string b);

}  // namespace greenroom::codedeploy
