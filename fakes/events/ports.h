// What EventBridge needs from others. sim/app connects them; unit tests use recording ports.
#pragma once

#include <string>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::events {

// Whose event it is.
struct Sender {
  std::string rule_arn;
  std::string role_arn;  // of the target; "" = none
};

// Everything a rule can have as a target: pipelines, build projects, topics, queues, log groups.
class EventTarget {
 public:
  virtual ~EventTarget() = default;
  // Gives `json` to the target with that ARN, as the role, or else as the rule, which the target's
  // own policy must let in. A failure carries the target's own code; retry.h says which are tried
  // again. A target nobody knows is a failure too ("ResourceNotFoundException").
  virtual Task<Status> deliver(Context cx, Sender sender, std::string target_arn,
                               std::string json) = 0;
};

}  // namespace greenroom::events
