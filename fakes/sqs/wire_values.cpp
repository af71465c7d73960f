#include "fakes/sqs/wire_values.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fakes/sqs/attributes.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/refuse.h"

namespace greenroom::sqs {
namespace {

constexpr const char* k_unsupported = "UnsupportedOperation";

bool is_wanted(const std::vector<std::string>& wanted, const std::string& name) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& each) {
    return each == "All" || each == ".*" || each == name ||
           (each.ends_with(".*") && name.starts_with(each.substr(0, each.size() - 2)));
  });
}

aws::Json attribute_of(const MessageAttributeValue& value) {
  wire::Object object;
  if (is_binary(value)) {
    object.add("BinaryValue", wire::text(wire::base64(value.Value)));
  } else {
    object.add("StringValue", wire::text(value.Value));
  }
  return object.add("DataType", wire::text(value.DataType)).take();
}

Result<MessageAttributeValue> read_attribute(const std::string& name, const aws::Json& given) {
  MessageAttributeValue value;
  value.DataType = wire::text_of(given, "DataType");
  if (const Status supported =
          wire::refuse(given, k_unsupported, {"StringListValues", "BinaryListValues"});
      !supported) {
    return supported.failure();
  }
  if (!is_binary(value)) {
    value.Value = wire::text_of(given, "StringValue");
    return value;
  }
  const std::optional<std::string> bytes =
      wire::bytes_of_base64(wire::text_of(given, "BinaryValue"));
  if (!bytes) {
    return Failure{"InvalidParameterValue",
                   "The message attribute '" + name + "' has a BinaryValue that is no base64."};
  }
  value.Value = *bytes;
  return value;
}

}  // namespace

aws::Json message_of(Context cx, const Message& message, const std::string& account,
                     const WantedAttributes& wanted) {
  const auto time = [&](Instant instant) {
    return std::to_string(wire::milliseconds_of(cx.epoch(), instant));
  };
  // Simplified: who sent it is not known; it was always the account.
  const Attributes all = {
      {"SenderId", account},
      {"SentTimestamp", time(message.SentTimestamp)},
      {"ApproximateReceiveCount", std::to_string(message.ApproximateReceiveCount)},
      {"ApproximateFirstReceiveTimestamp", time(message.ApproximateFirstReceiveTimestamp)}};
  Attributes system;
  for (const auto& [name, value] : all) {
    if (is_wanted(wanted.of_system, name)) {
      system[name] = value;
    }
  }
  wire::Object attributes;
  for (const auto& [name, value] : message.MessageAttributes) {
    if (is_wanted(wanted.of_message, name)) {
      attributes.add(name, attribute_of(value));
    }
  }
  wire::Object object;
  object.add("MessageId", wire::text(message.MessageId))
      .add("ReceiptHandle", wire::text(message.ReceiptHandle))
      .add("MD5OfBody", wire::text(message.MD5OfBody))
      .add("Body", wire::text(message.Body));
  if (!system.empty()) {
    object.add("Attributes", wire::map_of(system));
  }
  aws::Json given = attributes.take();
  if (given.members.size() == message.MessageAttributes.size()) {
    // Of a part of them AWS gives that part's digest; clients compare it only when it is there.
    object.add_unless_empty("MD5OfMessageAttributes", message.MD5OfMessageAttributes);
  }
  if (!given.members.empty()) {
    object.add("MessageAttributes", std::move(given));
  }
  return object.take();
}

aws::Json sent_of(const SendMessageResult& sent) {
  return wire::Object()
      .add("MD5OfMessageBody", wire::text(sent.MD5OfMessageBody))
      .add_unless_empty("MD5OfMessageAttributes", sent.MD5OfMessageAttributes)
      .add("MessageId", wire::text(sent.MessageId))
      .take();
}

Result<SendMessageRequest> read_message(const std::string& url, const aws::Json& input) {
  if (const Status supported =
          wire::refuse(input, k_unsupported,
                       {"MessageSystemAttributes", "MessageDeduplicationId", "MessageGroupId"});
      !supported) {
    return supported.failure();
  }
  SendMessageRequest request;
  request.QueueUrl = url;
  request.MessageBody = wire::text_of(input, "MessageBody");
  if (input.find("DelaySeconds") != nullptr) {
    request.DelaySeconds = wire::number_of(input, "DelaySeconds", 0);
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

}  // namespace greenroom::sqs
