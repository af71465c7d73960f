#include "fakes/ssm/checks.h"

namespace greenroom::ssm {

void VersionsCountUp::on_line(const TraceLine& line) {
  if (line.event != "ssm.parameter") {
    return;
  }
  std::int64_t& last = last_[line.text("name")];
  if (line.text("change") == "deleted") {
    last = 0;
    return;
  }
  const std::int64_t version = line.number("version");
  if (version != last + 1) {
    broken("version " + std::to_string(version) + " of " + line.text("name") + " comes after " +
               std::to_string(last),
           line.n);
  }
  last = version;
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<VersionsCountUp>());
  return all;
}

}  // namespace greenroom::ssm
