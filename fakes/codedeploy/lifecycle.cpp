#include "fakes/codedeploy/lifecycle.h"

#include <algorithm>

#include "sim/core/assert.h"

namespace greenroom::codedeploy {
namespace {

constexpr LifecycleStep k_before_block{"BeforeBlockTraffic", Carrier::Agent, true};
constexpr LifecycleStep k_block{"BlockTraffic", Carrier::LoadBalancer, false};
constexpr LifecycleStep k_after_block{"AfterBlockTraffic", Carrier::Agent, true};
constexpr LifecycleStep k_stop{"ApplicationStop", Carrier::Agent, true};
constexpr LifecycleStep k_download{"DownloadBundle", Carrier::Agent, false};
constexpr LifecycleStep k_before_install{"BeforeInstall", Carrier::Agent, true};
constexpr LifecycleStep k_install{"Install", Carrier::Agent, false};
constexpr LifecycleStep k_after_install{"AfterInstall", Carrier::Agent, true};
constexpr LifecycleStep k_start{"ApplicationStart", Carrier::Agent, true};
constexpr LifecycleStep k_validate{"ValidateService", Carrier::Agent, true};
constexpr LifecycleStep k_before_allow{"BeforeAllowTraffic", Carrier::Agent, true};
constexpr LifecycleStep k_allow{"AllowTraffic", Carrier::LoadBalancer, false};
constexpr LifecycleStep k_after_allow{"AfterAllowTraffic", Carrier::Agent, true};

using Steps = std::vector<LifecycleStep>;

const Steps k_in_place = {k_stop,          k_download, k_before_install, k_install,
                          k_after_install, k_start,    k_validate};
const Steps k_in_place_with_traffic = {
    k_before_block,   k_block,   k_after_block,   k_stop,  k_download,
    k_before_install, k_install, k_after_install, k_start, k_validate,
    k_before_allow,   k_allow,   k_after_allow};
const Steps k_green = {k_stop,  k_download, k_before_install, k_install, k_after_install,
                       k_start, k_validate, k_before_allow,   k_allow,   k_after_allow};
const Steps k_blocking = {k_before_block, k_block, k_after_block};
const Steps k_allowing = {k_before_allow, k_allow, k_after_allow};
const Steps k_stopping = {k_stop};
// UNVERIFIED order: traffic is blocked first, then the application is stopped.
const Steps k_leaving = {k_before_block, k_block, k_after_block, k_stop};

bool is_allow_event(const LifecycleStep& step) {
  return step.name.find("AllowTraffic") != std::string_view::npos;
}

}  // namespace

const std::vector<LifecycleStep>& lifecycle_of(LifecycleScenario scenario) {
  switch (scenario) {
    case LifecycleScenario::InPlace:
    case LifecycleScenario::AutoScalingLaunch:
      return k_in_place;
    case LifecycleScenario::InPlaceWithTraffic:
      return k_in_place_with_traffic;
    case LifecycleScenario::Green:
    case LifecycleScenario::AutoScalingLaunchWithTraffic:
      return k_green;
    case LifecycleScenario::Blue:
    case LifecycleScenario::RollbackReplacement:
      return k_blocking;
    case LifecycleScenario::RollbackOriginal:
      return k_allowing;
    case LifecycleScenario::AutoScalingTermination:
      return k_stopping;
    case LifecycleScenario::AutoScalingTerminationWithTraffic:
      return k_leaving;
  }
  SIM_ASSERT(false, "unknown lifecycle scenario");
}

std::vector<LifecycleStep> before_traffic(LifecycleScenario scenario) {
  Steps steps = lifecycle_of(scenario);
  std::erase_if(steps, is_allow_event);
  return steps;
}

std::vector<LifecycleStep> traffic_part(LifecycleScenario scenario) {
  Steps steps = lifecycle_of(scenario);
  std::erase_if(steps, [](const LifecycleStep& step) { return !is_allow_event(step); });
  return steps;
}

RevisionSource revision_source(std::string_view event, DeploymentCreator creator,
                               DeploymentType type) {
  const bool blue_green_rollback =
      creator == DeploymentCreator::codeDeployRollback && type == DeploymentType::BLUE_GREEN;
  if (event == "BeforeBlockTraffic" || event == "AfterBlockTraffic") {
    return blue_green_rollback ? RevisionSource::MostRecent : RevisionSource::LastSuccessful;
  }
  if (event == "ApplicationStop") {
    return RevisionSource::LastSuccessful;
  }
  if ((event == "BeforeAllowTraffic" || event == "AfterAllowTraffic") && blue_green_rollback) {
    return RevisionSource::LastSuccessful;
  }
  return RevisionSource::Current;
}

}  // namespace greenroom::codedeploy
