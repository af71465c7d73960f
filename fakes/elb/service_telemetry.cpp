// What the load balancer tells about its requests: metrics and access logs.
#include <utility>

#include "fakes/elb/access_log.h"
#include "fakes/elb/service.h"

namespace greenroom::elb {
namespace {

constexpr Duration k_access_log_period = minutes(5);
constexpr std::size_t k_access_log_piece = 1u << 20;  // bytes
constexpr std::size_t k_access_log_line = 8u << 10;   // more than nearly all

HostCounts counted(const Group& group, std::size_t node) {
  HostCounts hosts{group.description.LoadBalancerArn, group.description.TargetGroupArn, 0, 0};
  for (const Target& target : group.targets) {
    if (target.is_leaving() || node >= target.nodes.size()) {
      continue;  // draining and initial targets count in neither (UNVERIFIED)
    }
    const TargetHealthState state = target.nodes[node].health.State;
    hosts.healthy += state == TargetHealthState::healthy ? 1 : 0;
    hosts.unhealthy += state == TargetHealthState::unhealthy ? 1 : 0;
  }
  return hosts;
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string all;
  for (const std::string& piece : pieces) {
    all += piece;
  }
  return all;
}

}  // namespace

// The first node has the address from which targets see the load balancer.
std::string Elb::node_ip(std::size_t node) {
  return "10.0.0." + std::to_string(4 + node);
}

std::string Elb::connection_trace_id(std::string_view client) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string id = "TID_00000000000000000000000000000000";
  std::uint64_t bits = hash_text(client);
  char* digit = id.data() + 4;
  for (int half = 0; half < 2; ++half) {
    bits = mix(bits);
    for (int shift = 0; shift < 64; shift += 4) {
      *digit++ = k_hex[(bits >> shift) & 15];
    }
  }
  return id;
}

void Elb::sample_hosts(Instant at) {
  for (const Group& group : state_.groups) {
    for (std::size_t node = 0; group.in_use() && node < static_cast<std::size_t>(timing_.nodes);
         ++node) {
      state_.metrics.sample(at, counted(group, node));
    }
  }
}

void Elb::publish_metrics(Context cx, MetricSink& sink) {
  const Context publisher = cx.as("elb/metrics");
  publisher.spawn("metrics", metrics_loop(publisher, &sink));
}

// At the end of each minute: the host counts as they are now, and what was counted in it.
Task<void> Elb::metrics_loop(Context cx, MetricSink* sink) {
  for (;;) {
    const std::int64_t period = k_metric_period.microseconds;
    const Instant end{(cx.now().microseconds / period + 1) * period};
    co_await cx.sleep_until(end);
    sample_hosts({end.microseconds - 1});
    const std::vector<MetricDatum> data = state_.metrics.take(end);
    if (!data.empty()) {
      sink->put_metric_data(cx, k_metric_namespace, data);
    }
  }
}

void Elb::deliver_access_logs(Context cx, AccessLogBucket& bucket) {
  access_log_bucket_ = &bucket;
  const Context deliverer = cx.as("elb/access-logs");
  deliverer.spawn("access logs", access_log_loop(deliverer, &bucket));
}

void Elb::begin_access_log(Context cx, const Balancer& balancer) {
  if (access_log_bucket_ != nullptr) {
    access_log_bucket_->put(
        cx, balancer.settings.access_log_bucket,
        access_log_test_key(balancer.settings.access_log_prefix, account_),
        "Enable AccessLog for ELB: " + balancer.description.LoadBalancerName + "\n");
  }
}

void Elb::write_access_log(Context cx, const RequestRecord& record) {
  Balancer* balancer = state_.balancer(record.LoadBalancerArn);
  if (balancer == nullptr || !balancer->settings.access_logs) {
    return;
  }
  std::vector<std::string>& pieces = balancer->access_log[record.node];
  if (pieces.empty()) {
    pieces.emplace_back();
  } else if (pieces.back().size() >= k_access_log_piece) {
    pieces.emplace_back().reserve(k_access_log_piece + k_access_log_line);  // there are many
  }
  std::string& lines = pieces.back();
  append_access_log_line(lines, record, short_id_of(record.LoadBalancerArn), cx.epoch(),
                         LogFields::Current);
  lines += '\n';
}

// One file for each node that had requests, at the full five minutes of the clock.
Task<void> Elb::access_log_loop(Context cx, AccessLogBucket* bucket) {
  for (;;) {
    const std::int64_t period = k_access_log_period.microseconds;
    const Instant end{(cx.now().microseconds / period + 1) * period};
    co_await cx.sleep_until(end);
    for (Balancer& balancer : state_.balancers) {
      const std::string_view short_id = short_id_of(balancer.description.LoadBalancerArn);
      for (const auto& [node, pieces] : std::exchange(balancer.access_log, {})) {
        const std::string key =
            access_log_key(balancer.settings.access_log_prefix, account_, short_id, cx.epoch(), end,
                           node_ip(node), ids_.alphanumeric("elb.access_log", 8));
        bucket->put(cx, balancer.settings.access_log_bucket, key, joined(pieces));
      }
    }
  }
}

}  // namespace greenroom::elb
