// What the load balancer needs from others.
#pragma once

#include <string>

#include "sim/core/context.h"
#include "sim/core/http.h"

namespace greenroom::elb {

struct TargetEndpoint {
  std::string InstanceId;
  std::string ip;
  int Port = 0;
};

enum class ConnectionUse {
  Fresh,   // health checks: a new connection, closed afterwards
  Pooled,  // requests: keep-alive, shared by all clients
};

// Real HTTP to a target, through a socket of the instance's own network. Takes no virtual time
// unless the target makes it wait.
class TargetPort {
 public:
  virtual ~TargetPort() = default;
  virtual Task<HttpResult> send(Context cx, TargetEndpoint target, HttpRequest request,
                                ConnectionUse use, Instant deadline) = 0;
  // Closes pooled idle connections to a target that was deregistered.
  virtual void drop_connections(const TargetEndpoint& target) = 0;
  // Ends every exchange under way with the target: each `send` gives ClosedEarly at this instant.
  virtual void cut_exchanges(const TargetEndpoint& target) = 0;
};

}  // namespace greenroom::elb
