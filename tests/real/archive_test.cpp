// Archives: the same bytes every time, modes kept, and no entry gets out of its directory.
#include "sim/real/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace greenroom;
using namespace greenroom::real;

namespace {

constexpr std::int64_t k_when = 1'767'225'600;

std::string fresh_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "greenroom-XXXXXX").string();
  return mkdtemp(pattern.data());
}

ArchiveEntry file(const std::string& path, const std::string& content, std::uint32_t mode = 0644) {
  ArchiveEntry entry;
  entry.path = path;
  entry.content = content;
  entry.mode = mode;
  return entry;
}

ArchiveEntry symbolic_link(const std::string& path, const std::string& target) {
  ArchiveEntry entry;
  entry.path = path;
  entry.link_target = target;
  return entry;
}

// A tar, or a tgz, of one script, as `tar` would make it.
std::string tar_of(const std::string& path, const std::string& content, bool gzip) {
  std::string bytes(64 * 1024, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_ustar(writer);
  if (gzip) {
    archive_write_add_filter_gzip(writer);
  }
  REQUIRE(archive_write_open_memory(writer, bytes.data(), bytes.size(), &used) == ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, path.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0755);
  archive_entry_set_mtime(entry, k_when, 0);
  archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
  archive_write_header(writer, entry);
  archive_write_data(writer, content.data(), content.size());
  archive_entry_free(entry);
  archive_write_close(writer);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

}  // namespace

TEST_CASE("tar and tgz bundles keep content, the executable bit and the modification time") {
  for (const bool gzip : {false, true}) {
    const std::string folder = fresh_folder();
    const ArchiveFormat format = gzip ? ArchiveFormat::Tgz : ArchiveFormat::Tar;
    REQUIRE(
        unpack(tar_of("./scripts/start.sh", "#!/bin/sh\n", gzip), format, folder, Limits{}).ok());
    struct stat info {};
    REQUIRE(stat((folder + "/scripts/start.sh").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0755);
    CHECK(info.st_mtime == k_when);
    CHECK(info.st_size == 10);
    std::filesystem::remove_all(folder);
  }
}

TEST_CASE("a tar whose entry would escape is refused, too") {
  const std::string folder = fresh_folder();
  const std::string inside = folder + "/inside";
  std::filesystem::create_directory(inside);
  CHECK(unpack(tar_of("../escaped", "x", true), ArchiveFormat::Tgz, inside, Limits{})
            .failure()
            .code == "ArchiveEscape");
  CHECK_FALSE(std::filesystem::exists(folder + "/escaped"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("a zip is the same bytes in any order of entries and in any time zone") {
  const std::string here = write_zip({file("b", "2"), file("a", "1", 0755)}, k_when);
  setenv("TZ", "Pacific/Chatham", 1);
  tzset();
  const std::string there = write_zip({file("a", "1", 0755), file("b", "2")}, k_when);
  unsetenv("TZ");
  tzset();
  CHECK(here == there);
}

TEST_CASE("unpacking keeps content and the executable bit") {
  const std::string folder = fresh_folder();
  const std::string zip = write_zip({file("scripts/start.sh", "#!/bin/sh\n", 0755)}, k_when);
  REQUIRE(unpack(zip, ArchiveFormat::Zip, folder, Limits{}).ok());
  struct stat info {};
  REQUIRE(stat((folder + "/scripts/start.sh").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0755);
  std::filesystem::remove_all(folder);
}

TEST_CASE(
    "an entry that would escape its directory is refused by name, and nothing of it written") {
  const std::string folder = fresh_folder();
  const std::string inside = folder + "/inside";
  std::filesystem::create_directory(inside);
  const std::vector<std::vector<ArchiveEntry>> attacks = {
      {file("../escaped", "x")},
      {file("a/../../escaped", "x")},
      {symbolic_link("a", ".."), file("a/escaped", "x")},
  };
  for (const std::vector<ArchiveEntry>& attack : attacks) {
    const Status status = unpack(write_zip(attack, k_when), ArchiveFormat::Zip, inside, Limits{});
    REQUIRE_FALSE(status.ok());
    CHECK(status.failure().code == "ArchiveEscape");
    CHECK_THAT(status.failure().message, Catch::Contains("escaped"));
    CHECK_FALSE(std::filesystem::exists(folder + "/escaped"));
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("what is no archive, and what is too large, is said so") {
  const std::string folder = fresh_folder();
  CHECK(unpack("", ArchiveFormat::Zip, folder, Limits{}).failure().code == "ArchiveBroken");
  CHECK(unpack("not a zip at all", ArchiveFormat::Zip, folder, Limits{}).failure().code ==
        "ArchiveBroken");
  Limits small;
  small.archive_bytes_max = 10;
  const std::string zip = write_zip({file("a", std::string(100, 'x'))}, k_when);
  CHECK(unpack(zip, ArchiveFormat::Zip, folder, small).failure().code == "ArchiveTooLarge");
  std::filesystem::remove_all(folder);
}
