#include "fakes/elb/connections.h"

#include <algorithm>

namespace greenroom::elb {

Reuse reuse_of(const PooledConnection& connection, Instant now, const ConnectionTiming& timing) {
  if (now - connection.idle_since >= timing.idle_timeout) {
    return Reuse::Drop;  // the load balancer closed it first
  }
  if (!connection.closed_at) {
    return Reuse::Take;
  }
  return now - *connection.closed_at < timing.close_notice ? Reuse::Lose : Reuse::Drop;
}

Instant client_connection_ends(Instant opened, Instant idle_since, const ConnectionTiming& timing) {
  return std::max(idle_since,
                  std::min(idle_since + timing.idle_timeout, opened + timing.client_keep_alive));
}

}  // namespace greenroom::elb
