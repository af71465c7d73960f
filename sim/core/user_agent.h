// A browser: one real request to the load balancer. sim/real implements it; scenarios use it.
#pragma once

#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/core/task.h"

namespace greenroom {

class UserAgent {
 public:
  virtual ~UserAgent() = default;
  // DeadlineReached when no whole answer came by the virtual deadline; the connection is cut then.
  virtual Task<HttpResult> get(Context cx, HttpRequest request, Instant deadline) = 0;
};

}  // namespace greenroom
