// Targets: registration, health, draining.
#include <algorithm>
#include <utility>

#include "fakes/elb/errors.h"
#include "fakes/elb/service.h"

namespace greenroom::elb {
namespace {

Context as_group(Context cx, const Group& group) {
  return cx.as("elb/" + group.description.TargetGroupName);
}

// The first node's loop keeps the plain name; further nodes' loops are told apart by number.
Context as_checker(Context cx, const Group& group, const Target& target, std::size_t node) {
  const std::string name =
      "elb/" + group.description.TargetGroupName + "/" + target.endpoint.InstanceId;
  return cx.as(node == 0 ? name : name + "/" + std::to_string(node));
}

bool does_not_run(const std::optional<InstanceFacts>& instance) {
  return !instance || instance->State == "stopped" || instance->State == "terminated";
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

Instant Elb::draw_lag(Context cx, const char* what, const std::string& of, std::uint64_t visit,
                      Duration most) const {
  if (most <= Duration{}) {
    return cx.now();
  }
  const std::uint64_t draw = keyed_draw(cx.kernel().seed(), what, of, visit);
  const auto range = static_cast<std::uint64_t>(most.microseconds) + 1;
  return cx.now() + microseconds(static_cast<std::int64_t>(draw % range));
}

void Elb::show(Context cx, Group& group, Target& target, TargetHealth health) {
  if (target.health == health) {
    return;
  }
  const bool was_healthy = target.health.State == TargetHealthState::healthy;
  const bool is_healthy = health.State == TargetHealthState::healthy;
  target.health = std::move(health);
  if (is_healthy && !was_healthy) {
    target.slow_start_since =
        enters_slow_start(group, target, cx.now()) ? std::optional(cx.now()) : std::nullopt;
    target.credit = 0;
  } else if (!is_healthy) {
    target.slow_start_since.reset();
  }
  std::vector<Field> fields = {{"instanceId", target.endpoint.InstanceId},
                               {"ip", target.endpoint.ip},
                               {"port", target.endpoint.Port},
                               {"state", to_string(target.health.State)}};
  if (!target.health.Reason.empty()) {
    fields.emplace_back("reason", target.health.Reason);
    fields.emplace_back("description", target.health.Description);
  }
  as_group(cx, group).trace("elb.target", fields);
  changed(target.endpoint.InstanceId).notify();
}

Signal& Elb::changed(const std::string& instance_id) {
  std::unique_ptr<Signal>& signal = changed_[instance_id];
  if (signal == nullptr) {
    signal = std::make_unique<Signal>("a target's health to change");
  }
  return *signal;
}

void Elb::node_sees(Context cx, Group& group, Target& target, std::size_t node,
                    HealthRecord record) {
  target.nodes.at(node) = std::move(record);
  show(cx, group, target, shown_health(target.nodes));
}

Target* Elb::living(const std::string& group_arn, const TargetDescription& who,
                    std::uint64_t registration) {
  Group* group = state_.group(group_arn);
  Target* target = group == nullptr ? nullptr : group->find(who.Id, who.Port);
  return target != nullptr && target->registration == registration ? target : nullptr;
}

// Checks are sent only when a listener or rule uses the group and the target's zone is enabled.
void Elb::begin_target(Context cx, Group& group, Target& target) {
  target.registration = ++state_.registrations;
  target.routed_until.clear();
  target.nodes.assign(static_cast<std::size_t>(timing_.nodes), registered());
  const Balancer* balancer = state_.balancer(group.description.LoadBalancerArn);
  if (balancer == nullptr) {
    show(cx, group, target, not_in_use());
    return;
  }
  const std::vector<std::string>& zones = balancer->description.AvailabilityZones;
  if (!zones.empty() && !target.zone.empty() && !contains(zones, target.zone)) {
    show(cx, group, target, zone_not_enabled());
    return;
  }
  show(cx, group, target, registered().health);
  const TargetDescription who{target.endpoint.InstanceId, target.endpoint.Port};
  for (std::size_t node = 0; node < target.nodes.size(); ++node) {
    const Context checker = as_checker(cx, group, target, node);
    const Duration phase =
        group.description.health_check.Interval * static_cast<std::int64_t>(node) / timing_.nodes;
    checker.spawn("health checks", health_loop(checker, group.description.TargetGroupArn, who,
                                               target.registration, node, phase));
  }
}

Status Elb::RegisterTargets(Context cx, std::string group_arn,
                            std::vector<TargetDescription> targets) {
  Group* group = state_.group(group_arn);
  if (group == nullptr) {
    return error::target_group_not_found();
  }
  if (group->targets.size() + targets.size() > k_targets_per_group) {
    return error::too_many("TooManyTargets", "targets in this target group", k_targets_per_group);
  }
  for (const TargetDescription& wanted : targets) {
    const std::optional<InstanceFacts> instance = instances_.find(wanted.Id);
    if (!instance || instance->State != "running") {
      return error::target_not_running(wanted.Id);
    }
    if (wanted.Port < 0 || wanted.Port > 65535) {
      return error::validation("The port must be between 1 and 65535");
    }
  }
  for (const TargetDescription& wanted : targets) {
    const int port = wanted.Port == 0 ? group->description.Port : wanted.Port;
    Target* target = group->find(wanted.Id, port);
    if (target != nullptr && !target->is_leaving()) {
      continue;  // registering a registered target changes nothing
    }
    const std::optional<InstanceFacts> instance = instances_.find(wanted.Id);
    if (target == nullptr) {
      target = &group->add({wanted.Id, instance->PrivateIpAddress, port}, state_.registrations + 1);
    }
    target->endpoint.ip = instance->PrivateIpAddress;
    target->zone = instance->AvailabilityZone;
    begin_target(cx, *group, *target);
  }
  return success();
}

Status Elb::DeregisterTargets(Context cx, std::string group_arn,
                              std::vector<TargetDescription> targets) {
  Group* group = state_.group(group_arn);
  if (group == nullptr) {
    return error::target_group_not_found();
  }
  for (const TargetDescription& wanted : targets) {
    Target* target = group->find(wanted.Id, wanted.Port);
    if (target != nullptr && !target->is_leaving()) {
      deregister(cx, *group, *target);
    }
  }
  return success();
}

// A target that gets no requests has nothing to drain: it is forgotten at once.
void Elb::deregister(Context cx, Group& group, Target& target) {
  const TargetDescription who{target.endpoint.InstanceId, target.endpoint.Port};
  if (target.health.State == TargetHealthState::unused) {
    show(cx, group, target, not_registered());
    group.forget(target);
    return;
  }
  target.routed_until.clear();
  for (std::size_t node = 0; node < target.nodes.size(); ++node) {
    target.routed_until.push_back(draw_lag(cx, "elb.deregistration_lag",
                                           who.Id + "/" + std::to_string(node), target.registration,
                                           timing_.deregistration_lag_max));
  }
  show(cx, group, target, draining());
  ports_.drop_connections(target.endpoint);
  const Context drainer = as_checker(cx, group, target, 0);
  drainer.spawn("draining", drain(drainer, group.description.TargetGroupArn, who,
                                  target.registration, group.settings.deregistration_delay));
}

// The state stays `draining` for the whole delay even when the target is already idle (reference
// 1.9). Requests still running at its end are cut: see handle(). A node that has not learned of the
// deregistration by then still sends requests (1.14).
Task<void> Elb::drain(Context cx, std::string group_arn, TargetDescription who,
                      std::uint64_t registration, Duration delay) {
  co_await cx.sleep_for(delay);
  Target* target = living(group_arn, who, registration);
  if (target == nullptr) {
    co_return;  // registered again meanwhile
  }
  Group& group = *state_.group(group_arn);
  ports_.drop_connections(target->endpoint);
  ports_.cut_exchanges(target->endpoint);
  show(cx, group, *target, not_registered());
  const Instant last = *std::max_element(target->routed_until.begin(), target->routed_until.end());
  if (last > cx.now()) {
    co_await cx.sleep_until(last);
    target = living(group_arn, who, registration);
    if (target == nullptr) {
      co_return;
    }
    ports_.drop_connections(target->endpoint);
  }
  state_.group(group_arn)->forget(*target);
  changed(who.Id).notify();
}

// Each check starts one interval after the previous start; the answer's time does not shift the
// next. Every node checks on its own, the later ones a part of the interval later. Checks stop
// while draining (UNVERIFIED). An instance that is found terminated is forgotten one interval later
// (the delay is UNVERIFIED).
Task<void> Elb::health_loop(Context cx, std::string group_arn, TargetDescription who,
                            std::uint64_t registration, std::size_t node, Duration phase) {
  co_await cx.sleep_for(timing_.registration_to_first_check + phase);
  for (;;) {
    Target* target = living(group_arn, who, registration);
    if (target == nullptr || target->is_leaving()) {
      co_return;
    }
    const Instant started = cx.now();
    const HealthCheck settings = state_.group(group_arn)->description.health_check;
    if (!may_be_checked(cx, group_arn, *target)) {
      target = living(group_arn, who, registration);
      if (target == nullptr) {
        co_return;
      }
      co_await cx.sleep_until(started + settings.Interval);
      continue;
    }
    TargetEndpoint endpoint = target->endpoint;
    endpoint.Port = check_port(settings, endpoint.Port);
    HttpRequest check = check_request(settings, endpoint.ip, endpoint.Port);
    const Instant deadline = started + settings.Timeout;
    const HttpResult result = co_await ports_.send(cx, std::move(endpoint), std::move(check),
                                                   ConnectionUse::Fresh, deadline);
    target = living(group_arn, who, registration);
    if (target != nullptr && !target->is_leaving()) {
      HealthRecord record =
          after_check(target->nodes.at(node), {result.end, result.response.status}, settings);
      node_sees(cx, *state_.group(group_arn), *target, node, std::move(record));
    }
    co_await cx.sleep_until(started + settings.Interval);
  }
}

bool Elb::may_be_checked(Context cx, const std::string& group_arn, Target& target) {
  Group& group = *state_.group(group_arn);
  const std::optional<InstanceFacts> instance = instances_.find(target.endpoint.InstanceId);
  const bool was_invalid = target.health.Reason == "Target.InvalidState";
  if (does_not_run(instance)) {
    const bool gone = !instance || instance->State == "terminated";
    if (was_invalid && gone) {
      deregister(cx, group, target);
    } else {
      show(cx, group, target, invalid_state(instance ? instance->State : "terminated"));
    }
    return false;
  }
  const std::string in_progress = registered().health.Reason;
  for (HealthRecord& record : target.nodes) {
    if (was_invalid || record.health.Reason == in_progress) {
      record = first_check_begins();
    }
  }
  show(cx, group, target, shown_health(target.nodes));
  return true;
}

TargetHealth Elb::health(const std::string& group_arn, const TargetDescription& asked) const {
  const Group* group = state_.group(group_arn);
  const Target* target = group == nullptr ? nullptr : group->find(asked.Id, asked.Port);
  return target == nullptr ? not_registered() : target->health;
}

Result<std::vector<TargetHealthDescription>> Elb::DescribeTargetHealth(
    const std::string& group_arn, const std::vector<TargetDescription>& asked) const {
  const Group* group = state_.group(group_arn);
  if (group == nullptr) {
    return error::target_group_not_found();
  }
  std::vector<TargetDescription> wanted = asked;
  if (asked.empty()) {
    for (const Target& target : group->targets) {
      if (target.is_draining() || !target.is_leaving()) {
        wanted.push_back({target.endpoint.InstanceId, target.endpoint.Port});
      }
    }
  }
  std::vector<TargetHealthDescription> found;
  const HealthCheck& check = group->description.health_check;
  for (TargetDescription& one : wanted) {
    const Target* target = group->find(one.Id, one.Port);
    one.Port = target != nullptr ? target->endpoint.Port
               : one.Port == 0   ? group->description.Port
                                 : one.Port;
    found.push_back({one, std::to_string(check_port(check, one.Port)),
                     target == nullptr ? not_registered() : target->health});
  }
  return found;
}

Task<bool> Elb::wait_for_state(Context cx, std::string group_arn, TargetDescription target,
                               TargetHealthState state, Instant deadline) {
  while (health(group_arn, target).State != state) {
    const bool has_changed = co_await changed(target.Id).wait_until(cx, deadline);
    if (!has_changed) {
      co_return false;
    }
  }
  co_return true;
}

}  // namespace greenroom::elb
