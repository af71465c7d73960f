// What CloudWatch must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::cloudwatch {

// cloudwatch.only_changes: an alarm tells of a change of its state only when there is one, and each
// begins in the state in which the last one ended.
class OnlyChanges final : public Invariant {
 public:
  OnlyChanges() : Invariant("cloudwatch.only_changes") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::string> state_;  // by alarm name
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::cloudwatch
