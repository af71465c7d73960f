#include "fakes/sns/service.h"

#include <algorithm>
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/sns/sites.h"

namespace greenroom::sns {
namespace {

constexpr const char* k_pending = "pending confirmation";
constexpr const char* k_no_queue = "AWS.SimpleQueueService.NonExistentQueue";
constexpr std::size_t k_received_max = 10;

void trace_topic(Context cx, const std::string& topic_arn, const char* change) {
  cx.as("sns").trace("sns.topic", {{"TopicArn", topic_arn}, {"change", change}});
}

void trace_subscription(Context cx, const Subscription& subscription, const char* status) {
  cx.as("sns").trace("sns.subscription", {{"TopicArn", subscription.TopicArn},
                                          {"Protocol", to_string(subscription.Protocol)},
                                          {"Endpoint", subscription.Endpoint},
                                          {"status", status}});
}

Message confirmation(MessageType type, const Subscription& subscription, std::string id,
                     Instant now) {
  Message message;
  message.Type = type;
  message.MessageId = std::move(id);
  message.TopicArn = subscription.TopicArn;
  message.Text = confirmation_text(type, subscription);
  message.Token = subscription.Token;
  message.Timestamp = now;
  return message;
}

ListedSubscription row_of(const Subscription& each) {
  return {each.PendingConfirmation ? "PendingConfirmation" : each.SubscriptionArn, each.Owner,
          to_string(each.Protocol), each.Endpoint, each.TopicArn};
}

bool same_attributes(const Subscription& a, const Subscription& b) {
  return a.RawMessageDelivery == b.RawMessageDelivery && a.FilterPolicy == b.FilterPolicy &&
         a.FilterPolicyScope == b.FilterPolicyScope;
}

}  // namespace

Result<std::string> Sns::CreateTopic(Context cx, std::string name, Attributes attributes,
                                     Tags tags) {
  if (const Status valid = validate_topic_name(name); !valid.ok()) {
    return valid.failure();
  }
  for (const auto& [attribute, value] : attributes) {
    for (const Status& valid :
         {validate_topic_attribute(attribute, value), check_policy(attribute, value)}) {
      if (!valid.ok()) {
        return valid.failure();
      }
    }
  }
  if (const Status valid = validate_tags(tags); !valid.ok()) {
    return valid.failure();
  }
  const std::string arn = aws::topic_arn(account_, name);
  if (!state_.has_topic(arn)) {
    state_.add_topic(arn, name);
    state_.settings(arn) = {std::move(attributes), std::move(tags)};
    trace_topic(cx, arn, "created");
    return arn;
  }
  const TopicSettings settings = std::as_const(state_).settings(arn);
  if (!tags.empty() && tags != settings.Tags) {
    return invalid_parameter("Tags Reason: Topic already exists with different tags");
  }
  const Attributes& known = settings.Attributes;
  for (const auto& [attribute, value] : attributes) {
    const auto found = known.find(attribute);
    if (found == known.end() ? !value.empty() : found->second != value) {
      return invalid_parameter("Attributes Reason: Topic already exists with different attributes");
    }
  }
  return arn;
}

Status Sns::DeleteTopic(Context cx, std::string topic_arn) {
  if (state_.has_topic(topic_arn)) {
    for (const Subscription& subscription : state_.subscriptions_of(topic_arn)) {
      trace_subscription(cx, subscription, "Deleted");
    }
    state_.remove_topic(topic_arn);
    trace_topic(cx, topic_arn, "deleted");
  }
  return success();
}

std::vector<std::string> Sns::ListTopics() const {
  std::vector<std::string> arns;
  for (const auto& [arn, name] : state_.topics()) {
    arns.push_back(arn);
  }
  return arns;
}

Result<std::string> Sns::Subscribe(Context cx, SubscribeRequest request) {
  if (!state_.has_topic(request.TopicArn)) {
    return not_found("Topic");
  }
  Result<Subscription> made = make_subscription(request);
  if (!made.ok()) {
    return made.failure();
  }
  Subscription& wanted = made.value();
  if (const Status good = check_filter(wanted); !good.ok()) {
    return good.failure();
  }
  Subscription* known = state_.find(State::key_of(wanted));
  if (known != nullptr && !same_attributes(*known, wanted)) {
    return invalid_parameter(
        "Attributes Reason: Subscription already exists with different attributes");
  }
  if (known == nullptr) {
    wanted.Owner = account_.id;
    wanted.SubscriptionArn = wanted.TopicArn + ":" + ids_.uuid("sns.subscription");
    wanted.PendingConfirmation = wanted.Protocol != Protocol::sqs;
    known = &state_.put(std::move(wanted));
    trace_subscription(cx, *known,
                       known->PendingConfirmation ? "PendingConfirmation" : "Confirmed");
  }
  if (known->PendingConfirmation) {
    ask_to_confirm(cx, *known);
  }
  return known->PendingConfirmation && !request.ReturnSubscriptionArn ? std::string(k_pending)
                                                                      : known->SubscriptionArn;
}

// Asked again, an endpoint gets a new token; the old one is worth nothing then.
void Sns::ask_to_confirm(Context cx, Subscription& subscription) {
  subscription.Token = ids_.hex("sns.token", 64);
  subscription.token_given = cx.now();
  send(cx,
       confirmation(MessageType::SubscriptionConfirmation, subscription, ids_.uuid("sns.message"),
                    cx.now()),
       subscription);
}

Result<std::string> Sns::ConfirmSubscription(Context cx, std::string topic_arn, std::string token) {
  if (!state_.has_topic(topic_arn)) {
    return not_found("Topic");
  }
  const Subscription* waiting = state_.find_token(topic_arn, token);
  if (waiting == nullptr || cx.now() - waiting->token_given > timing_.token_valid) {
    return invalid_parameter("Token");
  }
  Subscription& subscription = *state_.find(State::key_of(*waiting));
  if (std::exchange(subscription.PendingConfirmation, false)) {
    trace_subscription(cx, subscription, "Confirmed");
  }
  return subscription.SubscriptionArn;
}

Result<std::string> Sns::visit_subscribe_url(Context cx, const std::string& url) {
  const std::optional<Confirmation> confirmation = confirmation_of(url);
  if (!confirmation) {
    return invalid_parameter("SubscribeURL");
  }
  return ConfirmSubscription(cx, confirmation->TopicArn, confirmation->Token);
}

Status Sns::Unsubscribe(Context cx, std::string subscription_arn) {
  const Subscription* known = state_.find_arn(subscription_arn);
  if (known == nullptr) {
    return not_found("Subscription");
  }
  const Subscription gone = *known;
  state_.remove(State::key_of(gone));
  trace_subscription(cx, gone, "Deleted");
  if (gone.Protocol != Protocol::sqs && !gone.PendingConfirmation) {
    send(cx,
         confirmation(MessageType::UnsubscribeConfirmation, gone, ids_.uuid("sns.message"),
                      cx.now()),
         gone);
  }
  return success();
}

Result<std::vector<ListedSubscription>> Sns::ListSubscriptionsByTopic(
    const std::string& topic_arn) const {
  if (!state_.has_topic(topic_arn)) {
    return not_found("Topic");
  }
  std::vector<ListedSubscription> rows;
  for (const Subscription& each : state_.subscriptions_of(topic_arn)) {
    rows.push_back(row_of(each));
  }
  return rows;
}

std::vector<ListedSubscription> Sns::ListSubscriptions() const {
  std::vector<ListedSubscription> rows;
  for (const auto& [key, subscription] : state_.subscriptions()) {
    rows.push_back(row_of(subscription));
  }
  return rows;
}

Status Sns::SetSubscriptionAttributes(Context, std::string subscription_arn, std::string name,
                                      std::string value) {
  const Subscription* known = state_.find_arn(subscription_arn);
  if (known == nullptr) {
    return not_found("Subscription");
  }
  Subscription changed = *known;
  if (const Status set = set_attribute(changed, name, value); !set.ok()) {
    return set;
  }
  if (const Status good = check_filter(changed); !good.ok()) {
    return good;
  }
  state_.put(std::move(changed));
  return success();
}

Status Sns::check_filter(const Subscription& subscription) const {
  if (subscription.FilterPolicy.empty()) {
    return success();
  }
  const Status good = filters_.check(subscription.FilterPolicy);
  return good.ok() ? success() : invalid_parameter("FilterPolicy: " + good.failure().message);
}

bool Sns::wants(const Subscription& subscription, const Message& message) const {
  if (subscription.FilterPolicy.empty()) {
    return true;
  }
  const bool body = subscription.FilterPolicyScope == FilterPolicyScope::MessageBody;
  return filters_.accepts(subscription.FilterPolicy,
                          body ? message.Text : attributes_json(message.MessageAttributes));
}

Result<std::string> Sns::Publish(Context cx, PublishRequest request) {
  if (!state_.has_topic(request.TopicArn)) {
    return not_found("Topic");
  }
  if (const Status valid = validate(request); !valid.ok()) {
    return valid.failure();
  }
  Message message;
  message.MessageId = ids_.uuid("sns.message");
  message.TopicArn = std::move(request.TopicArn);
  message.Subject = std::move(request.Subject);
  message.Text = std::move(request.Message);
  message.Timestamp = cx.now();
  message.MessageAttributes = std::move(request.MessageAttributes);
  cx.as("sns").trace(
      "sns.message",
      {{"TopicArn", message.TopicArn}, {"Subject", message.Subject}, {"Message", message.Text}});
  for (const Subscription& subscription : state_.subscriptions_of(message.TopicArn)) {
    const bool told = !subscription.PendingConfirmation || cx.fault(site::pending_is_told);
    if (told && wants(subscription, message)) {
      send(cx, message, subscription);
    }
  }
  return message.MessageId;
}

std::string Sns::CreateQueue(std::string name) {
  const std::string arn = "arn:aws:sqs:" + account_.region + ":" + account_.id + ":" + name;
  state_.add_queue(arn);
  return arn;
}

Result<std::vector<QueueMessage>> Sns::ReceiveMessage(Context cx, const std::string& queue_arn,
                                                      std::size_t most) {
  Queue* queue = state_.queue(queue_arn);
  if (queue == nullptr) {
    return Failure{k_no_queue, "The specified queue does not exist."};
  }
  if (most < 1 || most > k_received_max) {
    return Failure{"InvalidParameterValue",
                   "Value " + std::to_string(most) +
                       " for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 "
                       "and 10, if provided."};
  }
  return queue->receive(most, cx.now(), timing_.queue_visibility_timeout);
}

Status Sns::DeleteMessage(Context, const std::string& queue_arn,
                          const std::string& receipt_handle) {
  Queue* queue = state_.queue(queue_arn);
  if (queue == nullptr) {
    return Failure{k_no_queue, "The specified queue does not exist."};
  }
  if (!queue->remove(receipt_handle)) {
    return Failure{"ReceiptHandleIsInvalid", "The input receipt handle \"" + receipt_handle +
                                                 "\" is not a valid receipt handle."};
  }
  return success();
}

}  // namespace greenroom::sns
