// Deployment configurations: how many at a time, how many may fail, zone by zone. Pure arithmetic.
//
// AWS: reference codedeploy.md 7.1 to 7.4.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::codedeploy {

// MOST_CONCURRENCY is what GetDeploymentConfig says of OneAtATime; nobody can set it.
enum class MinimumHealthyHostsType { HOST_COUNT, FLEET_PERCENT, MOST_CONCURRENCY };
[[nodiscard]] const char* to_string(MinimumHealthyHostsType value);

struct MinimumHealthyHosts {
  MinimumHealthyHostsType type = MinimumHealthyHostsType::HOST_COUNT;
  std::int64_t value = 0;
};

// One Availability Zone at a time.
struct ZonalConfig {
  std::optional<Duration> firstZoneMonitorDuration;  // nothing: the monitorDuration
  Duration monitorDuration;                          // after each zone but the last
  MinimumHealthyHosts minimumHealthyHostsPerZone{MinimumHealthyHostsType::FLEET_PERCENT, 0};
};

struct DeploymentConfig {
  std::string deploymentConfigName;
  std::string deploymentConfigId;
  MinimumHealthyHosts minimumHealthyHosts;
  std::optional<ZonalConfig> zonalConfig;
  std::optional<Instant> createTime = std::nullopt;  // of custom ones
};

// CodeDeployDefault.OneAtATime, HalfAtATime, AllAtOnce: those of the Server platform.
[[nodiscard]] const std::vector<DeploymentConfig>& predefined_configs();
// Our own spelling of a custom configuration without a name: "HOST_COUNT:2", "FLEET_PERCENT:75".
[[nodiscard]] std::optional<DeploymentConfig> spelled_config(const std::string& name);
// InvalidDeploymentConfigName, InvalidMinimumHealthyHostValue, InvalidZonalDeploymentConfiguration.
[[nodiscard]] Status validate_config(const DeploymentConfig& config);

// What a configuration means for a fleet of n instances.
struct FleetPlan {
  std::int64_t instances = 0;
  std::int64_t minimum_healthy = 0;
  std::int64_t in_flight_max = 1;
  [[nodiscard]] std::int64_t failure_budget() const { return instances - minimum_healthy; }
};
[[nodiscard]] FleetPlan plan_for(const DeploymentConfig& config, std::int64_t instances);
[[nodiscard]] FleetPlan plan_for(const MinimumHealthyHosts& minimum, std::int64_t instances);

// How a rollout, or one zone of it, stands.
struct Progress {
  std::int64_t pending = 0;
  std::int64_t in_flight = 0;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
};

struct ZoneState {
  std::string AvailabilityZone;
  FleetPlan plan;
  Progress progress;
};

// A rollout: the whole fleet, and its zones in their order. Without a zonal configuration there are
// no zones.
struct RolloutState {
  FleetPlan plan;
  Progress progress;
  std::vector<ZoneState> zones;
  std::size_t zone = 0;  // the current one
};

// The state before the first instance, for instances in these zones (one per instance, in order of
// deployment).
[[nodiscard]] RolloutState initial_state(const DeploymentConfig& config,
                                         const std::vector<std::string>& zone_of_each);

enum class Verdict {
  Running,
  Succeeded,
  HealthConstraints,
  HealthConstraintsInvalid,
  NoInstances,
  // Not of the arithmetic:
  OverMaxInstances,
  ProvisioningFailed,
  RoleLacksRights,  // its error is told where it is found
  TimedOut,
  StoppedByUser,
  StoppedByAlarm,
  ReadyWaitExpired,
};

// How many pending instances (of the current zone) may be started now.
[[nodiscard]] std::int64_t next_batch(const RolloutState& state);
// The current zone is through, and another one follows.
[[nodiscard]] bool zone_is_over(const RolloutState& state);
// Whether the rollout is over, and how. The last instance's failure does not fail a rollout whose
// budget allows it: the "still pending" clause of the algorithm.
[[nodiscard]] Verdict verdict(const RolloutState& state);

}  // namespace greenroom::codedeploy
