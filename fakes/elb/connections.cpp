#include "fakes/elb/connections.h"

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

}  // namespace greenroom::elb
