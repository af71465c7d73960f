// Topics, subscriptions and what reaches whom.
//
// AWS: reference codebuild-codepipeline-s3 4.4.
#include "fakes/sns/service.h"

#include <catch2/catch.hpp>

#include "fakes/sns/sites.h"
#include "tests/fakes/sns/sns_lab.h"

using namespace greenroom;
using namespace greenroom::sns;
using namespace greenroom::test;

namespace {

std::string refusal(const Result<std::string>& result) {
  return result.ok() ? "" : result.failure().code + ": " + result.failure().message;
}
std::string refusal(const Status& status) {
  return status.ok() ? "" : status.failure().code + ": " + status.failure().message;
}

const Lines k_delivery = {"Protocol", "Type", "status", "reason"};
const char* const k_hook = "http://hooks.example/sns";

}  // namespace

TEST_CASE("a topic is made once and goes with its subscriptions") {
  SnsLab lab;
  CHECK(lab.topic == "arn:aws:sns:us-east-1:123456789012:deployments");
  CHECK(lab.sns.CreateTopic(lab.cx, "deployments").value() == lab.topic);
  CHECK(lab.sns.ListTopics() == Lines{lab.topic});
  CHECK(refusal(lab.sns.CreateTopic(lab.cx, "a b")) ==
        "InvalidParameter: Invalid parameter: Topic Name");
  CHECK(lab.subscribe("sqs", lab.queue).ok());
  CHECK(lab.sns.DeleteTopic(lab.cx, lab.topic).ok());
  CHECK(lab.sns.DeleteTopic(lab.cx, lab.topic).ok());
  CHECK(refusal(lab.publish("", "x")) == "NotFound: Topic does not exist");
  CHECK(refusal(lab.subscribe("sqs", lab.queue)) == "NotFound: Topic does not exist");
  CHECK_FALSE(lab.sns.ListSubscriptionsByTopic(lab.topic).ok());
  CHECK(lab.sns.CreateTopic(lab.cx, "deployments").ok());
  CHECK(lab.sns.ListSubscriptionsByTopic(lab.topic).value().empty());
  CHECK(lab.world.told("sns.topic", {"change"}) == Lines{"created", "deleted", "created"});
}

TEST_CASE("a queue hears every message, and keeps it until it is deleted") {
  SnsLab lab;
  const std::string arn = lab.subscribe("sqs", lab.queue).value();
  CHECK(arn.rfind(lab.topic + ":", 0) == 0);
  CHECK(lab.subscribe("sqs", lab.queue).value() == arn);  // the same subscription
  const auto story = [](SnsLab& l) -> Task<void> {
    CHECK(l.publish("Hello", "one").ok());
    co_await l.cx.sleep_for(seconds(1));
    const auto first = l.sns.ReceiveMessage(l.cx, l.queue, 1).value();
    REQUIRE(first.size() == 1);
    CHECK_THAT(first[0].Body, Catch::Contains("\"Subject\" : \"Hello\",\n  \"Message\" : \"one\""));
    CHECK(l.received().empty());  // hidden
    co_await l.cx.sleep_for(seconds(30));
    CHECK(l.received().size() == 1);  // seen again
    // The old handle is worth nothing any more.
    CHECK(refusal(l.sns.DeleteMessage(l.cx, l.queue, first[0].ReceiptHandle))
              .rfind("ReceiptHandleIsInvalid", 0) == 0);
    co_await l.cx.sleep_for(seconds(30));
    const auto last = l.sns.ReceiveMessage(l.cx, l.queue, 10).value();
    REQUIRE(last.size() == 1);
    CHECK(l.sns.DeleteMessage(l.cx, l.queue, last[0].ReceiptHandle).ok());
    co_await l.cx.sleep_for(seconds(31));
    CHECK(l.received().empty());
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.told("sns.message", {"TopicArn", "Subject", "Message"}) ==
        Lines{lab.topic + " Hello one"});
  CHECK_FALSE(lab.sns.ReceiveMessage(lab.cx, "arn:aws:sqs:none", 1).ok());
  CHECK_FALSE(lab.sns.ReceiveMessage(lab.cx, lab.queue, 11).ok());
  CHECK_FALSE(lab.sns.DeleteMessage(lab.cx, "arn:aws:sqs:none", "x").ok());
}

TEST_CASE("an http endpoint confirms by visiting the SubscribeURL, and hears nothing before") {
  SnsLab lab;
  CHECK(lab.subscribe("http", k_hook).value() == "pending confirmation");
  const auto story = [](SnsLab& l) -> Task<void> {
    CHECK(l.publish("", "too early").ok());
    co_await l.cx.sleep_for(seconds(1));
    REQUIRE(l.delivery.posts.size() == 1);
    CHECK(find_header(l.delivery.posts[0].headers, "x-amz-sns-message-type") ==
          "SubscriptionConfirmation");
    CHECK(l.sns.ListSubscriptionsByTopic(l.topic).value() ==
          std::vector<ListedSubscription>{
              {"PendingConfirmation", "123456789012", "http", k_hook, l.topic}});
    const std::string arn = l.sns.visit_subscribe_url(l.cx, l.posted_url()).value();
    CHECK(l.sns.visit_subscribe_url(l.cx, l.posted_url()).value() == arn);
    CHECK(l.sns.ListSubscriptionsByTopic(l.topic).value()[0].SubscriptionArn == arn);
    CHECK(l.publish("", "in time").ok());
    co_await l.cx.sleep_for(seconds(1));
    REQUIRE(l.delivery.posts.size() == 2);
    CHECK_THAT(l.delivery.posts[1].body, Catch::Contains("\"Message\" : \"in time\""));
    CHECK(l.delivery.posts[1].deadline - l.delivery.posts[1].at == Timing{}.http_timeout);
    CHECK(l.sns.Unsubscribe(l.cx, arn).ok());
    CHECK(refusal(l.sns.Unsubscribe(l.cx, arn)) == "NotFound: Subscription does not exist");
    CHECK(l.publish("", "too late").ok());
    co_await l.cx.sleep_for(seconds(1));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.told("sns.delivery", k_delivery) ==
        Lines{"http SubscriptionConfirmation Delivered ", "http Notification Delivered ",
              "http UnsubscribeConfirmation Delivered "});
  CHECK(lab.world.told("sns.subscription", {"status"}) ==
        Lines{"PendingConfirmation", "Confirmed", "Deleted"});
}

TEST_CASE("a token is worth something only while it is young and the newest") {
  SnsLab lab;
  CHECK(lab.subscribe("https", "https://hooks.example/sns", {}, true).value() !=
        "pending confirmation");
  const auto story = [](SnsLab& l) -> Task<void> {
    co_await l.cx.sleep_for(seconds(1));
    const std::string old_url = l.posted_url();
    CHECK(l.subscribe("https", "https://hooks.example/sns").value() == "pending confirmation");
    co_await l.cx.sleep_for(seconds(1));
    const std::string invalid = "InvalidParameter: Invalid parameter: Token";
    CHECK(refusal(l.sns.visit_subscribe_url(l.cx, old_url)) == invalid);
    CHECK(refusal(l.sns.ConfirmSubscription(l.cx, l.topic, "")) == invalid);
    CHECK(refusal(l.sns.visit_subscribe_url(l.cx, "https://elsewhere.example/")) ==
          "InvalidParameter: Invalid parameter: SubscribeURL");
    CHECK(refusal(l.sns.ConfirmSubscription(l.cx, "arn:none", "x")) ==
          "NotFound: Topic does not exist");
    co_await l.cx.sleep_for(hours(72));
    CHECK(refusal(l.sns.visit_subscribe_url(l.cx, l.posted_url())) == invalid);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("reference 4.4: http is tried three times more, 20 s apart") {
  SnsLab lab;
  CHECK(lab.subscribe("http", k_hook).ok());
  const auto story = [](SnsLab& l) -> Task<void> {
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.sns.visit_subscribe_url(l.cx, l.posted_url()).ok());
    l.delivery.answers = {{HttpEnd::Refused, 0},
                          {HttpEnd::Answered, 429},
                          {HttpEnd::DeadlineReached, 0},
                          {HttpEnd::Answered, 503}};
    CHECK(l.publish("", "ill").ok());
    co_await l.cx.sleep_for(minutes(10));
    l.delivery.answers = {{HttpEnd::Answered, 500}};
    CHECK(l.publish("", "better").ok());
    co_await l.cx.sleep_for(minutes(10));
    l.delivery.answers = {{HttpEnd::Answered, 404}};
    CHECK(l.publish("", "gone").ok());
    co_await l.cx.sleep_for(minutes(10));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.told("sns.delivery", {"status", "reason"}) ==
        Lines{"Delivered ", "Failed connection refused", "Failed status 429", "Failed timed out",
              "GivenUp status 503", "Failed status 500", "Delivered ", "GivenUp status 404"});
  const auto& posts = lab.delivery.posts;
  REQUIRE(posts.size() == 8);
  CHECK(posts[2].at - posts[1].at == seconds(20));
  CHECK(posts[4].at - posts[1].at == seconds(60));
}

TEST_CASE("the rule of a rehearsal: who gets a confirmation mail follows its link a minute later") {
  SnsLab lab;
  CHECK(lab.subscribe("email", "ops@example.com").value() == "pending confirmation");
  CHECK(lab.subscribe("email-json", "bot@example.com").ok());
  const auto story = [](SnsLab& l) -> Task<void> {
    co_await l.cx.sleep_for(seconds(59));
    CHECK(l.publish("", "too early").ok());
    co_await l.cx.sleep_for(seconds(2));
    CHECK(l.publish("Deployed", "v2 is live").ok());
    CHECK(l.publish("", "no subject").ok());
    co_await l.cx.sleep_for(seconds(1));
  };
  CHECK(lab.world.run(story(lab)));
  const auto& mails = lab.delivery.mails;
  REQUIRE(mails.size() == 6);
  CHECK(mails[0].address == "ops@example.com");
  CHECK(mails[0].subject == "AWS Notification - Subscription Confirmation");
  CHECK_THAT(mails[0].body, Catch::Contains("?Action=ConfirmSubscription&TopicArn=" + lab.topic));
  CHECK_THAT(mails[1].body, Catch::Contains("\"Type\" : \"SubscriptionConfirmation\""));
  CHECK_FALSE(mails[0].is_json);
  CHECK(mails[1].is_json);
  CHECK(mails[2].subject == "Deployed");
  CHECK(mails[2].body == "v2 is live");
  CHECK_THAT(mails[3].body, Catch::Contains("\"Message\" : \"v2 is live\""));
  CHECK(mails[4].subject == "AWS Notification Message");
}

TEST_CASE("a rehearsal may say that nobody reads mail") {
  Timing timing;
  timing.email_confirmed_after = k_email_never_confirmed;
  SnsLab lab(timing);
  const std::string arn = lab.subscribe("email", "ops@example.com", {}, true).value();
  const auto story = [](SnsLab& l, std::string subscription) -> Task<void> {
    co_await l.cx.sleep_for(hours(1));
    CHECK(l.publish("", "unheard").ok());
    CHECK(l.sns.Unsubscribe(l.cx, subscription).ok());  // who never came is not told
    co_await l.cx.sleep_for(hours(1));
  };
  CHECK(lab.world.run(story(lab, arn)));
  CHECK(lab.delivery.mails.size() == 1);
}

TEST_CASE("deliveries come in the order of protocol, then endpoint; a lost queue is told of") {
  SnsLab lab;
  const std::string other = lab.sns.CreateQueue("another");
  CHECK(lab.subscribe("sqs", lab.queue).ok());
  CHECK(lab.subscribe("sqs", "arn:aws:sqs:us-east-1:123456789012:nowhere").ok());
  CHECK(lab.subscribe("sqs", other).ok());
  const auto story = [](SnsLab& l) -> Task<void> {
    CHECK(l.publish("", "x").ok());
    co_await l.cx.sleep_for(seconds(1));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.told("sns.delivery", {"Endpoint", "status", "reason"}) ==
        Lines{other + " Delivered ", lab.queue + " Delivered ",
              "arn:aws:sqs:us-east-1:123456789012:nowhere GivenUp "
              "AWS.SimpleQueueService.NonExistentQueue"});
}

TEST_CASE("raw message delivery: the message and nothing else") {
  SnsLab lab;
  const std::string arn = lab.subscribe("sqs", lab.queue).value();
  CHECK(lab.sns.SetSubscriptionAttributes(lab.cx, arn, "RawMessageDelivery", "true").ok());
  CHECK(lab.subscribe("http", k_hook, {{"RawMessageDelivery", "true"}}).ok());
  const auto story = [](SnsLab& l) -> Task<void> {
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.sns.visit_subscribe_url(l.cx, l.posted_url()).ok());  // itself never raw
    CHECK(l.publish("Subject", "plain words").ok());
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.received() == Lines{"plain words"});
  };
  CHECK(lab.world.run(story(lab)));
  REQUIRE(lab.delivery.posts.size() == 2);
  CHECK(lab.delivery.posts[1].body == "plain words");
  CHECK(find_header(lab.delivery.posts[0].headers, "x-amz-sns-rawdelivery").empty());
  CHECK(find_header(lab.delivery.posts[1].headers, "x-amz-sns-rawdelivery") == "true");
}

TEST_CASE("filter policies choose by attributes or by body") {
  SnsLab lab;
  struct Row {
    std::string policy;
    std::string scope;
    bool arrives;
  };
  const std::vector<Row> rows = {
      {R"({"stage":["prod","test"]})", "MessageAttributes", true},
      {R"({"stage":["dev"]})", "MessageAttributes", false},
      {R"({"count":[{"numeric":[">",2]}]})", "MessageAttributes", true},
      {R"({"count":["3"]})", "MessageAttributes", false},  // a Number is no String
      {R"({"zones":["b"]})", "MessageAttributes", true},   // String.Array: any of them
      {R"({"absent":[{"exists":false}]})", "MessageAttributes", true},
      {R"({"key":[{"exists":true}]})", "MessageAttributes", false},  // Binary is not looked at
      {R"({"detail":{"state":["FAILURE"]}})", "MessageBody", true},
      {R"({"detail":{"state":["SUCCESS"]}})", "MessageBody", false},
      {"{}", "MessageAttributes", true},
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string queue = lab.sns.CreateQueue("q" + std::to_string(i));
    CHECK(lab.subscribe("sqs", queue,
                        {{"FilterPolicy", rows[i].policy}, {"FilterPolicyScope", rows[i].scope}})
              .ok());
  }
  const auto story = [](SnsLab& l) -> Task<void> {
    CHECK(l.publish("", R"({"detail":{"state":"FAILURE"}})",
                    {{"stage", {"String", "test"}},
                     {"count", {"Number", "3"}},
                     {"key", {"Binary", "eA=="}},
                     {"zones", {"String.Array", R"(["a","b"])"}}})
              .ok());
    co_await l.cx.sleep_for(seconds(1));
  };
  CHECK(lab.world.run(story(lab)));
  const Lines told = lab.world.told("sns.delivery", {"Endpoint"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(rows[i].policy);
    const std::string queue = "arn:aws:sqs:us-east-1:123456789012:q" + std::to_string(i);
    CHECK((std::find(told.begin(), told.end(), queue) != told.end()) == rows[i].arrives);
  }
}

TEST_CASE("a body that is no JSON passes no filter of bodies") {
  SnsLab lab;
  CHECK(lab.subscribe("sqs", lab.queue,
                      {{"FilterPolicy", R"({"a":[{"exists":false}]})"},
                       {"FilterPolicyScope", "MessageBody"}})
            .ok());
  const auto story = [](SnsLab& l) -> Task<void> {
    CHECK(l.publish("", "plain words").ok());
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.received().empty());
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("what Subscribe refuses") {
  SnsLab lab;
  struct Row {
    std::string protocol, endpoint;
    std::map<std::string, std::string> attributes;
    std::string refusal;
  };
  const std::vector<Row> rows = {
      {"pigeon", "x", {}, "Amazon SNS does not support this protocol string: pigeon"},
      {"http", "https://x", {}, "Endpoint must match the specified protocol"},
      {"https", "https://", {}, "Endpoint must match the specified protocol"},
      {"http", "", {}, "Endpoint must match the specified protocol"},
      {"email", "ops", {}, "Email address"},
      {"email-json", "@example.com", {}, "Email address"},
      {"sqs", "inbox", {}, "SQS endpoint ARN"},
      {"sqs", lab.queue, {{"Color", "red"}}, "AttributeName"},
      {"sqs",
       lab.queue,
       {{"RawMessageDelivery", "yes"}},
       "Attributes Reason: RawMessageDelivery: Invalid value [yes]. Must be true or false."},
      {"email",
       "ops@example.com",
       {{"RawMessageDelivery", "true"}},
       "Attributes Reason: RawMessageDelivery: Invalid value [true] for this protocol."},
      {"sqs",
       lab.queue,
       {{"FilterPolicyScope", "Headers"}},
       "FilterPolicyScope: Invalid value [Headers]. Please use either MessageBody or "
       "MessageAttributes"},
      {"sqs",
       lab.queue,
       {{"FilterPolicy", R"({"a":"b"})"}},
       "FilterPolicy: Event pattern is not valid. Reason: \"a\" must be an object or an array, at "
       "a"},
  };
  for (const Row& row : rows) {
    CHECK(refusal(lab.subscribe(row.protocol, row.endpoint, row.attributes)) ==
          "InvalidParameter: Invalid parameter: " + row.refusal);
  }
  const std::string arn = lab.subscribe("sqs", lab.queue).value();
  CHECK(refusal(lab.subscribe("sqs", lab.queue, {{"RawMessageDelivery", "true"}})) ==
        "InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with "
        "different attributes");
  CHECK_FALSE(lab.sns.SetSubscriptionAttributes(lab.cx, arn, "FilterPolicy", "{").ok());
  CHECK_FALSE(lab.sns.SetSubscriptionAttributes(lab.cx, arn, "Color", "red").ok());
  CHECK_FALSE(lab.sns.SetSubscriptionAttributes(lab.cx, "arn:none", "FilterPolicy", "{}").ok());
}

TEST_CASE("what Publish refuses") {
  SnsLab lab;
  const std::string begin = "InvalidParameter: Invalid parameter: ";
  CHECK(refusal(lab.publish("s", "")) == begin + "Empty message");
  CHECK(lab.publish(std::string(99, 's'), "m").ok());
  CHECK(refusal(lab.publish(std::string(100, 's'), "m")) == begin + "Subject");
  CHECK(refusal(lab.publish("two\nlines", "m")) == begin + "Subject");
  CHECK(lab.publish("", std::string(256 << 10, 'm')).ok());
  CHECK(refusal(lab.publish("", std::string((256 << 10) + 1, 'm'))) == begin + "Message too long");
  const auto with = [&](const std::string& type, const std::string& value) {
    return refusal(lab.publish("", "m", {{"a", {type, value}}}));
  };
  CHECK(with("String.color", "red").empty());
  CHECK(with("Number", "-1.5").empty());
  for (const char* wrong : {"1e5", "01", ".5", "1.", "-", "one"}) {
    CHECK(with("Number", wrong) == begin + "Could not cast message attribute 'a' value to number");
  }
  CHECK(with("Colour", "red") == begin + "The message attribute 'a' has an invalid type 'Colour'");
  CHECK(with("String", "") ==
        begin + "The message attribute 'a' must contain a non-empty message attribute value");
}

TEST_CASE("fault site sns.pending_is_told: a message for who has not confirmed") {
  SnsLab lab;
  lab.world.kernel.faults().enable(std::string(site::pending_is_told.name));
  CHECK(lab.subscribe("http", k_hook).ok());
  const auto story = [](SnsLab& l) -> Task<void> {
    CHECK(l.publish("", "leaked").ok());
    co_await l.cx.sleep_for(seconds(1));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.told("sns.delivery", k_delivery) ==
        Lines{"http SubscriptionConfirmation Delivered ", "http Notification Delivered "});
}

TEST_CASE("fault site sns.delivered_twice: at least once is not once") {
  SnsLab lab;
  lab.world.kernel.faults().enable(std::string(site::delivered_twice.name));
  CHECK(lab.subscribe("sqs", lab.queue).ok());
  const auto story = [](SnsLab& l) -> Task<void> {
    CHECK(l.publish("", "x").ok());
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.received().size() == 2);
  };
  CHECK(lab.world.run(story(lab)));
}
