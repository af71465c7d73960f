#include "fakes/sns/wire.h"

#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "fakes/wire/convert.h"
#include "fakes/wire/pages.h"
#include "fakes/wire/refuse.h"
#include "sim/core/assert.h"

namespace greenroom::sns {
namespace {

using Answer = Result<aws::Json>;

constexpr const char* k_unsupported = "InvalidParameter";
// Nobody says how many they want.
constexpr wire::PageSpelling k_pages = {"", 100, 100, "NextToken", "NextToken", "InvalidParameter"};
constexpr std::size_t k_batch_max = 10;

Answer answer_of(const Status& done) {
  return done ? Answer(wire::Object().take()) : Answer(done.failure());
}

// A result that is one text.
Answer answer_of(const char* member, const Result<std::string>& text) {
  return text ? Answer(wire::Object().add(member, wire::text(text.value())).take())
              : Answer(text.failure());
}

aws::Json row_of(const ListedSubscription& row) {
  return wire::Object()
      .add("SubscriptionArn", wire::text(row.SubscriptionArn))
      .add("Owner", wire::text(row.Owner))
      .add("Protocol", wire::text(row.Protocol))
      .add("Endpoint", wire::text(row.Endpoint))
      .add("TopicArn", wire::text(row.TopicArn))
      .take();
}

Answer create_topic(Sns& sns, Context cx, const aws::Json& input) {
  if (const Status supported = wire::refuse(input, k_unsupported, {"DataProtectionPolicy"});
      !supported) {
    return supported.failure();
  }
  return answer_of("TopicArn", sns.CreateTopic(cx, wire::text_of(input, "Name"),
                                               wire::map_of_texts(input, "Attributes"),
                                               wire::read_tags(input, "Tags")));
}

Answer delete_topic(Sns& sns, Context cx, const aws::Json& input) {
  return answer_of(sns.DeleteTopic(cx, wire::text_of(input, "TopicArn")));
}

Answer list_topics(Sns& sns, Context, const aws::Json& input) {
  return wire::page_of(k_pages, input, "Topics", sns.ListTopics(), [](const std::string& arn) {
    return wire::Object().add("TopicArn", wire::text(arn)).take();
  });
}

Answer attributes_answer(const Result<Attributes>& attributes) {
  return attributes
             ? Answer(wire::Object().add("Attributes", wire::map_of(attributes.value())).take())
             : Answer(attributes.failure());
}

Answer get_topic_attributes(Sns& sns, Context, const aws::Json& input) {
  return attributes_answer(sns.GetTopicAttributes(wire::text_of(input, "TopicArn")));
}

Answer set_topic_attributes(Sns& sns, Context, const aws::Json& input) {
  return answer_of(sns.SetTopicAttributes(wire::text_of(input, "TopicArn"),
                                          wire::text_of(input, "AttributeName"),
                                          wire::text_of(input, "AttributeValue")));
}

Answer subscribe(Sns& sns, Context cx, const aws::Json& input) {
  return answer_of(
      "SubscriptionArn",
      sns.Subscribe(cx, {wire::text_of(input, "TopicArn"), wire::text_of(input, "Protocol"),
                         wire::text_of(input, "Endpoint"), wire::map_of_texts(input, "Attributes"),
                         wire::flag_of(input, "ReturnSubscriptionArn")}));
}

// AuthenticateOnUnsubscribe changes nothing here: nobody is asked who they are.
Answer confirm_subscription(Sns& sns, Context cx, const aws::Json& input) {
  return answer_of("SubscriptionArn", sns.ConfirmSubscription(cx, wire::text_of(input, "TopicArn"),
                                                              wire::text_of(input, "Token")));
}

Answer unsubscribe(Sns& sns, Context cx, const aws::Json& input) {
  return answer_of(sns.Unsubscribe(cx, wire::text_of(input, "SubscriptionArn")));
}

Answer list_subscriptions(Sns& sns, Context, const aws::Json& input) {
  return wire::page_of(k_pages, input, "Subscriptions", sns.ListSubscriptions(), row_of);
}

Answer list_subscriptions_by_topic(Sns& sns, Context, const aws::Json& input) {
  const Result<std::vector<ListedSubscription>> rows =
      sns.ListSubscriptionsByTopic(wire::text_of(input, "TopicArn"));
  return rows ? wire::page_of(k_pages, input, "Subscriptions", rows.value(), row_of)
              : Answer(rows.failure());
}

Answer get_subscription_attributes(Sns& sns, Context, const aws::Json& input) {
  return attributes_answer(sns.GetSubscriptionAttributes(wire::text_of(input, "SubscriptionArn")));
}

Answer set_subscription_attributes(Sns& sns, Context cx, const aws::Json& input) {
  return answer_of(sns.SetSubscriptionAttributes(cx, wire::text_of(input, "SubscriptionArn"),
                                                 wire::text_of(input, "AttributeName"),
                                                 wire::text_of(input, "AttributeValue")));
}

// The value is in the member that its type says: base64 of a Binary one.
Result<MessageAttributeValue> read_attribute(const std::string& name, const aws::Json& given) {
  const std::string type = wire::text_of(given, "DataType");
  const bool is_binary = type.starts_with("Binary");
  const std::string value = wire::text_of(given, is_binary ? "BinaryValue" : "StringValue");
  if (given.find(is_binary ? "StringValue" : "BinaryValue") != nullptr ||
      (is_binary && !wire::bytes_of_base64(value))) {
    return Failure{"ParameterValueInvalid", "The message attribute '" + name + "' with type '" +
                                                type + "' must use field '" +
                                                (is_binary ? "Binary" : "String") + "'."};
  }
  return MessageAttributeValue{type, value};
}

// What Publish and an entry of PublishBatch have in common. Simplified: no message per protocol
// (MessageStructure), no queues of messages (FIFO).
Result<PublishRequest> read_message(const aws::Json& input) {
  const Status supported = wire::refuse(
      input, k_unsupported, {"MessageStructure", "MessageDeduplicationId", "MessageGroupId"});
  if (!supported) {
    return supported.failure();
  }
  PublishRequest request;
  request.Subject = wire::text_of(input, "Subject");
  request.Message = wire::text_of(input, "Message");
  if (input.find("Subject") != nullptr && request.Subject.empty()) {
    return invalid_parameter("Subject");
  }
  if (const aws::Json* attributes = input.find("MessageAttributes")) {
    for (const aws::JsonMember& each : attributes->members) {
      Result<MessageAttributeValue> value = read_attribute(each.name, each.value);
      if (!value) {
        return value.failure();
      }
      request.MessageAttributes[each.name] = std::move(value.value());
    }
  }
  return request;
}

Answer publish(Sns& sns, Context cx, const aws::Json& input) {
  const Status supported = wire::refuse(input, k_unsupported, {"PhoneNumber"});
  Result<PublishRequest> request = read_message(input);
  if (!supported || !request) {
    return supported ? request.failure() : supported.failure();
  }
  const std::string topic = wire::text_of(input, "TopicArn");
  const std::string target = wire::text_of(input, "TargetArn");
  if (topic.empty() == target.empty()) {
    return invalid_parameter("TopicArn or TargetArn Reason: one value must be provided");
  }
  request.value().TopicArn = topic.empty() ? target : topic;
  return answer_of("MessageId", sns.Publish(cx, std::move(request.value())));
}

Status check_batch(const std::vector<aws::Json>& entries) {
  std::set<std::string> ids;
  for (const aws::Json& entry : entries) {
    ids.insert(wire::text_of(entry, "Id"));
  }
  if (entries.empty()) {
    return Failure{"EmptyBatchRequest", "The batch request doesn't contain any entries."};
  }
  if (entries.size() > k_batch_max) {
    return Failure{"TooManyEntriesInBatchRequest",
                   "The batch request contains more entries than permissible."};
  }
  if (ids.size() != entries.size()) {
    return Failure{"BatchEntryIdsNotDistinct",
                   "Two or more batch entries in the request have the same Id."};
  }
  return success();
}

Answer publish_batch(Sns& sns, Context cx, const aws::Json& input) {
  const std::string topic = wire::text_of(input, "TopicArn");
  const std::vector<aws::Json>& entries = input.find("PublishBatchRequestEntries")->items;
  if (const Status good = check_batch(entries); !good) {
    return good.failure();
  }
  if (!sns.state().has_topic(topic)) {
    return not_found("Topic");
  }
  aws::Json successful{aws::JsonKind::Array, {}, {}, {}};
  aws::Json failed{aws::JsonKind::Array, {}, {}, {}};
  for (const aws::Json& entry : entries) {
    Result<PublishRequest> request = read_message(entry);
    if (request) {
      request.value().TopicArn = topic;
    }
    const Result<std::string> id = request ? sns.Publish(cx, std::move(request.value()))
                                           : Result<std::string>(request.failure());
    wire::Object row;
    row.add("Id", wire::text(wire::text_of(entry, "Id")));
    if (id) {
      successful.items.push_back(row.add("MessageId", wire::text(id.value())).take());
    } else {
      failed.items.push_back(row.add("Code", wire::text(id.failure().code))
                                 .add("Message", wire::text(id.failure().message))
                                 .add("SenderFault", {aws::JsonKind::True, {}, {}, {}})
                                 .take());
    }
  }
  return wire::Object()
      .add("Successful", std::move(successful))
      .add("Failed", std::move(failed))
      .take();
}

Answer tag_resource(Sns& sns, Context, const aws::Json& input) {
  return answer_of(
      sns.TagResource(wire::text_of(input, "ResourceArn"), wire::read_tags(input, "Tags")));
}

Answer untag_resource(Sns& sns, Context, const aws::Json& input) {
  return answer_of(
      sns.UntagResource(wire::text_of(input, "ResourceArn"), wire::texts_of(input, "TagKeys")));
}

Answer list_tags_for_resource(Sns& sns, Context, const aws::Json& input) {
  const Result<Tags> tags = sns.ListTagsForResource(wire::text_of(input, "ResourceArn"));
  return tags ? Answer(wire::Object().add("Tags", wire::tags_of(tags.value())).take())
              : Answer(tags.failure());
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  using Handler = Answer (*)(Sns&, Context, const aws::Json&);
  static const std::map<std::string_view, Handler> handlers = {
      {"CreateTopic", create_topic},
      {"DeleteTopic", delete_topic},
      {"ListTopics", list_topics},
      {"GetTopicAttributes", get_topic_attributes},
      {"SetTopicAttributes", set_topic_attributes},
      {"Subscribe", subscribe},
      {"ConfirmSubscription", confirm_subscription},
      {"Unsubscribe", unsubscribe},
      {"ListSubscriptions", list_subscriptions},
      {"ListSubscriptionsByTopic", list_subscriptions_by_topic},
      {"GetSubscriptionAttributes", get_subscription_attributes},
      {"SetSubscriptionAttributes", set_subscription_attributes},
      {"Publish", publish},
      {"PublishBatch", publish_batch},
      {"TagResource", tag_resource},
      {"UntagResource", untag_resource},
      {"ListTagsForResource", list_tags_for_resource},
  };
  const auto handler = handlers.find(operation);
  SIM_ASSERT(handler != handlers.end(), "the table has no other operation: " + operation);
  return handler->second(sns_, cx, input);
}

int Wire::status_of_error(const std::string& code) const {
  return code == "NotFound" || code == "ResourceNotFound" ? 404 : 400;
}

}  // namespace greenroom::sns
