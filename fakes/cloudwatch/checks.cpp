#include "fakes/cloudwatch/checks.h"

namespace greenroom::cloudwatch {

void OnlyChanges::on_line(const TraceLine& line) {
  const std::string& alarm = line.text("alarmName");
  if (line.event == "cloudwatch.alarm" && line.text("change") == "created") {
    state_[alarm] = "INSUFFICIENT_DATA";
  }
  if (line.event != "cloudwatch.alarm_state") {
    return;
  }
  const std::string& to = line.text("stateValue");
  const std::string& from = line.text("previousStateValue");
  const auto known = state_.find(alarm);
  if (from == to || (known != state_.end() && known->second != from)) {
    broken("alarm " + alarm + " went from " + from + " to " + to +
               (known == state_.end() ? "" : " and was in " + known->second),
           line.n);
  }
  state_[alarm] = to;
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<OnlyChanges>());
  return all;
}

}  // namespace greenroom::cloudwatch
