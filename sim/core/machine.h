// A machine: real processes and real files behind a small interface. EC2 instances and CodeBuild's
// build containers are machines. sim/real implements it with namespaces; tests with a scripted one.
//
// File operations happen inside the machine's own file system and take no virtual time; whoever
// calls them charges a modelled duration. A process that runs holds virtual time still until it
// ends or is quiescent.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/result.h"
#include "sim/core/task.h"
#include "sim/core/time.h"

namespace greenroom {

// A command whose environment has this variable, set to "real", lives on real time with all its
// descendants: the escape hatch for programs that virtual time does not suit.
inline constexpr const char* k_time_variable = "GREENROOM_TIME";

struct Command {
  std::vector<std::string> argv;                   // argv[0] is looked up in PATH
  std::map<std::string, std::string> environment;  // the whole environment, nothing is inherited
  std::string working_directory = "/";
  std::string user = "root";
  bool merge_output = false;  // stderr goes to the same pipe as stdout (CodeBuild)
};

// Identifies a process started on one machine; never a pid.
struct ProcessId {
  std::uint32_t index = 0;
};

struct ProcessStatus {
  std::string start_error;     // not empty: exec failed, e.g. "No such file or directory"
  bool ended = false;          // the main process has ended
  int exit_code = 0;           // valid when ended and signal == 0
  int signal = 0;              // not 0: ended by this signal
  bool stdout_closed = false;  // nobody holds the pipe open any more
  bool stderr_closed = false;
  std::string stdout_text;  // everything printed so far; with merge_output also stderr
  std::string stderr_text;

  [[nodiscard]] bool done() const { return ended && stdout_closed && stderr_closed; }
};

enum class FileKind { Missing, File, Directory, Symlink };

struct FileEntry {
  std::string path;  // relative to the listed directory, '/' separated, no leading "./"
  FileKind kind = FileKind::File;
  std::uint32_t mode = 0644;  // permission bits
  std::uint64_t size = 0;
  std::string link_target;  // of a symlink
};

enum class FileChangeKind {
  MakeDirectory,  // `path`, with parents; fine when it exists
  CopyFile,       // `from` to `path` with mode and mtime; a symlink is recreated
  WriteFile,      // `content` to `path`, parents are made, mode `mode`
  AppendToFile,   // `content` to the end of `path`, as WriteFile when it is missing
  RemoveFile,     // `path`; fine when missing
  RemoveIfEmpty,  // rmdir `path`; fine when missing or not empty
  RemoveTree,     // `path` and all below; fine when missing
  ChangeMode,     // `path` to `mode`
  AddExecute,     // chmod +x `path`, unless somebody may execute it already
  ChangeOwner,    // `path` to `content`, "owner:group"; an empty half is left as it is
  SetAcl,         // `content` on `path`: a complete list, "user::rw-,user:bob:r--,default:..."
};

// Codes of failures of apply(). An unknown user or group has the text of Ruby's Etc; a list that
// setfacl would refuse has "<list> <path>".
inline constexpr const char* k_unknown_user = "UnknownUser";
inline constexpr const char* k_invalid_acl = "InvalidAcl";
// This computer cannot do it, a real machine could: trouble, never an answer of AWS's.
inline constexpr const char* k_beyond_this_computer = "BeyondThisComputer";

struct FileChange {
  FileChangeKind kind = FileChangeKind::MakeDirectory;
  std::string path;
  std::string from;
  std::string content;
  std::uint32_t mode = 0644;
};

[[nodiscard]] inline FileChange write_file(std::string path, std::string content,
                                           std::uint32_t mode = 0644) {
  return {FileChangeKind::WriteFile, std::move(path), "", std::move(content), mode};
}

enum class ArchiveFormat { Zip, Tar, Tgz };

// What to put into a zip.
struct PackRequest {
  std::string directory;
  std::vector<std::string> files;  // relative to `directory`, sorted
  Instant at;                      // the modification time of every entry
  bool discard_paths = false;  // entries have the files' last names; of one name the last counts
  bool keep_symlinks = false;  // as symlinks; else what they lead to
};

class Machine {
 public:
  virtual ~Machine() = default;

  // Starts a process in a session and process group of its own, stdin from null.
  virtual ProcessId start(Context cx, Command command) = 0;
  // Waits until the process is done() or the deadline comes, whichever is first, and tells how it
  // stands. May be called again.
  virtual Task<ProcessStatus> wait(Context cx, ProcessId process, Instant deadline) = 0;
  // Sends a signal to the process group of `process`.
  virtual void signal_group(ProcessId process, int signal_number) = 0;

  // Unpacks into `directory` (made if missing). An entry that escapes it, by an absolute path, by
  // ".." or through a symlink, fails the whole call with code "ArchiveEscape".
  virtual Task<Status> unpack(Context cx, std::string archive, ArchiveFormat format,
                              std::string directory) = 0;
  // Everything below `directory`, sorted by path, directories included, without `directory` itself.
  virtual Task<Result<std::vector<FileEntry>>> list(Context cx, std::string directory) = 0;
  // What is at each of `paths` (a symlink is not followed).
  virtual Task<std::vector<FileKind>> probe(Context cx, std::vector<std::string> paths) = 0;
  virtual Task<Result<std::string>> read_file(Context cx, std::string path) = 0;
  // Does the changes in order and stops at the first that fails; the message names its path.
  virtual Task<Status> apply(Context cx, std::vector<FileChange> changes) = 0;
  // A zip, modes kept. Byte-identical for identical input.
  virtual Task<Result<std::string>> pack(Context cx, PackRequest request) = 0;
};

}  // namespace greenroom
