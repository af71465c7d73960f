#include "fakes/ec2/checks.h"

namespace greenroom::ec2 {

void OneAddress::on_line(const TraceLine& line) {
  if (line.event != "ec2.instance") {
    return;
  }
  const auto [owner, is_new] =
      owner_.emplace(line.text("privateIpAddress"), line.text("instanceId"));
  if (!is_new && owner->second != line.text("instanceId")) {
    broken(line.text("privateIpAddress") + " belongs to " + owner->second + " and to " +
               line.text("instanceId"),
           line.n);
  }
}

void TerminatedForGood::on_line(const TraceLine& line) {
  if (line.event != "ec2.instance") {
    return;
  }
  std::string& last = last_[line.text("instanceId")];
  if (last == "terminated") {
    broken(line.text("instanceId") + " is " + line.text("state") + " after it was terminated",
           line.n);
  }
  last = line.text("state");
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<OneAddress>());
  all.push_back(std::make_unique<TerminatedForGood>());
  return all;
}

}  // namespace greenroom::ec2
