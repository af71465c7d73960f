// The documents SNS sends, byte by byte.
//
// AWS: reference codebuild-codepipeline-s3 4.4.
#include "fakes/sns/messages.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::sns;

namespace {

const MessageContext k_context{aws::Account{}, Epoch{}};

const std::string k_host = "https://sns.us-east-1.amazonaws.com/";
const std::string k_certificate = "SimpleNotificationService-00000000000000000000000000000000.pem";

Subscription subscription() {
  Subscription made;
  made.TopicArn = "arn:aws:sns:us-east-1:123456789012:t";
  made.SubscriptionArn = made.TopicArn + ":2bcfbf39";
  made.Protocol = Protocol::http;
  return made;
}

Message message(MessageType type) {
  Message made;
  made.Type = type;
  made.MessageId = "22b80b92";
  made.TopicArn = subscription().TopicArn;
  made.Text = type == MessageType::Notification ? "Hello \"world\"!"
                                                : confirmation_text(type, subscription());
  made.Token = type == MessageType::Notification ? "" : "2336412f";
  made.Timestamp = k_start + milliseconds(1500);
  return made;
}

}  // namespace

TEST_CASE("a Notification, with and without what it need not have") {
  Message notification = message(MessageType::Notification);
  const std::string begin = R"({
  "Type" : "Notification",
  "MessageId" : "22b80b92",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:t",
)";
  const std::string rest = R"(  "Message" : "Hello \"world\"!",
  "Timestamp" : "2026-01-01T00:00:01.500Z",
  "SignatureVersion" : "1",
  "Signature" : "dGhpcyBtZXNzYWdlIGlzIG5vdCBzaWduZWQ=",
  "SigningCertURL" : ")" + k_host +
                           k_certificate +
                           R"(",
  "UnsubscribeURL" : ")" + k_host +
                           "?Action=Unsubscribe&SubscriptionArn=" + subscription().SubscriptionArn +
                           "\"";
  CHECK(document(k_context, notification, subscription()) == begin + rest + "\n}");
  notification.Subject = "My First Message";
  notification.MessageAttributes = {{"count", {"Number", "3"}}, {"stage", {"String", "test"}}};
  CHECK(document(k_context, notification, subscription()) ==
        begin + "  \"Subject\" : \"My First Message\",\n" + rest + R"(,
  "MessageAttributes" : {
    "count" : {"Type":"Number","Value":"3"},
    "stage" : {"Type":"String","Value":"test"}
  }
})");
}

TEST_CASE("the confirmations") {
  CHECK(document(k_context, message(MessageType::SubscriptionConfirmation), subscription()) ==
        R"({
  "Type" : "SubscriptionConfirmation",
  "MessageId" : "22b80b92",
  "Token" : "2336412f",
  "TopicArn" : "arn:aws:sns:us-east-1:123456789012:t",
  "Message" : "You have chosen to subscribe to the topic arn:aws:sns:us-east-1:123456789012:t.)" +
            std::string(R"(\nTo confirm the subscription, visit the SubscribeURL included in )") +
            R"(this message.",
  "SubscribeURL" : ")" +
            k_host + "?Action=ConfirmSubscription&TopicArn=" + subscription().TopicArn +
            R"(&Token=2336412f",
  "Timestamp" : "2026-01-01T00:00:01.500Z",
  "SignatureVersion" : "1",
  "Signature" : "dGhpcyBtZXNzYWdlIGlzIG5vdCBzaWduZWQ=",
  "SigningCertURL" : ")" +
            k_host + k_certificate + "\"\n}");
  const std::string goodbye =
      document(k_context, message(MessageType::UnsubscribeConfirmation), subscription());
  CHECK_THAT(goodbye, Catch::Contains("\"Type\" : \"UnsubscribeConfirmation\""));
  CHECK_THAT(goodbye,
             Catch::Contains("You have chosen to deactivate subscription "
                             "arn:aws:sns:us-east-1:123456789012:t:2bcfbf39.\\nTo cancel"));
}

TEST_CASE("a SubscribeURL can be read again; no other URL can") {
  const auto found = confirmation_of(subscribe_url(aws::Account{}, "arn:t", "abc"));
  REQUIRE(found.has_value());
  CHECK(found->TopicArn == "arn:t");
  CHECK(found->Token == "abc");
  CHECK_FALSE(confirmation_of(unsubscribe_url(aws::Account{}, "arn:t:s")).has_value());
  CHECK_FALSE(confirmation_of("").has_value());
}

TEST_CASE("the header fields of each type") {
  const auto fields = [](MessageType type, bool raw) {
    Subscription to = subscription();
    to.RawMessageDelivery = raw;
    std::string text;
    for (const auto& [name, value] : http_headers(message(type), to)) {
      text += name + ": " + value + "\n";
    }
    return text;
  };
  const std::string topic = "x-amz-sns-topic-arn: arn:aws:sns:us-east-1:123456789012:t\n";
  const std::string arn =
      "x-amz-sns-subscription-arn: arn:aws:sns:us-east-1:123456789012:t:2bcfbf39\n";
  const std::string id = "x-amz-sns-message-id: 22b80b92\n";
  const std::string rest =
      "Content-Type: text/plain; charset=UTF-8\n"
      "User-Agent: Amazon Simple Notification Service Agent\n";
  CHECK(fields(MessageType::SubscriptionConfirmation, true) ==
        "x-amz-sns-message-type: SubscriptionConfirmation\n" + id + topic + rest);
  CHECK(fields(MessageType::Notification, false) ==
        "x-amz-sns-message-type: Notification\n" + id + topic + arn + rest);
  CHECK(fields(MessageType::Notification, true) == "x-amz-sns-message-type: Notification\n" + id +
                                                       topic + arn +
                                                       "x-amz-sns-rawdelivery: true\n" + rest);
  CHECK(fields(MessageType::UnsubscribeConfirmation, false) ==
        "x-amz-sns-message-type: UnsubscribeConfirmation\n" + id + topic + arn + rest);
}
