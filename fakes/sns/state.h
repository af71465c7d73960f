// The store of SNS: topics, their subscriptions, and queues. Pure: no context, no trace.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "fakes/sns/types.h"
#include "sim/core/result.h"

namespace greenroom::sns {

// What a subscription is: SNS keeps one for each topic, protocol and endpoint. Deliveries follow
// this order.
using SubscriptionKey = std::tuple<std::string, std::string, std::string>;  // topic, protocol, ...

struct StoredMessage {
  QueueMessage message;
  Instant visible_from;
};

// An SQS queue as far as a reader of notifications needs one.
class Queue {
 public:
  void put(std::string message_id, std::string body, Instant now);
  // The oldest visible ones, hidden for `visibility_timeout` from now.
  std::vector<QueueMessage> receive(std::size_t most, Instant now, Duration visibility_timeout);
  // Whether there was one with this handle. Only the newest handle of a message counts.
  bool remove(const std::string& receipt_handle);
  [[nodiscard]] std::size_t size() const { return messages_.size(); }

 private:
  std::vector<StoredMessage> messages_;  // oldest first
  std::int64_t receipts_ = 0;
};

class State {
 public:
  [[nodiscard]] bool has_topic(const std::string& topic_arn) const;
  [[nodiscard]] const std::map<std::string, std::string>& topics() const { return topics_; }
  void add_topic(const std::string& topic_arn, const std::string& name) {
    topics_[topic_arn] = name;
  }
  // Of a topic that is there.
  [[nodiscard]] TopicSettings& settings(const std::string& topic_arn) {
    return settings_[topic_arn];
  }
  [[nodiscard]] TopicSettings settings(const std::string& topic_arn) const;
  // With its subscriptions.
  void remove_topic(const std::string& topic_arn);

  [[nodiscard]] static SubscriptionKey key_of(const Subscription& subscription);
  [[nodiscard]] Subscription* find(const SubscriptionKey& key);
  [[nodiscard]] const Subscription* find_arn(const std::string& subscription_arn) const;
  [[nodiscard]] const Subscription* find_token(const std::string& topic_arn,
                                               const std::string& token) const;
  // In the order of topic, protocol, endpoint.
  [[nodiscard]] const std::map<SubscriptionKey, Subscription>& subscriptions() const {
    return subscriptions_;
  }
  // In the order of protocol, then endpoint.
  [[nodiscard]] std::vector<Subscription> subscriptions_of(const std::string& topic_arn) const;
  Subscription& put(Subscription subscription);
  void remove(const SubscriptionKey& key) { subscriptions_.erase(key); }

  void add_queue(const std::string& queue_arn) { queues_.try_emplace(queue_arn); }
  [[nodiscard]] Queue* queue(const std::string& queue_arn);

 private:
  std::map<std::string, std::string> topics_;  // name by ARN
  std::map<std::string, TopicSettings> settings_;
  std::map<SubscriptionKey, Subscription> subscriptions_;
  std::map<std::string, Queue> queues_;  // by ARN
};

// AWS's codes without "Exception", as they stand on the wire (reference 4.4).
[[nodiscard]] Failure invalid_parameter(const std::string& what);
[[nodiscard]] Failure not_found(const std::string& what);

[[nodiscard]] Status validate_topic_name(const std::string& name);
[[nodiscard]] Status validate(const PublishRequest& request);
// Of a topic: DisplayName, Policy. InvalidParameter for any other.
[[nodiscard]] Status validate_topic_attribute(const std::string& name, const std::string& value);
// TagLimitExceeded above 50.
[[nodiscard]] Status validate_tags(const Tags& tags);
// A subscription without ARN and token, from what Subscribe was asked for.
[[nodiscard]] Result<Subscription> make_subscription(const SubscribeRequest& request);
// SetSubscriptionAttributes: RawMessageDelivery, FilterPolicyScope. FilterPolicy is not judged
// here.
[[nodiscard]] Status set_attribute(Subscription& subscription, const std::string& name,
                                   const std::string& value);

}  // namespace greenroom::sns
