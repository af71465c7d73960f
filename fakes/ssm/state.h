// The store of Parameter Store: parameters and their versions. Pure: no context, no trace.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "fakes/ssm/names.h"
#include "fakes/ssm/types.h"
#include "sim/core/result.h"

namespace greenroom::ssm {

// AWS keeps 100 versions of a parameter and forgets the oldest then.
inline constexpr std::size_t k_versions_max = 100;

struct StoredVersion {
  Parameter parameter;     // with its value in the clear
  std::string ciphertext;  // of a SecureString
};
using Versions = std::deque<StoredVersion>;  // oldest first, never empty

class State {
 public:
  [[nodiscard]] const Versions* find(const std::string& name) const;
  // In the order of their names.
  [[nodiscard]] const std::map<std::string, Versions>& parameters() const { return parameters_; }
  // The newest version, or the one that the selector names. ParameterNotFound,
  // ParameterVersionNotFound.
  [[nodiscard]] Result<StoredVersion> get(const ParameterReference& reference) const;
  void add(StoredVersion version);
  // Whether it was there.
  bool remove(const std::string& name) { return parameters_.erase(name) > 0; }

 private:
  std::map<std::string, Versions> parameters_;
};

// AWS sends this code with no text at all.
[[nodiscard]] Failure parameter_not_found();

}  // namespace greenroom::ssm
