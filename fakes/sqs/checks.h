// What SQS must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::sqs {

// sqs.deleted_stays_deleted: a message that was deleted is not received again.
class DeletedStaysDeleted final : public Invariant {
 public:
  DeletedStaysDeleted() : Invariant("sqs.deleted_stays_deleted") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> deleted_;  // the line, by MessageId
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::sqs
