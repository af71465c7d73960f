// Ids as AWS shapes them, minted from (seed, kind, ordinal of that kind): they look real, never
// collide, are the same every run, and do not move when an entity of another kind is added.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "sim/core/random.h"

namespace greenroom::aws {

// The account and region everything lives in.
struct Account {
  std::string id = "123456789012";
  std::string region = "us-east-1";
};

class Ids {
 public:
  explicit Ids(Seed seed) : seed_(seed) {}

  // "d-" + 9 upper-case letters and digits.
  std::string deployment();
  // `prefix` + 17 hex digits, starting with 0: "i-0...", "lt-0...".
  std::string resource(std::string_view prefix);
  // A version 4 shaped UUID, in lower case. `kind` separates the ordinals.
  std::string uuid(std::string_view kind);
  // 32 characters like S3's version ids.
  std::string version_id();
  // `count` characters [A-Za-z0-9]: CodePipeline's random artifact names.
  std::string alphanumeric(std::string_view kind, std::size_t count);
  // `count` hex digits: load balancer and target group ids.
  std::string hex(std::string_view kind, std::size_t count);
  // The same, a sixteenth of the draws: for ids that every request needs.
  std::string hex_of_request(std::string_view kind, std::size_t count);

 private:
  std::uint64_t next_ordinal(std::string_view kind);
  std::string draw(std::string_view kind, std::string_view alphabet, std::size_t count);
  Seed seed_;
  std::map<std::string, std::uint64_t, std::less<>> ordinals_;
};

}  // namespace greenroom::aws
