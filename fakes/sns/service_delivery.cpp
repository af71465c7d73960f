// From a topic to its subscribers: queues, mails, HTTP requests and their retries.
#include <utility>

#include "fakes/sns/service.h"
#include "fakes/sns/sites.h"

namespace greenroom::sns {
namespace {

void trace_attempt(Context cx, const Message& message, const Subscription& subscription,
                   int attempt, const char* status, const std::string& reason) {
  std::vector<Field> fields = {{"TopicArn", message.TopicArn},
                               {"Protocol", to_string(subscription.Protocol)},
                               {"Endpoint", subscription.Endpoint},
                               {"Type", to_string(message.Type)},
                               {"MessageId", message.MessageId},
                               {"attempt", attempt},
                               {"status", status}};
  if (!reason.empty()) {
    fields.emplace_back("reason", reason);
  }
  cx.trace("sns.delivery", fields);
}

bool is_taken(const HttpResult& result) {
  return result.end == HttpEnd::Answered && result.response.status / 100 == 2;
}

// Whether it makes sense to try again: SNS holds 4xx for the endpoint's last word, 429 aside
// (UNVERIFIED; this is the one place).
bool may_pass(const HttpResult& result) {
  return result.end != HttpEnd::Answered || result.response.status / 100 == 5 ||
         result.response.status == 429;
}

std::string why_not(const HttpResult& result) {
  switch (result.end) {
    case HttpEnd::Answered:
      return "status " + std::to_string(result.response.status);
    case HttpEnd::Refused:
      return "connection refused";
    case HttpEnd::Unreachable:
      return "unreachable";
    case HttpEnd::ClosedEarly:
      return "connection closed";
    case HttpEnd::Malformed:
      return "malformed answer";
    case HttpEnd::DeadlineReached:
      return "timed out";
  }
  return "";
}

// Whoever is kept out by a queue's policy must see so: AWS tells it to a metric alone.
std::string why_not(const Failure& refusal) {
  return refusal.code == "AccessDenied" ? refusal.code + ": " + refusal.message : refusal.code;
}

// UNVERIFIED: the words of the confirmations.
Email mail_of(const MessageContext& context, const Message& message,
              const Subscription& subscription) {
  Email mail;
  switch (message.Type) {
    case MessageType::SubscriptionConfirmation:
      mail = {subscription.Endpoint, "AWS Notification - Subscription Confirmation",
              "You have chosen to subscribe to the topic:\n" + message.TopicArn +
                  "\n\nTo confirm this subscription, click or visit the link below (If this was in "
                  "error no action is necessary):\n" +
                  subscribe_url(context.account, message.TopicArn, message.Token) + "\n"};
      break;
    case MessageType::UnsubscribeConfirmation:
      mail = {
          subscription.Endpoint, "AWS Notification - Unsubscribe Confirmation",
          "Your subscription to the topic below has been deactivated:\n" + message.TopicArn + "\n"};
      break;
    case MessageType::Notification:
      mail = {subscription.Endpoint,
              message.Subject.empty() ? "AWS Notification Message" : message.Subject, message.Text};
      break;
  }
  if (subscription.Protocol == Protocol::email_json) {
    mail.body = document(context, message, subscription);
    mail.is_json = true;
  }
  return mail;
}

}  // namespace

void Sns::send(Context cx, const Message& message, const Subscription& subscription) {
  const Context sender = cx.as("sns");
  sender.spawn("delivery", deliver(sender, message, subscription));
  if (cx.fault(site::delivered_twice)) {
    sender.spawn("delivery", deliver(sender, message, subscription));
  }
}

Task<void> Sns::deliver(Context cx, Message message, Subscription subscription) {
  co_await cx.sleep_for(timing_.delivery_latency);
  switch (subscription.Protocol) {
    case Protocol::http:
    case Protocol::https:
      co_await deliver_http(cx, std::move(message), std::move(subscription));
      co_return;
    case Protocol::email:
    case Protocol::email_json:
      deliver_email(cx, message, subscription);
      co_return;
    case Protocol::sqs:
      deliver_sqs(cx, message, subscription);
      co_return;
  }
}

Task<void> Sns::deliver_http(Context cx, Message message, Subscription subscription) {
  const bool raw = subscription.RawMessageDelivery && message.Type == MessageType::Notification;
  const std::string body =
      raw ? message.Text : document({account_, cx.epoch()}, message, subscription);
  for (int attempt = 1;; ++attempt) {
    const HttpHeaders headers = http_headers(message, subscription);
    const Instant deadline = cx.now() + timing_.http_timeout;
    const HttpResult result =
        co_await delivery_.http(cx, subscription.Endpoint, headers, body, deadline);
    if (is_taken(result)) {
      trace_attempt(cx, message, subscription, attempt, "Delivered", "");
      co_return;
    }
    const bool again = may_pass(result) && attempt <= timing_.http_retries;
    trace_attempt(cx, message, subscription, attempt, again ? "Failed" : "GivenUp",
                  why_not(result));
    if (!again) {
      co_return;
    }
    co_await cx.sleep_for(timing_.http_retry_pause);
  }
}

void Sns::deliver_email(Context cx, const Message& message, const Subscription& subscription) {
  delivery_.email(cx, mail_of({account_, cx.epoch()}, message, subscription));
  trace_attempt(cx, message, subscription, 1, "Delivered", "");
  if (message.Type == MessageType::SubscriptionConfirmation &&
      timing_.email_confirmed_after != k_email_never_confirmed) {
    cx.spawn("mail reader", follow_mailed_link(cx, message.TopicArn, message.Token));
  }
}

void Sns::deliver_sqs(Context cx, const Message& message, const Subscription& subscription) {
  if (queues_ != nullptr) {
    const bool raw = subscription.RawMessageDelivery;
    const Status put = queues_->put(
        cx, message.TopicArn, subscription.Endpoint,
        raw ? message.Text : document({account_, cx.epoch()}, message, subscription),
        raw ? message.MessageAttributes : std::map<std::string, MessageAttributeValue>());
    trace_attempt(cx, message, subscription, 1, put.ok() ? "Delivered" : "GivenUp",
                  put.ok() ? "" : why_not(put.failure()));
    return;
  }
  Queue* queue = state_.queue(subscription.Endpoint);
  if (queue == nullptr) {
    trace_attempt(cx, message, subscription, 1, "GivenUp",
                  "AWS.SimpleQueueService.NonExistentQueue");
    return;
  }
  queue->put(ids_.uuid("sqs.message"),
             subscription.RawMessageDelivery
                 ? message.Text
                 : document({account_, cx.epoch()}, message, subscription),
             cx.now());
  trace_attempt(cx, message, subscription, 1, "Delivered", "");
}

// A link that another has replaced, or whose subscription is gone, confirms nothing: that is no
// trouble of the rehearsal.
Task<void> Sns::follow_mailed_link(Context cx, std::string topic_arn, std::string token) {
  co_await cx.sleep_for(timing_.email_confirmed_after);
  (void)ConfirmSubscription(cx, topic_arn, token);
}

}  // namespace greenroom::sns
