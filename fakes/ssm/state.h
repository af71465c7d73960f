// The store of Parameter Store: parameters and their versions. Pure: no context, no trace.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>

#include "fakes/ssm/names.h"
#include "fakes/ssm/types.h"
#include "sim/core/result.h"

namespace greenroom::ssm {

// AWS keeps 100 versions of a parameter and forgets the oldest then, unless it has a label.
inline constexpr std::size_t k_versions_max = 100;

struct StoredVersion {
  Parameter parameter;     // with its value in the clear
  std::string ciphertext;  // of a SecureString
  std::string KeyId;       // of a SecureString
  std::string Description;
  ParameterTier Tier = ParameterTier::Standard;
  std::set<std::string> Labels;
};
using Versions = std::deque<StoredVersion>;  // oldest first, never empty

class State {
 public:
  [[nodiscard]] const Versions* find(const std::string& name) const;
  // In the order of their names.
  [[nodiscard]] const std::map<std::string, Versions>& parameters() const { return parameters_; }
  // The newest version, or the one that the selector names by number or label. ParameterNotFound,
  // ParameterVersionNotFound.
  [[nodiscard]] Result<StoredVersion> get(const ParameterReference& reference) const;
  void add(StoredVersion version);
  // Whether it was there.
  bool remove(const std::string& name) {
    tags_.erase(name);
    return parameters_.erase(name) > 0;
  }
  // A version loses a label that another one gets. ParameterVersionNotFound, and
  // ParameterVersionLabelLimitExceeded beyond ten of a version.
  Status label(const std::string& name, std::int64_t version, const std::set<std::string>& labels);
  // Of a parameter that is there.
  [[nodiscard]] Tags tags(const std::string& name) const;
  void set_tags(const std::string& name, Tags tags) { tags_[name] = std::move(tags); }

 private:
  std::map<std::string, Versions> parameters_;
  std::map<std::string, Tags> tags_;  // by name
};

// AWS sends this code with no text at all.
[[nodiscard]] Failure parameter_not_found();
[[nodiscard]] Failure invalid_token();
[[nodiscard]] Failure version_not_found(const std::string& name, const std::string& version);

}  // namespace greenroom::ssm
