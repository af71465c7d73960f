#include "fakes/s3/checks.h"

namespace greenroom::s3 {

void VersionOnce::on_line(const TraceLine& line) {
  if (line.event != "s3.object_created" || line.text("versionId") == "null") {
    return;
  }
  const std::string& version = line.text("versionId");
  const auto [first, is_new] = seen_.emplace(version, line.n);
  if (!is_new) {
    broken("version " + version + " was given before, in line " + std::to_string(first->second),
           line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<VersionOnce>());
  return all;
}

}  // namespace greenroom::s3
