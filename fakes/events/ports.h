// What EventBridge needs from others. sim/app connects them; unit tests use recording ports.
#pragma once

#include <string>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::events {

// Everything a rule can have as a target: pipelines, build projects, topics, queues, log groups.
class EventTarget {
 public:
  virtual ~EventTarget() = default;
  // Gives `json` to the target with that ARN, as the role (`role_arn` may be empty). A failure
  // carries the target's own code; retry.h says which are tried again. A target nobody knows is a
  // failure too ("ResourceNotFoundException").
  virtual Task<Status> deliver(Context cx, std::string target_arn, std::string role_arn,
                               std::string json) = 0;
};

}  // namespace greenroom::events
