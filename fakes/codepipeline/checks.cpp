#include "fakes/codepipeline/checks.h"

namespace greenroom::codepipeline {

void StageLocked::on_line(const TraceLine& line) {
  if (line.event != "codepipeline.stage" || line.text("mode") == "PARALLEL") {
    return;
  }
  std::int64_t& inside = inside_[line.text("pipeline") + "/" + line.text("stage")];
  const std::int64_t execution = line.number("execution");
  if (line.text("status") != "InProgress") {
    inside = 0;
    return;
  }
  if (inside != 0 && inside != execution) {
    broken("execution " + std::to_string(execution) + " entered stage " + line.text("stage") +
               " while execution " + std::to_string(inside) + " is inside",
           line.n);
  }
  inside = execution;
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<StageLocked>());
  return all;
}

}  // namespace greenroom::codepipeline
