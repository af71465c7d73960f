// What the load balancer does to messages on their way to a target and back. Pure (reference
// alb-ec2-asg 1.11, 1.12).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fakes/elb/attributes.h"
#include "sim/core/http.h"
#include "sim/core/time.h"

namespace greenroom::elb {

struct ForwardingFacts {
  std::string_view client_ip;
  int client_port = 0;
  int listener_port = 80;
  bool https = false;
  std::string_view dns_name;  // of the load balancer: the Host of a request that has none
  std::int64_t unix_seconds = 0;
  std::string_view trace_id_hex;  // 24 hex digits
  ForwardingSettings settings;
};

// Makes of a client's request the one that the target gets: hop-by-hop headers gone, Host as the
// listener's port and the attributes want it, X-Forwarded-* and X-Amzn-Trace-Id made or extended.
void make_forwarded(HttpRequest& request, const ForwardingFacts& facts);
// Whether the request asks for the connection to become a WebSocket: HTTP/1.1, Connection: Upgrade,
// Upgrade: websocket. Other protocols are not offered to targets (UNVERIFIED).
[[nodiscard]] bool asks_for_websocket(const HttpRequest& request);
// Makes of a target's answer the one that the client gets: hop-by-hop headers gone, but for Upgrade
// of a 101.
void make_returned(HttpResponse& response);

// The host as the target gets it: lower case; on ports 80 and 443 without a port, on others with
// one (`preserve`: as it came).
[[nodiscard]] std::string forwarded_host(std::string host, int listener_port, bool preserve);
// X-Forwarded-For of the target's request; "" when there is to be none.
[[nodiscard]] std::string forwarded_for(std::string_view before, const ForwardingFacts& facts);
// X-Amzn-Trace-Id: a new Root, or Self in front of what came with a Root.
[[nodiscard]] std::string trace_id(std::string_view before, const ForwardingFacts& facts,
                                   std::size_t header_bytes);

// Bytes of the message on the wire, to within what the log tells.
[[nodiscard]] std::int64_t bytes_of(const HttpRequest& request);
[[nodiscard]] std::int64_t bytes_of(const HttpResponse& response);

}  // namespace greenroom::elb
