// Lifecycle hooks at work (reference alb-ec2-asg 2.4).
#include <catch2/catch.hpp>

#include "tests/fakes/autoscaling/lab.h"

using namespace greenroom;
using namespace greenroom::autoscaling;
using namespace greenroom::autoscaling::test;

namespace {

LifecycleHook hook_of(const std::string& name, LifecycleTransition transition) {
  LifecycleHook hook;
  hook.LifecycleHookName = name;
  hook.AutoScalingGroupName = "asg";
  hook.LifecycleTransition = transition;
  hook.HeartbeatTimeout = seconds(600);
  return hook;
}

LifecycleHook launching(const std::string& name) {
  return hook_of(name, LifecycleTransition::EC2_INSTANCE_LAUNCHING);
}

LifecycleHook terminating(const std::string& name) {
  return hook_of(name, LifecycleTransition::EC2_INSTANCE_TERMINATING);
}

template <typename... Hooks>
std::vector<LifecycleHook> hooks(Hooks... each) {
  return {each...};
}

// An empty group with these hooks that then wants one instance.
Task<void> want_one(Lab& l, std::vector<LifecycleHook> wanted) {
  const Context cx = l.world.as("user");
  CHECK(l.create(Lab::group_of(0)).ok());
  for (LifecycleHook& hook : wanted) {
    CHECK(l.autoscaling.PutLifecycleHook(cx, std::move(hook)).ok());
  }
  CHECK(l.autoscaling.SetDesiredCapacity(cx, "asg", 1).ok());
  co_await cx.sleep_for(seconds(25) + milliseconds(1));  // the instance runs and waits
}

LifecycleActionName named(const Lab& l, std::size_t nth) {
  const LifecycleNotification& told = l.notifications.actions.at(nth);
  return {"asg", told.LifecycleHookName, told.LifecycleActionToken, ""};
}

}  // namespace

TEST_CASE("a launching hook holds the instance in Pending:Wait, unregistered, until CONTINUE") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    LifecycleHook hook = launching("deploy");
    hook.NotificationMetadata = "the deployment group";
    co_await want_one(l, hooks(hook));
    const Context cx = l.world.as("story");
    CHECK(l.members() == Lines{"i-1 Pending:Wait"});
    CHECK(l.targets.calls.empty());
    REQUIRE(l.notifications.actions.size() == 1);
    const LifecycleNotification told = l.notifications.actions.at(0);
    CHECK(told.Event.empty());
    CHECK(told.AutoScalingGroupName == "asg");
    CHECK(told.LifecycleHookName == "deploy");
    CHECK(told.EC2InstanceId == "i-1");
    CHECK(told.NotificationMetadata == "the deployment group");
    CHECK(told.LifecycleActionToken.size() == 36);
    CHECK(l.activities() == Lines{"MidLifecycleAction Launching a new EC2 instance: i-1"});
    CHECK(l.autoscaling.CompleteLifecycleAction(cx, named(l, 0), LifecycleActionResult::CONTINUE)
              .ok());
    co_await cx.sleep_for(seconds(1));
    CHECK(l.autoscaling.CompleteLifecycleAction(cx, named(l, 0), LifecycleActionResult::CONTINUE)
              .failure()
              .message.rfind("No active Lifecycle Action found with token", 0) == 0);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-1 InService"});
  CHECK(lab.world.told("autoscaling.instance", {"lifecycleState"}) ==
        Lines{"Pending", "Pending:Wait", "Pending:Proceed", "InService"});
  CHECK(lab.targets.calls.size() == 1);
}

TEST_CASE("ABANDON at a launch cancels the activity, ends the instance and launches another") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await want_one(l, hooks(launching("deploy")));
    const Context cx = l.world.as("story");
    LifecycleActionName by_instance = named(l, 0);
    by_instance.LifecycleActionToken.clear();
    by_instance.InstanceId = "i-1";
    CHECK(l.autoscaling.CompleteLifecycleAction(cx, by_instance, LifecycleActionResult::ABANDON)
              .ok());
    co_await cx.sleep_for(seconds(30));
  };
  CHECK(lab.world.run(story(lab)));
  const std::string token = lab.notifications.actions.at(0).LifecycleActionToken;
  const Activity cancelled = lab.autoscaling.DescribeScalingActivities("asg").value().back();
  CHECK(cancelled.StatusCode == ActivityStatus::Cancelled);
  CHECK(cancelled.StatusMessage ==
        "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token " +
            token + " was abandoned: Lifecycle Action Completed with ABANDON Result");
  CHECK(cancelled.Description ==
        "Launching a new EC2 instance: i-1.  Status Reason: " + cancelled.StatusMessage);
  CHECK(lab.instances.papers["i-1"].terminated);
  CHECK(lab.members() == Lines{"i-2 Pending:Wait"});  // and so on for ever: the launch loop
}

TEST_CASE("the heartbeat time-out takes the default result, and a heartbeat starts it again") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    LifecycleHook lenient = launching("lenient");
    lenient.DefaultResult = LifecycleActionResult::CONTINUE;
    co_await want_one(l, hooks(lenient));
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(300));
    CHECK(l.autoscaling.RecordLifecycleActionHeartbeat(cx, named(l, 0)).ok());
    co_await cx.sleep_for(seconds(599));
    CHECK(l.members() == Lines{"i-1 Pending:Wait"});
    co_await cx.sleep_for(seconds(2));
    CHECK(l.members() == Lines{"i-1 InService"});
    CHECK_FALSE(l.autoscaling.RecordLifecycleActionHeartbeat(cx, named(l, 0)).ok());
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a time-out with ABANDON names the heartbeat") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await want_one(l, hooks(launching("strict")));
    co_await l.world.as("story").sleep_for(seconds(601));
  };
  CHECK(lab.world.run(story(lab)));
  const Activity cancelled = lab.autoscaling.DescribeScalingActivities("asg").value().back();
  CHECK(cancelled.StatusMessage.find("was abandoned: Heartbeat Timeout") != std::string::npos);
}

TEST_CASE("several hooks are notified at once and all must finish") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await want_one(l, hooks(launching("one"), launching("two")));
    const Context cx = l.world.as("story");
    REQUIRE(l.notifications.actions.size() == 2);
    CHECK(l.autoscaling.CompleteLifecycleAction(cx, named(l, 0), LifecycleActionResult::CONTINUE)
              .ok());
    co_await cx.sleep_for(seconds(10));
    CHECK(l.members() == Lines{"i-1 Pending:Wait"});
    CHECK(l.autoscaling.CompleteLifecycleAction(cx, named(l, 1), LifecycleActionResult::CONTINUE)
              .ok());
    co_await cx.sleep_for(seconds(1));
    CHECK(l.members() == Lines{"i-1 InService"});
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a terminating hook comes after draining, and either result ends the instance") {
  for (const LifecycleActionResult result :
       {LifecycleActionResult::CONTINUE, LifecycleActionResult::ABANDON}) {
    CAPTURE(to_string(result));
    Lab lab;
    const auto story = [](Lab& l, LifecycleActionResult r) -> Task<void> {
      co_await want_one(l, hooks(terminating("one"), terminating("two")));
      const Context cx = l.world.as("story");
      CHECK(l.members() == Lines{"i-1 InService"});
      CHECK(l.autoscaling.SetDesiredCapacity(cx, "asg", 0).ok());
      co_await cx.sleep_for(seconds(34));
      CHECK(l.members() == Lines{"i-1 Terminating"});  // it drains
      CHECK(l.notifications.actions.empty());
      co_await cx.sleep_for(seconds(2));
      CHECK(l.members() == Lines{"i-1 Terminating:Wait"});
      CHECK(l.activities().at(0) == "MidTerminatingLifecycleAction Terminating EC2 instance: i-1");
      CHECK(l.autoscaling.CompleteLifecycleAction(cx, named(l, 0), r).ok());
      co_await cx.sleep_for(seconds(15));
      // "ABANDON skips remaining hooks, CONTINUE lets them run."
      const bool over = r == LifecycleActionResult::ABANDON;
      CHECK(l.members() == (over ? Lines{} : Lines{"i-1 Terminating:Wait"}));
      co_await cx.sleep_for(seconds(600));
    };
    CHECK(lab.world.run(story(lab, result)));
    CHECK(lab.members().empty());
    CHECK(lab.instances.papers["i-1"].terminated);
  }
}

TEST_CASE("a hook that is deleted lets go of those who wait for it: ABANDON at a launch") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await want_one(l, hooks(launching("deploy")));
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.DeleteLifecycleHook(cx, "asg", "deploy").ok());
    CHECK(l.autoscaling.DeleteLifecycleHook(cx, "asg", "deploy").failure().code ==
          "ValidationError");
    co_await cx.sleep_for(seconds(60));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-2 InService"});
}

TEST_CASE("an instance that waits for a hook can be scaled in, and force delete skips hooks") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await want_one(l, hooks(launching("in"), terminating("out")));
    const Context cx = l.world.as("story");
    CHECK(l.members() == Lines{"i-1 Pending:Wait"});
    CHECK(l.autoscaling.SetDesiredCapacity(cx, "asg", 0).ok());
    co_await cx.sleep_for(seconds(10));
    CHECK(l.members() == Lines{"i-1 Terminating:Wait"});
    CHECK(l.activities().back().rfind("Cancelled Launching a new EC2 instance: i-1", 0) == 0);
    CHECK(l.autoscaling.DeleteAutoScalingGroup(cx, "asg", true).ok());
    co_await l.autoscaling.wait_until_deleted(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.elapsed() == seconds(45) + milliseconds(1));
}

TEST_CASE("hooks are checked, listed, and tested on their target") {
  Lab lab;
  CHECK(lab.create(Lab::group_of(0)).ok());
  const Context cx = lab.world.as("story");
  LifecycleHook hook = launching("b");
  hook.NotificationTargetARN = "arn:aws:sns:us-east-1:123456789012:topic";
  CHECK(lab.autoscaling.PutLifecycleHook(cx, hook).ok());
  REQUIRE(lab.notifications.actions.size() == 1);
  CHECK(lab.notifications.actions.at(0).Event == "autoscaling:TEST_NOTIFICATION");
  CHECK(lab.autoscaling.PutLifecycleHook(cx, launching("a")).ok());
  const auto listed = lab.autoscaling.DescribeLifecycleHooks("asg");
  REQUIRE(listed.value().size() == 2);
  CHECK(listed.value().at(0).LifecycleHookName == "a");
  hook.HeartbeatTimeout = seconds(29);
  CHECK(lab.autoscaling.PutLifecycleHook(cx, hook).failure().code == "ValidationError");
  for (int i = 2; i < 50; ++i) {
    CHECK(lab.autoscaling.PutLifecycleHook(cx, launching("h" + std::to_string(i))).ok());
  }
  CHECK(lab.autoscaling.PutLifecycleHook(cx, launching("one more")).failure().code ==
        "LimitExceeded");
  hook.AutoScalingGroupName = "none";
  CHECK(lab.autoscaling.PutLifecycleHook(cx, hook).failure().code == "ValidationError");
}
