// SQS with one queue, and digests that tell what they are of.
#pragma once

#include <string>

#include "fakes/sqs/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

class PlainDigests final : public sqs::Digests {
 public:
  [[nodiscard]] std::string md5_hex(std::string_view bytes) const override {
    return "md5 of " + std::to_string(bytes.size());
  }
};

struct SqsLab {
  FakeWorld world;
  PlainDigests digests;
  sqs::Sqs sqs{world.ids, aws::Account{}, digests};
  Context cx = world.as("story");
  std::string url = sqs.CreateQueue(cx, "inbox").value();

  Result<sqs::SendMessageResult> send(const std::string& body,
                                      std::optional<std::int64_t> delay = {}) {
    return sqs.SendMessage(cx, {url, body, delay, {}});
  }
  // The bodies that are received now.
  Lines receive(std::int64_t most = 10) {
    Lines bodies;
    const auto messages = sqs.ReceiveMessage(cx, {url, most, {}}).value();
    for (const sqs::Message& message : messages) {
      bodies.push_back(message.Body);
      handle = message.ReceiptHandle;
    }
    return bodies;
  }
  std::string handle;  // of the message that was received last
};

// The code of a refusal, or "" of a success.
template <typename T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.failure().code;
}

}  // namespace greenroom::test
