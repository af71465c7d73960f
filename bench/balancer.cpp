// The load balancer of the product before one real server, for bench/proxy: balancer PORT
// TARGET_PORT. Rules, metrics and access log are on, as elb::Elb keeps them.
#include <sys/socket.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <utility>

#include "fakes/elb/service.h"
#include "sim/core/harness_error.h"
#include "sim/real/relay.h"
#include "tests/support/paper_targets.h"

namespace greenroom {
namespace {

volatile std::sig_atomic_t stopped = 0;

// The server is on this computer's loopback and always healthy.
class OneTarget final : public test::PaperTargets,
                        public elb::InstanceDirectory,
                        public real::InstanceSockets {
 public:
  [[nodiscard]] std::optional<elb::InstanceFacts> find(const std::string&) const override {
    return elb::InstanceFacts{"127.0.0.1", "running", "us-east-1a"};
  }
  int open_tcp_socket(const std::string&) override {
    return socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  }
  real::Watched* watched(const std::string&) override { return nullptr; }
};

// Metrics and logs go here, are counted, and are forgotten.
class Reader final : public elb::MetricSink, public elb::AccessLogBucket {
 public:
  void put_metric_data(Context, const std::string&,
                       const std::vector<elb::MetricDatum>& data) override {
    metrics += data.size();
  }
  void put(Context, const std::string&, const std::string&, const std::string& lines) override {
    bytes += lines.size();
  }
  std::size_t metrics = 0;
  std::size_t bytes = 0;
};

// A default rule and two before it, one by path, one by header, which do not fit.
std::string make_listener(elb::Elb& elb, Context cx, int target_port) {
  const std::string balancer =
      elb.CreateLoadBalancer(cx, {"alb", "internet-facing", {}}).value().LoadBalancerArn;
  const auto attributes = elb.ModifyLoadBalancerAttributes(
      cx, balancer, {{"access_logs.s3.enabled", "true"}, {"access_logs.s3.bucket", "logs"}});
  SIM_ASSERT(attributes.ok(), "access logs are on");
  elb::TargetGroup wanted;
  wanted.TargetGroupName = "targets";
  wanted.Port = target_port;
  const std::string group = elb.CreateTargetGroup(cx, wanted).value().TargetGroupArn;
  elb::CreateListenerInput input;
  input.LoadBalancerArn = balancer;
  input.DefaultActions = {elb::forward_to(group)};
  const std::string listener = elb.CreateListener(cx, std::move(input)).value().ListenerArn;
  int priority = 0;
  for (const auto& [field, header, value] : {std::tuple("path-pattern", "", "/api/*"),
                                             std::tuple("http-header", "User-Agent", "*bot*")}) {
    elb::RuleCondition condition;
    condition.Field = field;
    condition.HttpHeaderName = header;
    condition.Values = {value};
    elb::CreateRuleInput rule;
    rule.ListenerArn = listener;
    rule.Priority = ++priority;
    rule.Conditions = {condition};
    rule.Actions = {elb::forward_to(group)};
    const auto made = elb.CreateRule(cx, std::move(rule));
    SIM_ASSERT(made.ok(), made.failure().message);
  }
  SIM_ASSERT(elb.RegisterTargets(cx, group, {{"i-1", 0}}).ok(), "the group exists");
  return listener;
}

void serve(int port, int target_port) {
  Limits limits;
  limits.events_max = UINT64_MAX;
  Kernel kernel({Seed{7}, Epoch{}, limits});
  aws::Ids ids(Seed{7});
  OneTarget target;
  elb::Elb elb(ids, {}, target, target, {});
  const Context cx(kernel, kernel.actor("bench"));
  const std::string listener = make_listener(elb, cx, target_port);
  Reader reader;
  elb.publish_metrics(cx, reader);
  elb.deliver_access_logs(cx, reader);
  const auto begin = std::chrono::steady_clock::now();
  const auto clock = [begin] {
    return k_start + microseconds(std::chrono::duration_cast<std::chrono::microseconds>(
                                      std::chrono::steady_clock::now() - begin)
                                      .count());
  };
  real::Relay relay(kernel, elb, target, {listener, port, clock});
  while (stopped == 0) {
    relay.turn(100);
  }
  std::printf("%lld requests, %zu metrics, %zu bytes of access log delivered\n",
              static_cast<long long>(elb.state().counters.requests), reader.metrics, reader.bytes);
  kernel.shutdown();
}

}  // namespace
}  // namespace greenroom

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: balancer PORT TARGET_PORT\n");
    return 2;
  }
  std::signal(SIGTERM, [](int) { greenroom::stopped = 1; });
  try {
    greenroom::serve(std::stoi(argv[1]), std::stoi(argv[2]));
  } catch (const greenroom::HarnessError& error) {
    std::fprintf(stderr, "balancer: %s\n", error.what());
    return 6;
  }
  return 0;
}
