// What CodeBuild must never do.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::codebuild {

// build.phase_order: the phases of a build come in the documented order, each once.
class PhaseOrder final : public Invariant {
 public:
  PhaseOrder() : Invariant("build.phase_order") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, int> last_phase_;  // by "project/build number"
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::codebuild
