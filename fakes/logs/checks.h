// What CloudWatch Logs must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::logs {

// logs.accepted_is_stored: a stream has as many events as were accepted for it.
class AcceptedIsStored final : public Invariant {
 public:
  AcceptedIsStored() : Invariant("logs.accepted_is_stored") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::pair<std::string, std::string>, std::int64_t> accepted_;  // by group and stream
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::logs
