// The Install event as a plan: what is removed, copied and created. Pure functions; the agent
// carries the plan out on the host.
//
// AWS: reference codedeploy.md section 6.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codedeploy/appspec.h"
#include "sim/core/machine.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

// What the last install left, read from its cleanup file: one path a line, in order of creation. An
// unterminated last line is dropped.
[[nodiscard]] std::vector<std::string> parse_cleanup_file(const std::string& text);

// Removes them in reverse: files and symlinks are deleted, directories only when empty.
[[nodiscard]] std::vector<FileChange> cleanup_changes(const std::vector<std::string>& paths,
                                                      const std::vector<FileKind>& kinds);

// One file or directory to bring about.
struct InstallItem {
  std::string from;  // "" for a directory
  std::string to;
  FileKind kind = FileKind::File;
};

// Every destination the AppSpec's `files` asks for, before looking at the host: directories first.
// `archive` is the listing of the unpacked bundle at `archive_directory`. Failure: two sources for
// one destination.
[[nodiscard]] Result<std::vector<InstallItem>> wanted_items(const AppSpec& spec,
                                                            const std::vector<FileEntry>& archive,
                                                            const std::string& archive_directory);

struct InstallPlan {
  std::vector<FileChange> changes;
  std::vector<std::string> created;  // for the next cleanup file
};

// The plan given what stands at each destination now. A file that exists is a conflict: DISALLOW
// fails with AWS's text, OVERWRITE copies, RETAIN skips (and is not part of the next cleanup).
[[nodiscard]] Result<InstallPlan> plan_install(const std::vector<InstallItem>& items,
                                               const std::map<std::string, FileKind>& existing,
                                               FileExistsBehavior behavior);

// Every directory above the destinations, which must be looked at too: "/home", "/home/ec2-user".
[[nodiscard]] std::vector<std::string> paths_to_probe(const std::vector<InstallItem>& items);

// Mode changes the AppSpec's permissions ask for, on objects this install created.
[[nodiscard]] std::vector<FileChange> permission_changes(const AppSpec& spec,
                                                         const std::vector<InstallItem>& items);
// "chown" arguments for owners and groups: one list per object ("ec2-user:ec2-user", paths...).
[[nodiscard]] std::vector<std::vector<std::string>> ownership_commands(
    const AppSpec& spec, const std::vector<InstallItem>& items);

}  // namespace greenroom::codedeploy
