#include "fakes/autoscaling/checks.h"

namespace greenroom::autoscaling {

void Capacity::on_line(const TraceLine& line) {
  const std::string& group = line.text("group");
  if (line.event == "autoscaling.group") {
    max_[group] = line.number("max");
    if (line.text("change") == "rebalancing" || line.text("change") == "refreshing") {
      exceeding_.insert(group);
    } else if (line.text("change") == "rebalanced" || line.text("change") == "refreshed") {
      exceeding_.erase(group);
    }
    return;
  }
  if (line.event != "autoscaling.instance") {
    return;
  }
  std::set<std::string>& serving = in_service_[group];
  if (line.text("lifecycleState") != "InService") {
    serving.erase(line.text("instanceId"));
    return;
  }
  const bool is_new = serving.insert(line.text("instanceId")).second;
  const std::int64_t most = max_[group] * (exceeding_.count(group) > 0 ? 2 : 1);
  if (is_new && static_cast<std::int64_t>(serving.size()) > most) {
    broken(group + " has " + std::to_string(serving.size()) + " instances in service, MaxSize is " +
               std::to_string(max_[group]),
           line.n);
  }
}

void HooksFirst::on_line(const TraceLine& line) {
  std::set<std::string>& open = open_[line.text("instanceId")];
  if (line.event == "autoscaling.lifecycle_action") {
    if (line.text("status") == "CONTINUE") {
      open.erase(line.text("lifecycleActionToken"));
    } else {
      open.insert(line.text("lifecycleActionToken"));
    }
  } else if (line.event == "autoscaling.instance" && line.text("lifecycleState") == "InService" &&
             !open.empty()) {
    broken(line.text("instanceId") + " is in service although " + *open.begin() +
               " has not said CONTINUE",
           line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<Capacity>());
  all.push_back(std::make_unique<HooksFirst>());
  return all;
}

}  // namespace greenroom::autoscaling
