#include "fakes/codedeploy/deployment_config.h"

#include <algorithm>
#include <cstdlib>

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_reserved = "CodeDeployDefault.";
constexpr std::size_t k_name_max = 100;

std::optional<std::int64_t> number_after(const std::string& text, const std::string& prefix) {
  const std::string digits = text.rfind(prefix, 0) == 0 ? text.substr(prefix.size()) : "";
  if (digits.empty() || digits.size() > 9 ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::atoll(digits.c_str());
}

std::int64_t room(const FleetPlan& plan, const Progress& progress) {
  const std::int64_t budget_left = plan.failure_budget() - progress.failed;
  const std::int64_t free = std::min(plan.in_flight_max, budget_left) - progress.in_flight;
  return std::clamp<std::int64_t>(free, 0, progress.pending);
}

Status check_minimum(const MinimumHealthyHosts& minimum) {
  const bool percent = minimum.type == MinimumHealthyHostsType::FLEET_PERCENT;
  if (minimum.type == MinimumHealthyHostsType::MOST_CONCURRENCY || minimum.value < 0 ||
      (percent && minimum.value >= 100)) {
    return Failure{"InvalidMinimumHealthyHostValueException",
                   "The minimum healthy hosts value is invalid: a HOST_COUNT of 0 or more, or a "
                   "FLEET_PERCENT from 0 to 99, is expected"};
  }
  return success();
}

}  // namespace

const char* to_string(MinimumHealthyHostsType value) {
  switch (value) {
    case MinimumHealthyHostsType::HOST_COUNT:
      return "HOST_COUNT";
    case MinimumHealthyHostsType::FLEET_PERCENT:
      return "FLEET_PERCENT";
    case MinimumHealthyHostsType::MOST_CONCURRENCY:
      return "MOST_CONCURRENCY";
  }
  return "";
}

const std::vector<DeploymentConfig>& predefined_configs() {
  using Type = MinimumHealthyHostsType;
  static const std::string k_id = "00000000-0000-0000-0000-00000000000";
  static const std::vector<DeploymentConfig> k_configs = {
      {"CodeDeployDefault.OneAtATime", k_id + "1", {Type::MOST_CONCURRENCY, 1}, std::nullopt},
      {"CodeDeployDefault.HalfAtATime", k_id + "2", {Type::FLEET_PERCENT, 50}, std::nullopt},
      {"CodeDeployDefault.AllAtOnce", k_id + "3", {Type::FLEET_PERCENT, 0}, std::nullopt}};
  return k_configs;
}

std::optional<DeploymentConfig> spelled_config(const std::string& name) {
  DeploymentConfig config;
  config.deploymentConfigName = name;
  if (const auto count = number_after(name, "HOST_COUNT:")) {
    config.minimumHealthyHosts = {MinimumHealthyHostsType::HOST_COUNT, *count};
    return config;
  }
  if (const auto percent = number_after(name, "FLEET_PERCENT:")) {
    config.minimumHealthyHosts = {MinimumHealthyHostsType::FLEET_PERCENT, *percent};
    return config;
  }
  return std::nullopt;
}

Status validate_config(const DeploymentConfig& config) {
  const std::string& name = config.deploymentConfigName;
  if (name.empty()) {
    return Failure{"DeploymentConfigNameRequiredException", "Deployment config name is missing"};
  }
  if (name.size() > k_name_max || name.rfind(k_reserved, 0) == 0) {
    return Failure{"InvalidDeploymentConfigNameException",
                   "Invalid deployment configuration name: " + name};
  }
  const Status minimum = check_minimum(config.minimumHealthyHosts);
  if (!minimum.ok() || !config.zonalConfig) {
    return minimum;
  }
  const ZonalConfig& zonal = *config.zonalConfig;
  const bool negative = zonal.monitorDuration < seconds(0) ||
                        zonal.firstZoneMonitorDuration.value_or(seconds(0)) < seconds(0);
  if (negative || !check_minimum(zonal.minimumHealthyHostsPerZone).ok()) {
    return Failure{"InvalidZonalDeploymentConfigurationException",
                   "The zonal configuration is invalid: durations of 0 or more and a minimum per "
                   "zone below 100 percent are expected"};
  }
  return success();
}

FleetPlan plan_for(const MinimumHealthyHosts& minimum, std::int64_t n) {
  if (minimum.type == MinimumHealthyHostsType::MOST_CONCURRENCY) {
    return FleetPlan{n, n - minimum.value, minimum.value};
  }
  const bool percent = minimum.type == MinimumHealthyHostsType::FLEET_PERCENT;
  const std::int64_t healthy = percent ? (n * minimum.value + 99) / 100 : minimum.value;
  return FleetPlan{n, healthy, std::max<std::int64_t>(n - healthy, 0)};
}

FleetPlan plan_for(const DeploymentConfig& config, std::int64_t n) {
  // UNVERIFIED for one instance, where the generic rule could not start: treated as all at once.
  if (config.deploymentConfigName == "CodeDeployDefault.HalfAtATime" && n == 1) {
    return FleetPlan{1, 0, 1};
  }
  return plan_for(config.minimumHealthyHosts, n);
}

RolloutState initial_state(const DeploymentConfig& config,
                           const std::vector<std::string>& zone_of_each) {
  const auto n = static_cast<std::int64_t>(zone_of_each.size());
  RolloutState state;
  state.plan = plan_for(config, n);
  state.progress.pending = n;
  if (!config.zonalConfig) {
    return state;
  }
  for (const std::string& zone : zone_of_each) {
    if (state.zones.empty() || state.zones.back().AvailabilityZone != zone) {
      state.zones.push_back({zone, {}, {}});
    }
    ++state.zones.back().progress.pending;
  }
  for (ZoneState& zone : state.zones) {
    zone.plan = plan_for(config.zonalConfig->minimumHealthyHostsPerZone, zone.progress.pending);
  }
  return state;
}

std::int64_t next_batch(const RolloutState& state) {
  const std::int64_t whole = room(state.plan, state.progress);
  if (state.zones.empty()) {
    return whole;
  }
  const ZoneState& zone = state.zones[state.zone];
  return std::min(whole, room(zone.plan, zone.progress));
}

bool zone_is_over(const RolloutState& state) {
  if (state.zone + 1 >= state.zones.size()) {
    return false;
  }
  const Progress& zone = state.zones[state.zone].progress;
  return zone.pending == 0 && zone.in_flight == 0;
}

Verdict verdict(const RolloutState& state) {
  if (state.plan.instances == 0) {
    return Verdict::NoInstances;
  }
  const bool starved_zone =
      std::any_of(state.zones.begin(), state.zones.end(),
                  [](const ZoneState& zone) { return zone.plan.failure_budget() <= 0; });
  if (state.plan.failure_budget() <= 0 || starved_zone) {
    return Verdict::HealthConstraintsInvalid;
  }
  const bool next_zone = zone_is_over(state) && room(state.plan, state.progress) > 0;
  if (state.progress.in_flight > 0 || next_batch(state) > 0 || next_zone) {
    return Verdict::Running;
  }
  const bool enough =
      state.progress.succeeded >= 1 && state.progress.failed <= state.plan.failure_budget();
  return state.progress.pending == 0 && enough ? Verdict::Succeeded : Verdict::HealthConstraints;
}

}  // namespace greenroom::codedeploy
