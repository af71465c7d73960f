// CodeDeploy as its users see it: whole deployments to scripted hosts.
#include "fakes/codedeploy/service.h"

#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/agent_lab.h"
#include "tests/support/fake_world.h"
#include "tests/support/scripted_machine.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

namespace {

const char* const k_appspec = R"(version: 0.0
os: linux
files: [{ source: /app.txt, destination: /srv }]
hooks:
  ApplicationStop: [{ location: stop.sh, timeout: 60 }]
  ApplicationStart: [{ location: start.sh, timeout: 60 }]
  ValidateService: [{ location: validate.sh, timeout: 120 }]
)";

std::string bundle(const std::string& version) {
  return scripted_archive({{"appspec.yml", k_appspec},
                           {"app.txt", version},
                           {"stop.sh", "stop " + version},
                           {"start.sh", "start " + version},
                           {"validate.sh", "validate " + version}});
}

class Group final : public Fleet {
 public:
  [[nodiscard]] std::vector<FleetInstance> instances(const std::string&) const override {
    return members;
  }
  Task<Result<std::vector<FleetInstance>>> copy_group(Context, std::string, std::string,
                                                      std::string) override {
    co_return green;
  }
  void resume_processes(Context, std::string) override {}
  Task<void> delete_group(Context, std::string group) override {
    deleted.push_back(std::move(group));
    co_return;
  }
  std::vector<FleetInstance> members = {{"i-1", true}, {"i-2", true}};
  std::vector<FleetInstance> green = {{"i-3", true}, {"i-4", true}};
  Lines deleted;
};

class Gate final : public TrafficGate {
 public:
  Task<Status> block(Context, std::string instance_id, Instant) override {
    moves.push_back("block " + instance_id);
    co_return success();
  }
  Task<Status> allow(Context, std::string instance_id, Instant) override {
    moves.push_back("allow " + instance_id);
    co_return success();
  }
  Lines moves;
};

class Machines final : public Hosts {
 public:
  [[nodiscard]] Machine* machine(const std::string& instance_id) override {
    return dead.count(instance_id) > 0 ? nullptr : &machines[instance_id];
  }
  std::map<std::string, ScriptedMachine> machines;
  std::set<std::string> dead;
};

struct Lab {
  Lab()
      : revisions({{"v1", bundle("v1")}, {"v2", bundle("v2")}}),
        codedeploy(world.ids, {}, fleet, gate, revisions, hosts) {
    CHECK(codedeploy.CreateApplication("lab-app").ok());
    add_group("in-place", DeploymentType::IN_PLACE);
    add_group("blue-green", DeploymentType::BLUE_GREEN);
  }

  void add_group(const std::string& name, DeploymentType type) {
    DeploymentGroup group;
    group.applicationName = "lab-app";
    group.deploymentGroupName = name;
    group.autoScalingGroup = "asg";
    group.deploymentType = type;
    CHECK(codedeploy.CreateDeploymentGroup(group).ok());
  }

  Result<std::string> create(const std::string& key, const std::string& group = "in-place") {
    CreateDeploymentInput input;
    input.applicationName = "lab-app";
    input.deploymentGroupName = group;
    input.revision.key = key;
    return codedeploy.CreateDeployment(world.as("codedeploy"), input);
  }

  // Deploys each key in turn, waits until nothing is active, and gives all deployments.
  std::vector<DeploymentInfo> deploy(const Lines& keys, const std::string& group = "in-place") {
    CHECK(world.run(tell(*this, keys, group)));
    return codedeploy.state().deployments;
  }

  Bundles revisions;
  Group fleet;
  Gate gate;
  Machines hosts;
  FakeWorld world;
  CodeDeploy codedeploy;

 private:
  static Task<void> tell(Lab& lab, Lines keys, std::string group) {
    for (const std::string& key : keys) {
      const Result<std::string> created = lab.create(key, group);
      CHECK(created.ok());
      const Context cx = lab.world.as("story");
      co_await lab.codedeploy.wait_until_idle(cx);
    }
  }
};

ScriptedCommand failing(int exit_code) {
  ScriptedCommand command;
  command.exit_code = exit_code;
  command.err = "no answer\n";
  return command;
}

const LifecycleEvent& event_of(const InstanceTarget& target, const std::string& name) {
  for (const LifecycleEvent& event : target.lifecycleEvents) {
    if (event.lifecycleEventName == name) {
      return event;
    }
  }
  FAIL("no lifecycle event " << name);
  return target.lifecycleEvents.front();
}

}  // namespace

TEST_CASE("in place: each instance leaves the load balancer, is upgraded, and comes back") {
  Lab lab;
  const auto deployments = lab.deploy({"v1"});
  REQUIRE(deployments.size() == 1);
  CHECK(deployments[0].status == DeploymentStatus::Succeeded);
  CHECK(lab.gate.moves == Lines{"block i-1", "allow i-1", "block i-2", "allow i-2"});
  CHECK(lab.hosts.machines["i-2"].files.at("/srv/app.txt") == "v1");
  CHECK(lab.hosts.machines["i-1"].count("start v1") == 1);
  CHECK(lab.hosts.machines["i-1"].count("stop") == 0);  // the first deployment: nothing to stop
}

TEST_CASE("an upgrade runs the last version's stop script and the new one's start script") {
  Lab lab;
  lab.deploy({"v1", "v2"});
  const ScriptedMachine& host = lab.hosts.machines["i-1"];
  CHECK(host.count("stop v1") == 1);
  CHECK(host.count("stop v2") == 0);
  CHECK(host.count("start v2") == 1);
  CHECK(host.files.at("/srv/app.txt") == "v2");
}

TEST_CASE("a failing script fails its instance, skips the rest, and is rolled back") {
  Lab lab;
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
  Lab lab;
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
  Lab lab;
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
  Lab lab;
  lab.hosts.machines["i-1"].on("validate v1", failing(1));
  const auto deployments = lab.deploy({"v1"});
  CHECK(deployments.size() == 1);
  CHECK(deployments[0].status == DeploymentStatus::Failed);
}

TEST_CASE("a revision that is not there fails DownloadBundle with S3's text") {
  Lab lab;
  const auto deployments = lab.deploy({"v9"});
  const LifecycleEvent& event = event_of(deployments.at(0).targets.at(0), "DownloadBundle");
  CHECK(event.status == LifecycleEventStatus::Failed);
  CHECK(event.diagnostics.message == "The specified key does not exist.");
}

TEST_CASE("a host without a script file fails with ScriptMissing") {
  Lab lab;
  lab.revisions.bundles["v1"] = scripted_archive({{"appspec.yml", k_appspec}, {"app.txt", "a"}});
  const auto deployments = lab.deploy({"v1"});
  const LifecycleEvent& event = event_of(deployments.at(0).targets.at(0), "ApplicationStart");
  CHECK(event.diagnostics.errorCode == LifecycleErrorCode::ScriptMissing);
}

TEST_CASE("an agent that is gone fails its instance after five minutes of silence") {
  Lab lab;
  lab.hosts.dead.insert("i-1");
  const auto deployments = lab.deploy({"v1"});
  CHECK(deployments.at(0).targets.at(0).status == TargetStatus::Failed);
  CHECK(lab.world.elapsed() >= minutes(5));
}

TEST_CASE("one deployment of a group at a time; another group may deploy meanwhile") {
  Lab lab;
  CHECK(lab.create("v1").ok());
  CHECK(lab.create("v2").failure().code == "DeploymentLimitExceededException");
  CHECK(lab.create("v2", "blue-green").ok());
  CHECK(lab.create("v2", "nobody").failure().code == "DeploymentGroupDoesNotExistException");
}

TEST_CASE("blue/green: green is installed before it gets traffic, then blue leaves and is kept") {
  Lab lab;
  const auto deployments = lab.deploy({"v2"}, "blue-green");
  CHECK(deployments.at(0).status == DeploymentStatus::Succeeded);
  CHECK(lab.gate.moves == Lines{"allow i-3", "allow i-4", "block i-1", "block i-2"});
  CHECK(lab.hosts.machines["i-1"].started.empty());
  CHECK(lab.hosts.machines["i-3"].count("validate v2") == 1);
  CHECK(lab.fleet.deleted.empty());
}

TEST_CASE("blue/green that fails on green never touches the traffic of blue") {
  Lab lab;
  lab.hosts.machines["i-3"].on("validate v2", failing(1));
  const auto deployments = lab.deploy({"v2"}, "blue-green");
  CHECK(deployments.at(0).status == DeploymentStatus::Failed);
  CHECK(lab.gate.moves.empty());
}
