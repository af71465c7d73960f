// SQS's words as plain data. AWS: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::sqs {

using Attributes = std::map<std::string, std::string>;
using Tags = std::map<std::string, std::string>;

struct MessageAttributeValue {
  std::string DataType;  // "String", "Number", "Binary", also "String.custom"
  std::string Value;     // StringValue; of Binary the bytes themselves

  friend bool operator==(const MessageAttributeValue&, const MessageAttributeValue&) = default;
};
using MessageAttributes = std::map<std::string, MessageAttributeValue>;

struct SendMessageRequest {
  std::string QueueUrl;
  std::string MessageBody;
  std::optional<std::int64_t> DelaySeconds;  // the queue's own
  sqs::MessageAttributes MessageAttributes = {};
};

struct SendMessageResult {
  std::string MessageId;
  std::string MD5OfMessageBody;
  std::string MD5OfMessageAttributes;  // "" when there are none
};

struct ReceiveMessageRequest {
  std::string QueueUrl;
  std::int64_t MaxNumberOfMessages = 1;              // 1 to 10
  std::optional<std::int64_t> VisibilityTimeout;     // seconds; the queue's own
  std::optional<std::int64_t> WaitTimeSeconds = {};  // 0 to 20
};

// A message as it is received.
struct Message {
  std::string MessageId;
  std::string ReceiptHandle;
  std::string Body;
  std::string MD5OfBody;
  std::string MD5OfMessageAttributes;
  sqs::MessageAttributes MessageAttributes;
  Instant SentTimestamp;
  Instant ApproximateFirstReceiveTimestamp;
  std::int64_t ApproximateReceiveCount = 0;
};

// Limits of the service.
inline constexpr std::size_t k_queue_name_characters_max = 80;
inline constexpr std::int64_t k_received_max = 10;
inline constexpr std::int64_t k_delay_seconds_max = 900;
inline constexpr std::int64_t k_visibility_seconds_max = 43'200;
inline constexpr std::int64_t k_wait_seconds_max = 20;
inline constexpr std::size_t k_message_attributes_max = 10;
inline constexpr Duration k_name_free_after = seconds(60);  // a queue's deletion
inline constexpr Duration k_purges_apart = seconds(60);

}  // namespace greenroom::sqs
