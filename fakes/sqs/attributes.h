// What a queue can be told, which messages it takes, and the bytes behind a digest. Pure.
//
// AWS: the API reference of SetQueueAttributes and SendMessage; the developer guide's "Calculating
// the MD5 message digest for message attributes".
#pragma once

#include <string>

#include "fakes/sqs/types.h"
#include "sim/core/result.h"

namespace greenroom::sqs {

// Those of a new queue: DelaySeconds, MaximumMessageSize, MessageRetentionPeriod,
// ReceiveMessageWaitTimeSeconds, SqsManagedSseEnabled, VisibilityTimeout.
[[nodiscard]] Attributes default_attributes();
// InvalidAttributeName for one that cannot be set or is not here (Policy can),
// InvalidAttributeValue.
[[nodiscard]] Status validate_attributes(const Attributes& attributes);
// InvalidParameterValue.
[[nodiscard]] Status validate_queue_name(const std::string& name);
// A whole number of an attribute that was validated.
[[nodiscard]] std::int64_t number_of(const Attributes& attributes, const std::string& name);

// MissingParameter, InvalidParameterValue, InvalidMessageContents.
[[nodiscard]] Status validate_message(const SendMessageRequest& request,
                                      const Attributes& attributes);
// Of a parameter that is a number: InvalidParameterValue.
[[nodiscard]] Status validate_range(const char* parameter, std::int64_t value, std::int64_t least,
                                    std::int64_t most);
// Whether its type is "Binary" or "Binary.<anything>".
[[nodiscard]] bool is_binary(const MessageAttributeValue& value);
// What MD5OfMessageAttributes is the digest of.
[[nodiscard]] std::string bytes_of(const MessageAttributes& attributes);

[[nodiscard]] Failure no_such_queue();

}  // namespace greenroom::sqs
