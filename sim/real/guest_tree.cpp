#include "sim/real/guest_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

namespace greenroom::real {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() {
  return {errno, std::generic_category()};
}

class OpenFile {
 public:
  OpenFile(const std::string& path, int how, mode_t mode)
      : descriptor_(open(path.c_str(), how, mode)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) {
      close(descriptor_);
    }
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

FileKind kind_of(const struct stat& info) {
  if (S_ISLNK(info.st_mode)) {
    return FileKind::Symlink;
  }
  return S_ISDIR(info.st_mode) ? FileKind::Directory : FileKind::File;
}

// What the name `name` in the open directory `of` is; its path below the listed one is `path`.
FileEntry entry_at(int of, const char* name, std::string path) {
  FileEntry entry;
  entry.path = std::move(path);
  struct stat info {};
  if (fstatat(of, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
    entry.kind = FileKind::Missing;
    return entry;
  }
  entry.kind = kind_of(info);
  entry.mode = info.st_mode & 07777;
  if (entry.kind == FileKind::File) {
    entry.size = static_cast<std::uint64_t>(info.st_size);
  }
  if (entry.kind == FileKind::Symlink) {
    std::array<char, PATH_MAX> target{};
    const ssize_t length = readlinkat(of, name, target.data(), target.size());
    entry.link_target.assign(target.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  }
  return entry;
}

// Adds what is in `directory`, whose own path below the listed one is `below`.
std::error_code add_entries(const std::string& directory, const std::string& below,
                            std::vector<FileEntry>& entries) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(directory.c_str()), closedir);
  if (open == nullptr) {
    return last_error();
  }
  for (;;) {
    errno = 0;
    const dirent* each = readdir(open.get());
    if (each == nullptr) {
      return last_error();  // none at the end
    }
    const std::string_view name = each->d_name;
    if (name == "." || name == "..") {
      continue;
    }
    std::string path = below.empty() ? std::string(name) : below + "/" + each->d_name;
    FileEntry entry = entry_at(dirfd(open.get()), each->d_name, std::move(path));
    if (entry.kind != FileKind::Missing) {  // gone since it was read
      entries.push_back(std::move(entry));
    }
  }
}

std::error_code copy_symlink(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::remove(to, error);
  fs::copy_symlink(from, to, error);
  return error;
}

// So many bytes from one open file to another, within the kernel; fewer when there are no more.
std::error_code copy_content(int from, int to, off_t bytes) {
  while (bytes > 0) {
    const ssize_t copied = sendfile(to, from, nullptr, static_cast<std::size_t>(bytes));
    if (copied <= 0) {
      return copied == 0 ? std::error_code{} : last_error();
    }
    bytes -= copied;
  }
  return {};
}

}  // namespace

FileKind kind_at(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 ? kind_of(info) : FileKind::Missing;
}

std::error_code list_tree(const std::string& directory, std::vector<FileEntry>& entries) {
  std::error_code error = add_entries(directory, "", entries);
  for (std::size_t at = 0; !error && at < entries.size(); ++at) {
    if (entries[at].kind == FileKind::Directory) {
      const std::string below = entries[at].path;
      error = add_entries(directory + "/" + below, below, entries);
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
  return error;
}

std::error_code copy_one_file(const std::string& from, const std::string& to) {
  const OpenFile source(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
  if (source.get() < 0) {
    return errno == ELOOP ? copy_symlink(from, to) : last_error();
  }
  struct stat info {};
  if (fstat(source.get(), &info) != 0) {
    return last_error();
  }
  if (!S_ISREG(info.st_mode)) {
    return std::make_error_code(std::errc::not_supported);
  }
  const mode_t mode = info.st_mode & 07777;
  const OpenFile copy(to, O_WRONLY | O_CREAT | O_NONBLOCK | O_CLOEXEC, mode);
  struct stat before {};
  if (copy.get() < 0 || fstat(copy.get(), &before) != 0) {
    return last_error();
  }
  if (!S_ISREG(before.st_mode)) {
    return std::make_error_code(std::errc::not_supported);
  }
  if (before.st_dev == info.st_dev && before.st_ino == info.st_ino) {
    return std::make_error_code(std::errc::file_exists);
  }
  if (before.st_size > 0 && ftruncate(copy.get(), 0) != 0) {
    return last_error();
  }
  const std::error_code error = copy_content(source.get(), copy.get(), info.st_size);
  const timespec times[2] = {info.st_atim, info.st_mtim};
  const bool has_mode = (before.st_mode & 07777) == mode || fchmod(copy.get(), mode) == 0;
  if (error || !has_mode || futimens(copy.get(), times) != 0) {
    return error ? error : last_error();
  }
  return {};
}

}  // namespace greenroom::real
