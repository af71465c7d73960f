// Standby, detach, attach (reference alb-ec2-asg 2.5).
#include <catch2/catch.hpp>

#include "tests/fakes/autoscaling/lab.h"

using namespace greenroom;
using namespace greenroom::autoscaling;
using namespace greenroom::autoscaling::test;

TEST_CASE("standby with decrement: drained, health frozen, no replacement; and back") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    const auto moved = l.autoscaling.EnterStandby(cx, "asg", {"i-1"}, true);
    CHECK(moved.value().at(0).Description == "Moving EC2 instance to Standby: i-1");
    CHECK(moved.value().at(0).Cause ==
          "At 2026-01-01T00:00:25Z instance i-1 was moved to standby in response to a user "
          "request, shrinking the capacity from 2 to 1.");
    CHECK(moved.value().at(0).Progress == 50);
    CHECK(l.desired() == 1);
    co_await cx.sleep_for(seconds(29));
    CHECK(l.members() == Lines{"i-1 EnteringStandby", "i-2 InService"});
    co_await cx.sleep_for(seconds(2));
    CHECK(l.members() == Lines{"i-1 Standby", "i-2 InService"});
    CHECK(l.instances.papers["i-1"].target_lifecycle_state == "Standby");
    l.instances.papers["i-1"].running = false;  // nobody looks
    co_await cx.sleep_for(minutes(10));
    CHECK(l.members() == Lines{"i-1 Standby", "i-2 InService"});
    l.instances.papers["i-1"].running = true;
    const auto back = l.autoscaling.ExitStandby(cx, "asg", {"i-1"});
    CHECK(back.value().at(0).Description == "Moving EC2 instance out of Standby: i-1");
    CHECK(back.value().at(0).StatusCode == ActivityStatus::PreInService);
    CHECK(back.value().at(0).Progress == 30);
    CHECK(l.members().at(0) == "i-1 Pending");
    CHECK(l.desired() == 2);
    co_await l.autoscaling.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-1 InService", "i-2 InService"});
  CHECK(lab.targets.calls.back().find("register i-1 in tg") != std::string::npos);
  CHECK(lab.instances.launched == 2);
}

TEST_CASE("standby without decrement: a replacement comes, and the surplus goes at the return") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.EnterStandby(cx, "asg", {"i-1"}, false).ok());
    co_await cx.sleep_for(minutes(2));
    CHECK(l.members() == Lines{"i-1 Standby", "i-2 InService", "i-3 InService"});
    CHECK(l.autoscaling.SuspendProcesses(cx, "asg", {"Launch"}).ok());
    CHECK(l.autoscaling.ExitStandby(cx, "asg", {"i-1"}).failure().code == "ValidationError");
    CHECK(l.autoscaling.ResumeProcesses(cx, "asg", {"Launch"}).ok());
    CHECK(l.autoscaling.ExitStandby(cx, "asg", {"i-1"}).ok());
    co_await cx.sleep_for(minutes(2));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.desired() == 2);
  CHECK(lab.autoscaling.in_service("asg").size() == 2);
}

TEST_CASE("standby and detach respect MinSize, the state, and twenty ids in a call") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(2);
    group.MinSize = 2;
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    AutoScaling& asg = l.autoscaling;
    CHECK(asg.EnterStandby(cx, "asg", {"i-1"}, true).failure() ==
          Failure{"ValidationError",
                  "AutoScalingGroup asg has min-size=2, max-size=4, and desired-size=2. To place "
                  "into standby 1 instance, please update the AutoScalingGroup sizes "
                  "appropriately."});
    CHECK(asg.DetachInstances(cx, "asg", {"i-1", "i-2"}, true)
              .failure()
              .message.find("To detach 2 instances, please update") != std::string::npos);
    CHECK(asg.ExitStandby(cx, "asg", {"i-1"}).failure().code == "ValidationError");
    CHECK(asg.EnterStandby(cx, "asg", {"i-9"}, true).failure().message ==
          "The instance i-9 is not part of Auto Scaling group asg.");
    CHECK(asg.EnterStandby(cx, "asg", std::vector<std::string>(21, "i-1"), true).failure().code ==
          "ValidationError");
    CHECK(asg.EnterStandby(cx, "none", {"i-1"}, true).failure().message ==
          "AutoScalingGroup name not found - none");
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("detach drains, leaves the instance running and outside; attach takes it in") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    const auto detached = l.autoscaling.DetachInstances(cx, "asg", {"i-1"}, true);
    CHECK(detached.value().at(0).Description == "Detaching EC2 instance: i-1");
    CHECK(l.members() == Lines{"i-1 Detaching", "i-2 InService"});
    co_await cx.sleep_for(seconds(31));
    CHECK(l.members() == Lines{"i-2 InService"});
    CHECK(l.instances.papers["i-1"].running);
    CHECK(l.instances.papers["i-1"].group.empty());
    CHECK(l.autoscaling.AttachInstances(cx, "asg", {"i-1"}).ok());
    CHECK(l.desired() == 2);
    co_await l.autoscaling.wait_until_steady(cx, "asg");
    CHECK(l.autoscaling.AttachInstances(cx, "asg", {"i-1"}).failure().message ==
          "The instance i-1 is already part of group: asg");
    CHECK_FALSE(l.autoscaling.AttachInstances(cx, "asg", {"i-9"}).ok());
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-2 InService", "i-1 InService"});
  CHECK(lab.instances.papers["i-1"].group == "asg");
  CHECK(lab.instances.launched == 2);
}

TEST_CASE("an instance that one request names twice is refused, whatever is asked") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    const std::vector<std::string> twice(2, "i-1");
    const Failure refusal{"ValidationError", "The instance i-1 is named twice in one request."};
    CHECK(l.autoscaling.EnterStandby(cx, "asg", twice, true).failure() == refusal);
    CHECK(l.autoscaling.DetachInstances(cx, "asg", twice, false).failure() == refusal);
    CHECK(l.desired() == 2);
    CHECK(l.autoscaling.EnterStandby(cx, "asg", {"i-1"}, true).ok());
    co_await cx.sleep_for(minutes(1));
    CHECK(l.autoscaling.ExitStandby(cx, "asg", twice).failure() == refusal);
    CHECK(l.autoscaling.DetachInstances(cx, "asg", {"i-1"}, true).ok());
    co_await cx.sleep_for(minutes(1));
    CHECK(l.autoscaling.AttachInstances(cx, "asg", twice).failure() == refusal);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-2 InService"});
}

TEST_CASE("an instance that was stopped in standby is no target when it comes back") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.EnterStandby(cx, "asg", {"i-1"}, true).ok());
    co_await cx.sleep_for(minutes(1));
    l.instances.papers["i-1"].running = false;
    l.targets.calls.clear();
    CHECK(l.autoscaling.ExitStandby(cx, "asg", {"i-1"}).ok());
    co_await l.autoscaling.wait_until_steady(cx, "asg");
    CHECK(l.autoscaling.AttachLoadBalancerTargetGroups(cx, "asg", {"green"}).ok());
  };
  CHECK(lab.world.run(story(lab)));
  REQUIRE(lab.targets.calls.size() == 1);
  CHECK(lab.targets.calls.front().find("register i-2 in green") != std::string::npos);
}

TEST_CASE("attaching over MaxSize fails") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.DetachInstances(cx, "asg", {"i-1"}, true).ok());
    co_await cx.sleep_for(seconds(31));
    GroupUpdate full;
    full.MaxSize = 1;
    CHECK(l.autoscaling.UpdateAutoScalingGroup(cx, "asg", full).ok());
    CHECK(l.autoscaling.AttachInstances(cx, "asg", {"i-1"}).failure().message ==
          "AutoScalingGroup asg has min-size=0, max-size=1, and desired-size=1. To attach 1 more "
          "instance, please update the AutoScalingGroup sizes appropriately.");
  };
  CHECK(lab.world.run(story(lab)));
}
