// CodeDeploy's pure decisions: batches and budgets, who supplies scripts, logs.
#include <catch2/catch.hpp>

#include "fakes/codedeploy/deployment_config.h"
#include "fakes/codedeploy/lifecycle.h"
#include "fakes/codedeploy/log_normalisation.h"

using namespace greenroom;
using namespace greenroom::codedeploy;

TEST_CASE("predefined configurations: minimum healthy and batch") {
  struct Row {
    const char* config;
    std::int64_t instances, minimum_healthy, batch;
  };
  const Row row = GENERATE(values<Row>({{"CodeDeployDefault.OneAtATime", 1, 0, 1},
                                        {"CodeDeployDefault.OneAtATime", 9, 8, 1},
                                        {"CodeDeployDefault.HalfAtATime", 1, 0, 1},
                                        {"CodeDeployDefault.HalfAtATime", 2, 1, 1},
                                        {"CodeDeployDefault.HalfAtATime", 9, 5, 4},
                                        {"CodeDeployDefault.AllAtOnce", 9, 0, 9},
                                        {"HOST_COUNT:6", 9, 6, 3},
                                        {"FLEET_PERCENT:40", 9, 4, 5},
                                        {"FLEET_PERCENT:95", 10, 10, 0}}));
  const auto plan = plan_for(row.config, row.instances);
  CAPTURE(row.config, row.instances);
  REQUIRE(plan.has_value());
  CHECK(plan->minimum_healthy == row.minimum_healthy);
  CHECK(next_batch(*plan, {row.instances, 0, 0, 0}) == row.batch);
}

TEST_CASE("one failure of two under OneAtATime fails the deployment; the last one's does not") {
  const FleetPlan plan = *plan_for("CodeDeployDefault.OneAtATime", 2);
  CHECK(verdict(plan, {1, 0, 0, 1}) == Verdict::HealthConstraints);
  CHECK(next_batch(plan, {1, 0, 0, 1}) == 0);
  CHECK(verdict(plan, {0, 0, 1, 1}) == Verdict::Succeeded);
  CHECK(verdict(plan, {1, 0, 1, 0}) == Verdict::Running);
}

TEST_CASE("no instances, and no budget, have verdicts of their own") {
  CHECK(verdict(*plan_for("CodeDeployDefault.OneAtATime", 0), {}) == Verdict::NoInstances);
  CHECK(verdict(*plan_for("FLEET_PERCENT:95", 10), {10, 0, 0, 0}) ==
        Verdict::HealthConstraintsInvalid);
  CHECK_FALSE(plan_for("CodeDeployDefault.Sometimes", 2));
}

TEST_CASE("a rollback in place takes ApplicationStop from the last installed revision") {
  const auto rollback = DeploymentCreator::codeDeployRollback;
  CHECK(revision_source("ApplicationStop", rollback, DeploymentType::IN_PLACE) ==
        RevisionSource::LastSuccessful);
  CHECK(revision_source("ValidateService", rollback, DeploymentType::IN_PLACE) ==
        RevisionSource::Current);
  CHECK(revision_source("BeforeBlockTraffic", rollback, DeploymentType::BLUE_GREEN) ==
        RevisionSource::MostRecent);
}

TEST_CASE("normalisation: curl's duration has no place in a trace") {
  CHECK(normalised_log("port 8080 after 12 ms: no") == "port 8080 after <ms> ms: no");
  CHECK(normalised_log("the day after 12 hours") == "the day after 12 hours");
}
