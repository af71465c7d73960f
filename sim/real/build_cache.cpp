#include "sim/real/build_cache.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "sim/real/digests.h"

namespace greenroom::real {
namespace {

namespace fs = std::filesystem;

// The first line of each file; another format gets another number.
constexpr std::string_view k_make = "greenroom build cache 1\n";
constexpr std::size_t k_digest_characters = 64;

std::string sealed(const std::string& bytes) {
  return std::string(k_make) + Digests().sha256_hex(bytes) + "\n" + bytes;
}

std::optional<std::string> unsealed(const std::string& content) {
  const std::size_t head = k_make.size() + k_digest_characters + 1;
  if (content.size() < head || content.compare(0, k_make.size(), k_make) != 0) {
    return std::nullopt;
  }
  std::string bytes = content.substr(head);
  if (Digests().sha256_hex(bytes) + "\n" !=
      content.substr(k_make.size(), k_digest_characters + 1)) {
    return std::nullopt;
  }
  return bytes;
}

// Only for its owner: a build's output may hold secrets that its log masks.
bool write_whole(const fs::path& path, const std::string& content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  fs::permissions(path.parent_path(), fs::perms::owner_all, error);
  const fs::path temporary = path.string() + "." + std::to_string(getpid());
  {
    std::ofstream out(temporary, std::ios::binary);
    fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write, error);
    out << content;
    out.flush();
    if (!out.good()) {
      fs::remove(temporary, error);
      return false;
    }
  }
  fs::rename(temporary, path, error);
  if (error) {
    fs::remove(temporary, error);
    return false;
  }
  return true;
}

}  // namespace

std::string next_key(const std::string& key, std::string_view told) {
  return Digests().sha256_hex(key + std::string(told));
}

std::string default_build_cache() {
  for (const auto& [variable, below] : {std::pair("XDG_CACHE_HOME", "/greenroom/builds"),
                                        std::pair("HOME", "/.cache/greenroom/builds")}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value == '/') {
      return std::string(value) + below;
    }
  }
  return "";
}

std::string BuildCache::path_of(const std::string& key) const {
  return directory_ + "/" + key.substr(0, 2) + "/" + key.substr(2);
}

std::optional<std::string> BuildCache::find(const std::string& key) const {
  const std::string path = path_of(key);
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return std::nullopt;
  }
  std::ostringstream content;
  content << in.rdbuf();
  std::optional<std::string> bytes = unsealed(content.str());
  std::error_code ignored;
  if (bytes) {
    fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);  // used: not old
  } else {
    fs::remove(path, ignored);
  }
  return bytes;
}

void BuildCache::keep(const std::vector<CachedAnswer>& answers) const {
  for (const CachedAnswer& answer : answers) {
    if (!write_whole(path_of(answer.key), sealed(answer.bytes))) {
      return;
    }
  }
  make_room();
}

void BuildCache::make_room() const {
  struct Kept {
    fs::file_time_type used;
    std::uint64_t bytes = 0;
    fs::path path;
  };
  std::vector<Kept> all;
  std::uint64_t sum = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory_, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code gone;  // another greenroom makes room at the same time
    if (at->is_regular_file(gone) && !gone) {
      const std::uint64_t bytes = at->file_size(gone);
      const fs::file_time_type used = at->last_write_time(gone);
      if (!gone) {
        all.push_back({used, bytes, at->path()});
        sum += bytes;
      }
    }
  }
  std::sort(all.begin(), all.end(), [](const Kept& a, const Kept& b) { return a.used < b.used; });
  for (const Kept& oldest : all) {
    if (sum <= k_build_cache_bytes_max) {
      return;
    }
    fs::remove(oldest.path, error);
    sum -= oldest.bytes;
  }
}

}  // namespace greenroom::real
