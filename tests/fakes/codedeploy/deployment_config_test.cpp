// The arithmetic of deployment configurations, table by table of reference codedeploy.md section 7.
#include "fakes/codedeploy/deployment_config.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::codedeploy;

namespace {

DeploymentConfig config_of(const std::string& name) {
  for (const DeploymentConfig& config : predefined_configs()) {
    if (config.deploymentConfigName == "CodeDeployDefault." + name) {
      return config;
    }
  }
  const auto spelled = spelled_config(name);
  REQUIRE(spelled.has_value());
  return *spelled;
}

RolloutState state_of(const std::string& name, std::int64_t n) {
  return initial_state(config_of(name),
                       std::vector<std::string>(static_cast<std::size_t>(n), "us-east-1a"));
}

RolloutState state_of(const std::string& name, Progress progress) {
  RolloutState state =
      state_of(name, progress.pending + progress.in_flight + progress.succeeded + progress.failed);
  state.progress = progress;
  return state;
}

DeploymentConfig zonal(std::int64_t per_zone_percent) {
  DeploymentConfig config = config_of("HOST_COUNT:0");
  config.zonalConfig = ZonalConfig{};
  config.zonalConfig->minimumHealthyHostsPerZone.value = per_zone_percent;
  return config;
}

}  // namespace

TEST_CASE("reference 7.2: minimum healthy and first batch") {
  struct Row {
    const char* config;
    std::int64_t instances, minimum_healthy, batch;
  };
  const Row row = GENERATE(values<Row>({{"OneAtATime", 1, 0, 1},
                                        {"OneAtATime", 2, 1, 1},
                                        {"OneAtATime", 3, 2, 1},
                                        {"OneAtATime", 9, 8, 1},
                                        {"OneAtATime", 200, 199, 1},
                                        {"HalfAtATime", 1, 0, 1},  // UNVERIFIED
                                        {"HalfAtATime", 2, 1, 1},
                                        {"HalfAtATime", 3, 2, 1},
                                        {"HalfAtATime", 9, 5, 4},
                                        {"AllAtOnce", 1, 0, 1},
                                        {"AllAtOnce", 2, 0, 2},
                                        {"AllAtOnce", 3, 0, 3},
                                        {"AllAtOnce", 9, 0, 9},
                                        {"HOST_COUNT:6", 9, 6, 3},
                                        {"FLEET_PERCENT:40", 9, 4, 5},
                                        {"FLEET_PERCENT:85", 10, 9, 1},
                                        {"FLEET_PERCENT:95", 10, 10, 0},
                                        {"HOST_COUNT:12", 9, 12, 0}}));
  CAPTURE(row.config, row.instances);
  const RolloutState state = state_of(row.config, row.instances);
  CHECK(state.plan.minimum_healthy == row.minimum_healthy);
  CHECK(next_batch(state) == row.batch);
}

TEST_CASE("reference 7.4: when a rollout is over, and how") {
  struct Row {
    const char* what;
    const char* config;
    Progress progress;  // pending, in flight, succeeded, failed
    Verdict verdict;
    std::int64_t batch;
  };
  using V = Verdict;
  const Row row = GENERATE(values<Row>({
      {"no instances", "OneAtATime", {0, 0, 0, 0}, V::NoInstances, 0},
      {"no budget", "FLEET_PERCENT:95", {10, 0, 0, 0}, V::HealthConstraintsInvalid, 0},
      {"A fails, B pending", "OneAtATime", {1, 0, 0, 1}, V::HealthConstraints, 0},
      {"A succeeds, B pending", "OneAtATime", {1, 0, 1, 0}, V::Running, 1},
      {"A succeeds, B fails: the last instance", "OneAtATime", {0, 0, 1, 1}, V::Succeeded, 0},
      {"the only instance fails", "OneAtATime", {0, 0, 0, 1}, V::HealthConstraints, 0},
      {"all at once: one success is enough", "AllAtOnce", {0, 0, 1, 8}, V::Succeeded, 0},
      {"all at once: everybody fails", "AllAtOnce", {0, 0, 0, 9}, V::HealthConstraints, 0},
      {"half: a first wave of 4 failures", "HalfAtATime", {5, 0, 0, 4}, V::HealthConstraints, 0},
      {"half: failures shrink the batch", "HalfAtATime", {5, 1, 1, 2}, V::Running, 1},
      {"half: in-flight ones finish", "HalfAtATime", {5, 1, 0, 3}, V::Running, 0},
      {"10, M=8: two failures, some pending",
       "HOST_COUNT:8",
       {3, 0, 5, 2},
       V::HealthConstraints,
       0},
      {"10, M=8: the second is the last", "HOST_COUNT:8", {0, 0, 8, 2}, V::Succeeded, 0},
      {"10, 85 %: the first failure", "FLEET_PERCENT:85", {5, 0, 4, 1}, V::HealthConstraints, 0},
  }));
  CAPTURE(row.what);
  const RolloutState state = state_of(row.config, row.progress);
  CHECK(verdict(state) == row.verdict);
  CHECK(next_batch(state) == row.batch);
}

TEST_CASE("a zonal configuration deploys one zone at a time, with a minimum of its own") {
  RolloutState state = initial_state(zonal(50), {"a", "a", "a", "a", "b", "b"});
  REQUIRE(state.zones.size() == 2);
  CHECK(next_batch(state) == 2);  // half of zone a, although all six might go
  CHECK_FALSE(zone_is_over(state));
  state.zones[0].progress = {0, 0, 4, 0};
  state.progress = {2, 0, 4, 0};
  CHECK(zone_is_over(state));
  CHECK(verdict(state) == Verdict::Running);
  state.zone = 1;
  CHECK(next_batch(state) == 1);
  state.zones[1].progress = {1, 0, 0, 1};
  state.progress = {1, 0, 4, 1};
  CHECK(verdict(state) == Verdict::HealthConstraints);  // the zone's budget is spent
}

TEST_CASE("a zone that may lose nothing cannot start") {
  CHECK(verdict(initial_state(zonal(99), {"a", "b"})) == Verdict::HealthConstraintsInvalid);
}

TEST_CASE("configurations that make no sense are refused by AWS's exceptions") {
  struct Row {
    const char* name;
    MinimumHealthyHosts minimum;
    const char* code;
  };
  using Type = MinimumHealthyHostsType;
  const Row row = GENERATE(values<Row>({
      {"", {Type::HOST_COUNT, 1}, "DeploymentConfigNameRequiredException"},
      {"CodeDeployDefault.Mine", {Type::HOST_COUNT, 1}, "InvalidDeploymentConfigNameException"},
      {"mine", {Type::FLEET_PERCENT, 100}, "InvalidMinimumHealthyHostValueException"},
      {"mine", {Type::HOST_COUNT, -1}, "InvalidMinimumHealthyHostValueException"},
      {"mine", {Type::MOST_CONCURRENCY, 1}, "InvalidMinimumHealthyHostValueException"},
  }));
  CAPTURE(row.code);
  CHECK(validate_config({row.name, "", row.minimum, std::nullopt}).failure().code == row.code);
  DeploymentConfig bad_zones = zonal(100);
  bad_zones.deploymentConfigName = "mine";
  CHECK(validate_config(bad_zones).failure().code ==
        "InvalidZonalDeploymentConfigurationException");
  CHECK_FALSE(spelled_config("HOST_COUNT:many"));
}
