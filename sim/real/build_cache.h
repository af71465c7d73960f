// What builds have done before, kept on this computer's disk between runs.
//
// All that a build learns passes through Machine, and so does all that it is told. So a build is a
// chain of calls: the key of a call is made of the key before it and of what the call says, and
// under that key lies what the machine answered. A chain begins with what the machine is: its name,
// the seed, the virtual time, the programs of this computer, this very greenroom. Whoever makes
// the same calls on the same machine gets the same answers, and a call that was never made on it
// has no answer (cached_machine.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenroom::real {

// The answers of one build, by key.
struct CachedAnswer {
  std::string key;  // SHA-256 in hex
  std::string bytes;
};

// No error ever comes from here: a cache that cannot be read or written is one that has nothing.
class BuildCache {
 public:
  // The folder is made when the first build is kept.
  explicit BuildCache(std::string directory) : directory_(std::move(directory)) {}

  // Only what is whole: a file that is cut off, damaged or of another make is removed.
  [[nodiscard]] std::optional<std::string> find(const std::string& key) const;
  // All of one build, each file at once or not at all. Then the oldest make room, down to
  // k_build_cache_bytes_max.
  void keep(const std::vector<CachedAnswer>& answers) const;

  // How many builds of this run were not run: for people only.
  void count_replayed() { ++replayed_; }
  [[nodiscard]] std::int64_t replayed() const { return replayed_; }

 private:
  [[nodiscard]] std::string path_of(const std::string& key) const;
  void make_room() const;
  std::string directory_;
  std::int64_t replayed_ = 0;
};

inline constexpr std::uint64_t k_build_cache_bytes_max = 1ull << 30;

// The key that follows `key` when `told` is said next.
[[nodiscard]] std::string next_key(const std::string& key, std::string_view told);

// $XDG_CACHE_HOME/greenroom/builds or $HOME/.cache/greenroom/builds; "" when neither is set.
[[nodiscard]] std::string default_build_cache();

}  // namespace greenroom::real
