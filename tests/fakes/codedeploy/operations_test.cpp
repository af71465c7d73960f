// Steering deployments from outside: stop, continue, alarms, agents that die, limits.
//
// AWS: reference codedeploy.md 2.3, 3.5, 8, 10.
#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/service_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

namespace {

const DeploymentInfo& newest(const std::vector<DeploymentInfo>& deployments) {
  return deployments.back();
}

class Alarms final : public AlarmState {
 public:
  Result<std::vector<std::string>> in_alarm(const std::vector<std::string>&) override {
    if (unreadable) {
      return Failure{"AccessDenied", "not allowed"};
    }
    return active;
  }
  std::vector<std::string> active;
  bool unreadable = false;
};

}  // namespace

TEST_CASE("a stop lets the running event end, skips the rest, and does not kill the script") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("start v2", slow(seconds(40)));
  StopDeploymentOutput first;
  StopDeploymentOutput second;
  const auto deployments = lab.deploy_and(seconds(30), [&] {
    const std::string id = lab.codedeploy.state().deployments.back().deploymentId;
    first = lab.codedeploy.StopDeployment(id, false).value();
    second = lab.codedeploy.StopDeployment(id, true).value();  // the first word counts
  });
  REQUIRE(deployments.size() == 2);
  CHECK(first.status == StopStatus::Pending);
  CHECK(second.status == StopStatus::Pending);
  const DeploymentInfo& stopped = newest(deployments);
  CHECK(stopped.status == DeploymentStatus::Stopped);
  CHECK(stopped.errorInformation->code == "MANUAL_STOP");
  CHECK(lab.hosts.machines["i-1"].signals.empty());
  const InstanceTarget& instance = stopped.targets.at(0);
  CHECK(instance.status == TargetStatus::Skipped);
  CHECK(event_of(instance, "ApplicationStart").status == LifecycleEventStatus::Succeeded);
  const LifecycleEvent& skipped = event_of(instance, "ValidateService");
  CHECK(skipped.status == LifecycleEventStatus::Skipped);
  CHECK_FALSE(skipped.startTime.has_value());  // an end and no start
  CHECK(skipped.endTime.has_value());
  CHECK(stopped.targets.at(1).status == TargetStatus::Skipped);
}

TEST_CASE(
    "a stop rolls back when the call says so, or when the group does and the call is silent") {
  struct Row {
    std::optional<bool> asked;
    bool group_wants;
    std::size_t deployments;
  };
  const Row row = GENERATE(values<Row>(
      {{true, false, 3}, {false, true, 2}, {std::nullopt, true, 3}, {std::nullopt, false, 2}}));
  ServiceLab lab;
  DeploymentGroup group = lab.settings("in-place");
  group.autoRollbackConfiguration.enabled = row.group_wants;
  lab.update(group);
  const auto deployments = lab.deploy_and(seconds(3), [&] {
    const std::string id = lab.codedeploy.state().deployments.back().deploymentId;
    CHECK(lab.codedeploy.StopDeployment(id, row.asked).ok());
  });
  REQUIRE(deployments.size() == row.deployments);
  if (row.deployments == 3) {
    CHECK(newest(deployments).creator == DeploymentCreator::codeDeployRollback);
    CHECK(newest(deployments).status == DeploymentStatus::Succeeded);
    CHECK(lab.hosts.machines["i-1"].files.at("/srv/app.txt") == "v1");
  }
}

TEST_CASE("a deployment stopped before it started touches nothing; a finished one refuses") {
  ServiceLab lab;
  const auto deployments = lab.deploy_and(seconds(0), [&] {
    const std::string id = lab.codedeploy.state().deployments.back().deploymentId;
    CHECK(lab.codedeploy.StopDeployment(id, false).value().status == StopStatus::Succeeded);
  });
  CHECK(newest(deployments).status == DeploymentStatus::Stopped);
  CHECK(newest(deployments).targets.empty());
  CHECK(lab.codedeploy.StopDeployment(newest(deployments).deploymentId, {}).failure().code ==
        "DeploymentAlreadyCompletedException");
  CHECK(lab.codedeploy.StopDeployment("d-NONE", {}).failure().code ==
        "DeploymentDoesNotExistException");
}

TEST_CASE("an alarm stops the deployment, names itself, and the rollback is not stopped by it") {
  ServiceLab lab;
  Alarms alarms;
  lab.codedeploy.connect(alarms);
  DeploymentGroup group = lab.settings("in-place");
  group.alarmConfiguration = {true, false, {"errors", "latency"}};
  lab.update(group);
  const auto deployments = lab.deploy_and(seconds(3), [&] {
    alarms.active = {"errors", "latency"};
  });
  REQUIRE(deployments.size() == 3);
  CHECK(deployments[1].status == DeploymentStatus::Stopped);
  CHECK(deployments[1].errorInformation->code == "ALARM_ACTIVE");
  CHECK(deployments[1].errorInformation->message ==
        "One or more alarms have been activated according to the Amazon CloudWatch metrics you "
        "selected, and the affected deployments have been stopped. Activated alarms: <errors> "
        "<latency>");
  CHECK(newest(deployments).creator == DeploymentCreator::codeDeployRollback);
  CHECK(newest(deployments).status == DeploymentStatus::Succeeded);
}

TEST_CASE("an alarm that is on already blocks a deployment unless it overrides the alarms") {
  ServiceLab lab;
  Alarms alarms;
  alarms.active = {"errors"};
  lab.codedeploy.connect(alarms);
  DeploymentGroup group = lab.settings("in-place");
  group.alarmConfiguration = {true, false, {"errors"}};
  lab.update(group);
  SECTION("blocked before anything is touched") {
    const auto deployments = lab.deploy({"v1"});
    CHECK(deployments.at(0).status == DeploymentStatus::Stopped);
    CHECK(deployments.at(0).targets.empty());
  }
  SECTION("overridden") {
    const auto story = [](ServiceLab& l) -> Task<void> {
      CreateDeploymentInput input = l.input("v1");
      input.overrideAlarmConfiguration = AlarmConfiguration{};
      const auto created = l.codedeploy.CreateDeployment(l.world.as("codedeploy"), input);
      CHECK(created.ok());
      co_await l.codedeploy.wait_until_idle(l.world.as("story"));
    };
    CHECK(lab.world.run(story(lab)));
    CHECK(lab.codedeploy.state().deployments.at(0).status == DeploymentStatus::Succeeded);
  }
  SECTION("an alarm that cannot be read stops, unless that is to be ignored") {
    alarms.unreadable = true;
    CHECK(lab.deploy({"v1"}).at(0).status == DeploymentStatus::Stopped);
  }
  SECTION("ignorePollAlarmFailure") {
    alarms.unreadable = true;
    group.alarmConfiguration.ignorePollAlarmFailure = true;
    lab.update(group);
    CHECK(lab.deploy({"v1"}).at(0).status == DeploymentStatus::Succeeded);
  }
}

TEST_CASE("reference 10: how long a silent host is waited for") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("start v2", slow(seconds(100)));
  std::string event;
  Duration took;
  SECTION("its agent is gone between two events: five minutes") {
    event = "ApplicationStop";
    took = minutes(5);
    lab.deploy_and(seconds(0), [&] { lab.codedeploy.kill_agent("i-1"); });
  }
  SECTION("its instance goes mid-event: an hour (and our minute)") {
    event = "ApplicationStart";
    took = minutes(61);
    lab.deploy_and(seconds(30), [&] { lab.hosts.dead.insert("i-1"); });
  }
  const InstanceTarget& target = lab.codedeploy.state().deployments.at(1).targets.at(0);
  CHECK(target.status == TargetStatus::Failed);
  const LifecycleEvent* failed = nullptr;
  for (const LifecycleEvent& each : target.lifecycleEvents) {
    failed = each.status == LifecycleEventStatus::Failed ? &each : failed;
  }
  REQUIRE(failed != nullptr);
  if (event == "ApplicationStart") {
    CHECK(failed->lifecycleEventName == event);
  }
  CHECK(*failed->endTime - *failed->startTime == took);
  CHECK(failed->diagnostics.errorCode == LifecycleErrorCode::UnknownError);
  CHECK(failed->diagnostics.message ==
        "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent "
        "logs on your host and make sure the agent is running and can connect to the CodeDeploy "
        "server.");
}

TEST_CASE("an agent that comes back within five minutes takes its command") {
  ServiceLab lab;
  lab.codedeploy.kill_agent("i-1");
  const auto story = [](ServiceLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.create("v1").ok());
    co_await cx.sleep_for(minutes(4));
    l.codedeploy.start_agent("i-1");
    co_await l.codedeploy.wait_until_idle(cx);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.codedeploy.state().deployments.at(0).status == DeploymentStatus::Succeeded);
}

TEST_CASE("reference 3.5: an agent restarted mid-event fails the event; a plain stop is refused") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("start v2", slow(seconds(100)));
  const auto deployments = lab.deploy_and(seconds(30), [&] {
    CHECK_FALSE(lab.codedeploy.stop_agent("i-1").ok());
    CHECK(lab.codedeploy.stop_agent("i-2").ok());
    lab.codedeploy.start_agent("i-2");
    lab.codedeploy.kill_agent("i-1");
    lab.codedeploy.start_agent("i-1");
  });
  const LifecycleEvent& event = event_of(deployments.at(1).targets.at(0), "ApplicationStart");
  CHECK(event.status == LifecycleEventStatus::Failed);
  CHECK(event.diagnostics.message ==
        "Failed: Failing in-progress lifecycle event after an agent restart.");
}

TEST_CASE("the last instance may fail: the deployment succeeds and is not rolled back") {
  ServiceLab lab;
  lab.hosts.machines["i-2"].on("validate v2", failing(1));
  const auto deployments = lab.deploy({"v1", "v2"});
  REQUIRE(deployments.size() == 2);
  CHECK(deployments[1].status == DeploymentStatus::Succeeded);
  CHECK(deployments[1].targets.at(0).status == TargetStatus::Succeeded);
  CHECK(deployments[1].targets.at(1).status == TargetStatus::Failed);
}

TEST_CASE("the instance that failed goes first in the next deployment") {
  ServiceLab lab;
  lab.hosts.machines["i-2"].once("validate v1", failing(1));
  lab.deploy({"v1", "v2"});
  CHECK(lab.codedeploy.state().deployments.at(1).targets.at(0).instanceId == "i-2");
}

TEST_CASE("a rollback runs the broken revision's stop script, and is never rolled back itself") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("validate v2", failing(7));
  lab.hosts.machines["i-1"].on("stop v2", failing(9));
  const auto deployments = lab.deploy({"v1", "v2"});
  REQUIRE(deployments.size() == 3);
  const DeploymentInfo& failed = deployments[1];
  const DeploymentInfo& rollback = deployments[2];
  CHECK(rollback.status == DeploymentStatus::Failed);
  CHECK_THAT(event_of(rollback.targets.at(0), "ApplicationStop").diagnostics.message,
             Catch::EndsWith("failed with exit code 9"));
  CHECK(failed.rollbackInfo.rollbackMessage ==
        "Deployment " + failed.deploymentId +
            " terminated. Automatic rollback is triggered with a DeploymentId " +
            rollback.deploymentId + ".");
  CHECK(failed.rollbackInfo.rollbackTriggeringDeploymentId.empty());
  CHECK(rollback.rollbackInfo.rollbackMessage == "Deployment " + rollback.deploymentId +
                                                     " is triggered to roll back deployment " +
                                                     failed.deploymentId + ".");
  CHECK(rollback.rollbackInfo.rollbackDeploymentId.empty());
  CHECK(rollback.description.empty());
}

TEST_CASE("ignoreApplicationStopFailures goes on after a stop script that fails") {
  ServiceLab lab;
  for (const char* id : {"i-1", "i-2"}) {
    lab.hosts.machines[id].on("stop v1", failing(9));
  }
  const auto story = [](ServiceLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.create("v1").ok());
    co_await l.codedeploy.wait_until_idle(cx);
    CreateDeploymentInput input = l.input("v2");
    input.ignoreApplicationStopFailures = true;
    CHECK(l.codedeploy.CreateDeployment(cx, input).ok());
    co_await l.codedeploy.wait_until_idle(cx);
  };
  CHECK(lab.world.run(story(lab)));
  const DeploymentInfo& deployment = lab.codedeploy.state().deployments.at(1);
  CHECK(deployment.status == DeploymentStatus::Succeeded);
  CHECK(event_of(deployment.targets.at(0), "ApplicationStop").status ==
        LifecycleEventStatus::Failed);
}

TEST_CASE("without an earlier success the failed deployment says why there is no rollback") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("validate v1", failing(1));
  const auto deployments = lab.deploy({"v1"});
  REQUIRE(deployments.size() == 1);
  CHECK_THAT(deployments[0].rollbackInfo.rollbackMessage,
             Catch::Contains("no successful revision"));
}

TEST_CASE("no instances, and a minimum nobody can keep, have error codes of their own") {
  ServiceLab lab;
  DeploymentGroup group = lab.settings("in-place");
  group.deploymentConfigName = "HOST_COUNT:2";
  group.autoRollbackConfiguration = {};
  lab.update(group);
  CHECK(lab.deploy({"v1"}).at(0).errorInformation->code == "HEALTH_CONSTRAINTS_INVALID");
  CHECK(lab.codedeploy.state().deployments.at(0).targets.at(0).status == TargetStatus::Skipped);
  ServiceLab empty;
  empty.fleet.members.clear();
  CHECK(empty.deploy({"v1"}).at(0).errorInformation->code == "NO_INSTANCES");
}

TEST_CASE("a deployment over twelve hours ends with TIMEOUT and starts nobody else") {
  ServiceLab lab;
  lab.fleet.members.clear();
  for (int i = 0; i < 20; ++i) {
    lab.fleet.members.push_back({"i-" + std::to_string(100 + i), true, "a", {}});
    lab.hosts.machines["i-" + std::to_string(100 + i)].on("start v1", slow(minutes(59)));
    lab.hosts.machines["i-" + std::to_string(100 + i)].on("nothing", {});
  }
  lab.revisions.bundles["v1"] = scripted_archive(
      {{"appspec.yml",
        "version: 0.0\nos: linux\nhooks:\n  ApplicationStart: [{location: start.sh}]\n"},
       {"start.sh", "start v1"}});
  const DeploymentInfo ended = lab.deploy({"v1"}).at(0);
  CHECK(ended.status == DeploymentStatus::Failed);
  CHECK(ended.errorInformation->code == "TIMEOUT");
  CHECK(*ended.completeTime - *ended.startTime < hours(13));
  CHECK(ended.targets.back().status == TargetStatus::Skipped);
}

TEST_CASE("zones go one after the other, with a time to watch between them") {
  ServiceLab lab;
  DeploymentConfig config;
  config.deploymentConfigName = "zone-by-zone";
  config.minimumHealthyHosts = {MinimumHealthyHostsType::HOST_COUNT, 0};
  config.zonalConfig = ZonalConfig{minutes(30), minutes(10), {}};
  CHECK(lab.codedeploy.CreateDeploymentConfig(config).ok());
  CHECK(lab.codedeploy.CreateDeploymentConfig(config).failure().code ==
        "DeploymentConfigAlreadyExistsException");
  DeploymentGroup group = lab.settings("in-place");
  group.deploymentConfigName = "zone-by-zone";
  lab.update(group);
  lab.fleet.members = {{"i-1", true, "b", {}}, {"i-2", true, "a", {}}, {"i-5", true, "a", {}}};
  const DeploymentInfo done = lab.deploy({"v1"}).at(0);
  CHECK(done.status == DeploymentStatus::Succeeded);
  REQUIRE(done.targets.at(2).instanceId == "i-1");
  const Instant zone_a_done = *done.targets.at(0).lifecycleEvents.back().endTime;
  CHECK(*done.targets.at(2).lifecycleEvents.front().startTime - zone_a_done == minutes(30));
  CHECK(lab.codedeploy.DeleteDeploymentConfig("zone-by-zone").failure().code ==
        "DeploymentConfigInUseException");
  CHECK(lab.codedeploy.DeleteDeploymentConfig("CodeDeployDefault.AllAtOnce").failure().code ==
        "InvalidOperationException");
  CHECK(lab.codedeploy.ListDeploymentConfigs().size() == 4);
}

TEST_CASE("five deployments are kept on a host, and the last successful one always") {
  ServiceLab lab;
  lab.deploy({"v1", "v2", "v1", "v2", "v1", "v2", "v1"});
  const std::string group = k_root_directory + lab.settings("in-place").deploymentGroupId + "/";
  std::set<std::string> kept;
  for (const auto& [path, content] : lab.hosts.machines["i-1"].files) {
    if (path.rfind(group, 0) == 0) {
      kept.insert(path.substr(group.size(), 11));
    }
  }
  CHECK(kept.size() == 5);
  CHECK(kept.count(lab.codedeploy.state().deployments.back().deploymentId) == 1);
  CHECK(kept.count(lab.codedeploy.state().deployments.at(1).deploymentId) == 0);
}

TEST_CASE("reference 2.6: what is refused, by AWS's names") {
  ServiceLab lab;
  const auto refused = [&](auto change) {
    CreateDeploymentInput input = ServiceLab::input("v1");
    change(input);
    return lab.codedeploy.CreateDeployment(lab.world.as("codedeploy"), input).failure().code;
  };
  CHECK(refused([](auto& i) { i.applicationName = "x"; }) == "ApplicationDoesNotExistException");
  CHECK(refused([](auto& i) { i.deploymentGroupName = ""; }) ==
        "DeploymentGroupNameRequiredException");
  CHECK(refused([](auto& i) { i.revision.key = ""; }) == "RevisionRequiredException");
  CHECK(refused([](auto& i) { i.revision.bundleType = "rar"; }) == "InvalidRevisionException");
  CHECK(refused([](auto& i) { i.description = std::string(257, 'x'); }) ==
        "DescriptionTooLongException");
  CHECK(refused([](auto& i) { i.deploymentConfigName = "no"; }) ==
        "DeploymentConfigDoesNotExistException");
  CHECK(refused([](auto& i) { i.targetInstances.autoScalingGroups = {"x"}; }) ==
        "InvalidTargetInstancesException");
  CHECK(refused([](auto& i) {
          i.autoRollbackConfiguration = AutoRollbackConfiguration{true, {}};
        }) == "InvalidAutoRollbackConfigException");
  const auto bad_group = [&](auto change) {
    DeploymentGroup group = ServiceLab::group_settings(DeploymentType::BLUE_GREEN);
    group.deploymentGroupName = "new";
    change(group);
    return lab.codedeploy.CreateDeploymentGroup(group).failure().code;
  };
  CHECK(bad_group([](auto& g) { g.deploymentGroupName = "blue-green"; }) ==
        "DeploymentGroupAlreadyExistsException");
  CHECK(bad_group([](auto& g) { g.deploymentGroupName = "a b"; }) ==
        "InvalidDeploymentGroupNameException");
  CHECK(bad_group([](auto& g) { g.withTrafficControl = false; }) ==
        "InvalidDeploymentStyleException");
  CHECK(bad_group([](auto& g) {
          g.autoScalingGroups = {"a", "b"};
        }) == "InvalidBlueGreenDeploymentConfigurationException");
  CHECK(bad_group([](auto& g) {
          g.alarmConfiguration = {true, false, {}};
        }) == "InvalidAlarmConfigException");
  CHECK(bad_group([](auto& g) {
          g.alarmConfiguration.alarms = {"a", "a"};
        }) == "InvalidAlarmConfigException");
  CHECK(bad_group([](auto& g) { g.alarmConfiguration.alarms.assign(11, "a"); }) ==
        "AlarmsLimitExceededException");
}
