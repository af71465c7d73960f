// Load balancers by their names: whoever uses the server as an HTTP proxy, or sends it a load
// balancer's name as Host, asks that load balancer. No name server knows
// "lab-app-alb-1171477847.us-east-1.elb.amazonaws.com" here; so
// `curl --proxy $AWS_ENDPOINT_URL http://$DNSName/` reads as it would with AWS.
#pragma once

#include <optional>
#include <string>

#include "fakes/elb/state.h"
#include "sim/core/http.h"

namespace greenroom::app {

struct BalancerCall {
  std::string listener_arn;  // "": the load balancer does not listen there
  HttpRequest request;       // as the load balancer gets it
};

// Nothing when the host is no load balancer's DNSName. Its port, 80 if none, chooses the listener.
// Simplified: connections are not upgraded here, as they are at the listener's own port.
[[nodiscard]] std::optional<BalancerCall> call_of_balancer(const elb::State& state,
                                                           const HttpRequest& request);

}  // namespace greenroom::app
