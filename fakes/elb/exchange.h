// One request on its way through the load balancer: what service_requests.cpp hands from step to
// step.
#pragma once

#include <optional>
#include <string>

#include "fakes/elb/service.h"

namespace greenroom::elb {

struct Elb::Exchange {
  // Nothing here points into the store: it may change while the target answers.
  std::string listener_arn;
  std::string dns_name;  // of the load balancer
  std::string zone;      // of its node
  Duration idle_timeout;
  ForwardingSettings forwarding;
  int listener_port = 80;
  bool https = false;

  HttpRequest request;  // as it came, then as the target gets it
  std::string client_ip;
  int client_port = 0;
  std::string trace_id_hex;
  RequestRecord record;

  // Set when a target was chosen.
  std::string group_arn;
  TargetEndpoint target;
  std::uint64_t target_entry = 0;
  Instant dispatched = k_start;
  std::optional<std::string> group_cookie;  // the group to bind the client to
  std::int64_t body_bytes_to_client = 0;    // that are in no HttpResponse, because streamed

  bool websocket = false;  // the client asks for one
  Carried carried;         // by the WebSocket that it became
};

}  // namespace greenroom::elb
