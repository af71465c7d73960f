// A machine without processes, for tests of fakes: files in memory, commands that do what the test
// says. A command that nobody described succeeds at once and prints nothing.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/core/machine.h"
#include "sim/core/waiting.h"

namespace greenroom::test {

struct ScriptedCommand {
  int exit_code = 0;
  std::string out;
  std::string err;
  Duration takes;                // virtual
  bool hangs = false;            // never ends by itself
  bool ignores_sigterm = false;  // only SIGKILL ends it
  bool keeps_stdout = false;     // a child of it holds the pipe open for ever
  int killed_by = 0;             // not 0: a signal ends it
  std::string start_error;       // not empty: exec fails with this text
};

// What was started, in order.
struct StartedCommand {
  std::string text;  // the arguments, joined by spaces, and the script they name, if there is one
  Command command;
  Instant at;
};

class ScriptedMachine final : public Machine {
 public:
  // Commands whose text contains `part` do `what`; the first that was described and fits counts.
  void on(std::string part, ScriptedCommand what) { scripted_.emplace_back(std::move(part), what); }
  // The next one of its kind does something else, once.
  void once(std::string part, ScriptedCommand what) { once_.emplace_back(std::move(part), what); }

  ProcessId start(Context cx, Command command) override;
  Task<ProcessStatus> wait(Context cx, ProcessId process, Instant deadline) override;
  void signal_group(ProcessId process, int signal_number) override;
  Task<Status> unpack(Context cx, std::string archive, ArchiveFormat format,
                      std::string directory) override;
  Task<Result<std::vector<FileEntry>>> list(Context cx, std::string directory) override;
  Task<std::vector<FileKind>> probe(Context cx, std::vector<std::string> paths) override;
  Task<Result<std::string>> read_file(Context cx, std::string path) override;
  Task<Status> apply(Context cx, std::vector<FileChange> changes) override;
  Task<Result<std::string>> pack(Context cx, PackRequest request) override;

  std::map<std::string, std::string> files;    // content by absolute path; directories are implied
  std::map<std::string, std::uint32_t> modes;  // of files whose mode was changed or given
  std::map<std::string, std::string> owners;   // "owner:group" by path, once changed
  std::map<std::string, std::string> acls;     // by path, once set
  std::set<std::string> users = {"root", "ec2-user"};  // and groups
  std::set<std::string> read_only;                     // paths that no change succeeds on
  std::vector<StartedCommand> started;
  std::vector<int> signals;  // all that were sent

  // How many of the started commands have `part` in their text.
  [[nodiscard]] int count(const std::string& part) const;

 private:
  struct Process {
    ScriptedCommand what;
    Instant started_at;
    int ended_by = 0;
    Signal signalled{"a scripted command to be signalled"};
  };
  [[nodiscard]] ScriptedCommand behaviour_of(const std::string& text);
  Status change(const FileChange& change);
  Status change_owner(const FileChange& change);
  void remove_below(const std::string& directory);
  std::vector<std::pair<std::string, ScriptedCommand>> scripted_;
  std::vector<std::pair<std::string, ScriptedCommand>> once_;
  std::vector<std::unique_ptr<Process>> processes_;
};

// The archive format scripted machines understand.
[[nodiscard]] std::string scripted_archive(const std::map<std::string, std::string>& files);
[[nodiscard]] std::map<std::string, std::string> files_of(const std::string& archive);

}  // namespace greenroom::test
