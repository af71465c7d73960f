// CodeDeploy's pure decisions: batches and budgets, who supplies scripts, AppSpec, Install.
#include <catch2/catch.hpp>

#include "fakes/codedeploy/appspec.h"
#include "fakes/codedeploy/deployment_config.h"
#include "fakes/codedeploy/install_plan.h"
#include "fakes/codedeploy/lifecycle.h"
#include "fakes/codedeploy/log_normalisation.h"
#include "fakes/codedeploy/script_run.h"

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

TEST_CASE("an AppSpec's hooks keep their scripts and time-outs") {
  const auto spec = parse_appspec(
      "version: 0.0\nos: linux\nfiles:\n  - {source: /, destination: /app}\n"
      "hooks:\n  ApplicationStart:\n    - {location: start.sh, timeout: 5m}\n  AfterInstall:\n");
  REQUIRE(spec.ok());
  CHECK(spec.value().scripts_of("ApplicationStart").at(0).timeout == seconds(5));
  CHECK(spec.value().scripts_of("AfterInstall").empty());
}

TEST_CASE("a wrong AppSpec is rejected as the agent rejects it") {
  const std::string text = GENERATE(
      as<std::string>{}, "", "version: 1.0\nos: linux\n", "version: \"0.0\"\nos: linux\n",
      "version: 0.0\nos: Linux\n", "version: 0.0\nos: linux\nhooks:\n  ApplicationStop: stop.sh\n",
      "version: 0.0\nos: linux\nhooks:\n  ApplicationStop:\n    - {timeout: 3}\n",
      "version: 0.0\nos: linux\nfiles:\n  - {source: /}\n", "a: [b\n");
  const auto spec = parse_appspec(text);
  CAPTURE(text);
  REQUIRE_FALSE(spec.ok());
  CHECK(spec.failure().code == "AppSpecValidationException");
}

TEST_CASE("an existing file stops Install, is overwritten, or is kept, as asked") {
  const std::vector<InstallItem> items = {{"", "/app", FileKind::Directory},
                                          {"/b/x", "/app/x", FileKind::File}};
  const std::map<std::string, FileKind> existing = {{"/app", FileKind::Directory},
                                                    {"/app/x", FileKind::File}};
  const auto refused = plan_install(items, existing, FileExistsBehavior::DISALLOW);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().message ==
        "The deployment failed because a specified file already exists at this location: /app/x");
  CHECK(plan_install(items, existing, FileExistsBehavior::OVERWRITE).value().created ==
        std::vector<std::string>{"/app/x"});
  CHECK(plan_install(items, existing, FileExistsBehavior::RETAIN).value().created.empty());
}

TEST_CASE("cleanup goes backwards, and directories go only when empty") {
  const auto changes = cleanup_changes(parse_cleanup_file("/app\n/app/x\nunterminated"),
                                       {FileKind::Directory, FileKind::File});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == FileChangeKind::RemoveFile);
  CHECK(changes[0].path == "/app/x");
  CHECK(changes[1].kind == FileChangeKind::RemoveIfEmpty);
}

TEST_CASE("how a script ended, in the agent's words") {
  const AppSpecScript script{"s.sh", seconds(2), ""};
  ProcessStatus status;
  status.ended = true;
  status.stdout_closed = true;
  status.stderr_closed = true;
  CHECK(judge_script(script, "/s.sh", status, false).errorCode == LifecycleErrorCode::Success);
  status.exit_code = 7;
  CHECK(judge_script(script, "/s.sh", status, false).message ==
        "Script at specified location: s.sh failed with exit code 7");
  CHECK(judge_script(script, "/s.sh", status, true).errorCode ==
        LifecycleErrorCode::ScriptTimedOut);
  status.exit_code = 0;
  status.stdout_closed = false;
  CHECK(judge_script(script, "/s.sh", status, false).message ==
        "Script at specified location: s.sh failed to close STDOUT");
}

TEST_CASE("normalisation: curl's duration has no place in a trace") {
  CHECK(normalised_log("port 8080 after 12 ms: no") == "port 8080 after <ms> ms: no");
  CHECK(normalised_log("the day after 12 hours") == "the day after 12 hours");
}
