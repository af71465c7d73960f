// CodeDeploy as its users see it: whole deployments to scripted hosts.
#include "fakes/codedeploy/service.h"

#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/service_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

TEST_CASE("in place: each instance leaves the load balancer, is upgraded, and comes back") {
  ServiceLab lab;
  const auto deployments = lab.deploy({"v1"});
  REQUIRE(deployments.size() == 1);
  CHECK(deployments[0].status == DeploymentStatus::Succeeded);
  CHECK(lab.fleet.calls == Lines{"block i-1", "allow i-1", "block i-2", "allow i-2"});
  CHECK(lab.hosts.machines["i-2"].files.at("/srv/app.txt") == "v1");
  CHECK(lab.hosts.machines["i-1"].count("start v1") == 1);
  CHECK(lab.hosts.machines["i-1"].count("stop") == 0);  // the first deployment: nothing to stop
}

TEST_CASE("an upgrade runs the last version's stop script and the new one's start script") {
  ServiceLab lab;
  lab.deploy({"v1", "v2"});
  const ScriptedMachine& host = lab.hosts.machines["i-1"];
  CHECK(host.count("stop v1") == 1);
  CHECK(host.count("stop v2") == 0);
  CHECK(host.count("start v2") == 1);
  CHECK(host.files.at("/srv/app.txt") == "v2");
}

TEST_CASE("a failing script fails its instance, skips the rest, and is rolled back") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("validate v2", failing(7));
  const auto deployments = lab.deploy({"v1", "v2"});
  REQUIRE(deployments.size() == 3);
  const DeploymentInfo& failed = deployments[1];
  CHECK(failed.status == DeploymentStatus::Failed);
  CHECK(failed.errorInformation->code == "HEALTH_CONSTRAINTS");
  CHECK(failed.targets.at(0).status == TargetStatus::Failed);
  CHECK(failed.targets.at(1).status == TargetStatus::Skipped);
  const LifecycleEvent& event = event_of(failed.targets.at(0), "ValidateService");
  CHECK(event.diagnostics.errorCode == LifecycleErrorCode::ScriptFailed);
  CHECK_THAT(event.diagnostics.message, Catch::EndsWith("failed with exit code 7"));
  CHECK_THAT(event.diagnostics.logTail, Catch::Contains("[stderr]no answer"));
  CHECK(event_of(failed.targets.at(0), "AllowTraffic").status == LifecycleEventStatus::Skipped);
  const DeploymentInfo& rollback = deployments[2];
  CHECK(rollback.creator == DeploymentCreator::codeDeployRollback);
  CHECK(rollback.status == DeploymentStatus::Succeeded);
  CHECK(rollback.revision.key == "v1");
  CHECK(rollback.rollbackInfo.rollbackTriggeringDeploymentId == failed.deploymentId);
  CHECK(lab.hosts.machines["i-1"].files.at("/srv/app.txt") == "v1");
}

TEST_CASE("a script that hangs fails with ScriptTimedOut exactly at its timeout, by SIGTERM") {
  ServiceLab lab;
  ScriptedCommand hanging;
  hanging.hangs = true;
  lab.hosts.machines["i-1"].on("validate v1", hanging);
  const auto deployments = lab.deploy({"v1"});
  const LifecycleEvent& event = event_of(deployments.at(0).targets.at(0), "ValidateService");
  CHECK(event.diagnostics.errorCode == LifecycleErrorCode::ScriptTimedOut);
  CHECK(event.diagnostics.message ==
        "Script at specified location: validate.sh failed to complete in 120 seconds");
  CHECK(lab.hosts.machines["i-1"].signals == std::vector<int>{15});
  const Timing timing;
  CHECK(*event.endTime - *event.startTime == seconds(120) + timing.script);
}

TEST_CASE("a child that keeps stdout open makes the script fail at the timeout") {
  ServiceLab lab;
  ScriptedCommand keeping;
  keeping.keeps_stdout = true;
  lab.hosts.machines["i-1"].on("start v1", keeping);
  const auto deployments = lab.deploy({"v1"});
  const LifecycleEvent& event = event_of(deployments.at(0).targets.at(0), "ApplicationStart");
  CHECK(event.diagnostics.message ==
        "Script at specified location: start.sh failed to close STDOUT");
  CHECK(lab.hosts.machines["i-1"].signals.empty());
}

TEST_CASE("the first deployment that fails has nothing to roll back to") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("validate v1", failing(1));
  const auto deployments = lab.deploy({"v1"});
  CHECK(deployments.size() == 1);
  CHECK(deployments[0].status == DeploymentStatus::Failed);
}

TEST_CASE("a revision that is not there fails DownloadBundle with S3's text") {
  ServiceLab lab;
  const auto deployments = lab.deploy({"v9"});
  const LifecycleEvent& event = event_of(deployments.at(0).targets.at(0), "DownloadBundle");
  CHECK(event.status == LifecycleEventStatus::Failed);
  CHECK(event.diagnostics.message == "The specified key does not exist.");
}

TEST_CASE("a host without a script file fails with ScriptMissing") {
  ServiceLab lab;
  lab.revisions.bundles["v1"] =
      scripted_archive({{"appspec.yml", k_lab_appspec}, {"app.txt", "a"}});
  const auto deployments = lab.deploy({"v1"});
  const LifecycleEvent& event = event_of(deployments.at(0).targets.at(0), "ApplicationStart");
  CHECK(event.diagnostics.errorCode == LifecycleErrorCode::ScriptMissing);
}

TEST_CASE("an agent that is gone fails its instance after five minutes of silence") {
  ServiceLab lab;
  lab.hosts.dead.insert("i-1");
  const auto deployments = lab.deploy({"v1"});
  CHECK(deployments.at(0).targets.at(0).status == TargetStatus::Failed);
  CHECK(lab.world.elapsed() >= minutes(5));
}

TEST_CASE("one deployment of a group at a time; another group may deploy meanwhile") {
  ServiceLab lab;
  CHECK(lab.create("v1").ok());
  CHECK(lab.create("v2").failure().code == "DeploymentLimitExceededException");
  CHECK(lab.create("v2", "blue-green").ok());
  CHECK(lab.create("v2", "nobody").failure().code == "DeploymentGroupDoesNotExistException");
}

TEST_CASE("blue/green: green is installed before it gets traffic, then blue leaves and is kept") {
  ServiceLab lab;
  const auto deployments = lab.deploy({"v2"}, "blue-green");
  CHECK(deployments.at(0).status == DeploymentStatus::Succeeded);
  CHECK(lab.fleet.calls == Lines{"copy asg CodeDeploy_blue-green", "allow i-3", "allow i-4",
                                 "block i-1", "block i-2", "resume", "move hook from asg"});
  CHECK(lab.hosts.machines["i-1"].started.empty());
  CHECK(lab.hosts.machines["i-3"].count("validate v2") == 1);
}

TEST_CASE("blue/green that fails on green never touches the traffic of blue") {
  ServiceLab lab;
  lab.hosts.machines["i-3"].on("validate v2", failing(1));
  const auto deployments = lab.deploy({"v2"}, "blue-green");
  CHECK(deployments.at(0).status == DeploymentStatus::Failed);
  CHECK(lab.fleet.calls == Lines{"copy asg CodeDeploy_blue-green"});
}
