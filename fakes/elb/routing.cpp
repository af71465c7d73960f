#include "fakes/elb/routing.h"

namespace greenroom::elb {
namespace {

// UNVERIFIED (reference 1.8 point 4): users saw 502 rather than 503 with one initial target.
constexpr bool k_fail_open_includes_initial = true;

}  // namespace

Eligible eligible_targets(const std::vector<Target>& targets) {
  Eligible healthy;
  Eligible registered{{}, true};
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const TargetHealthState state = targets[i].record.health.State;
    if (state == TargetHealthState::healthy) {
      healthy.targets.push_back(i);
    }
    const bool open = state == TargetHealthState::unhealthy ||
                      (state == TargetHealthState::initial && k_fail_open_includes_initial);
    if (open) {
      registered.targets.push_back(i);
    }
  }
  return healthy.targets.empty() ? registered : healthy;
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

}  // namespace greenroom::elb
