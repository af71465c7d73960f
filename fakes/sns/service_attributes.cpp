// What topics and subscriptions tell of themselves; tags.
#include <algorithm>
#include <utility>

#include "fakes/sns/service.h"

namespace greenroom::sns {
namespace {

// AWS: what every topic has whose owner said nothing else (3 retries, 20 s apart).
constexpr const char* k_delivery_policy =
    R"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,)"
    R"("numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,)"
    R"("backoffFunction":"linear"},"disableSubscriptionOverrides":false}})";

// The policy of a topic whose owner said nothing else.
std::string default_policy(const std::string& topic_arn, const std::string& owner) {
  return R"({"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{)"
         R"("Sid":"__default_statement_ID","Effect":"Allow","Principal":{"AWS":"*"},)"
         R"("Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission",)"
         R"("SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",)"
         R"("SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":")" +
         topic_arn + R"(","Condition":{"StringEquals":{"AWS:SourceOwner":")" + owner + R"("}}}]})";
}

Failure resource_not_found() {
  return {"ResourceNotFound", "Resource does not exist"};
}

const char* truth(bool value) {
  return value ? "true" : "false";
}

}  // namespace

Result<Attributes> Sns::GetTopicAttributes(const std::string& topic_arn) const {
  if (!state_.has_topic(topic_arn)) {
    return not_found("Topic");
  }
  std::int64_t pending = 0;
  std::int64_t confirmed = 0;
  for (const Subscription& subscription : state_.subscriptions_of(topic_arn)) {
    ++(subscription.PendingConfirmation ? pending : confirmed);
  }
  Attributes attributes = {{"TopicArn", topic_arn},
                           {"Owner", account_.id},
                           {"DisplayName", ""},
                           {"Policy", default_policy(topic_arn, account_.id)},
                           {"EffectiveDeliveryPolicy", k_delivery_policy},
                           {"SubscriptionsPending", std::to_string(pending)},
                           {"SubscriptionsConfirmed", std::to_string(confirmed)},
                           {"SubscriptionsDeleted", "0"}};  // Simplified: they are gone at once
  for (const auto& [name, value] : state_.settings(topic_arn).Attributes) {
    attributes[name] = value;
  }
  return attributes;
}

Status Sns::SetTopicAttributes(const std::string& topic_arn, const std::string& name,
                               const std::string& value) {
  if (!state_.has_topic(topic_arn)) {
    return not_found("Topic");
  }
  if (const Status valid = validate_topic_attribute(name, value); !valid.ok()) {
    return valid;
  }
  if (const Status good = check_policy(name, value); !good.ok()) {
    return good;
  }
  state_.settings(topic_arn).Attributes[name] = value;
  return success();
}

// The text before IAM's reason is UNVERIFIED.
Status Sns::check_policy(const std::string& name, const std::string& value) const {
  const Status good =
      policies_ == nullptr || name != "Policy" ? success() : policies_->check(value);
  return good.ok() ? success()
                   : Status(invalid_parameter("Policy Error: " + good.failure().message));
}

Result<Attributes> Sns::GetSubscriptionAttributes(const std::string& subscription_arn) const {
  const Subscription* found = state_.find_arn(subscription_arn);
  if (found == nullptr) {
    return not_found("Subscription");
  }
  Attributes attributes = {
      {"SubscriptionArn", found->SubscriptionArn},
      {"TopicArn", found->TopicArn},
      {"Owner", found->Owner},
      {"Protocol", to_string(found->Protocol)},
      {"Endpoint", found->Endpoint},
      {"SubscriptionPrincipal", "arn:aws:iam::" + found->Owner + ":root"},
      {"PendingConfirmation", truth(found->PendingConfirmation)},
      {"ConfirmationWasAuthenticated", truth(found->Protocol == Protocol::sqs)},
      {"RawMessageDelivery", truth(found->RawMessageDelivery)}};
  if (!found->FilterPolicy.empty()) {
    attributes["FilterPolicy"] = found->FilterPolicy;
    attributes["FilterPolicyScope"] = found->FilterPolicyScope == FilterPolicyScope::MessageBody
                                          ? "MessageBody"
                                          : "MessageAttributes";
  }
  return attributes;
}

Status Sns::TagResource(const std::string& topic_arn, const Tags& tags) {
  if (!state_.has_topic(topic_arn)) {
    return resource_not_found();
  }
  Tags all = tags;
  all.merge(Tags(state_.settings(topic_arn).Tags));  // what was there already keeps the new value
  if (const Status valid = validate_tags(all); !valid.ok()) {
    return valid;
  }
  state_.settings(topic_arn).Tags = std::move(all);
  return success();
}

Status Sns::UntagResource(const std::string& topic_arn, const std::vector<std::string>& keys) {
  if (!state_.has_topic(topic_arn)) {
    return resource_not_found();
  }
  for (const std::string& key : keys) {
    state_.settings(topic_arn).Tags.erase(key);
  }
  return success();
}

Result<Tags> Sns::ListTagsForResource(const std::string& topic_arn) const {
  return state_.has_topic(topic_arn) ? Result<Tags>(state_.settings(topic_arn).Tags)
                                     : Result<Tags>(resource_not_found());
}

}  // namespace greenroom::sns
