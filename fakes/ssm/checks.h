// What Parameter Store must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::ssm {

// ssm.versions_count_up: the versions of a parameter are 1, 2, 3 and so on, from its creation.
class VersionsCountUp final : public Invariant {
 public:
  VersionsCountUp() : Invariant("ssm.versions_count_up") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> last_;  // by name
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::ssm
