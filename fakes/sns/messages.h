// The documents SNS sends, as texts. Pure.
//
// AWS: reference codebuild-codepipeline-s3 4.4 (sns-message-and-json-formats): the three Types,
// their keys in AWS's order, one to a line as SNS lays them out.
#pragma once

#include <optional>
#include <string>

#include "fakes/aws/ids.h"
#include "fakes/sns/types.h"
#include "sim/core/http.h"

namespace greenroom::sns {

enum class MessageType { SubscriptionConfirmation, Notification, UnsubscribeConfirmation };
[[nodiscard]] const char* to_string(MessageType type);

// One message on its way: what is the same for all who get it.
struct Message {
  MessageType Type = MessageType::Notification;
  std::string MessageId;
  std::string TopicArn;
  std::string Subject;  // "" when there is none
  std::string Text;     // AWS: Message
  std::string Token;    // of the confirmations
  Instant Timestamp;
  std::map<std::string, MessageAttributeValue> MessageAttributes;
};

struct MessageContext {
  aws::Account account;
  Epoch epoch;
};

// What a confirmation says, before anything else is put around it.
[[nodiscard]] std::string confirmation_text(MessageType type, const Subscription& subscription);
// https://sns.<region>.amazonaws.com/?Action=ConfirmSubscription&TopicArn=...&Token=...
[[nodiscard]] std::string subscribe_url(const aws::Account& account, const std::string& topic_arn,
                                        const std::string& token);
[[nodiscard]] std::string unsubscribe_url(const aws::Account& account,
                                          const std::string& subscription_arn);
// The topic and token of a SubscribeURL; nothing for any other URL.
struct Confirmation {
  std::string TopicArn;
  std::string Token;
};
[[nodiscard]] std::optional<Confirmation> confirmation_of(const std::string& url);

// The JSON document for this subscriber. Simplified: Signature and SigningCertURL are there, and
// sign nothing.
[[nodiscard]] std::string document(const MessageContext& context, const Message& message,
                                   const Subscription& subscription);
// The header fields of the POST, in AWS's words.
[[nodiscard]] HttpHeaders http_headers(const Message& message, const Subscription& subscription);
// The attributes as the JSON object a filter policy looks at: texts, numbers, arrays.
[[nodiscard]] std::string attributes_json(
    const std::map<std::string, MessageAttributeValue>& attributes);

}  // namespace greenroom::sns
