#include "tests/support/scripted_machine.h"

#include <algorithm>
#include <set>

namespace greenroom::test {
namespace {

constexpr int k_sigkill = 9;
constexpr int k_sigterm = 15;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool is_below(const std::string& path, const std::string& directory) {
  return path.rfind(directory + "/", 0) == 0;
}

}  // namespace

// Each file: its path, a line feed, its size, a line feed, its bytes.
std::string scripted_archive(const std::map<std::string, std::string>& files) {
  std::string archive;
  for (const auto& [path, content] : files) {
    archive += path + "\n" + std::to_string(content.size()) + "\n" + content;
  }
  return archive;
}

std::map<std::string, std::string> files_of(const std::string& archive) {
  std::map<std::string, std::string> files;
  for (std::size_t at = 0; at < archive.size();) {
    const std::size_t path_end = archive.find('\n', at);
    const std::size_t size_end = archive.find('\n', path_end + 1);
    const std::size_t size = std::stoul(archive.substr(path_end + 1, size_end - path_end - 1));
    files[archive.substr(at, path_end - at)] = archive.substr(size_end + 1, size);
    at = size_end + 1 + size;
  }
  return files;
}

ScriptedCommand ScriptedMachine::behaviour_of(const std::string& text) {
  const auto fits = [&](const auto& entry) { return contains(text, entry.first); };
  const auto first = std::find_if(once_.begin(), once_.end(), fits);
  if (first != once_.end()) {
    const ScriptedCommand what = first->second;
    once_.erase(first);
    return what;
  }
  const auto usual = std::find_if(scripted_.begin(), scripted_.end(), fits);
  return usual == scripted_.end() ? ScriptedCommand{} : usual->second;
}

ProcessId ScriptedMachine::start(Context cx, Command command) {
  std::string text;
  for (const std::string& argument : command.argv) {
    text += argument + " ";
  }
  const auto script = files.find(command.argv.back());
  text += script == files.end() ? "" : script->second;
  auto process = std::make_unique<Process>();
  process->what = behaviour_of(text);
  process->started_at = cx.now();
  processes_.push_back(std::move(process));
  started.push_back({text, std::move(command), cx.now()});
  return ProcessId{static_cast<std::uint32_t>(processes_.size() - 1)};
}

Task<ProcessStatus> ScriptedMachine::wait(Context cx, ProcessId id, Instant deadline) {
  Process& process = *processes_.at(id.index);
  const ScriptedCommand& what = process.what;
  const Instant end = what.hangs ? k_never : process.started_at + what.takes;
  const Instant until = what.keeps_stdout ? deadline : std::min(end, deadline);
  while (process.ended_by == 0 && cx.now() < until) {
    const bool signalled = co_await process.signalled.wait_until(cx, until);
    (void)signalled;
  }
  ProcessStatus status;
  status.start_error = what.start_error;
  status.ended = process.ended_by != 0 || end <= cx.now();
  status.signal = process.ended_by != 0 ? process.ended_by : status.ended ? what.killed_by : 0;
  status.exit_code = status.ended && status.signal == 0 ? what.exit_code : 0;
  status.stdout_text = what.out;
  status.stderr_text = what.err;
  status.stdout_closed = status.ended && !what.keeps_stdout;
  status.stderr_closed = status.ended;
  co_return status;
}

void ScriptedMachine::signal_group(ProcessId id, int signal_number) {
  signals.push_back(signal_number);
  Process& process = *processes_.at(id.index);
  if (signal_number == k_sigkill || (signal_number == k_sigterm && !process.what.ignores_sigterm)) {
    process.ended_by = signal_number;
    process.signalled.notify();
  }
}

int ScriptedMachine::count(const std::string& part) const {
  return static_cast<int>(
      std::count_if(started.begin(), started.end(),
                    [&](const StartedCommand& one) { return contains(one.text, part); }));
}

Task<Status> ScriptedMachine::unpack(Context, std::string archive, ArchiveFormat,
                                     std::string directory) {
  for (const auto& [path, content] : files_of(archive)) {
    files[directory + "/" + path] = content;
  }
  co_return success();
}

Task<Result<std::vector<FileEntry>>> ScriptedMachine::list(Context, std::string directory) {
  std::map<std::string, FileEntry> entries;
  for (const auto& [path, content] : files) {
    if (!is_below(path, directory)) {
      continue;
    }
    const std::string relative = path.substr(directory.size() + 1);
    for (std::size_t slash = relative.find('/'); slash != std::string::npos;
         slash = relative.find('/', slash + 1)) {
      const std::string parent = relative.substr(0, slash);
      entries[parent] = {parent, FileKind::Directory, 0755, 0, ""};
    }
    const auto mode = modes.find(path);
    entries[relative] = {relative, FileKind::File, mode == modes.end() ? 0644u : mode->second,
                         content.size(), ""};
  }
  if (entries.empty()) {
    co_return Failure{"NoSuchDirectory", "no such directory: " + directory};
  }
  std::vector<FileEntry> listing;
  for (auto& [path, entry] : entries) {
    listing.push_back(std::move(entry));
  }
  co_return listing;
}

Task<std::vector<FileKind>> ScriptedMachine::probe(Context, std::vector<std::string> paths) {
  std::vector<FileKind> kinds;
  for (const std::string& path : paths) {
    const bool directory = std::any_of(
        files.begin(), files.end(), [&](const auto& file) { return is_below(file.first, path); });
    kinds.push_back(files.count(path) > 0 ? FileKind::File
                    : directory           ? FileKind::Directory
                                          : FileKind::Missing);
  }
  co_return kinds;
}

Task<Result<std::string>> ScriptedMachine::read_file(Context, std::string path) {
  const auto found = files.find(path);
  if (found == files.end()) {
    co_return Failure{"NoSuchFile", "no such file: " + path};
  }
  co_return found->second;
}

void ScriptedMachine::remove_below(const std::string& directory) {
  std::erase_if(files, [&](const auto& file) { return is_below(file.first, directory); });
}

Status ScriptedMachine::change_owner(const FileChange& change) {
  const std::size_t colon = change.content.find(':');
  const std::string owner = change.content.substr(0, colon);
  const std::string group = change.content.substr(colon + 1);
  if (!owner.empty() && users.count(owner) == 0) {
    return Failure{k_unknown_user, "can't find user for " + owner};
  }
  if (!group.empty() && users.count(group) == 0) {
    return Failure{k_unknown_user, "can't find group for " + group};
  }
  owners[change.path] = change.content;
  return success();
}

Status ScriptedMachine::change(const FileChange& change) {
  if (read_only.count(change.path) > 0) {
    return Failure{"FileError", "Read-only file system - " + change.path};
  }
  switch (change.kind) {
    case FileChangeKind::WriteFile:
      files[change.path] = change.content;
      break;
    case FileChangeKind::AppendToFile:
      files[change.path] += change.content;
      break;
    case FileChangeKind::CopyFile:
      if (files.count(change.from) == 0) {
        return Failure{"FileError", "No such file or directory - " + change.from};
      }
      files[change.path] = files[change.from];
      if (modes.count(change.from) > 0) {
        modes[change.path] = modes[change.from];
      }
      break;
    case FileChangeKind::RemoveTree:
      remove_below(change.path);
      files.erase(change.path);
      break;
    case FileChangeKind::RemoveFile:
      files.erase(change.path);
      break;
    case FileChangeKind::ChangeMode:
      modes[change.path] = change.mode;
      break;
    case FileChangeKind::ChangeOwner:
      return change_owner(change);
    case FileChangeKind::SetAcl:
      if (contains(change.content, "nobody-here")) {
        return Failure{k_invalid_acl, change.content + " " + change.path};
      }
      acls[change.path] = change.content;
      break;
    case FileChangeKind::MakeDirectory:  // implied by the files in it
    case FileChangeKind::RemoveIfEmpty:
    case FileChangeKind::AddExecute:
      break;
  }
  return success();
}

Task<Status> ScriptedMachine::apply(Context, std::vector<FileChange> changes) {
  for (const FileChange& one : changes) {
    const Status done = change(one);
    if (!done.ok()) {
      co_return done;
    }
  }
  co_return success();
}

Task<Result<std::string>> ScriptedMachine::pack(Context, PackRequest request) {
  std::map<std::string, std::string> packed;
  for (const std::string& path : request.files) {
    const std::string name = request.discard_paths ? path.substr(path.rfind('/') + 1) : path;
    packed[name] = files.at(request.directory + "/" + path);
  }
  co_return scripted_archive(packed);
}

}  // namespace greenroom::test
