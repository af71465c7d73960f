// Kept-alive connections to targets and clients: whether the next request may use one (reference
// alb-ec2-asg 1.11, 1.13, 8.1). Pure.
#pragma once

#include <optional>

#include "sim/core/time.h"

namespace greenroom::elb {

// The load balancer keeps a connection for 60 s; Node's servers, for one, close it after 5 s.
struct ConnectionTiming {
  Duration idle_timeout = seconds(60);         // idle_timeout.timeout_seconds
  Duration client_keep_alive = seconds(3600);  // client_keep_alive.seconds, from the first byte on
  // A target's FIN is on its way this long, and so is a request to it: who writes in that time
  // writes to a connection that is closed. UNVERIFIED; as long as Timing::target_latency.
  Duration close_notice = milliseconds(2);
};

struct PooledConnection {
  Instant idle_since = k_start;
  std::optional<Instant> closed_at;  // when the target closed it; nothing while it is open
};

enum class Reuse {
  Take,  // the request goes over it
  Drop,  // the load balancer knows it is over, or closes it itself: another connection
  Lose,  // the keep-alive race: the request meets the FIN, and its client gets 502. No retry.
};
[[nodiscard]] Reuse reuse_of(const PooledConnection& connection, Instant now,
                             const ConnectionTiming& timing);

// When the load balancer closes a client's connection that was opened and is idle since those
// instants, without a word. That the whole life is ended between two requests, never within one, is
// UNVERIFIED.
[[nodiscard]] Instant client_connection_ends(Instant opened, Instant idle_since,
                                             const ConnectionTiming& timing);

}  // namespace greenroom::elb
