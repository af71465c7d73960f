// Which target gets a request: pure functions over the state (reference alb-ec2-asg 1.5, 1.8).
#pragma once

#include <optional>
#include <vector>

#include "fakes/elb/state.h"

namespace greenroom::elb {

struct Eligible {
  std::vector<std::size_t> targets;  // indices into State::targets()
  bool fail_open = false;            // none is healthy: all registered ones are eligible
};

// Draining targets never are. Healthy ones if there is one; otherwise all registered, the initial
// ones included (UNVERIFIED, k_fail_open_includes_initial).
[[nodiscard]] Eligible eligible_targets(const std::vector<Target>& targets);

// Round robin: the first eligible index at or after the cursor, wrapping around.
[[nodiscard]] std::optional<std::size_t> next_in_turn(const Eligible& eligible, std::size_t cursor);

}  // namespace greenroom::elb
