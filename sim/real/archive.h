// Archives by libarchive: writing zips that are the same bytes every time, and unpacking bundles
// without letting an entry out of its directory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/limits.h"
#include "sim/core/machine.h"
#include "sim/core/result.h"

namespace greenroom::real {

struct ArchiveEntry {
  std::string path;  // relative, '/' separated
  std::uint32_t mode = 0644;
  std::string content;
  std::string link_target;  // not empty: a symlink
};

// A zip of the entries, sorted by path, all with the same modification time. Stored, not deflated,
// so that the bytes (and with them the ETag) do not depend on the version of a compression library;
// no time zone, user or group of this computer gets in.
[[nodiscard]] std::string write_zip(std::vector<ArchiveEntry> entries, std::int64_t unix_seconds);

// Unpacks into an existing directory of the calling process's file system. Keeps modes and
// symlinks. Failures: ArchiveEscape (an entry is absolute, contains "..", or goes through a
// symlink; nothing of it is written), ArchiveBroken, ArchiveTooLarge, DiskFull. What was unpacked
// before stays.
[[nodiscard]] Status unpack(std::string_view archive, ArchiveFormat format,
                            const std::string& directory, const Limits& limits);

// What is in an archive, in its order; folders' paths end with a slash. ArchiveBroken.
[[nodiscard]] Result<std::vector<ArchiveEntry>> read_entries(std::string_view archive);

}  // namespace greenroom::real
