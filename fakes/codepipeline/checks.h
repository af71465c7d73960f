// What CodePipeline must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::codepipeline {

// pipeline.stage_lock: at most one execution is inside a stage.
class StageLocked final : public Invariant {
 public:
  StageLocked() : Invariant("pipeline.stage_lock") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> inside_;  // execution by stage; 0 = none
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::codepipeline
