// Clients who wait for a message: ReceiveMessage with WaitTimeSeconds.
#include <catch2/catch.hpp>

#include "tests/serve/client.h"
#include "tests/serve/served.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

constexpr const char* k_headers =
    "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\n";
constexpr const char* k_wait = R"({"QueueUrl": "jobs", "WaitTimeSeconds": 20})";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A queue "jobs", and somebody who waits for its messages: the server has his request.
void wait_for_message(const Served& served, Client& receiver) {
  REQUIRE(has(served.call("AmazonSQS.CreateQueue", R"({"QueueName": "jobs"})"), "/jobs"));
  REQUIRE(receiver.send("POST", "/", k_wait, k_headers));
  REQUIRE(has(served.call("AmazonSQS.ListQueues", "{}"), "/jobs"));
}

void send(const Served& served, const std::string& body) {
  REQUIRE(has(served.call("AmazonSQS.SendMessage",
                          R"({"QueueUrl": "jobs", "MessageBody": ")" + body + "\"}"),
              "MessageId"));
}

// When that happened to a message, in virtual microseconds.
long long time_of(const Served& served, const std::string& change) {
  const std::string trace = served.get("/_greenroom/trace");
  const std::size_t at = trace.find("\"change\":\"" + change + "\"");
  REQUIRE(at != std::string::npos);
  return std::atoll(trace.c_str() + trace.rfind("\"t\":", at) + 4);
}

}  // namespace

TEST_CASE("whoever waits for a message is told it as soon as somebody sends one") {
  const Served served({"--speed", "1x"});
  Client receiver(served.url());
  wait_for_message(served, receiver);
  send(served, "hello");
  CHECK(receiver.status() == 200);
  CHECK(has(receiver.body(), R"("Body":"hello")"));
  // Not by the look that is taken when his time is over.
  CHECK(time_of(served, "received") - time_of(served, "sent") < 19'000'000);
}

TEST_CASE("a message is not lost to somebody who waited for it and has left") {
  const Served served({"--speed", "1x"});
  {
    Client receiver(served.url());
    wait_for_message(served, receiver);
  }
  send(served, "hello");
  CHECK(
      has(served.call("AmazonSQS.ReceiveMessage", R"({"QueueUrl": "jobs"})"), R"("Body":"hello")"));
}

TEST_CASE("while time stands still nobody waits for a message") {
  const Served served({"--speed", "1x"});
  Client receiver(served.url());
  wait_for_message(served, receiver);
  REQUIRE(has(served.post("/_greenroom/clock", R"({"pause": true})"), "\"paused\":true"));
  CHECK(receiver.status() == 200);
  CHECK(receiver.body() == "{}");
  CHECK(served.call("AmazonSQS.ReceiveMessage", k_wait) == "{}");
}

TEST_CASE("what was received after a wait is so again after a restart") {
  const Folder folder;
  const std::vector<std::string> words{"--data", folder / "data", "--speed", "1x"};
  {
    Served served(words);
    Client receiver(served.url());
    wait_for_message(served, receiver);
    send(served, "hello");
    REQUIRE(has((receiver.status(), receiver.body()), R"("Body":"hello")"));
    served.kill_now();
  }
  const Served served(words);
  const std::string counts = served.call("AmazonSQS.GetQueueAttributes",
                                         R"({"QueueUrl": "jobs", "AttributeNames": ["All"]})");
  CHECK(has(counts, R"("ApproximateNumberOfMessagesNotVisible":"1")"));
  CHECK(has(counts, R"("ApproximateNumberOfMessages":"0")"));
}
