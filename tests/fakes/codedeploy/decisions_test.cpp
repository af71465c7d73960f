// CodeDeploy's pure decisions: events, who supplies scripts, order of instances, tags, logs.
#include <catch2/catch.hpp>

#include "fakes/codedeploy/lifecycle.h"
#include "fakes/codedeploy/log_normalisation.h"
#include "fakes/codedeploy/state.h"

using namespace greenroom;
using namespace greenroom::codedeploy;

namespace {

using Names = std::vector<std::string>;

Names events_of(LifecycleScenario scenario) {
  Names names;
  for (const LifecycleStep& step : lifecycle_of(scenario)) {
    names.emplace_back(step.name);
  }
  return names;
}

Names operator+(Names a, const Names& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const Names k_stop = {"ApplicationStop"};
const Names k_install = {"DownloadBundle", "BeforeInstall",    "Install",
                         "AfterInstall",   "ApplicationStart", "ValidateService"};
const Names k_block = {"BeforeBlockTraffic", "BlockTraffic", "AfterBlockTraffic"};
const Names k_allow = {"BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"};

}  // namespace

TEST_CASE("reference 1.1: which events, in which order, in every scenario") {
  using Scenario = LifecycleScenario;
  CHECK(events_of(Scenario::InPlace) == k_stop + k_install);
  CHECK(events_of(Scenario::InPlaceWithTraffic) == k_block + k_stop + k_install + k_allow);
  CHECK(events_of(Scenario::Green) == k_stop + k_install + k_allow);
  CHECK(events_of(Scenario::Blue) == k_block);
  CHECK(events_of(Scenario::RollbackOriginal) == k_allow);
  CHECK(events_of(Scenario::RollbackReplacement) == k_block);
  CHECK(events_of(Scenario::AutoScalingLaunch) == k_stop + k_install);
  CHECK(events_of(Scenario::AutoScalingLaunchWithTraffic) == k_stop + k_install + k_allow);
  CHECK(events_of(Scenario::AutoScalingTermination) == k_stop);
  CHECK(events_of(Scenario::AutoScalingTerminationWithTraffic) == k_block + k_stop);
}

TEST_CASE("reference 1.1: reserved events take no script, and traffic is not the agent's") {
  for (const LifecycleStep& step : lifecycle_of(LifecycleScenario::InPlaceWithTraffic)) {
    const bool traffic = step.name == "BlockTraffic" || step.name == "AllowTraffic";
    const bool reserved = traffic || step.name == "DownloadBundle" || step.name == "Install";
    CAPTURE(step.name);
    CHECK(step.scriptable != reserved);
    CHECK((step.carrier == Carrier::LoadBalancer) == traffic);
  }
}

TEST_CASE("reference 1.2: which revision supplies the scripts") {
  using Source = RevisionSource;
  struct Row {
    const char* event;
    Source usually, blue_green_rollback;
  };
  const Row row = GENERATE(values<Row>({
      {"BeforeBlockTraffic", Source::LastSuccessful, Source::MostRecent},
      {"AfterBlockTraffic", Source::LastSuccessful, Source::MostRecent},
      {"ApplicationStop", Source::LastSuccessful, Source::LastSuccessful},
      {"BeforeInstall", Source::Current, Source::Current},
      {"AfterInstall", Source::Current, Source::Current},
      {"ApplicationStart", Source::Current, Source::Current},
      {"ValidateService", Source::Current, Source::Current},
      {"BeforeAllowTraffic", Source::Current, Source::LastSuccessful},
      {"AfterAllowTraffic", Source::Current, Source::LastSuccessful},
  }));
  const auto rollback = DeploymentCreator::codeDeployRollback;
  CAPTURE(row.event);
  CHECK(revision_source(row.event, DeploymentCreator::user, DeploymentType::IN_PLACE) ==
        row.usually);
  CHECK(revision_source(row.event, DeploymentCreator::user, DeploymentType::BLUE_GREEN) ==
        row.usually);
  CHECK(revision_source(row.event, rollback, DeploymentType::IN_PLACE) == row.usually);
  CHECK(revision_source(row.event, rollback, DeploymentType::BLUE_GREEN) ==
        row.blue_green_rollback);
}

TEST_CASE("reference 7.3: unhealthy instances first, then unknown, old and current revisions") {
  using Health = RevisionHealth;
  const std::vector<Candidate> ordered = deployment_order({{"current", true, Health::Current, "a"},
                                                           {"old-1", true, Health::Old, "b"},
                                                           {"unknown", true, Health::Unknown, "a"},
                                                           {"ill", false, Health::Current, "b"},
                                                           {"old-2", true, Health::Old, "a"}});
  Names names;
  for (const Candidate& candidate : ordered) {
    names.push_back(candidate.instance_id);
  }
  CHECK(names == Names{"ill", "unknown", "old-1", "old-2", "current"});
  CHECK(zonal_order(ordered).front().instance_id == "unknown");
  CHECK(zonal_order(ordered).back().instance_id == "old-1");
}

TEST_CASE("reference 2.5: tags match any filter of a group, and every group") {
  const std::map<std::string, std::string> tags = {{"env", "prod"}, {"role", "web"}};
  const EC2TagFilter prod{"env", "prod", TagFilterType::KEY_AND_VALUE};
  const EC2TagFilter test{"env", "test", TagFilterType::KEY_AND_VALUE};
  const EC2TagFilter any_role{"role", "", TagFilterType::KEY_ONLY};
  const EC2TagFilter web{"", "web", TagFilterType::VALUE_ONLY};
  CHECK(matches({{prod, test}}, tags));
  CHECK(matches({{prod}, {any_role}, {web}}, tags));
  CHECK_FALSE(matches({{prod}, {test}}, tags));
  CHECK_FALSE(matches({}, tags));
}

TEST_CASE("normalisation: curl's duration has no place in a trace") {
  CHECK(normalised_log("port 8080 after 12 ms: no") == "port 8080 after <ms> ms: no");
  CHECK(normalised_log("the day after 12 hours") == "the day after 12 hours");
}
