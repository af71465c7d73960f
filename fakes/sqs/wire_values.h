// SQS's values as inputs and outputs have them.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/sqs/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::sqs {

// Which attributes of a message are asked for: those of the message, those that SQS gives it.
struct WantedAttributes {
  std::vector<std::string> of_message;  // "All", ".*", "name", "prefix.*"
  std::vector<std::string> of_system;   // "All", "SentTimestamp"
};
[[nodiscard]] aws::Json message_of(Context cx, const Message& message, const std::string& account,
                                   const WantedAttributes& wanted);
[[nodiscard]] aws::Json sent_of(const SendMessageResult& sent);

// A message for `url`, from SendMessage or an entry of a batch. InvalidParameterValue for bytes
// that are no base64, UnsupportedOperation for what is not here.
[[nodiscard]] Result<SendMessageRequest> read_message(const std::string& url,
                                                      const aws::Json& input);

}  // namespace greenroom::sqs
