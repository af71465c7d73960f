#include "fakes/codedeploy/deployment_config.h"

#include <algorithm>
#include <cstdlib>

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_host_count = "HOST_COUNT:";
constexpr const char* k_fleet_percent = "FLEET_PERCENT:";

std::optional<std::int64_t> number_after(const std::string& text, const std::string& prefix) {
  if (text.rfind(prefix, 0) != 0) {
    return std::nullopt;
  }
  return std::atoll(text.c_str() + prefix.size());
}

}  // namespace

std::optional<FleetPlan> plan_for(const std::string& config_name, std::int64_t n) {
  if (config_name == "CodeDeployDefault.OneAtATime") {
    return FleetPlan{n, n - 1, 1};
  }
  if (config_name == "CodeDeployDefault.HalfAtATime") {
    // UNVERIFIED for one instance, where the generic rule could not start: treated as all at once.
    return n == 1 ? FleetPlan{1, 0, 1} : FleetPlan{n, n - n / 2, n / 2};
  }
  if (config_name == "CodeDeployDefault.AllAtOnce") {
    return FleetPlan{n, 0, n};
  }
  if (const auto count = number_after(config_name, k_host_count)) {
    return FleetPlan{n, *count, std::max<std::int64_t>(n - *count, 0)};
  }
  if (const auto percent = number_after(config_name, k_fleet_percent)) {
    const std::int64_t healthy = (n * *percent + 99) / 100;
    return FleetPlan{n, healthy, std::max<std::int64_t>(n - healthy, 0)};
  }
  return std::nullopt;
}

std::int64_t next_batch(const FleetPlan& plan, const Progress& progress) {
  const std::int64_t budget_left = plan.failure_budget() - progress.failed;
  const std::int64_t room = std::min(plan.in_flight_max, budget_left) - progress.in_flight;
  return std::clamp<std::int64_t>(room, 0, progress.pending);
}

Verdict verdict(const FleetPlan& plan, const Progress& progress) {
  if (plan.instances == 0) {
    return Verdict::NoInstances;
  }
  if (plan.failure_budget() <= 0) {
    return Verdict::HealthConstraintsInvalid;
  }
  if (progress.in_flight > 0 || next_batch(plan, progress) > 0) {
    return Verdict::Running;
  }
  const bool enough = progress.succeeded >= 1 && progress.failed <= plan.failure_budget();
  return progress.pending == 0 && enough ? Verdict::Succeeded : Verdict::HealthConstraints;
}

}  // namespace greenroom::codedeploy
