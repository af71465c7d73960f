#include "fakes/codebuild/checks.h"

#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {
namespace {

int position_of(const std::string& phase) {
  for (int i = 0; i <= static_cast<int>(BuildPhaseType::COMPLETED); ++i) {
    if (phase == to_string(static_cast<BuildPhaseType>(i))) {
      return i;
    }
  }
  return -1;
}

}  // namespace

void PhaseOrder::on_line(const TraceLine& line) {
  if (line.event != "codebuild.phase") {
    return;
  }
  const int position = position_of(line.text("phaseType"));
  const std::string build = line.actor + "/" + std::to_string(line.number("buildNumber"));
  const auto [last, is_first] = last_phase_.emplace(build, -1);
  if (position <= last->second) {
    broken("phase " + line.text("phaseType") + " of build " + build + " came too late or twice",
           line.n);
  }
  last->second = position;
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<PhaseOrder>());
  return all;
}

}  // namespace greenroom::codebuild
