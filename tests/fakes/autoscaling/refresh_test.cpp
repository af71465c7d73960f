// Instance refresh at work (reference alb-ec2-asg 2.8).
#include <catch2/catch.hpp>

#include "tests/fakes/autoscaling/lab.h"

using namespace greenroom;
using namespace greenroom::autoscaling;
using namespace greenroom::autoscaling::test;

namespace {

InstanceRefresh newest(const Lab& l) {
  return l.autoscaling.DescribeInstanceRefreshes("asg").value().at(0);
}

std::set<std::string> versions(const Lab& l) {
  std::set<std::string> found;
  for (const Instance& each : l.autoscaling.in_service("asg")) {
    found.insert(each.LaunchTemplate.Version);
  }
  return found;
}

}  // namespace

TEST_CASE("a refresh replaces every instance, one of two at a time, and waits for the warm-up") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    l.instances.latest_version = "2";
    RefreshPreferences preferences;
    preferences.InstanceWarmup = seconds(100);
    CHECK(l.autoscaling.StartInstanceRefresh(cx, "asg", std::nullopt, preferences).ok());
    CHECK(l.autoscaling.StartInstanceRefresh(cx, "asg", std::nullopt, {}).failure().code ==
          "InstanceRefreshInProgress");
    co_await cx.sleep_for(seconds(6));
    CHECK(l.autoscaling.in_service("asg").size() == 1);
    CHECK(newest(l).Status == InstanceRefreshStatus::InProgress);
    // 5 s to react, 5 s to launch, 20 s to boot, 100 s to warm up.
    co_await cx.sleep_for(seconds(123));
    CHECK(newest(l).PercentageComplete == 0);
    co_await cx.sleep_for(seconds(2));
    CHECK(newest(l).PercentageComplete == 50);
    CHECK(l.autoscaling.in_service("asg").size() == 1);
    co_await cx.sleep_for(seconds(130));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(newest(lab).Status == InstanceRefreshStatus::Successful);
  CHECK(newest(lab).PercentageComplete == 100);
  CHECK(versions(lab) == std::set<std::string>{"2"});
  CHECK(lab.instances.launched == 4);
}

TEST_CASE("with more than 100 % allowed, launches come before terminations") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(1);
    group.MaxSize = 1;
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    RefreshPreferences preferences;
    preferences.MinHealthyPercentage = 100;
    preferences.MaxHealthyPercentage = 200;
    CHECK(l.autoscaling.StartInstanceRefresh(cx, "asg", std::nullopt, preferences).ok());
    for (int second = 0; second < 120; ++second) {
      co_await cx.sleep_for(seconds(1));
      CHECK(l.autoscaling.in_service("asg").size() >= 1);
    }
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(newest(lab).Status == InstanceRefreshStatus::Successful);
  CHECK(lab.members() == Lines{"i-2 InService"});
}

TEST_CASE("SkipMatching leaves alone what has the version already") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(1));
    const Context cx = l.world.as("story");
    l.instances.latest_version = "2";
    CHECK(l.autoscaling.SetDesiredCapacity(cx, "asg", 2).ok());
    co_await l.autoscaling.wait_until_steady(cx, "asg");
    RefreshPreferences preferences;
    preferences.SkipMatching = true;
    CHECK(l.autoscaling.StartInstanceRefresh(cx, "asg", std::nullopt, preferences).ok());
    co_await cx.sleep_for(minutes(5));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(newest(lab).InstancesToUpdate == 1);
  CHECK(lab.members() == Lines{"i-2 InService", "i-3 InService"});
}

TEST_CASE("a checkpoint pauses the refresh for its delay") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    RefreshPreferences preferences;
    preferences.CheckpointPercentages = {50, 100};
    CHECK(l.autoscaling.StartInstanceRefresh(cx, "asg", std::nullopt, preferences).ok());
    co_await cx.sleep_for(minutes(59));
    CHECK(newest(l).PercentageComplete == 50);
    CHECK(l.instances.launched == 3);
    co_await cx.sleep_for(minutes(5));
    CHECK(newest(l).Status == InstanceRefreshStatus::Successful);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a refresh is cancelled before its next step") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.CancelInstanceRefresh(cx, "asg").failure().code ==
          "ActiveInstanceRefreshNotFound");
    CHECK(l.autoscaling.StartInstanceRefresh(cx, "asg", std::nullopt, {}).ok());
    co_await cx.sleep_for(seconds(10));
    CHECK(l.autoscaling.CancelInstanceRefresh(cx, "asg").ok());
    CHECK(newest(l).Status == InstanceRefreshStatus::Cancelling);
    co_await cx.sleep_for(minutes(10));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(newest(lab).Status == InstanceRefreshStatus::Cancelled);
  CHECK(lab.autoscaling.in_service("asg").size() == 2);
  CHECK(lab.instances.launched == 3);
}

TEST_CASE("a refresh that cannot go on for an hour fails; protected instances are waited for") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(1);
    group.NewInstancesProtectedFromScaleIn = true;
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.StartInstanceRefresh(cx, "asg", std::nullopt, {}).ok());
    co_await cx.sleep_for(minutes(59));
    CHECK(newest(l).Status == InstanceRefreshStatus::InProgress);
    co_await cx.sleep_for(minutes(2));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(newest(lab).Status == InstanceRefreshStatus::Failed);
  CHECK(lab.members() == Lines{"i-1 InService"});
}

TEST_CASE("a rollback replaces what was replaced by the version of before") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling
              .StartInstanceRefresh(cx, "asg", LaunchTemplateSpecification{"lt-1", "", "2"}, {})
              .ok());
    co_await cx.sleep_for(seconds(40));
    CHECK(versions(l) == std::set<std::string>{"2"});  // the other one is being replaced
    CHECK(l.autoscaling.RollbackInstanceRefresh(cx, "asg").ok());
    co_await cx.sleep_for(minutes(10));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(newest(lab).Status == InstanceRefreshStatus::RollbackSuccessful);
  CHECK(versions(lab) == std::set<std::string>{"1"});
  CHECK(lab.autoscaling.group("asg").value().LaunchTemplate.Version == "1");
}
