#include "fakes/sns/messages.h"

#include <vector>

#include "fakes/aws/json.h"

namespace greenroom::sns {
namespace {

// Base64 of "this message is not signed". Simplified: see document().
constexpr const char* k_signature = "dGhpcyBtZXNzYWdlIGlzIG5vdCBzaWduZWQ=";

std::string quoted(const std::string& text) {
  std::string out;
  aws::append_json_text(out, text);
  return out;
}

// {
//   "Type" : "Notification",
//   ...
// }
class Lines {
 public:
  void text(const char* name, const std::string& value) { raw(name, quoted(value)); }
  void raw(const char* name, const std::string& json) {
    out_ += out_.empty() ? "{\n" : ",\n";
    out_ += "  " + quoted(name) + " : " + json;
  }
  [[nodiscard]] std::string take() { return out_ + "\n}"; }

 private:
  std::string out_;
};

// "MessageAttributes" : {
//     "stage" : {"Type":"String","Value":"test"}
//   }
std::string attributes_block(const std::map<std::string, MessageAttributeValue>& attributes) {
  std::string out;
  for (const auto& [name, value] : attributes) {
    out += out.empty() ? "{\n" : ",\n";
    out += "    " + quoted(name) + " : {\"Type\":" + quoted(value.DataType) +
           ",\"Value\":" + quoted(value.Value) + "}";
  }
  return out + "\n  }";
}

std::string endpoint_of(const aws::Account& account) {
  return "https://sns." + account.region + ".amazonaws.com/";
}

bool is_base_type(const std::string& type, const std::string& base) {
  return type == base || type.starts_with(base + ".");
}

}  // namespace

const char* to_string(MessageType type) {
  switch (type) {
    case MessageType::SubscriptionConfirmation:
      return "SubscriptionConfirmation";
    case MessageType::Notification:
      return "Notification";
    case MessageType::UnsubscribeConfirmation:
      return "UnsubscribeConfirmation";
  }
  return "";
}

std::string confirmation_text(MessageType type, const Subscription& subscription) {
  if (type == MessageType::SubscriptionConfirmation) {
    return "You have chosen to subscribe to the topic " + subscription.TopicArn +
           ".\nTo confirm the subscription, visit the SubscribeURL included in this message.";
  }
  return "You have chosen to deactivate subscription " + subscription.SubscriptionArn +
         ".\nTo cancel this operation and restore the subscription, visit the SubscribeURL "
         "included in this message.";
}

std::string subscribe_url(const aws::Account& account, const std::string& topic_arn,
                          const std::string& token) {
  return endpoint_of(account) + "?Action=ConfirmSubscription&TopicArn=" + topic_arn +
         "&Token=" + token;
}

std::string unsubscribe_url(const aws::Account& account, const std::string& subscription_arn) {
  return endpoint_of(account) + "?Action=Unsubscribe&SubscriptionArn=" + subscription_arn;
}

std::optional<Confirmation> confirmation_of(const std::string& url) {
  const std::string action = "?Action=ConfirmSubscription&TopicArn=";
  const std::string token = "&Token=";
  const std::size_t topic_at = url.find(action);
  const std::size_t token_at = url.find(token, topic_at == url.npos ? 0 : topic_at);
  if (topic_at == url.npos || token_at == url.npos) {
    return std::nullopt;
  }
  const std::size_t topic_begin = topic_at + action.size();
  return Confirmation{url.substr(topic_begin, token_at - topic_begin),
                      url.substr(token_at + token.size())};
}

std::string document(const MessageContext& context, const Message& message,
                     const Subscription& subscription) {
  const bool notification = message.Type == MessageType::Notification;
  Lines lines;
  lines.text("Type", to_string(message.Type));
  lines.text("MessageId", message.MessageId);
  if (!notification) {
    lines.text("Token", message.Token);
  }
  lines.text("TopicArn", message.TopicArn);
  if (notification && !message.Subject.empty()) {
    lines.text("Subject", message.Subject);
  }
  lines.text("Message", message.Text);
  if (!notification) {
    lines.text("SubscribeURL", subscribe_url(context.account, message.TopicArn, message.Token));
  }
  lines.text("Timestamp", iso8601(context.epoch, message.Timestamp));
  lines.text("SignatureVersion", "1");
  lines.text("Signature", k_signature);
  lines.text("SigningCertURL",
             endpoint_of(context.account) +
                 "SimpleNotificationService-00000000000000000000000000000000.pem");
  if (notification) {
    lines.text("UnsubscribeURL", unsubscribe_url(context.account, subscription.SubscriptionArn));
    if (!message.MessageAttributes.empty()) {
      lines.raw("MessageAttributes", attributes_block(message.MessageAttributes));
    }
  }
  return lines.take();
}

HttpHeaders http_headers(const Message& message, const Subscription& subscription) {
  HttpHeaders headers = {{"x-amz-sns-message-type", to_string(message.Type)},
                         {"x-amz-sns-message-id", message.MessageId},
                         {"x-amz-sns-topic-arn", message.TopicArn}};
  if (message.Type != MessageType::SubscriptionConfirmation) {
    headers.emplace_back("x-amz-sns-subscription-arn", subscription.SubscriptionArn);
  }
  if (subscription.RawMessageDelivery && message.Type == MessageType::Notification) {
    headers.emplace_back("x-amz-sns-rawdelivery", "true");
  }
  headers.emplace_back("Content-Type", "text/plain; charset=UTF-8");
  headers.emplace_back("User-Agent", "Amazon Simple Notification Service Agent");
  return headers;
}

std::string attributes_json(const std::map<std::string, MessageAttributeValue>& attributes) {
  std::string out = "{";
  for (const auto& [name, value] : attributes) {
    if (is_base_type(value.DataType, "Binary")) {
      continue;  // filters do not look at these
    }
    const bool plain = is_base_type(value.DataType, "Number") || value.DataType == "String.Array";
    out += out.size() == 1 ? "" : ",";
    out += quoted(name) + ":" + (plain ? value.Value : quoted(value.Value));
  }
  return out + "}";
}

}  // namespace greenroom::sns
