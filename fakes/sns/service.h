// SNS: topics, who subscribes to them, and what reaches whom.
//
// AWS: reference codebuild-codepipeline-s3 4.4. Operations are immediate; deliveries are tasks of
// actor "sns", of one message in the order of protocol, then endpoint. Queues (SQS) are held here
// unless a port leads to others.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/policies.h"
#include "fakes/sns/messages.h"
#include "fakes/sns/ports.h"
#include "fakes/sns/state.h"
#include "fakes/sns/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::sns {

class Sns {
 public:
  Sns(aws::Ids& ids, aws::Account account, Delivery& delivery, const FilterPolicies& filters,
      Timing timing = {})
      : ids_(ids),
        account_(std::move(account)),
        delivery_(delivery),
        filters_(filters),
        timing_(timing) {}
  Sns(const Sns&) = delete;
  Sns& operator=(const Sns&) = delete;

  // Where queues are. Without it they are held here.
  void connect(Queues& queues) { queues_ = &queues; }
  // Who understands topics' policies. Without it they are kept as they come.
  void connect(const aws::PolicyReader& policies) { policies_ = &policies; }

  // The topic's ARN, also when it is there already: then it must have the attributes and the tags
  // that are named. InvalidParameter, TagLimitExceeded.
  Result<std::string> CreateTopic(Context cx, std::string name, Attributes attributes = {},
                                  Tags tags = {});
  // Its subscriptions go with it. Nothing happens when there is no such topic.
  Status DeleteTopic(Context cx, std::string topic_arn);
  // ARNs, in their order.
  [[nodiscard]] std::vector<std::string> ListTopics() const;
  // Those that were set, and what the topic is: its owner, how many subscriptions it has. NotFound.
  [[nodiscard]] Result<Attributes> GetTopicAttributes(const std::string& topic_arn) const;
  // DisplayName, Policy. NotFound, InvalidParameter.
  Status SetTopicAttributes(const std::string& topic_arn, const std::string& name,
                            const std::string& value);
  // Of a topic. ResourceNotFound.
  Status TagResource(const std::string& topic_arn, const Tags& tags);
  Status UntagResource(const std::string& topic_arn, const std::vector<std::string>& keys);
  [[nodiscard]] Result<Tags> ListTagsForResource(const std::string& topic_arn) const;

  // The subscription's ARN, or "pending confirmation" when the endpoint must confirm first (http,
  // https, email, email-json) and ReturnSubscriptionArn was not asked for. NotFound,
  // InvalidParameter.
  Result<std::string> Subscribe(Context cx, SubscribeRequest request);
  // The subscription's ARN. InvalidParameter for a token that is unknown or too old.
  Result<std::string> ConfirmSubscription(Context cx, std::string topic_arn, std::string token);
  // GET on the SubscribeURL of a confirmation: the other way to confirm.
  Result<std::string> visit_subscribe_url(Context cx, const std::string& url);
  // http and email endpoints are told. NotFound.
  Status Unsubscribe(Context cx, std::string subscription_arn);
  [[nodiscard]] Result<std::vector<ListedSubscription>> ListSubscriptionsByTopic(
      const std::string& topic_arn) const;
  // Of all topics, in their order.
  [[nodiscard]] std::vector<ListedSubscription> ListSubscriptions() const;
  // NotFound.
  [[nodiscard]] Result<Attributes> GetSubscriptionAttributes(
      const std::string& subscription_arn) const;
  // RawMessageDelivery, FilterPolicy, FilterPolicyScope. NotFound, InvalidParameter.
  Status SetSubscriptionAttributes(Context cx, std::string subscription_arn, std::string name,
                                   std::string value);

  // The message's id. NotFound, InvalidParameter.
  Result<std::string> Publish(Context cx, PublishRequest request);

  // Queues, as far as a reader of notifications needs them. The queue's ARN.
  std::string CreateQueue(std::string name);
  // Up to `most` (1 to 10) of the visible messages. AWS.SimpleQueueService.NonExistentQueue.
  Result<std::vector<QueueMessage>> ReceiveMessage(Context cx, const std::string& queue_arn,
                                                   std::size_t most);
  Status DeleteMessage(Context cx, const std::string& queue_arn, const std::string& receipt_handle);

  [[nodiscard]] const State& state() const { return state_; }

 private:
  [[nodiscard]] Status check_filter(const Subscription& subscription) const;
  // InvalidParameter for an attribute that is a policy nobody understands.
  [[nodiscard]] Status check_policy(const std::string& name, const std::string& value) const;
  [[nodiscard]] bool wants(const Subscription& subscription, const Message& message) const;
  void ask_to_confirm(Context cx, Subscription& subscription);
  void send(Context cx, const Message& message, const Subscription& subscription);
  Task<void> deliver(Context cx, Message message, Subscription subscription);
  Task<void> deliver_http(Context cx, Message message, Subscription subscription);
  void deliver_email(Context cx, const Message& message, const Subscription& subscription);
  void deliver_sqs(Context cx, const Message& message, const Subscription& subscription);
  Task<void> follow_mailed_link(Context cx, std::string topic_arn, std::string token);

  aws::Ids& ids_;
  aws::Account account_;
  Delivery& delivery_;
  const FilterPolicies& filters_;
  Timing timing_;
  Queues* queues_ = nullptr;
  const aws::PolicyReader* policies_ = nullptr;
  State state_;
};

}  // namespace greenroom::sns
