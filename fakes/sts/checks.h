// What STS must never do.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::sts {

// sts.lent_for_a_while: credentials are good for a quarter of an hour at least, and an access key
// is lent once.
class LentForAWhile final : public Invariant {
 public:
  LentForAWhile() : Invariant("sts.lent_for_a_while") {}
  void on_line(const TraceLine& line) override;

 private:
  std::set<std::string> keys_;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::sts
