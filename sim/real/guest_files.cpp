#include "sim/real/guest_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/real/archive.h"
#include "sim/real/guest_ownership.h"
#include "sim/real/guest_tree.h"

namespace greenroom::real {
namespace {

namespace fs = std::filesystem;

std::string reply(const Status& status) {
  PayloadWriter out;
  out.text(status.ok() ? "" : status.failure().code);
  out.text(status.ok() ? "" : status.failure().message);
  return out.take();
}

std::string reply_bytes(const Result<std::string>& bytes) {
  PayloadWriter out;
  out.text(bytes.ok() ? "" : bytes.failure().code);
  out.text(bytes.ok() ? bytes.value() : bytes.failure().message);
  return out.take();
}

Failure system_failure(const std::string& path, const std::error_code& error) {
  return {"FileError", error.message() + " - " + path};
}

Result<std::string> list(const std::string& directory) {
  std::vector<FileEntry> entries;
  const std::error_code error = list_tree(directory, entries);
  return error ? Result<std::string>(system_failure(directory, error)) : encode_entries(entries);
}

Result<std::string> read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || kind_at(path) == FileKind::Directory) {
    return system_failure(path,
                          std::error_code(errno != 0 ? errno : EISDIR, std::generic_category()));
  }
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::error_code write_content(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t wrote = write(file, content.data(), content.size());
    if (wrote < 0) {
      return {errno, std::generic_category()};
    }
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

// The file that is written to, with its parents, O_TRUNC or O_APPEND; negative with errno set.
int open_for(const FileChange& change, int how) {
  std::error_code error;
  const fs::path parent = fs::path(change.path).parent_path();
  if (!parent.empty()) {
    fs::create_directories(parent, error);
    if (error) {
      errno = error.value();
      return -1;
    }
  }
  const int file = open(change.path.c_str(), O_WRONLY | O_CREAT | how | O_CLOEXEC, change.mode);
  if (file >= 0) {
    fchmod(file, change.mode);
  }
  return file;
}

std::error_code write_whole(const FileChange& change) {
  const int file = open_for(change, O_TRUNC);
  if (file < 0) {
    return {errno, std::generic_category()};
  }
  const std::error_code error = write_content(file, change.content);
  close(file);
  return error;
}

// An install adds a line to one file with every file that it copies: it stays open meanwhile.
class Appending {
 public:
  Appending() = default;
  ~Appending() { end(); }
  Appending(const Appending&) = delete;
  Appending& operator=(const Appending&) = delete;

  std::error_code append(const FileChange& change) {
    if (file_ < 0 || path_ != change.path) {
      end();
      file_ = open_for(change, O_APPEND);
      path_ = change.path;
    }
    return file_ < 0 ? std::error_code(errno, std::generic_category())
                     : write_content(file_, change.content);
  }
  void end() {
    if (file_ >= 0) {
      close(file_);
    }
    file_ = -1;
  }

 private:
  int file_ = -1;
  std::string path_;
};

std::error_code add_execute(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return {errno, std::generic_category()};
  }
  const bool already = (info.st_mode & 0111) != 0;
  return already || chmod(path.c_str(), (info.st_mode & 07777) | 0111) == 0
             ? std::error_code{}
             : std::error_code(errno, std::generic_category());
}

std::error_code do_change(const FileChange& change) {
  std::error_code error;
  switch (change.kind) {
    case FileChangeKind::MakeDirectory:
      fs::create_directories(change.path, error);
      return error;
    case FileChangeKind::CopyFile:
      return copy_one_file(change.from, change.path);
    case FileChangeKind::WriteFile:
      return write_whole(change);
    case FileChangeKind::RemoveFile:
      if (kind_at(change.path) != FileKind::Missing && unlink(change.path.c_str()) != 0) {
        return {errno, std::generic_category()};
      }
      return {};
    case FileChangeKind::RemoveIfEmpty:
      if (rmdir(change.path.c_str()) != 0 && errno != ENOTEMPTY && errno != ENOENT &&
          errno != EEXIST) {
        return {errno, std::generic_category()};
      }
      return {};
    case FileChangeKind::RemoveTree:
      fs::remove_all(change.path, error);
      return error;
    case FileChangeKind::ChangeMode:
      return chmod(change.path.c_str(), change.mode) == 0
                 ? std::error_code{}
                 : std::error_code(errno, std::generic_category());
    case FileChangeKind::AddExecute:
      return add_execute(change.path);
    case FileChangeKind::AppendToFile:
    case FileChangeKind::ChangeOwner:
    case FileChangeKind::SetAcl:
      break;  // apply() has them
  }
  return std::make_error_code(std::errc::invalid_argument);
}

Status apply(const std::vector<FileChange>& changes) {
  Appending appending;
  for (const FileChange& change : changes) {
    if (change.kind == FileChangeKind::ChangeOwner || change.kind == FileChangeKind::SetAcl) {
      const Status done = change.kind == FileChangeKind::SetAcl
                              ? set_acl(change.path, change.content)
                              : change_owner(change.path, change.content);
      if (!done.ok()) {
        return done;
      }
      continue;
    }
    std::error_code error;
    if (change.kind == FileChangeKind::AppendToFile) {
      error = appending.append(change);
    } else {
      if (change.kind != FileChangeKind::CopyFile) {
        appending.end();  // it may be about the very file
      }
      error = do_change(change);
    }
    if (error) {
      return system_failure(change.kind == FileChangeKind::CopyFile
                                ? change.from + " -> " + change.path
                                : change.path,
                            error);
    }
  }
  return success();
}

Result<ArchiveEntry> entry_of(const std::string& path, bool keep_symlink) {
  ArchiveEntry entry;
  std::error_code error;
  if (keep_symlink && fs::is_symlink(path, error)) {
    entry.mode = 0777;
    entry.link_target = fs::read_symlink(path, error).string();
    return error ? Result<ArchiveEntry>(system_failure(path, error)) : entry;
  }
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return system_failure(path, std::error_code(errno, std::generic_category()));
  }
  Result<std::string> content = read_whole(path);
  if (!content.ok()) {
    return content.failure();
  }
  entry.mode = info.st_mode & 0777;
  entry.content = std::move(content).value();
  return entry;
}

Result<std::string> pack(const std::string& payload) {
  PayloadReader in(payload);
  const std::string directory = in.text();
  const std::vector<std::string> files = decode_texts(in.text());
  const auto unix_seconds = static_cast<std::int64_t>(in.number());
  const bool discard_paths = in.number() != 0;
  const bool keep_symlinks = in.number() != 0;
  std::map<std::string, ArchiveEntry> by_path;
  for (const std::string& file : files) {
    Result<ArchiveEntry> entry = entry_of(directory + "/" + file, keep_symlinks);
    if (!entry.ok()) {
      return entry.failure();
    }
    const std::string name = discard_paths ? file.substr(file.rfind('/') + 1) : file;
    by_path[name] = std::move(entry).value();
    by_path[name].path = name;
  }
  std::vector<ArchiveEntry> entries;
  for (auto& [name, entry] : by_path) {
    entries.push_back(std::move(entry));
  }
  return write_zip(std::move(entries), unix_seconds);
}

Status unpack_request(const std::string& payload, const Limits& limits) {
  PayloadReader in(payload);
  const std::string archive = in.text();
  const auto format = static_cast<ArchiveFormat>(in.number());
  const std::string directory = in.text();
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) {
    return system_failure(directory, error);
  }
  return unpack(archive, format, directory, limits);
}

}  // namespace

std::string answer_file_request(MessageKind kind, const std::string& payload,
                                const Limits& limits) {
  errno = 0;
  switch (kind) {
    case MessageKind::Unpack:
      return reply(unpack_request(payload, limits));
    case MessageKind::List:
      return reply_bytes(list(payload));
    case MessageKind::Probe: {
      std::string kinds;  // one digit each
      for (const std::string& path : decode_texts(payload)) {
        kinds += static_cast<char>('0' + static_cast<int>(kind_at(path)));
      }
      return reply_bytes(kinds);
    }
    case MessageKind::ReadFile:
      return reply_bytes(read_whole(payload));
    case MessageKind::Apply:
      return reply(apply(decode_changes(payload)));
    case MessageKind::Pack:
      return reply_bytes(pack(payload));
    default:
      SIM_ASSERT(false, "not a file request");
  }
}

std::string encode_unpack(const std::string& archive, ArchiveFormat format,
                          const std::string& directory) {
  PayloadWriter out;
  out.text(archive).number(static_cast<std::uint64_t>(format)).text(directory);
  return out.take();
}

std::string encode_pack(const PackRequest& request, std::int64_t unix_seconds) {
  PayloadWriter out;
  out.text(request.directory).text(encode_texts(request.files));
  out.number(static_cast<std::uint64_t>(unix_seconds));
  out.number(request.discard_paths ? 1 : 0).number(request.keep_symlinks ? 1 : 0);
  return out.take();
}

Status decode_status(const std::string& reply_payload) {
  PayloadReader in(reply_payload);
  const std::string code = in.text();
  const std::string message = in.text();
  return code.empty() ? success() : Status(Failure{code, message});
}

Result<std::string> decode_bytes(const std::string& reply_payload) {
  PayloadReader in(reply_payload);
  const std::string code = in.text();
  std::string rest = in.text();
  return code.empty() ? Result<std::string>(std::move(rest))
                      : Result<std::string>(Failure{code, std::move(rest)});
}

}  // namespace greenroom::real
