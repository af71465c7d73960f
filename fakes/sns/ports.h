// What SNS needs from others. sim/app connects them; unit tests use recording ports.
#pragma once

#include <map>
#include <string>

#include "fakes/sns/types.h"
#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::sns {

struct Email {
  std::string address;
  std::string subject;
  std::string body;
  bool is_json = false;  // of protocol email-json
};

// The ways out of SNS, beside the queues it holds itself.
class Delivery {
 public:
  virtual ~Delivery() = default;
  // POST to an endpoint, for both http and https. Gives up at `deadline`.
  virtual Task<HttpResult> http(Context cx, std::string url, HttpHeaders headers, std::string body,
                                Instant deadline) = 0;
  virtual void email(Context cx, Email mail) = 0;
};

// Where queues are (SQS).
class Queues {
 public:
  virtual ~Queues() = default;
  // A message of the topic for the queue with this ARN, whose policy must let the topic in; with
  // raw delivery the attributes travel beside it. A failure carries the queue's own code, and is
  // the last word.
  virtual Status put(Context cx, const std::string& topic_arn, const std::string& queue_arn,
                     std::string body,
                     const std::map<std::string, MessageAttributeValue>& attributes) = 0;
};

// The language of filter policies, which is that of event patterns; fakes/events speaks it.
class FilterPolicies {
 public:
  virtual ~FilterPolicies() = default;
  // Whether it is a policy; the failure's message says what is wrong.
  [[nodiscard]] virtual Status check(const std::string& policy) const = 0;
  // Whether the policy wants this JSON object; never for a text that is no JSON object.
  [[nodiscard]] virtual bool accepts(const std::string& policy, const std::string& json) const = 0;
};

}  // namespace greenroom::sns
