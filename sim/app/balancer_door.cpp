#include "sim/app/balancer_door.h"

#include <string_view>

#include "fakes/wire/values.h"

namespace greenroom::app {
namespace {

constexpr std::string_view k_scheme = "http://";

// "http://host/path", as proxies are asked, is "/path".
std::string path_of(const std::string& target) {
  if (target.rfind(k_scheme, 0) != 0) {
    return target;
  }
  const std::size_t slash = target.find_first_of("/?", k_scheme.size());
  const std::string path = slash == std::string::npos ? "" : target.substr(slash);
  return path.rfind('/', 0) == 0 ? path : "/" + path;
}

}  // namespace

std::optional<BalancerCall> call_of_balancer(const elb::State& state, const HttpRequest& request) {
  if (state.balancers.empty()) {
    return std::nullopt;
  }
  const std::string host = wire::lower(find_header(request.headers, "Host"));
  const std::size_t colon = host.rfind(':');
  const std::string name = host.substr(0, colon);
  const std::string port = colon == std::string::npos ? "80" : host.substr(colon + 1);
  for (const elb::Balancer& balancer : state.balancers) {
    if (wire::lower(balancer.description.DNSName) != name) {
      continue;
    }
    BalancerCall call{"", request};
    call.request.target = path_of(request.target);
    remove_header(call.request.headers, "Upgrade");
    remove_header(call.request.headers, "Proxy-Connection");
    for (const elb::ListenerState& listener : state.listeners) {
      if (listener.description.LoadBalancerArn == balancer.description.LoadBalancerArn &&
          std::to_string(listener.description.Port) == port) {
        call.listener_arn = listener.description.ListenerArn;
      }
    }
    return call;
  }
  return std::nullopt;
}

}  // namespace greenroom::app
