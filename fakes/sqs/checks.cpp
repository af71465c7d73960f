#include "fakes/sqs/checks.h"

namespace greenroom::sqs {

void DeletedStaysDeleted::on_line(const TraceLine& line) {
  if (line.event != "sqs.message") {
    return;
  }
  const std::string id = line.text("MessageId");
  if (line.text("change") == "deleted") {
    deleted_.emplace(id, line.n);
  } else if (const auto found = deleted_.find(id); found != deleted_.end()) {
    broken("message " + id + " of " + line.text("QueueName") + " was deleted in line " +
               std::to_string(found->second),
           line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<DeletedStaysDeleted>());
  return all;
}

}  // namespace greenroom::sqs
