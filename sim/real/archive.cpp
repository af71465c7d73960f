#include "sim/real/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string_view>

#include "sim/core/harness_error.h"

namespace greenroom::real {
namespace {

constexpr const char* k_tar_magic_formats[] = {"zip", "tar", "tgz"};

struct ReadCloser {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
struct WriteCloser {
  void operator()(archive* handle) const { archive_write_free(handle); }
};
struct EntryCloser {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using Reader = std::unique_ptr<archive, ReadCloser>;
using Writer = std::unique_ptr<archive, WriteCloser>;
using Entry = std::unique_ptr<archive_entry, EntryCloser>;

// Zip stores local time; for the length of a scope, local time is UTC.
class UtcScope {
 public:
  UtcScope() {
    if (const char* zone = std::getenv("TZ")) {
      before_ = zone;
    }
    setenv("TZ", "UTC", 1);
    tzset();
  }
  ~UtcScope() {
    if (before_) {
      setenv("TZ", before_->c_str(), 1);
    } else {
      unsetenv("TZ");
    }
    tzset();
  }
  UtcScope(const UtcScope&) = delete;
  UtcScope& operator=(const UtcScope&) = delete;

 private:
  std::optional<std::string> before_;
};

la_ssize_t append(archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void must(int code, archive* handle) {
  if (code < ARCHIVE_WARN) {
    throw HarnessError(std::string("cannot write a zip: ") + archive_error_string(handle));
  }
}

void write_entry(archive* writer, const ArchiveEntry& from, std::int64_t unix_seconds) {
  const Entry entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), from.path.c_str());
  archive_entry_set_mtime(entry.get(), static_cast<time_t>(unix_seconds), 0);
  if (from.link_target.empty()) {
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), static_cast<__LA_MODE_T>(from.mode));
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(from.content.size()));
  } else {
    archive_entry_set_filetype(entry.get(), AE_IFLNK);
    archive_entry_set_perm(entry.get(), 0777);
    archive_entry_set_symlink(entry.get(), from.link_target.c_str());
  }
  must(archive_write_header(writer, entry.get()), writer);
  if (from.link_target.empty() && !from.content.empty() &&
      archive_write_data(writer, from.content.data(), from.content.size()) < 0) {
    must(ARCHIVE_FATAL, writer);
  }
}

Reader open_archive(std::string_view bytes, std::string& problem) {
  Reader reader(archive_read_new());
  archive_read_support_format_zip_seekable(reader.get());
  archive_read_support_format_zip_streamable(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_filter_gzip(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    const char* why = archive_error_string(reader.get());
    problem = why == nullptr ? "not an archive" : why;
  }
  return reader;
}

bool escapes(std::string_view path) {
  if (path.empty() || path.front() == '/') {
    return true;
  }
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, end - begin) == "..") {
      return true;
    }
    begin = end + 1;
  }
  return false;
}

// A parent of the entry that is a symlink would lead out of the directory. `plain` has the parents
// that are known to be none.
bool goes_through_symlink(const std::string& directory, const std::string& path,
                          std::set<std::string, std::less<>>& plain) {
  const std::size_t last = path.rfind('/');
  if (last == std::string::npos || plain.count(std::string_view(path).substr(0, last)) > 0) {
    return false;
  }
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    struct stat info {};
    if (lstat((directory + "/" + path.substr(0, slash)).c_str(), &info) == 0) {
      if (S_ISLNK(info.st_mode)) {
        return true;
      }
      plain.insert(path.substr(0, slash));
    }
  }
  return false;
}

Failure disk_or_broken(archive* handle, int code) {
  if (archive_errno(handle) == ENOSPC) {
    // The agent's own words (reference codedeploy.md 3.4).
    return {"DiskFull", "The disk is (or was) full during extraction."};
  }
  const char* why = archive_error_string(handle);
  return {"ArchiveBroken", why == nullptr ? "the archive is broken (" + std::to_string(code) + ")"
                                          : std::string(why)};
}

// An archive on its way to the disk.
struct Unpacking {
  archive* reader;
  archive* disk;
  const std::string& directory;
  const Limits& limits;
  std::uint64_t bytes = 0;                        // unpacked so far
  std::set<std::string, std::less<>> plain = {};  // directories that are no symlinks
};

Status copy_content(Unpacking& unpacking) {
  archive* const reader = unpacking.reader;
  archive* const disk = unpacking.disk;
  for (;;) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int code = archive_read_data_block(reader, &block, &size, &offset);
    if (code == ARCHIVE_EOF) {
      return success();
    }
    if (code < ARCHIVE_WARN) {
      return disk_or_broken(reader, code);
    }
    unpacking.bytes += size;
    const std::uint64_t most = unpacking.limits.archive_bytes_max;
    if (unpacking.bytes > most) {
      return Failure{"ArchiveTooLarge",
                     "limit archive_bytes_max: the bundle unpacks to more than " +
                         std::to_string(most) + " bytes"};
    }
    if (archive_write_data_block(disk, block, size, offset) < ARCHIVE_WARN) {
      return disk_or_broken(disk, ARCHIVE_FATAL);
    }
  }
}

Status unpack_entry(Unpacking& unpacking, archive_entry* entry) {
  archive* const disk = unpacking.disk;
  const std::string& directory = unpacking.directory;
  const char* raw = archive_entry_pathname(entry);
  const std::string path = raw == nullptr ? "" : raw;
  if (escapes(path) || goes_through_symlink(directory, path, unpacking.plain)) {
    return Failure{"ArchiveEscape", "the archive entry '" + path +
                                        "' would be unpacked outside of its directory; rebuild the "
                                        "archive with relative paths"};
  }
  if (archive_entry_hardlink(entry) != nullptr && escapes(archive_entry_hardlink(entry))) {
    return Failure{"ArchiveEscape", "the archive entry '" + path + "' links outside"};
  }
  archive_entry_set_pathname(entry, (directory + "/" + path).c_str());
  if (archive_entry_hardlink(entry) != nullptr) {
    const std::string target = directory + "/" + archive_entry_hardlink(entry);
    archive_entry_set_hardlink(entry, target.c_str());
  }
  if (archive_entry_filetype(entry) == AE_IFLNK) {
    unpacking.plain.clear();  // it may take the place of a directory
  }
  if (archive_write_header(disk, entry) < ARCHIVE_WARN) {
    return disk_or_broken(disk, ARCHIVE_FATAL);
  }
  const Status copied = copy_content(unpacking);
  if (!copied.ok()) {
    return copied;
  }
  return archive_write_finish_entry(disk) < ARCHIVE_WARN ? Status(disk_or_broken(disk, -1))
                                                         : success();
}

}  // namespace

std::string write_zip(std::vector<ArchiveEntry> entries, std::int64_t unix_seconds) {
  const UtcScope utc;
  std::sort(entries.begin(), entries.end(),
            [](const ArchiveEntry& a, const ArchiveEntry& b) { return a.path < b.path; });
  std::string bytes;
  const Writer writer(archive_write_new());
  must(archive_write_set_format_zip(writer.get()), writer.get());
  must(archive_write_zip_set_compression_store(writer.get()), writer.get());
  must(archive_write_set_bytes_per_block(writer.get(), 0), writer.get());
  must(archive_write_open(writer.get(), &bytes, nullptr, append, nullptr), writer.get());
  for (const ArchiveEntry& entry : entries) {
    write_entry(writer.get(), entry, unix_seconds);
  }
  must(archive_write_close(writer.get()), writer.get());
  return bytes;
}

Status unpack(std::string_view bytes, ArchiveFormat format, const std::string& directory,
              const Limits& limits) {
  std::string problem;
  const Reader reader = open_archive(bytes, problem);
  if (bytes.empty() || !problem.empty()) {
    return Failure{"ArchiveBroken", std::string("not a ") +
                                        k_tar_magic_formats[static_cast<int>(format)] +
                                        " archive: " + (bytes.empty() ? "it is empty" : problem)};
  }
  const Writer disk(archive_write_disk_new());
  archive_write_disk_set_options(
      disk.get(), ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_UNLINK);
  Unpacking unpacking{reader.get(), disk.get(), directory, limits};
  std::size_t count = 0;
  for (;;) {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(reader.get(), &entry);
    if (code == ARCHIVE_EOF) {
      break;
    }
    if (code < ARCHIVE_WARN) {
      return disk_or_broken(reader.get(), code);
    }
    if (++count > limits.archive_entries_max) {
      return Failure{"ArchiveTooLarge", "limit archive_entries_max: more than " +
                                            std::to_string(limits.archive_entries_max) +
                                            " entries"};
    }
    const Status done = unpack_entry(unpacking, entry);
    if (!done.ok()) {
      return done;
    }
  }
  return archive_write_close(disk.get()) < ARCHIVE_WARN ? Status(disk_or_broken(disk.get(), -1))
                                                        : success();
}

Result<std::vector<ArchiveEntry>> read_entries(std::string_view bytes) {
  std::string problem;
  const Reader reader = open_archive(bytes, problem);
  if (!problem.empty()) {
    return Failure{"ArchiveBroken", problem};
  }
  std::vector<ArchiveEntry> entries;
  archive_entry* from = nullptr;
  int status = archive_read_next_header(reader.get(), &from);
  for (; status == ARCHIVE_OK; status = archive_read_next_header(reader.get(), &from)) {
    ArchiveEntry entry;
    entry.path = archive_entry_pathname(from);
    entry.mode = static_cast<std::uint32_t>(archive_entry_perm(from));
    if (const char* target = archive_entry_symlink(from)) {
      entry.link_target = target;
    }
    std::array<char, 16384> buffer{};
    for (la_ssize_t got = 1; got > 0;) {
      got = archive_read_data(reader.get(), buffer.data(), buffer.size());
      if (got > 0) {
        entry.content.append(buffer.data(), static_cast<std::size_t>(got));
      } else if (got < 0) {
        return disk_or_broken(reader.get(), static_cast<int>(got));
      }
    }
    entries.push_back(std::move(entry));
  }
  if (status != ARCHIVE_EOF) {
    return disk_or_broken(reader.get(), status);
  }
  return entries;
}

}  // namespace greenroom::real
