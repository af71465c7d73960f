#include "fakes/scm/checks.h"

namespace greenroom::scm {

void CommitOnce::on_line(const TraceLine& line) {
  if (line.event != "scm.push") {
    return;
  }
  const auto [first, is_new] = seen_.emplace(line.text("commit"), line.n);
  if (!is_new) {
    broken("commit " + line.text("commit") + " was pushed before, in line " +
               std::to_string(first->second),
           line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<CommitOnce>());
  return all;
}

}  // namespace greenroom::scm
