// SQS as its users see it.
#include "fakes/sqs/service.h"

#include <catch2/catch.hpp>

#include "fakes/sqs/attributes.h"
#include "tests/fakes/sqs/sqs_lab.h"

using namespace greenroom;
using namespace greenroom::test;

TEST_CASE("a message is hidden from others once received, and comes again unless it is deleted") {
  SqsLab lab;
  const auto story = [](SqsLab* at) -> Task<void> {
    REQUIRE(at->send("one").ok());
    REQUIRE(at->send("two").ok());
    CHECK(at->receive(1) == Lines{"one"});
    CHECK(at->receive() == Lines{"two"});
    CHECK(at->sqs.DeleteMessage(at->cx, at->url, at->handle).ok());
    CHECK(at->receive() == Lines{});
    co_await at->cx.sleep_for(seconds(29));
    CHECK(at->receive() == Lines{});
    co_await at->cx.sleep_for(seconds(1));
    CHECK(at->receive() == Lines{"one"});
  };
  CHECK(lab.world.run(story(&lab)));
  CHECK(lab.world.told("sqs.message", {"QueueName", "change"}) ==
        Lines{"inbox sent", "inbox sent", "inbox received", "inbox received", "inbox deleted",
              "inbox received"});
}

TEST_CASE("only the newest handle of a message deletes it; one that never was is refused") {
  SqsLab lab;
  const auto story = [](SqsLab* at) -> Task<void> {
    REQUIRE(at->send("one").ok());
    at->receive();
    const std::string old = at->handle;
    co_await at->cx.sleep_for(seconds(30));
    at->receive();
    CHECK(at->sqs.DeleteMessage(at->cx, at->url, old).ok());
    CHECK(at->sqs.GetQueueAttributes(at->cx, at->url)
              .value()
              .at("ApproximateNumberOfMessagesNotVisible") == "1");
    CHECK(at->sqs.DeleteMessage(at->cx, at->url, at->handle).ok());
    CHECK(at->sqs.DeleteMessage(at->cx, at->url, at->handle).ok());  // it is gone already
    CHECK(code_of(at->sqs.DeleteMessage(at->cx, at->url, "x")) == "ReceiptHandleIsInvalid");
  };
  CHECK(lab.world.run(story(&lab)));
}

TEST_CASE("visibility is changed for one receipt, and ends at once with zero") {
  SqsLab lab;
  const auto story = [](SqsLab* at) -> Task<void> {
    REQUIRE(at->send("one").ok());
    at->receive();
    CHECK(at->sqs.ChangeMessageVisibility(at->cx, at->url, at->handle, 60).ok());
    co_await at->cx.sleep_for(seconds(59));
    CHECK(at->receive() == Lines{});
    CHECK(at->sqs.ChangeMessageVisibility(at->cx, at->url, at->handle, 0).ok());
    CHECK(code_of(at->sqs.ChangeMessageVisibility(at->cx, at->url, at->handle, 5)) ==
          "MessageNotInflight");
    CHECK(at->receive() == Lines{"one"});
    CHECK(code_of(at->sqs.ChangeMessageVisibility(at->cx, at->url, at->handle, 43'201)) ==
          "InvalidParameterValue");
  };
  CHECK(lab.world.run(story(&lab)));
}

TEST_CASE("a delay hides a message at first, and the retention period ends it") {
  SqsLab lab;
  const auto story = [](SqsLab* at) -> Task<void> {
    CHECK(at->sqs.SetQueueAttributes(at->cx, at->url, {{"MessageRetentionPeriod", "60"}}).ok());
    REQUIRE(at->send("late", 10).ok());
    CHECK(at->receive() == Lines{});
    CHECK(at->sqs.GetQueueAttributes(at->cx, at->url)
              .value()
              .at("ApproximateNumberOfMessagesDelayed") == "1");
    co_await at->cx.sleep_for(seconds(10));
    CHECK(at->receive() == Lines{"late"});
    co_await at->cx.sleep_for(seconds(51));
    CHECK(at->receive() == Lines{});
    CHECK(code_of(at->send("never", 901)) == "InvalidParameterValue");
  };
  CHECK(lab.world.run(story(&lab)));
}

TEST_CASE("a queue is made once, and again only with the same attributes or after a while") {
  SqsLab lab;
  const auto story = [](SqsLab* at) -> Task<void> {
    CHECK(at->sqs.CreateQueue(at->cx, "inbox", {{"VisibilityTimeout", "30"}}).value() == at->url);
    CHECK(code_of(at->sqs.CreateQueue(at->cx, "inbox", {{"VisibilityTimeout", "31"}})) ==
          "QueueNameExists");
    CHECK(at->sqs.DeleteQueue(at->cx, at->url).ok());
    CHECK(code_of(at->send("one")) == "QueueDoesNotExist");
    co_await at->cx.sleep_for(seconds(59));
    CHECK(code_of(at->sqs.CreateQueue(at->cx, "inbox")) == "QueueDeletedRecently");
    co_await at->cx.sleep_for(seconds(1));
    CHECK(at->sqs.CreateQueue(at->cx, "inbox").ok());
  };
  CHECK(lab.world.run(story(&lab)));
  CHECK(lab.world.told("sqs.queue", {"QueueName", "change"}) ==
        Lines{"inbox created", "inbox deleted", "inbox created"});
}

TEST_CASE("a purge empties a queue, once a minute") {
  SqsLab lab;
  REQUIRE(lab.send("one").ok());
  CHECK(lab.sqs.PurgeQueue(lab.cx, lab.url).ok());
  CHECK(lab.receive() == Lines{});
  CHECK(code_of(lab.sqs.PurgeQueue(lab.cx, lab.url)) == "PurgeQueueInProgress");
}

TEST_CASE("what is refused of queues and messages") {
  SqsLab lab;
  CHECK(code_of(lab.sqs.CreateQueue(lab.cx, "jobs.fifo")) == "InvalidParameterValue");
  CHECK(code_of(lab.sqs.CreateQueue(lab.cx, "q", {{"FifoQueue", "true"}})) ==
        "InvalidAttributeName");
  CHECK(code_of(lab.sqs.CreateQueue(lab.cx, "q", {{"RedrivePolicy", "{}"}})) ==
        "InvalidAttributeName");
  CHECK(code_of(lab.sqs.CreateQueue(lab.cx, "q", {{"DelaySeconds", "901"}})) ==
        "InvalidAttributeValue");
  CHECK(code_of(lab.send("")) == "MissingParameter");
  CHECK(code_of(lab.send(std::string("\1", 1))) == "InvalidMessageContents");
  CHECK(code_of(lab.send(std::string(1'048'577, 'x'))) == "InvalidParameterValue");
  CHECK(code_of(lab.sqs.SendMessage(lab.cx, {lab.url, "x", {}, {{"a", {"Colour", "red"}}}})) ==
        "InvalidParameterValue");
  CHECK(code_of(lab.sqs.ReceiveMessage(lab.cx, {lab.url, 11, {}})) == "InvalidParameterValue");
}

TEST_CASE("others put messages into a queue by its ARN") {
  SqsLab lab;
  const std::string arn = "arn:aws:sqs:us-east-1:123456789012:inbox";
  CHECK(lab.sqs.put(lab.cx, arn, "hello", {{"color", {"String", "red"}}}).ok());
  CHECK(lab.receive() == Lines{"hello"});
  CHECK(code_of(lab.sqs.put(lab.cx, arn + "2", "hello")) == "QueueDoesNotExist");
}

TEST_CASE("the digest of attributes is of names, types and values after their lengths") {
  const std::string bytes =
      sqs::bytes_of({{"b", {"Binary", std::string("\0x", 2)}}, {"a", {"String", "red"}}});
  const char expected[] =
      "\0\0\0\1a\0\0\0\6String\1\0\0\0\3red"
      "\0\0\0\1b\0\0\0\6Binary\2\0\0\0\2\0x";
  CHECK(bytes == std::string(expected, sizeof expected - 1));
}

namespace {

// Writes down what SQS says of those who would wait.
struct Waiting final : sqs::Receivers {
  void nothing_yet(Duration longest, Instant next) override {
    told.push_back(human(longest) + ", next " +
                   (next == k_never ? "never" : human(next - k_start)));
  }
  void something_new() override { told.push_back("new"); }
  Lines told;
};

}  // namespace

TEST_CASE("who finds nothing and would wait is told of, with when something comes by itself") {
  SqsLab lab;
  Waiting waiting;
  lab.sqs.connect(waiting);
  const auto ask = [&](std::optional<std::int64_t> seconds) {
    sqs::ReceiveMessageRequest request{lab.url, 1, {}};
    request.WaitTimeSeconds = seconds;
    return lab.sqs.ReceiveMessage(lab.cx, request).value().size();
  };
  CHECK(ask({}) == 0);
  CHECK(ask(0) == 0);
  CHECK(waiting.told.empty());
  CHECK(ask(20) == 0);
  REQUIRE(lab.send("later", 30).ok());
  REQUIRE(lab.send("sooner", 10).ok());
  CHECK(ask(20) == 0);
  REQUIRE(lab.send("now").ok());
  CHECK(ask(20) == 1);
  CHECK(waiting.told == Lines{"20s, next never", "new", "new", "20s, next 10s", "new"});
}

TEST_CASE("a queue says itself how long is waited, unless who asks does") {
  SqsLab lab;
  Waiting waiting;
  lab.sqs.connect(waiting);
  REQUIRE(
      lab.sqs.SetQueueAttributes(lab.cx, lab.url, {{"ReceiveMessageWaitTimeSeconds", "5"}}).ok());
  CHECK(lab.receive().empty());
  sqs::ReceiveMessageRequest request{lab.url, 1, {}};
  request.WaitTimeSeconds = 0;
  CHECK(lab.sqs.ReceiveMessage(lab.cx, request).value().empty());
  CHECK(waiting.told == Lines{"5s, next never"});
}

TEST_CASE("a message that is made visible again is news to those who wait") {
  SqsLab lab;
  REQUIRE(lab.send("one").ok());
  CHECK(lab.receive() == Lines{"one"});
  Waiting waiting;
  lab.sqs.connect(waiting);
  REQUIRE(lab.sqs.ChangeMessageVisibility(lab.cx, lab.url, lab.handle, 0).ok());
  CHECK(waiting.told == Lines{"new"});
}
