// A request whose bytes somebody else carries (sim/real/relay.h): what Elb::handle() tells as one
// story, in three steps, because bodies that are not held whole have no one moment. A passage may
// be used again for the next request: its strings have room already.
#pragma once

#include <cstdint>
#include <optional>

#include "fakes/elb/exchange.h"
#include "fakes/elb/service.h"

namespace greenroom::elb {

struct Elb::Passage {
  Exchange exchange;
  // After admit(): whether the request goes to target(), as outgoing() says. Or else the answer is
  // that of the load balancer itself.
  bool forwards = false;
  // After admit() when it does not forward, or after answered(): what the client gets. When it is
  // the target's answer, the head only.
  HttpResponse answer;

  [[nodiscard]] const TargetEndpoint& target() const { return exchange.target; }
  [[nodiscard]] const HttpRequest& outgoing() const { return exchange.request; }
  [[nodiscard]] Duration idle_timeout() const { return exchange.idle_timeout; }
};

}  // namespace greenroom::elb
