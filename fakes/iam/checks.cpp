#include "fakes/iam/checks.h"

namespace greenroom::iam {

void DeletedBare::on_line(const TraceLine& line) {
  if (line.event == "iam.role_policy") {
    const std::string change = line.text("change");
    std::set<std::string>& policies = policies_[line.text("role")];
    if (change == "put" || change == "attached") {
      policies.insert(line.text("policy"));
    } else {
      policies.erase(line.text("policy"));
    }
  } else if (line.event == "iam.role" && line.text("change") == "deleted") {
    const std::set<std::string>& policies = policies_[line.text("name")];
    if (!policies.empty()) {
      broken("the role " + line.text("name") + " was deleted with the policy " + *policies.begin(),
             line.n);
    }
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<DeletedBare>());
  return all;
}

}  // namespace greenroom::iam
