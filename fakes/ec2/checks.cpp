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

void Capacity::on_line(const TraceLine& line) {
  if (line.event == "autoscaling.group") {
    max_[line.text("group")] = line.number("max");
  } else if (line.event == "ec2.instance") {
    const std::string& group = line.text("autoScalingGroupName");
    std::map<std::string, bool>& running = running_[group];
    if (line.text("state") == "running") {
      running[line.text("instanceId")] = true;
    } else if (line.text("state") != "pending") {
      running.erase(line.text("instanceId"));
    }
    if (static_cast<std::int64_t>(running.size()) > max_[group]) {
      broken(group + " runs " + std::to_string(running.size()) + " instances, MaxSize is " +
                 std::to_string(max_[group]),
             line.n);
    }
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<OneAddress>());
  all.push_back(std::make_unique<Capacity>());
  return all;
}

}  // namespace greenroom::ec2
