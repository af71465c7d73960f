#include "fakes/elb/routing.h"

#include <algorithm>
#include <utility>

namespace greenroom::elb {
namespace {

// UNVERIFIED (reference 1.8 point 4): users saw 502 rather than 503 with one initial target.
constexpr bool k_fail_open_includes_initial = true;

TargetHealthState seen_by(const Target& target, std::size_t node) {
  return node < target.nodes.size() ? target.nodes[node].health.State : target.health.State;
}

// Registered, in use, and not known to this node as draining.
bool takes_part(const Group& group, const Target& target, const RoutingPoint& at) {
  if (!group.settings.cross_zone && !target.zone.empty() && target.zone != at.zone) {
    return false;
  }
  if (target.is_leaving()) {
    return at.node < target.routed_until.size() && at.now < target.routed_until[at.node];
  }
  return target.health.State != TargetHealthState::unused;
}

bool enough(const TargetGroupSettings& settings, std::size_t healthy, std::size_t registered) {
  return healthy >= static_cast<std::size_t>(settings.healthy_targets_min) &&
         healthy * 100 >= registered * static_cast<std::size_t>(settings.healthy_percentage_min);
}

bool in_slow_start(const Target& target, Instant now, Duration duration) {
  return target.slow_start_since && now - *target.slow_start_since < duration;
}

std::optional<std::size_t> fewest_outstanding(const Group& group, const Eligible& eligible,
                                              std::size_t cursor) {
  Eligible least;
  std::int64_t fewest = INT64_MAX;
  for (const std::size_t index : eligible.targets) {
    const std::int64_t outstanding = group.targets[index].requests_in_flight;
    if (outstanding < fewest) {
      fewest = outstanding;
      least.targets.clear();
    }
    if (outstanding == fewest) {
      least.targets.push_back(index);
    }
  }
  return next_in_turn(least, cursor);  // ties: round robin (UNVERIFIED)
}

std::optional<std::size_t> by_slow_start(Group& group, const Eligible& eligible, Instant now) {
  std::vector<Share> shares;
  for (const std::size_t index : eligible.targets) {
    const Target& target = group.targets[index];
    shares.push_back({slow_start_weight(target.slow_start_since, now, group.settings.slow_start),
                      target.credit});
  }
  const std::optional<std::size_t> chosen = next_by_weight(shares);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    group.targets[eligible.targets[i]].credit = shares[i].credit;
  }
  return chosen ? std::optional(eligible.targets[*chosen]) : std::nullopt;
}

}  // namespace

Eligible eligible_targets(const Group& group, const RoutingPoint& at) {
  Eligible eligible;
  eligible.targets.reserve(group.targets.size());
  std::size_t registered = 0;
  for (std::size_t i = 0; i < group.targets.size(); ++i) {
    const Target& target = group.targets[i];
    if (takes_part(group, target, at)) {
      ++registered;
      if (seen_by(target, at.node) == TargetHealthState::healthy) {
        eligible.targets.push_back(i);
      }
    }
  }
  if (enough(group.settings, eligible.targets.size(), registered)) {
    return eligible;
  }
  eligible.targets.clear();
  eligible.fail_open = true;
  for (std::size_t i = 0; i < group.targets.size(); ++i) {
    const Target& target = group.targets[i];
    if (takes_part(group, target, at) &&
        (k_fail_open_includes_initial || seen_by(target, at.node) != TargetHealthState::initial)) {
      eligible.targets.push_back(i);
    }
  }
  return eligible;
}

std::optional<std::size_t> next_in_turn(const Eligible& eligible, std::size_t cursor) {
  if (eligible.targets.empty()) {
    return std::nullopt;
  }
  for (const std::size_t index : eligible.targets) {
    if (index >= cursor) {
      return index;
    }
  }
  return eligible.targets.front();
}

std::optional<std::size_t> next_by_weight(std::vector<Share>& shares) {
  std::int64_t sum = 0;
  std::optional<std::size_t> richest;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    shares[i].credit += shares[i].weight;
    sum += shares[i].weight;
    const bool may = shares[i].weight > 0;
    if (may && (!richest || shares[i].credit > shares[*richest].credit)) {
      richest = i;
    }
  }
  if (richest) {
    shares[*richest].credit -= sum;
  }
  return richest;
}

std::int64_t slow_start_weight(std::optional<Instant> since, Instant now, Duration duration) {
  if (!since || now - *since >= duration) {
    return k_full_weight;
  }
  const std::int64_t grown = (now - *since).microseconds * k_full_weight / duration.microseconds;
  return std::max<std::int64_t>(grown, 1);
}

bool enters_slow_start(const Group& group, const Target& target, Instant now) {
  const Duration duration = group.settings.slow_start;
  return duration > Duration{} &&
         std::any_of(group.targets.begin(), group.targets.end(), [&](const Target& other) {
           return &other != &target && other.health.State == TargetHealthState::healthy &&
                  !in_slow_start(other, now, duration);
         });
}

std::optional<std::size_t> choose_target(Group& group, const Eligible& eligible,
                                         const RoutingPoint& at, Seed seed) {
  std::optional<std::size_t> chosen;
  group.cursors.resize(std::max(group.cursors.size(), at.node + 1), 0);
  std::size_t& cursor = group.cursors[at.node];
  const bool slow =
      std::any_of(eligible.targets.begin(), eligible.targets.end(), [&](std::size_t index) {
        return in_slow_start(group.targets[index], at.now, group.settings.slow_start);
      });
  if (slow) {
    chosen = by_slow_start(group, eligible, at.now);
  } else if (group.settings.algorithm == Algorithm::least_outstanding_requests) {
    chosen = fewest_outstanding(group, eligible, cursor);
  } else if (group.settings.algorithm == Algorithm::weighted_random) {
    // All weights are equal: anomaly mitigation, which would lower one, is absent.
    const std::uint64_t draw =
        keyed_draw(seed, "elb.weighted_random", group.description.TargetGroupName, group.draws++);
    const std::size_t count = eligible.targets.size();
    chosen = count == 0 ? std::nullopt : std::optional(eligible.targets[draw % count]);
  } else {
    chosen = next_in_turn(eligible, cursor);
  }
  if (chosen) {
    cursor = *chosen + 1;
  }
  return chosen;
}

}  // namespace greenroom::elb
