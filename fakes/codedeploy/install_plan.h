// The Install event as a plan: what is removed, copied, created and whose it becomes. Pure
// functions; the agent carries the plan out on the host.
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

// One file or directory that the AppSpec's `files` asks for.
struct InstallItem {
  std::string from;  // "" for a directory
  std::string to;
  FileKind kind = FileKind::File;
  std::uint32_t mode = 0644;  // of `from`
};

// Every destination, in the order of `files`, before looking at the host. `archive` is the listing
// of the unpacked bundle at `archive_directory`. Hidden files count; a symlinked directory is
// copied as a real one; a source that is not there is planned as a file and fails when it is
// copied.
[[nodiscard]] std::vector<InstallItem> wanted_items(const AppSpec& spec,
                                                    const std::vector<FileEntry>& archive,
                                                    const std::string& archive_directory);

// Every path whose presence decides something: destinations, the directories above them, the
// objects of permissions.
[[nodiscard]] std::vector<std::string> paths_to_probe(const AppSpec& spec,
                                                      const std::vector<InstallItem>& items);

// The agent's own words in its install.json.
enum class InstructionType { copy, mkdir, chmod, setfacl, semanage, chown };

struct Instruction {
  InstructionType type = InstructionType::copy;
  std::string path;  // destination, directory or object
  std::string from;  // copy
  // copy: where the bytes go, which may be inside `path`; chmod "644"; chown "owner:group"; setfacl
  // the whole list; semanage its arguments.
  std::string text;
};

struct InstallPlan {
  std::vector<Instruction> instructions;
};

// The plan, given what stands at each probed path now. Everything that can fail before the first
// copy fails here, with the agent's text: a file that exists under DISALLOW (OVERWRITE copies over
// it, RETAIN skips it), two sources for one destination, permissions that contradict each other.
[[nodiscard]] Result<InstallPlan> plan_install(const AppSpec& spec,
                                               const std::vector<InstallItem>& items,
                                               const std::map<std::string, FileKind>& existing,
                                               FileExistsBehavior behavior);

// The content of "<group id>-install.json".
[[nodiscard]] std::string install_json(const InstallPlan& plan);

// The plan as changes of files. Each created path is noted in the cleanup file: a copy before it
// happens, a directory after. They end before the first `semanage`, which no machine here knows.
[[nodiscard]] std::vector<FileChange> changes_of(const InstallPlan& plan,
                                                 const std::string& cleanup_path);
// The agent's text when the plan has a `semanage`, as on a host without SELinux tools; ""
// otherwise.
[[nodiscard]] std::string context_failure(const InstallPlan& plan);
// The agent's text for a change that the host refused.
[[nodiscard]] std::string install_failure(const Failure& failure);

}  // namespace greenroom::codedeploy
