// Blue/green deployments: order of calls, waits, failures at each step, rollback.
//
// AWS: reference codedeploy.md section 9. And instances that Auto Scaling brings and takes (11).
#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/service_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

namespace {

const Lines k_installed = {"copy asg CodeDeploy_blue-green"};
const Lines k_moved = {"copy asg CodeDeploy_blue-green", "allow i-3", "allow i-4", "block i-1",
                       "block i-2"};

Lines after(Lines calls, const Lines& more) {
  calls.insert(calls.end(), more.begin(), more.end());
  return calls;
}

// A lab whose blue/green group is changed by `change`.
template <typename Change>
void change_group(ServiceLab& lab, Change change) {
  DeploymentGroup group = lab.settings("blue-green");
  change(group);
  lab.update(group);
}

Task<void> deploy_and_act(ServiceLab& lab, Duration delay, std::function<void()> act) {
  const Context cx = lab.world.as("story");
  CHECK(lab.create("v2", "blue-green").ok());
  co_await cx.sleep_for(delay);
  act();
  co_await lab.codedeploy.wait_until_idle(cx);
}

void act_after(ServiceLab& lab, Duration delay, const std::function<void()>& act) {
  const bool ran = lab.world.run(deploy_and_act(lab, delay, act));
  CHECK(ran);
}

const DeploymentInfo& first(const ServiceLab& lab) {
  return lab.codedeploy.state().deployments.at(0);
}

}  // namespace

TEST_CASE("reference 9.3: the calls of a copied group in their recorded order") {
  ServiceLab lab;
  change_group(lab, [](DeploymentGroup& group) {
    group.blueGreen.terminateBlueInstancesOnDeploymentSuccess = BlueInstanceAction::TERMINATE;
    group.blueGreen.terminationWaitTime = minutes(60);
  });
  const auto deployments = lab.deploy({"v2"}, "blue-green");
  CHECK(deployments.at(0).status == DeploymentStatus::Succeeded);
  CHECK(deployments.at(0).instanceTerminationWaitTimeStarted);
  CHECK(lab.fleet.calls == after(k_moved, {"resume", "move hook from asg", "delete asg"}));
  CHECK(lab.world.elapsed() >= minutes(60));
  CHECK(lab.settings("blue-green").autoScalingGroups ==
        Lines{"CodeDeploy_blue-green_" + deployments.at(0).deploymentId});
}

TEST_CASE("a termination wait is cut short by ContinueDeployment, or stopped with blue alive") {
  ServiceLab lab;
  change_group(lab, [](DeploymentGroup& group) {
    group.blueGreen.terminateBlueInstancesOnDeploymentSuccess = BlueInstanceAction::TERMINATE;
    group.blueGreen.terminationWaitTime = hours(2);
    group.autoRollbackConfiguration = {};
  });
  SECTION("continue") {
    act_after(lab, hours(1), [&] {
      CHECK(lab.codedeploy.SkipWaitTimeForInstanceTermination(first(lab).deploymentId).ok());
    });
    CHECK(first(lab).status == DeploymentStatus::Succeeded);
    CHECK(lab.fleet.calls.back() == "delete asg");
  }
  SECTION("stop") {
    act_after(lab, hours(1),
              [&] { CHECK(lab.codedeploy.StopDeployment(first(lab).deploymentId, {}).ok()); });
    CHECK(first(lab).status == DeploymentStatus::Stopped);
    CHECK(lab.fleet.calls.back() == "move hook from asg");
  }
  CHECK(lab.world.elapsed() < hours(2));
}

TEST_CASE("STOP_DEPLOYMENT: Ready until ContinueDeployment comes, Stopped when it does not") {
  ServiceLab lab;
  change_group(lab, [](DeploymentGroup& group) {
    group.blueGreen.deploymentReadyOption = DeploymentReadyAction::STOP_DEPLOYMENT;
    group.blueGreen.readyWaitTime = minutes(30);
  });
  SECTION("continued") {
    act_after(lab, minutes(10), [&] {
      CHECK(first(lab).status == DeploymentStatus::Ready);
      CHECK(first(lab).targets.at(0).status == TargetStatus::Ready);
      CHECK(lab.fleet.calls == k_installed);
      const std::string id = first(lab).deploymentId;
      CHECK(lab.codedeploy.ContinueDeployment(id, DeploymentWaitType::TERMINATION_WAIT)
                .failure()
                .code == "DeploymentIsNotInReadyStateException");
      CHECK(lab.codedeploy.ContinueDeployment(id, DeploymentWaitType::READY_WAIT).ok());
    });
    CHECK(first(lab).status == DeploymentStatus::Succeeded);
  }
  SECTION("not continued") {
    lab.deploy({"v2"}, "blue-green");
    CHECK(lab.codedeploy.state().deployments.size() == 1);
    CHECK(first(lab).status == DeploymentStatus::Stopped);
    CHECK(lab.fleet.calls == k_installed);
  }
  SECTION("stopped while it waits") {
    act_after(lab, minutes(10), [&] {
      CHECK(lab.codedeploy.StopDeployment(first(lab).deploymentId, false).value().status ==
            StopStatus::Succeeded);
    });
    CHECK(first(lab).errorInformation->code == "MANUAL_STOP");
    CHECK(lab.world.elapsed() == minutes(10));
  }
}

TEST_CASE("ContinueDeployment refuses what cannot be continued") {
  ServiceLab lab;
  const auto continued = [&](const std::string& id) {
    return lab.codedeploy.ContinueDeployment(id, DeploymentWaitType::READY_WAIT).failure().code;
  };
  CHECK(continued("d-NONE") == "DeploymentDoesNotExistException");
  CHECK(continued(lab.create("v1").value()) == "UnsupportedActionForDeploymentTypeException");
  CHECK(continued(lab.create("v1", "blue-green").value()) ==
        "DeploymentIsNotInReadyStateException");
}

TEST_CASE("DISCOVER_EXISTING takes the given instances, copies nothing, ends blue one by one") {
  ServiceLab lab;
  change_group(lab, [](DeploymentGroup& group) {
    group.blueGreen.greenFleetProvisioningOption = GreenFleetProvisioningAction::DISCOVER_EXISTING;
    group.blueGreen.terminateBlueInstancesOnDeploymentSuccess = BlueInstanceAction::TERMINATE;
    group.autoScalingGroups.clear();
    group.ec2TagSet = {{{"color", "blue", TagFilterType::KEY_AND_VALUE}}};
  });
  lab.fleet.tagged = {{"i-7", true, "a", {{"color", "blue"}}},
                      {"i-8", true, "a", {{"color", "green"}}}};
  CHECK(lab.create("v2", "blue-green").failure().code == "InvalidTargetInstancesException");
  const auto story = [](ServiceLab& l) -> Task<void> {
    CreateDeploymentInput input = l.input("v2", "blue-green");
    input.targetInstances.ec2TagSet = {{{"color", "green", TagFilterType::KEY_AND_VALUE}}};
    CHECK(l.codedeploy.CreateDeployment(l.world.as("codedeploy"), input).ok());
    co_await l.codedeploy.wait_until_idle(l.world.as("story"));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(first(lab).status == DeploymentStatus::Succeeded);
  CHECK(lab.fleet.calls == Lines{"allow i-8", "block i-7", "terminate i-7"});
  CHECK(lab.settings("blue-green").ec2TagSet.at(0).at(0).Value == "green");
}

TEST_CASE("reference 9.4: a failure at each step, and what it leaves") {
  ServiceLab lab;
  change_group(lab, [](DeploymentGroup& group) { group.autoRollbackConfiguration = {}; });
  std::string code = "HEALTH_CONSTRAINTS";
  Lines calls = k_installed;
  SECTION("provisioning fails") {
    lab.fleet.provisioning_fails = true;
    code = "AUTO_SCALING_CONFIGURATION";
  }
  SECTION("green has no instance") {
    lab.fleet.green.clear();
    code = "NO_INSTANCES";
  }
  SECTION("install on green fails: blue is never touched, green is not terminated") {
    lab.hosts.machines["i-3"].on("validate v2", failing(1));
  }
  SECTION("the first registration fails") {
    lab.fleet.allowing_fails = {"i-3"};
    calls = after(k_installed, {"allow i-3"});
  }
  SECTION("one deregistration of blue fails the whole deployment") {
    lab.fleet.blocking_fails = {"i-2"};
    calls = k_moved;
  }
  lab.deploy({"v2"}, "blue-green");
  CHECK(first(lab).status == DeploymentStatus::Failed);
  CHECK(first(lab).errorInformation->code == code);
  CHECK(lab.fleet.calls == calls);
  for (const InstanceTarget& target : first(lab).targets) {
    CHECK(target.status != TargetStatus::Pending);
  }
}

TEST_CASE("rollback: traffic comes back to blue, leaves green, and nothing is reinstalled") {
  ServiceLab lab;
  const bool blue_is_gone = GENERATE(false, true);
  const auto story = [](ServiceLab& l, bool gone) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.create("v1", "blue-green").ok());
    co_await l.codedeploy.wait_until_idle(cx);
    l.fleet.calls.clear();
    l.fleet.blocking_fails = {"i-2"};
    CHECK(l.create("v2", "blue-green").ok());
    if (gone) {
      co_await cx.sleep_for(seconds(10));
      l.hosts.dead = {"i-1", "i-2"};
    }
    co_await l.codedeploy.wait_until_idle(cx);
  };
  CHECK(lab.world.run(story(lab, blue_is_gone)));
  REQUIRE(lab.codedeploy.state().deployments.size() == 3);
  const DeploymentInfo& rollback = lab.codedeploy.state().deployments.at(2);
  CHECK(rollback.creator == DeploymentCreator::codeDeployRollback);
  if (blue_is_gone) {
    CHECK(rollback.status == DeploymentStatus::Failed);
    CHECK_THAT(rollback.rollbackInfo.rollbackMessage, Catch::Contains("no longer exist"));
    return;
  }
  CHECK(rollback.status == DeploymentStatus::Succeeded);
  const Lines& calls = lab.fleet.calls;
  CHECK(Lines(calls.end() - 4, calls.end()) ==
        Lines{"allow i-1", "allow i-2", "block i-3", "block i-4"});
  CHECK(lab.hosts.machines["i-1"].started.empty());
}

TEST_CASE("rollback of a deployment whose traffic never moved succeeds without events") {
  ServiceLab lab;
  lab.hosts.machines["i-3"].on("validate v2", failing(1));
  const auto deployments = lab.deploy({"v1", "v2"}, "blue-green");
  REQUIRE(deployments.size() == 3);
  CHECK(deployments.at(1).status == DeploymentStatus::Failed);
  CHECK(deployments.at(2).status == DeploymentStatus::Succeeded);
  CHECK(deployments.at(2).targets.empty());
}

TEST_CASE("a new instance gets the last successful revision; a failing one is abandoned") {
  ServiceLab lab;
  std::vector<LifecycleActionResult> answers;
  const auto story = [](ServiceLab& l, std::vector<LifecycleActionResult>& seen) -> Task<void> {
    const Context cx = l.world.as("autoscaling");
    const auto nothing_yet = co_await l.codedeploy.on_instance_launch(cx, "asg", "i-9");
    seen.push_back(nothing_yet);
    CHECK(l.create("v1").ok());
    co_await l.codedeploy.wait_until_idle(cx);
    const auto good = co_await l.codedeploy.on_instance_launch(cx, "asg", "i-9");
    seen.push_back(good);
    l.hosts.machines["i-10"].on("start v1", failing(1));
    const auto bad = co_await l.codedeploy.on_instance_launch(cx, "asg", "i-10");
    seen.push_back(bad);
    DeploymentGroup hooked = l.settings("in-place");
    hooked.terminationHookEnabled = true;
    l.update(hooked);
    const auto leaves = co_await l.codedeploy.on_instance_termination(cx, "asg", "i-9");
    seen.push_back(leaves);
  };
  CHECK(lab.world.run(story(lab, answers)));
  using R = LifecycleActionResult;
  CHECK(answers == std::vector<R>{R::CONTINUE, R::CONTINUE, R::ABANDON, R::CONTINUE});
  const auto& deployments = lab.codedeploy.state().deployments;
  REQUIRE(deployments.size() == 4);
  CHECK(deployments.at(1).creator == DeploymentCreator::autoscaling);
  CHECK(deployments.at(1).targets.size() == 1);
  CHECK(lab.hosts.machines["i-9"].files.at("/srv/app.txt") == "v1");
  CHECK(deployments.at(3).creator == DeploymentCreator::autoscalingTermination);
  CHECK(lab.hosts.machines["i-9"].count("stop v1") == 1);
  CHECK(lab.settings("in-place").lastSuccessfulDeployment == deployments.at(0).deploymentId);
}

TEST_CASE("an instance that came during a deployment is brought up to date afterwards") {
  ServiceLab lab;
  const bool ignore = GENERATE(false, true);
  DeploymentGroup group = lab.settings("in-place");
  group.outdatedInstancesStrategy =
      ignore ? OutdatedInstancesStrategy::IGNORE : OutdatedInstancesStrategy::UPDATE;
  lab.update(group);
  const auto deployments = lab.deploy_and(seconds(10), [&] {
    lab.fleet.members.push_back({"i-9", true, "a", {}});
  });
  REQUIRE(deployments.size() == (ignore ? 2 : 3));
  if (!ignore) {
    CHECK(deployments.at(2).creator == DeploymentCreator::CodeDeployAutoUpdate);
    CHECK(deployments.at(2).relatedDeploymentId == deployments.at(1).deploymentId);
    REQUIRE(deployments.at(2).targets.size() == 1);
    CHECK(deployments.at(2).targets.at(0).instanceId == "i-9");
    CHECK(lab.hosts.machines["i-9"].files.at("/srv/app.txt") == "v2");
  }
}
