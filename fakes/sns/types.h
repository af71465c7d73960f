// SNS's words as plain data. AWS: docs.aws.amazon.com/sns/latest/api, reference
// codebuild-codepipeline-s3 4.4.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::sns {

// How a subscription is told: "http", "https", "email", "email-json", "sqs".
enum class Protocol { http, https, email, email_json, sqs };
[[nodiscard]] const char* to_string(Protocol protocol);

enum class FilterPolicyScope { MessageAttributes, MessageBody };

using Attributes = std::map<std::string, std::string>;
using Tags = std::map<std::string, std::string>;

// DisplayName (Simplified: told, and without effect) and Policy (sim/app/resource_policies.h).
struct TopicSettings {
  sns::Attributes Attributes;
  sns::Tags Tags;
};

struct Subscription {
  std::string SubscriptionArn;
  std::string TopicArn;
  sns::Protocol Protocol = sns::Protocol::sqs;
  std::string Endpoint;
  std::string Owner;
  bool PendingConfirmation = false;
  bool RawMessageDelivery = false;
  std::string FilterPolicy;  // "" when every message is wanted
  sns::FilterPolicyScope FilterPolicyScope = sns::FilterPolicyScope::MessageAttributes;
  std::string Token;  // what confirms it
  Instant token_given;
};

// A row of ListSubscriptionsByTopic: while it waits, SubscriptionArn is "PendingConfirmation".
struct ListedSubscription {
  std::string SubscriptionArn;
  std::string Owner;
  std::string Protocol;
  std::string Endpoint;
  std::string TopicArn;

  friend bool operator==(const ListedSubscription&, const ListedSubscription&) = default;
};

struct SubscribeRequest {
  std::string TopicArn;
  std::string Protocol;
  std::string Endpoint;
  // RawMessageDelivery ("true", "false"), FilterPolicy (JSON), FilterPolicyScope.
  std::map<std::string, std::string> Attributes;
  bool ReturnSubscriptionArn = false;
};

struct MessageAttributeValue {
  std::string DataType;  // "String", "Number", "Binary", "String.Array", also "String.custom"
  std::string Value;     // StringValue; of Binary its base64 text
};

struct PublishRequest {
  std::string TopicArn;
  std::string Subject;  // "" when there is none
  std::string Message;
  std::map<std::string, MessageAttributeValue> MessageAttributes;
};

// One message of a queue, as ReceiveMessage gives it.
struct QueueMessage {
  std::string MessageId;
  std::string ReceiptHandle;
  std::string Body;
};

// How SNS takes its time.
struct Timing {
  Duration delivery_latency = milliseconds(30);  // from Publish to each endpoint; UNVERIFIED
  // Reference 4.4: "Retries for HTTP default 3 retries 20 s apart, linear".
  int http_retries = 3;
  Duration http_retry_pause = seconds(20);
  Duration http_timeout = seconds(15);   // of one request; UNVERIFIED
  Duration token_valid = hours(3 * 24);  // UNVERIFIED: three days
  Duration queue_visibility_timeout = seconds(30);
  // The rule of a rehearsal: nobody reads mail in it, so whoever gets a confirmation mail visits
  // its link after this time. k_email_never_confirmed: nobody does.
  Duration email_confirmed_after = minutes(1);
};
inline constexpr Duration k_email_never_confirmed{-1};

}  // namespace greenroom::sns
