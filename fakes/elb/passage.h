// A request whose bytes somebody else carries (sim/real/relay.h): what Elb::handle() tells as one
// story, in three steps, because bodies that are not held whole have no one moment.
#pragma once

#include <cstdint>
#include <optional>

#include "fakes/elb/exchange.h"
#include "fakes/elb/service.h"

namespace greenroom::elb {

struct Elb::Passage {
  Exchange exchange;
  // After admit(): where the request goes, and its head as the target gets it. Or else the answer
  // of the load balancer itself.
  bool forwards = false;
  HttpRequest outgoing;
  // After admit() when it does not forward, or after answered(): what the client gets. When it is
  // the target's answer, the head only.
  HttpResponse answer;

  [[nodiscard]] const TargetEndpoint& target() const { return exchange.target; }
  [[nodiscard]] Duration idle_timeout() const { return exchange.settings.idle_timeout; }
};

}  // namespace greenroom::elb
