#include "fakes/logs/checks.h"

namespace greenroom::logs {

void AcceptedIsStored::on_line(const TraceLine& line) {
  const std::pair stream{line.text("logGroupName"), line.text("logStreamName")};
  if (line.event == "logs.stream") {
    accepted_.erase(stream);
  }
  if (line.event != "logs.events") {
    return;
  }
  std::int64_t& accepted = accepted_[stream];
  accepted += line.number("accepted");
  if (line.number("stored") != accepted) {
    broken("stream " + stream.first + " " + stream.second + " has " +
               std::to_string(line.number("stored")) + " events of " + std::to_string(accepted),
           line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<AcceptedIsStored>());
  return all;
}

}  // namespace greenroom::logs
