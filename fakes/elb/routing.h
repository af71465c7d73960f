// Which target gets a request: pure functions over a target group (reference alb-ec2-asg 1.5, 1.8,
// 1.10).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "fakes/elb/state.h"

namespace greenroom::elb {

// Where and when a request is routed.
struct RoutingPoint {
  std::size_t node = 0;  // of the load balancer
  Instant now = k_start;
  std::string_view zone;  // the node's; looked at only when the group's cross-zone is off
};

struct Eligible {
  std::vector<std::size_t> targets;  // indices into Group::targets
  bool fail_open = false;            // too few are healthy: all registered ones are eligible
};

// Healthy targets when there are enough of them (count and percentage of the group); otherwise all
// registered ones, the initial ones included (UNVERIFIED, k_fail_open_includes_initial). Draining
// targets never are, except while the deregistration has not reached the node.
[[nodiscard]] Eligible eligible_targets(const Group& group, const RoutingPoint& at);

// Round robin: the first eligible index at or after the cursor, wrapping around.
[[nodiscard]] std::optional<std::size_t> next_in_turn(const Eligible& eligible, std::size_t cursor);

// One of several with unequal weights: what each may do and what it is owed.
struct Share {
  std::int64_t weight = 0;
  std::int64_t credit = 0;
};
// Smooth turns: everybody earns its weight, the richest (the first of equals) is chosen and pays
// the sum. Over `sum` choices each is chosen exactly `weight` times. Nothing when all weights are
// 0. Simplified: AWS does not promise exact shares.
[[nodiscard]] std::optional<std::size_t> next_by_weight(std::vector<Share>& shares);

// The weight of a target in slow start, of 1000: grows linearly from the instant at which it became
// healthy. Never 0, or it would get nothing at all.
inline constexpr std::int64_t k_full_weight = 1000;
[[nodiscard]] std::int64_t slow_start_weight(std::optional<Instant> since, Instant now,
                                             Duration duration);
// Whether a target that just became healthy enters slow start: another healthy target must be
// outside it.
[[nodiscard]] bool enters_slow_start(const Group& group, const Target& target, Instant now);

// The target for the next request by the group's algorithm; moves cursors, turns and draws on.
// `seed` feeds weighted_random.
[[nodiscard]] std::optional<std::size_t> choose_target(Group& group, const Eligible& eligible,
                                                       const RoutingPoint& at, Seed seed);

}  // namespace greenroom::elb
