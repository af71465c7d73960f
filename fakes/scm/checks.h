// What the Git side must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::scm {

// scm.commit_once: no commit is pushed twice.
class CommitOnce final : public Invariant {
 public:
  CommitOnce() : Invariant("scm.commit_once") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> seen_;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::scm
