// What IAM must never do.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::iam {

// iam.deleted_bare: a role that is deleted has no policies any more.
class DeletedBare final : public Invariant {
 public:
  DeletedBare() : Invariant("iam.deleted_bare") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::set<std::string>> policies_;  // by role
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::iam
