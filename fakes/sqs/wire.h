// SQS behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/sqs/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::sqs {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

// The same as clients use it: AttributeNames of ReceiveMessage are names of a message's attributes
// ("SentTimestamp"), which AWS takes although its model says that they are those of a queue.
[[nodiscard]] wire::Table table_as_used();

class Wire final : public wire::Service {
 public:
  explicit Wire(Sqs& sqs) : sqs_(sqs) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  // Queues' URLs lead to where somebody asked: clients send there what they want of a queue (the
  // SDKs for JavaScript and Java do). To whoever asks at a host of AWS they are AWS's.
  [[nodiscard]] aws::Json told_at(const std::string& host, aws::Json output) const override;

 private:
  Sqs& sqs_;
  wire::Table table_ = table_as_used();
};

}  // namespace greenroom::sqs
