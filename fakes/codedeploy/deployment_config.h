// Deployment configurations: how many at a time, how many may fail. Pure arithmetic.
//
// AWS: reference codedeploy.md 7.1 to 7.4.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace greenroom::codedeploy {

// What a configuration means for a fleet of n instances.
struct FleetPlan {
  std::int64_t instances = 0;
  std::int64_t minimum_healthy = 0;
  std::int64_t in_flight_max = 1;
  [[nodiscard]] std::int64_t failure_budget() const { return instances - minimum_healthy; }
};

// Predefined names (CodeDeployDefault.OneAtATime, HalfAtATime, AllAtOnce) and our own spelling of
// custom ones: "HOST_COUNT:2", "FLEET_PERCENT:75". Nothing for an unknown name.
[[nodiscard]] std::optional<FleetPlan> plan_for(const std::string& config_name,
                                                std::int64_t instances);

// How a rollout stands.
struct Progress {
  std::int64_t pending = 0;
  std::int64_t in_flight = 0;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
};

enum class Verdict { Running, Succeeded, HealthConstraints, HealthConstraintsInvalid, NoInstances };

// How many pending instances may be started now.
[[nodiscard]] std::int64_t next_batch(const FleetPlan& plan, const Progress& progress);
// Whether the rollout is over, and how. The last instance's failure does not fail a rollout whose
// budget allows it: the "still pending" clause of the algorithm.
[[nodiscard]] Verdict verdict(const FleetPlan& plan, const Progress& progress);

}  // namespace greenroom::codedeploy
