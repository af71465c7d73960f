// Requests that ask a load balancer by its name at the door of `greenroom serve`.
#include "sim/app/balancer_door.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::app;

namespace {

constexpr const char* k_name = "lab-alb-1171477847.us-east-1.elb.amazonaws.com";

void add_balancer(elb::State& state) {
  elb::Balancer balancer;
  balancer.description.LoadBalancerArn = "lab";
  balancer.description.DNSName = k_name;
  state.balancers.push_back(balancer);
  for (const int port : {80, 8080}) {
    elb::ListenerState listener;
    listener.description.LoadBalancerArn = "lab";
    listener.description.ListenerArn = "lab/" + std::to_string(port);
    listener.description.Port = port;
    state.listeners.push_back(listener);
  }
}

std::optional<BalancerCall> call(const std::string& host, const std::string& target) {
  HttpRequest request;
  request.method = "GET";
  request.target = target;
  request.headers = {{"Host", host}, {"Proxy-Connection", "Keep-Alive"}, {"Accept", "*/*"}};
  elb::State state;
  add_balancer(state);
  return call_of_balancer(state, request);
}

}  // namespace

TEST_CASE("the host names the load balancer, its port the listener") {
  const std::string name = k_name;
  CHECK(call(name, "/")->listener_arn == "lab/80");
  CHECK(call(name + ":80", "/")->listener_arn == "lab/80");
  CHECK(call(name + ":8080", "/")->listener_arn == "lab/8080");
  CHECK(call(name + ":443", "/")->listener_arn.empty());
  CHECK(call("LAB-ALB-1171477847.us-east-1.elb.amazonaws.com", "/")->listener_arn == "lab/80");
  CHECK_FALSE(call("127.0.0.1:4566", "/").has_value());
  CHECK_FALSE(call("bucket." + name, "/").has_value());
  CHECK_FALSE(call("", "/").has_value());
}

TEST_CASE("what a proxy is asked becomes what the load balancer gets") {
  const std::string proxied = std::string("http://") + k_name;
  CHECK(call(k_name, proxied + "/a?b=c")->request.target == "/a?b=c");
  CHECK(call(k_name, proxied)->request.target == "/");
  CHECK(call(k_name, proxied + "?b=c")->request.target == "/?b=c");
  CHECK(call(k_name, "/a//b")->request.target == "/a//b");
  const HttpRequest request = call(k_name, proxied + "/")->request;
  CHECK(find_header(request.headers, "Host") == k_name);
  CHECK(find_header(request.headers, "Accept") == "*/*");
  CHECK(find_header(request.headers, "Proxy-Connection").empty());
}
