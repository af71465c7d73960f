#include "fakes/sns/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::sns {
namespace {

constexpr std::size_t k_topic_name_characters_max = 256;
constexpr std::size_t k_subject_characters_max = 100;  // less than that
constexpr std::size_t k_message_bytes_max = 256u << 10;

const std::pair<const char*, Protocol> k_protocols[] = {{"http", Protocol::http},
                                                        {"https", Protocol::https},
                                                        {"email", Protocol::email},
                                                        {"email-json", Protocol::email_json},
                                                        {"sqs", Protocol::sqs}};

bool good_endpoint(Protocol protocol, const std::string& endpoint) {
  switch (protocol) {
    case Protocol::http:
      return endpoint.starts_with("http://") && endpoint.size() > 7;
    case Protocol::https:
      return endpoint.starts_with("https://") && endpoint.size() > 8;
    case Protocol::email:
    case Protocol::email_json:
      return endpoint.find('@') != std::string::npos && endpoint.front() != '@' &&
             endpoint.back() != '@' && endpoint.find_first_of(" \n") == std::string::npos;
    case Protocol::sqs:
      return endpoint.starts_with("arn:aws:sqs:");
  }
  return false;
}

Failure bad_endpoint(Protocol protocol) {
  switch (protocol) {
    case Protocol::email:
    case Protocol::email_json:
      return invalid_parameter("Email address");
    case Protocol::sqs:
      return invalid_parameter("SQS endpoint ARN");
    default:
      return invalid_parameter("Endpoint must match the specified protocol");
  }
}

bool is_number(const std::string& text) {
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  const std::size_t point = text.find('.');
  const std::string whole = text.substr(begin, point == text.npos ? text.npos : point - begin);
  const auto digits = [](const std::string& part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return digits(whole) && (whole.size() == 1 || whole[0] != '0') &&
         (point == text.npos || digits(text.substr(point + 1)));
}

Status validate_attribute(const std::string& name, const MessageAttributeValue& value) {
  const std::string base = value.DataType.substr(0, value.DataType.find('.'));
  if (name.empty() || (base != "String" && base != "Number" && base != "Binary")) {
    return invalid_parameter("The message attribute '" + name + "' has an invalid type '" +
                             value.DataType + "'");
  }
  if (value.Value.empty()) {
    return invalid_parameter("The message attribute '" + name +
                             "' must contain a non-empty message attribute value");
  }
  if (base == "Number" && !is_number(value.Value)) {
    return invalid_parameter("Could not cast message attribute '" + name + "' value to number");
  }
  return success();
}

}  // namespace

Failure invalid_parameter(const std::string& what) {
  return {"InvalidParameter", "Invalid parameter: " + what};
}

Failure not_found(const std::string& what) {
  return {"NotFound", what + " does not exist"};
}

void Queue::put(std::string message_id, std::string body, Instant now) {
  messages_.push_back({{std::move(message_id), "", std::move(body)}, now});
}

std::vector<QueueMessage> Queue::receive(std::size_t most, Instant now,
                                         Duration visibility_timeout) {
  std::vector<QueueMessage> received;
  for (StoredMessage& stored : messages_) {
    if (received.size() < most && stored.visible_from <= now) {
      stored.visible_from = now + visibility_timeout;
      stored.message.ReceiptHandle = stored.message.MessageId + "/" + std::to_string(++receipts_);
      received.push_back(stored.message);
    }
  }
  return received;
}

bool Queue::remove(const std::string& receipt_handle) {
  return std::erase_if(messages_, [&](const StoredMessage& stored) {
           return !receipt_handle.empty() && stored.message.ReceiptHandle == receipt_handle;
         }) > 0;
}

bool State::has_topic(const std::string& topic_arn) const {
  return topics_.find(topic_arn) != topics_.end();
}

void State::remove_topic(const std::string& topic_arn) {
  topics_.erase(topic_arn);
  settings_.erase(topic_arn);
  std::erase_if(subscriptions_,
                [&](const auto& entry) { return entry.second.TopicArn == topic_arn; });
}

TopicSettings State::settings(const std::string& topic_arn) const {
  const auto found = settings_.find(topic_arn);
  return found == settings_.end() ? TopicSettings{} : found->second;
}

SubscriptionKey State::key_of(const Subscription& subscription) {
  return {subscription.TopicArn, to_string(subscription.Protocol), subscription.Endpoint};
}

Subscription* State::find(const SubscriptionKey& key) {
  const auto found = subscriptions_.find(key);
  return found == subscriptions_.end() ? nullptr : &found->second;
}

const Subscription* State::find_arn(const std::string& subscription_arn) const {
  const auto found = std::find_if(
      subscriptions_.begin(), subscriptions_.end(),
      [&](const auto& entry) { return entry.second.SubscriptionArn == subscription_arn; });
  return found == subscriptions_.end() ? nullptr : &found->second;
}

const Subscription* State::find_token(const std::string& topic_arn,
                                      const std::string& token) const {
  const auto found =
      std::find_if(subscriptions_.begin(), subscriptions_.end(), [&](const auto& entry) {
        return entry.second.TopicArn == topic_arn && entry.second.Token == token;
      });
  return token.empty() || found == subscriptions_.end() ? nullptr : &found->second;
}

std::vector<Subscription> State::subscriptions_of(const std::string& topic_arn) const {
  std::vector<Subscription> result;
  for (const auto& [key, subscription] : subscriptions_) {
    if (subscription.TopicArn == topic_arn) {
      result.push_back(subscription);
    }
  }
  return result;
}

Subscription& State::put(Subscription subscription) {
  const SubscriptionKey key = key_of(subscription);
  return subscriptions_.insert_or_assign(key, std::move(subscription)).first->second;
}

Queue* State::queue(const std::string& queue_arn) {
  const auto found = queues_.find(queue_arn);
  return found == queues_.end() ? nullptr : &found->second;
}

Status validate_topic_name(const std::string& name) {
  const bool good = !name.empty() && name.size() <= k_topic_name_characters_max &&
                    std::all_of(name.begin(), name.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == '_';
                    });
  return good ? success() : Status(invalid_parameter("Topic Name"));
}

Status validate_topic_attribute(const std::string& name, const std::string& value) {
  constexpr std::size_t k_display_name_characters_max = 100;
  if (name == "DisplayName") {
    return value.size() <= k_display_name_characters_max
               ? success()
               : Status(invalid_parameter("DisplayName: must be at most 100 characters"));
  }
  // UNVERIFIED text; others (FifoTopic, delivery policies, keys) would change what happens.
  return name == "Policy" ? success() : Status(invalid_parameter("AttributeName"));
}

Status validate_tags(const Tags& tags) {
  constexpr std::size_t k_tags_max = 50;
  return tags.size() <= k_tags_max
             ? success()
             : Status(Failure{"TagLimitExceeded",
                              "Could not complete request: tag quota of per resource exceeded"});
}

Status validate(const PublishRequest& request) {
  if (request.Message.empty()) {
    return invalid_parameter("Empty message");
  }
  const std::string& subject = request.Subject;
  const bool one_line =
      std::all_of(subject.begin(), subject.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (subject.size() >= k_subject_characters_max || !one_line || subject.starts_with(' ')) {
    return invalid_parameter("Subject");
  }
  std::size_t bytes = request.Message.size();
  for (const auto& [name, value] : request.MessageAttributes) {
    if (const Status valid = validate_attribute(name, value); !valid.ok()) {
      return valid;
    }
    bytes += name.size() + value.DataType.size() + value.Value.size();
  }
  return bytes <= k_message_bytes_max ? success() : Status(invalid_parameter("Message too long"));
}

Result<Subscription> make_subscription(const SubscribeRequest& request) {
  const auto protocol =
      std::find_if(std::begin(k_protocols), std::end(k_protocols),
                   [&](const auto& known) { return known.first == request.Protocol; });
  if (protocol == std::end(k_protocols)) {
    return invalid_parameter("Amazon SNS does not support this protocol string: " +
                             request.Protocol);
  }
  Subscription subscription;
  subscription.TopicArn = request.TopicArn;
  subscription.Protocol = protocol->second;
  subscription.Endpoint = request.Endpoint;
  if (request.Endpoint.empty() || !good_endpoint(subscription.Protocol, request.Endpoint)) {
    return bad_endpoint(subscription.Protocol);
  }
  for (const auto& [name, value] : request.Attributes) {
    if (const Status set = set_attribute(subscription, name, value); !set.ok()) {
      return set.failure();
    }
  }
  return subscription;
}

Status set_attribute(Subscription& subscription, const std::string& name,
                     const std::string& value) {
  if (name == "RawMessageDelivery") {
    const bool can =
        subscription.Protocol != Protocol::email && subscription.Protocol != Protocol::email_json;
    if ((value != "true" && value != "false") || (value == "true" && !can)) {
      return invalid_parameter("Attributes Reason: RawMessageDelivery: Invalid value [" + value +
                               "]" + (can ? ". Must be true or false." : " for this protocol."));
    }
    subscription.RawMessageDelivery = value == "true";
    return success();
  }
  if (name == "FilterPolicyScope") {
    if (value != "MessageAttributes" && value != "MessageBody") {
      return invalid_parameter("FilterPolicyScope: Invalid value [" + value +
                               "]. Please use either MessageBody or MessageAttributes");
    }
    subscription.FilterPolicyScope = value == "MessageBody" ? FilterPolicyScope::MessageBody
                                                            : FilterPolicyScope::MessageAttributes;
    return success();
  }
  if (name == "FilterPolicy") {
    subscription.FilterPolicy = value == "{}" ? "" : value;
    return success();
  }
  return invalid_parameter("AttributeName");
}

}  // namespace greenroom::sns
