#include "fakes/secretsmanager/checks.h"

namespace greenroom::secretsmanager {

void OneCurrent::on_line(const TraceLine& line) {
  if (line.event == "secretsmanager.version" && line.number("current") > 1) {
    broken(std::to_string(line.number("current")) + " versions of " + line.text("name") +
               " are AWSCURRENT",
           line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<OneCurrent>());
  return all;
}

}  // namespace greenroom::secretsmanager
