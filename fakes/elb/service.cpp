#include "fakes/elb/service.h"

#include <algorithm>
#include <utility>

#include "fakes/elb/forwarding.h"
#include "fakes/elb/routing.h"
#include "fakes/elb/sites.h"

namespace greenroom::elb {

Elb::Elb(aws::Ids& ids, TargetPort& targets, LoadBalancer load_balancer, TargetGroup target_group)
    : ids_(ids),
      ports_(targets),
      load_balancer_(std::move(load_balancer)),
      target_group_(std::move(target_group)) {}

Context Elb::as_target_group(Context cx) const {
  return cx.as("elb/" + target_group_.TargetGroupName);
}

void Elb::set_health(Context cx, Target& target, HealthRecord record) {
  const bool changed = target.record.health.State != record.health.State ||
                       target.record.health.Reason != record.health.Reason ||
                       target.record.health.Description != record.health.Description;
  target.record = std::move(record);
  if (!changed) {
    return;
  }
  const TargetHealth& health = target.record.health;
  const Context group = as_target_group(cx);
  if (health.Reason.empty()) {
    group.trace("elb.target", {{"instanceId", target.endpoint.InstanceId},
                               {"ip", target.endpoint.ip},
                               {"port", target.endpoint.Port},
                               {"state", to_string(health.State)}});
  } else {
    group.trace("elb.target", {{"instanceId", target.endpoint.InstanceId},
                               {"ip", target.endpoint.ip},
                               {"port", target.endpoint.Port},
                               {"state", to_string(health.State)},
                               {"reason", health.Reason},
                               {"description", health.Description}});
  }
  health_changed_.notify();
}

void Elb::RegisterTarget(Context cx, TargetEndpoint endpoint) {
  const Target* known = state_.find(endpoint.InstanceId);
  if (known != nullptr && known->record.health.State != TargetHealthState::draining) {
    return;  // registering a registered target changes nothing
  }
  Target& target = state_.add(endpoint);
  HealthRecord fresh = std::exchange(target.record, {});
  set_health(cx, target, std::move(fresh));
  const Context checker = cx.as("elb/" + target_group_.TargetGroupName + "/" + endpoint.InstanceId);
  checker.spawn("health checks", health_loop(checker, endpoint.InstanceId, target.registration));
}

void Elb::DeregisterTarget(Context cx, std::string instance_id) {
  Target* target = state_.find(instance_id);
  if (target == nullptr || target->record.health.State == TargetHealthState::draining) {
    return;
  }
  set_health(cx, *target, {draining(), 0, 0});
  ports_.drop_connections(target->endpoint);
  const Context drainer = cx.as("elb/" + target_group_.TargetGroupName + "/" + instance_id);
  drainer.spawn("draining", drain(drainer, instance_id, target->registration));
}

// The state stays `draining` for the whole delay even when the target is already idle (reference
// 1.9). Requests still running at its end are cut: see handle().
Task<void> Elb::drain(Context cx, std::string instance_id, std::uint64_t registration) {
  co_await cx.sleep_for(target_group_.deregistration_delay);
  Target* target = state_.find(instance_id);
  if (target == nullptr || target->registration != registration ||
      target->record.health.State != TargetHealthState::draining) {
    co_return;  // registered again meanwhile
  }
  ports_.cut_exchanges(target->endpoint);
  set_health(cx, *target, {not_registered(), 0, 0});
  state_.remove(instance_id);
  health_changed_.notify();
}

// Each check starts one interval after the previous start; the answer's time does not shift the
// next. Simplified: one load balancer node; AWS checks from every node. Checks stop while draining
// (UNVERIFIED).
Task<void> Elb::health_loop(Context cx, std::string instance_id, std::uint64_t registration) {
  co_await cx.sleep_for(load_balancer_.timing.registration_to_first_check);
  for (bool first = true;; first = false) {
    Target* target = state_.find(instance_id);
    if (target == nullptr || target->registration != registration ||
        target->record.health.State == TargetHealthState::draining) {
      co_return;
    }
    if (first) {
      set_health(cx, *target, first_check_begins());
    }
    const Instant started = cx.now();
    const TargetEndpoint endpoint = target->endpoint;
    HttpRequest check;
    check.target = target_group_.health_check.Path;
    check.headers = {{"Host", endpoint.ip + ":" + std::to_string(endpoint.Port)},
                     {"User-Agent", "ELB-HealthChecker/2.0"},
                     {"Connection", "close"}};
    const Instant deadline = started + target_group_.health_check.Timeout;
    const HttpResult result =
        co_await ports_.send(cx, endpoint, std::move(check), ConnectionUse::Fresh, deadline);
    target = state_.find(instance_id);
    const bool still_checked = target != nullptr && target->registration == registration &&
                               target->record.health.State != TargetHealthState::draining;
    if (still_checked) {
      set_health(cx, *target,
                 after_check(target->record, {result.end, result.response.status},
                             target_group_.health_check));
    }
    co_await cx.sleep_until(started + target_group_.health_check.Interval);
  }
}

TargetHealth Elb::DescribeTargetHealth(const std::string& instance_id) const {
  const Target* target = state_.find(instance_id);
  return target == nullptr ? not_registered() : target->record.health;
}

std::vector<std::string> Elb::targets() const {
  std::vector<std::string> ids;
  for (const Target& target : state_.targets()) {
    ids.push_back(target.endpoint.InstanceId);
  }
  return ids;
}

Task<bool> Elb::wait_for_state(Context cx, std::string instance_id, TargetHealthState state,
                               Instant deadline) {
  while (DescribeTargetHealth(instance_id).State != state) {
    const bool changed = co_await health_changed_.wait_until(cx, deadline);
    if (!changed) {
      co_return false;
    }
  }
  co_return true;
}

std::optional<TargetEndpoint> Elb::route(Context cx) {
  Eligible eligible = eligible_targets(state_.targets());
  if (cx.fault(site::drain_ignored) || cx.fault(site::unhealthy_gets_traffic)) {
    eligible.targets.clear();
    for (std::size_t i = 0; i < state_.targets().size(); ++i) {
      const TargetHealthState health = state_.targets()[i].record.health.State;
      if (health != TargetHealthState::draining || cx.fault(site::drain_ignored)) {
        eligible.targets.push_back(i);
      }
    }
  }
  const std::optional<std::size_t> chosen = next_in_turn(eligible, state_.round_robin_cursor);
  if (!chosen) {
    return std::nullopt;
  }
  state_.round_robin_cursor = *chosen + 1;
  ++state_.counters.requests;
  state_.counters.fail_open_requests += eligible.fail_open ? 1 : 0;
  return state_.targets()[*chosen].endpoint;
}

HttpResponse Elb::own_answer(int status) {
  ++state_.counters.elb_codes[status];
  return error_page(status);
}

Task<HttpResponse> Elb::handle(Context cx, HttpRequest request, Client client) {
  const int refused = refusal(request);
  if (refused != 0) {
    co_return own_answer(refused);
  }
  const std::optional<TargetEndpoint> endpoint = route(cx);
  if (!endpoint) {
    co_return own_answer(503);
  }
  Target* target = state_.find(endpoint->InstanceId);
  ++target->requests;
  ++target->requests_in_flight;
  ForwardingFacts facts;
  facts.client_ip = client.ip;
  facts.listener_port = load_balancer_.listener_port;
  facts.unix_seconds = unix_seconds(cx.epoch(), cx.now());
  facts.trace_id_hex = ids_.hex("elb.trace", 24);
  HttpRequest outgoing = forwarded(std::move(request), facts);
  const Instant deadline = cx.now() + load_balancer_.timing.idle_timeout;
  HttpResult result =
      co_await ports_.send(cx, *endpoint, std::move(outgoing), ConnectionUse::Pooled, deadline);
  if (result.end == HttpEnd::Unreachable) {
    co_await cx.sleep_for(load_balancer_.timing.connect_timeout);
  } else {
    co_await cx.sleep_for(load_balancer_.timing.target_latency);
  }
  target = state_.find(endpoint->InstanceId);
  if (target != nullptr) {
    --target->requests_in_flight;
  }
  // The deregistration delay expired under a running request: 502 (reference 1.9, 1.13).
  const bool cut_by_drain = target == nullptr;
  if (result.end != HttpEnd::Answered || cut_by_drain) {
    co_return own_answer(cut_by_drain ? 502 : status_for(result.end));
  }
  ++state_.counters.target_codes[result.response.status];
  co_return returned(std::move(result.response));
}

}  // namespace greenroom::elb
