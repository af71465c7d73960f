// SNS as its clients meet it. Their protocol (query) is fakes/wire's affair: one form shows that it
// reaches here, the rest asks in JSON.
#include "fakes/sns/wire.h"

#include <catch2/catch.hpp>

#include "fakes/wire/check_input.h"
#include "tests/fakes/sns/sns_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct WireLab : SnsLab {
  WireLab() { endpoint.add(wire); }
  Result<aws::Json> call(const std::string& operation, const std::string& input) {
    const Result<aws::Json> checked = wire::check_input(
        wire.model(), wire.model().operations.at(operation).input, aws::parse_json(input).value());
    return checked ? wire.call(cx, operation, checked.value())
                   : Result<aws::Json>(checked.failure());
  }
  // The answer as JSON, or the code of a refusal.
  std::string ask(const std::string& operation, const std::string& input) {
    const Result<aws::Json> answer = call(operation, input);
    return answer ? aws::to_text(answer.value()) : answer.failure().code;
  }
  // An attribute of the answer; "-" when there is none.
  std::string attribute(const std::string& operation, const std::string& input,
                        const std::string& name) {
    const aws::Json answer = call(operation, input).value();
    const aws::Json* found = answer.find("Attributes")->find(name);
    return found == nullptr ? "-" : found->text;
  }
  [[nodiscard]] std::string of_topic(const std::string& more = "") const {
    return R"({"TopicArn": ")" + topic + "\"" + more + "}";
  }

  sns::Wire wire{sns};
  wire::Endpoint endpoint;
};

constexpr const char* k_inbox = "arn:aws:sqs:us-east-1:123456789012:inbox";

std::string subscribe_inbox(const std::string& more = "") {
  return R"(, "Protocol": "sqs", "Endpoint": ")" + std::string(k_inbox) + "\"" + more;
}

class RecordingQueues final : public sns::Queues {
 public:
  Status put(Context, const std::string& topic_arn, const std::string& queue_arn, std::string body,
             const std::map<std::string, sns::MessageAttributeValue>& attributes) override {
    if (queue_arn != k_inbox) {
      return Failure{"QueueDoesNotExist", "The specified queue does not exist."};
    }
    if (topic_arn == keeps_out) {
      return Failure{"AccessDenied", "no policy allows it"};
    }
    bodies.push_back(std::move(body));
    for (const auto& [name, value] : attributes) {
      beside.push_back(name + " " + value.Value);
    }
    return success();
  }
  Lines bodies, beside;
  std::string keeps_out;
};

}  // namespace

TEST_CASE("a form is answered in XML") {
  WireLab lab;
  HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  request.body = "Action=CreateTopic&Version=2010-03-31&Name=deployments";
  const HttpResponse answer = lab.endpoint.answer(lab.cx, request);
  CHECK(answer.status == 200);
  CHECK(answer.body.find("<CreateTopicResult><TopicArn>" + lab.topic + "</TopicArn>") !=
        std::string::npos);
  request.body = "Action=GetTopicAttributes&Version=2010-03-31&TopicArn=arn:aws:sns:none";
  const HttpResponse refused = lab.endpoint.answer(lab.cx, request);
  CHECK(refused.status == 404);
  CHECK(refused.body.find("<Code>NotFound</Code>") != std::string::npos);
}

TEST_CASE("topics are made with attributes and tags, listed, changed and deleted") {
  WireLab lab;
  const std::string news = "arn:aws:sns:us-east-1:123456789012:news";
  CHECK(lab.ask("CreateTopic", R"({"Name": "news", "Attributes": {"DisplayName": "News"},
                                   "Tags": [{"Key": "k", "Value": "v"}]})") ==
        R"({"TopicArn":")" + news + R"("})");
  CHECK(lab.ask("CreateTopic", R"({"Name": "news", "Attributes": {"DisplayName": "Old"}})") ==
        "InvalidParameter");
  CHECK(lab.ask("CreateTopic", R"({"Name": "news", "Tags": [{"Key": "k", "Value": "w"}]})") ==
        "InvalidParameter");
  CHECK(lab.ask("CreateTopic", R"({"Name": "news"})") == R"({"TopicArn":")" + news + R"("})");
  CHECK(lab.ask("CreateTopic", R"({"Name": "q", "Attributes": {"FifoTopic": "true"}})") ==
        "InvalidParameter");
  CHECK(lab.ask("ListTopics", "{}") ==
        R"({"Topics":[{"TopicArn":")" + lab.topic + R"("},{"TopicArn":")" + news + R"("}]})");
  const std::string of_news = R"({"TopicArn": ")" + news + "\"";
  CHECK(lab.attribute("GetTopicAttributes", of_news + "}", "DisplayName") == "News");
  CHECK(lab.attribute("GetTopicAttributes", of_news + "}", "Owner") == "123456789012");
  CHECK(lab.ask("SetTopicAttributes",
                of_news + R"(, "AttributeName": "Policy", "AttributeValue": "{}"})") == "{}");
  CHECK(lab.attribute("GetTopicAttributes", of_news + "}", "Policy") == "{}");
  CHECK(aws::parse_json(lab.attribute("GetTopicAttributes", lab.of_topic(), "Policy")).ok());
  CHECK(lab.ask("SetTopicAttributes",
                of_news + R"(, "AttributeName": "DeliveryPolicy", "AttributeValue": "{}"})") ==
        "InvalidParameter");
  const std::string tags = R"({"ResourceArn": ")" + news + "\"";
  CHECK(lab.ask("TagResource", tags + R"(, "Tags": [{"Key": "l", "Value": "w"}]})") == "{}");
  CHECK(lab.ask("UntagResource", tags + R"(, "TagKeys": ["k"]})") == "{}");
  CHECK(lab.ask("ListTagsForResource", tags + "}") == R"({"Tags":[{"Key":"l","Value":"w"}]})");
  CHECK(lab.ask("DeleteTopic", of_news + "}") == "{}");
  CHECK(lab.ask("GetTopicAttributes", of_news + "}") == "NotFound");
  CHECK(lab.ask("ListTagsForResource", tags + "}") == "ResourceNotFound");
}

TEST_CASE("subscriptions are made, confirmed, listed, changed and ended") {
  WireLab lab;
  const std::string arn =
      lab.call("Subscribe", lab.of_topic(subscribe_inbox())).value().find("SubscriptionArn")->text;
  CHECK(lab.ask("Subscribe", lab.of_topic(R"(, "Protocol": "http", "Endpoint": "http://ops/")")) ==
        R"({"SubscriptionArn":"pending confirmation"})");
  const std::string rows = R"({"Subscriptions":[{"SubscriptionArn":"PendingConfirmation",)"
                           R"("Owner":"123456789012","Protocol":"http","Endpoint":"http://ops/",)"
                           R"("TopicArn":")" +
                           lab.topic + R"("},{"SubscriptionArn":")" + arn +
                           R"(","Owner":"123456789012","Protocol":"sqs","Endpoint":")" + k_inbox +
                           R"(","TopicArn":")" + lab.topic + R"("}]})";
  CHECK(lab.ask("ListSubscriptions", "{}") == rows);
  CHECK(lab.ask("ListSubscriptionsByTopic", lab.of_topic()) == rows);
  CHECK(lab.attribute("GetTopicAttributes", lab.of_topic(), "SubscriptionsPending") == "1");
  const std::string token = lab.sns.state().subscriptions_of(lab.topic).front().Token;
  CHECK(lab.ask("ConfirmSubscription", lab.of_topic(R"(, "Token": ")" + token + "\"")) !=
        "InvalidParameter");
  CHECK(lab.attribute("GetTopicAttributes", lab.of_topic(), "SubscriptionsConfirmed") == "2");
  const std::string one = R"({"SubscriptionArn": ")" + arn + "\"";
  CHECK(lab.ask("SetSubscriptionAttributes", one + R"(, "AttributeName": "FilterPolicy",
                                          "AttributeValue": "{\"color\":[\"red\"]}"})") == "{}");
  CHECK(lab.attribute("GetSubscriptionAttributes", one + "}", "FilterPolicy") ==
        R"({"color":["red"]})");
  CHECK(lab.attribute("GetSubscriptionAttributes", one + "}", "RawMessageDelivery") == "false");
  CHECK(lab.ask("Subscribe", lab.of_topic(R"(, "Protocol": "sqs", "Endpoint": "arn:aws:sqs:::q",
                             "Attributes": {"RedrivePolicy": "{}"})")) == "InvalidParameter");
  CHECK(lab.ask("Unsubscribe", one + "}") == "{}");
  CHECK(lab.ask("GetSubscriptionAttributes", one + "}") == "NotFound");
}

TEST_CASE("what is published reaches the queue, by the topic's ARN as topic or as target") {
  WireLab lab;
  REQUIRE(lab.ask("Subscribe", lab.of_topic(subscribe_inbox(R"(, "Attributes":
                               {"RawMessageDelivery": "true"})"))) != "InvalidParameter");
  CHECK(lab.call("Publish", lab.of_topic(R"(, "Message": "one")")).ok());
  CHECK(lab.call("Publish", R"({"TargetArn": ")" + lab.topic + R"(", "Message": "two"})").ok());
  CHECK(lab.ask("Publish", R"({"Message": "three"})") == "InvalidParameter");
  CHECK(lab.ask("Publish", R"({"PhoneNumber": "+1", "Message": "three"})") == "InvalidParameter");
  CHECK(lab.ask("Publish", lab.of_topic(R"(, "Message": "{}", "MessageStructure": "json")")) ==
        "InvalidParameter");
  for (const char* value : {R"("DataType": "Binary", "StringValue": "AQI=")",
                            R"("DataType": "Binary", "BinaryValue": "no base64")",
                            R"("DataType": "String", "BinaryValue": "AQI=")"}) {
    CAPTURE(value);
    CHECK(lab.ask("Publish", lab.of_topic(R"(, "Message": "x", "MessageAttributes": {"a": {)" +
                                          std::string(value) + "}}")) == "ParameterValueInvalid");
  }
  const aws::Json batch = lab.call("PublishBatch", lab.of_topic(R"(, "PublishBatchRequestEntries": [
                   {"Id": "a", "Message": "four"}, {"Id": "b", "Message": ""}])"))
                              .value();
  CHECK(batch.find("Successful")->items.at(0).find("Id")->text == "a");
  CHECK(batch.find("Failed")->items.at(0).find("Code")->text == "InvalidParameter");
  CHECK(lab.ask("PublishBatch", lab.of_topic(R"(, "PublishBatchRequestEntries": [
                   {"Id": "a", "Message": "x"}, {"Id": "a", "Message": "y"}])")) ==
        "BatchEntryIdsNotDistinct");
  CHECK(lab.ask("PublishBatch", lab.of_topic(R"(, "PublishBatchRequestEntries": [])")) ==
        "EmptyBatchRequest");
  const auto wait = [](Context cx) -> Task<void> { co_await cx.sleep_for(seconds(1)); };
  CHECK(lab.world.run(wait(lab.cx)));
  CHECK(lab.received() == Lines{"one", "two", "four"});
}

TEST_CASE("queues that are elsewhere get the message through the port, attributes beside it") {
  WireLab lab;
  RecordingQueues queues;
  lab.sns.connect(queues);
  REQUIRE(lab.subscribe("sqs", k_inbox, {{"RawMessageDelivery", "true"}}).ok());
  REQUIRE(lab.subscribe("sqs", "arn:aws:sqs:us-east-1:123456789012:nowhere").ok());
  REQUIRE(lab.call("Publish", lab.of_topic(R"(, "Message": "hello", "MessageAttributes":
                   {"color": {"DataType": "String", "StringValue": "red"}})"))
              .ok());
  const auto wait = [](Context cx) -> Task<void> { co_await cx.sleep_for(seconds(1)); };
  CHECK(lab.world.run(wait(lab.cx)));
  CHECK(queues.bodies == Lines{"hello"});
  CHECK(queues.beside == Lines{"color red"});
  CHECK(lab.world.told("sns.delivery", {"Endpoint", "status", "reason"}) ==
        Lines{std::string(k_inbox) + " Delivered ",
              "arn:aws:sqs:us-east-1:123456789012:nowhere GivenUp QueueDoesNotExist"});
  queues.keeps_out = lab.topic;
  REQUIRE(lab.call("Publish", lab.of_topic(R"(, "Message": "again")")).ok());
  CHECK(lab.world.run(wait(lab.cx)));
  CHECK(queues.bodies == Lines{"hello"});
  CHECK(lab.world.told("sns.delivery", {"status", "reason"}).at(2) ==
        "GivenUp AccessDenied: no policy allows it");
}
