// Auto Scaling groups as their users see them: launching, replacing and ending instances.
#include "fakes/autoscaling/service.h"

#include <catch2/catch.hpp>

#include "tests/fakes/autoscaling/lab.h"

using namespace greenroom;
using namespace greenroom::autoscaling;
using namespace greenroom::autoscaling::test;

namespace {

GroupUpdate desired_of(std::int64_t desired) {
  GroupUpdate update;
  update.DesiredCapacity = desired;
  return update;
}

}  // namespace

TEST_CASE("a hundred instances are launched at once, the others after them") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(130);
    group.MaxSize = 2'000'000'000;
    CHECK(l.create(group).ok());
    co_await l.world.as("story").sleep_for(Timing{}.reaction + seconds(1));
    CHECK(l.instances.launched == 100);
    co_await l.autoscaling.wait_until_steady(l.world.as("story"), "asg");
    CHECK(l.instances.launched == 130);
    l.instances.trouble = "no room";
    CHECK(l.autoscaling.SetDesiredCapacity(l.world.as("story"), "asg", 2'000'000'000).ok());
    co_await l.world.as("story").sleep_for(Timing{}.reaction + seconds(1));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.activities().size() == 230);
}

TEST_CASE("a group launches what it desires, zone by zone, and registers it before InService") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> { co_await l.steady(Lab::group_of(2)); };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.elapsed() == seconds(25));  // the group reacts, the instances boot
  CHECK(lab.members() == Lines{"i-1 InService", "i-2 InService"});
  CHECK(lab.autoscaling.in_service("asg").at(0).AvailabilityZone == "us-east-1a");
  CHECK(lab.autoscaling.in_service("asg").at(1).AvailabilityZone == "us-east-1b");
  CHECK(lab.targets.calls == Lines{"25 register i-1 in tg", "25 register i-2 in tg"});
  CHECK(lab.instances.papers["i-1"].group == "asg");
  CHECK(lab.instances.papers["i-1"].target_lifecycle_state == "InService");
  CHECK(lab.world.told("autoscaling.instance", {"instanceId", "lifecycleState"}) ==
        Lines{"i-1 Pending", "i-2 Pending", "i-1 InService", "i-2 InService"});
  CHECK(lab.activities() == Lines{"Successful Launching a new EC2 instance: i-2",
                                  "Successful Launching a new EC2 instance: i-1"});
  CHECK(lab.autoscaling.DescribeScalingActivities("asg").value().at(0).Details ==
        R"({"Subnet ID":"subnet-us-east-1b","Availability Zone":"us-east-1b"})");
  CHECK(lab.notifications.events ==
        Lines{"EC2 Instance Launch Successful", "EC2 Instance Launch Successful"});
}

TEST_CASE("autoscaling.launch_lost: a group that launches one too few never gets there") {
  Lab lab;
  lab.world.kernel.faults().enable("autoscaling.launch_lost");
  const auto story = [](Lab& l) -> Task<void> {
    CHECK(l.create(Lab::group_of(2)).ok());
    co_await l.world.as("story").sleep_for(minutes(10));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-1 InService"});
}

TEST_CASE("scaling in drains before it ends an instance, scaling out launches") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(2);
    group.TerminationPolicies = {"NewestInstance"};
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.UpdateAutoScalingGroup(cx, "asg", desired_of(1)).ok());
    co_await cx.sleep_for(seconds(6));
    CHECK(l.members() == Lines{"i-1 Terminating", "i-2 InService"});
    CHECK(l.newest_cause() ==
          "At 2026-01-01T00:00:25Z a user request update of AutoScalingGroup constraints to min: "
          "0, max: 4, desired: 1 changing the desired capacity from 2 to 1.  At "
          "2026-01-01T00:00:30Z an instance was taken out of service in response to a difference "
          "between desired and actual capacity, shrinking the capacity from 2 to 1.  At "
          "2026-01-01T00:00:30Z instance i-1 was selected for termination.");
    co_await cx.sleep_for(seconds(28));
    CHECK_FALSE(l.instances.papers["i-1"].terminated);
    CHECK(l.instances.papers["i-1"].running);  // it serves what it has until it is drained
    CHECK(l.instances.papers["i-1"].target_lifecycle_state == "Terminated");
    co_await cx.sleep_for(seconds(12));
    CHECK(l.instances.papers["i-1"].terminated);
    CHECK(l.members() == Lines{"i-2 InService"});
    CHECK(l.autoscaling.SetDesiredCapacity(cx, "asg", 3).ok());
    co_await l.autoscaling.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-2 InService", "i-3 InService", "i-4 InService"});
  CHECK(lab.world.told("autoscaling.activity", {"description", "statusCode"}).at(5) ==
        "Terminating EC2 instance: i-1 WaitingForELBConnectionDraining");
}

TEST_CASE("sizes are checked with AWS's errors, and a new limit moves the desired capacity") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    co_await l.steady(Lab::group_of(2));
    const Context cx = l.world.as("story");
    AutoScaling& asg = l.autoscaling;
    CHECK(l.create(Lab::group_of(1)).failure().code == "AlreadyExists");
    CHECK(asg.UpdateAutoScalingGroup(cx, "asg", desired_of(5)).failure().message ==
          "Desired capacity:5 must be between the specified min size:0 and max size:4");
    CHECK(asg.UpdateAutoScalingGroup(cx, "none", desired_of(1)).failure() ==
          Failure{"ValidationError", "AutoScalingGroup name not found - none"});
    CHECK(asg.SetDesiredCapacity(cx, "asg", 5).failure().message ==
          "New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.");
    GroupUpdate raise;
    raise.MinSize = 3;
    CHECK(asg.UpdateAutoScalingGroup(cx, "asg", raise).ok());
    CHECK(l.desired() == 3);
    CHECK(asg.SetDesiredCapacity(cx, "asg", 2).failure().message ==
          "New SetDesiredCapacity value 2 is below min value 3 for the AutoScalingGroup.");
    GroupUpdate policies;
    policies.TerminationPolicies = {"AllocationStrategy"};
    CHECK(asg.UpdateAutoScalingGroup(cx, "asg", policies).failure().code == "ValidationError");
  };
  CHECK(lab.world.run(story(lab)));
  AutoScalingGroup unknown = Lab::group_of(1);
  unknown.AutoScalingGroupName = "other";
  unknown.LaunchTemplate.LaunchTemplateId = "lt-none";
  CHECK(lab.create(unknown).failure().code == "ValidationError");
}

TEST_CASE("an instance that EC2 ended is noticed at the next health check and replaced") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(2);
    group.HealthCheckGracePeriod = hours(1);  // does not protect from leaving the running state
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    l.instances.terminate(cx, "i-1");
    co_await cx.sleep_until(k_start + seconds(61));
    CHECK(l.members() == Lines{"i-1 Terminating", "i-2 InService"});
    CHECK(l.newest_cause() ==
          "At 2026-01-01T00:01:00Z an instance was taken out of service in response to a EC2 "
          "health check indicating it has been terminated or stopped.");
    co_await cx.sleep_for(seconds(5));
    CHECK(l.members() == Lines{"i-1 Terminating", "i-2 InService", "i-3 Pending"});
    CHECK(l.newest_cause() ==
          "At 2026-01-01T00:01:05Z an instance was launched in response to an unhealthy instance "
          "needing to be replaced.");
    co_await l.autoscaling.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.autoscaling.in_service("asg").size() == 2);
}

TEST_CASE("ELB health checks replace one of two at a time, once the group has been healthy") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(2);
    group.HealthCheckType = "ELB";
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    l.targets.states = {{"i-1", TargetHealth::unhealthy}, {"i-2", TargetHealth::unhealthy}};
    co_await cx.sleep_for(minutes(10));
    // "A group that never had one healthy target ... replaces nothing."
    CHECK(l.members() == Lines{"i-1 InService", "i-2 InService"});
    l.targets.states = {{"i-1", TargetHealth::healthy}, {"i-2", TargetHealth::healthy}};
    co_await cx.sleep_for(minutes(1));
    l.targets.states = {{"i-1", TargetHealth::unhealthy}, {"i-2", TargetHealth::unhealthy}};
    co_await cx.sleep_for(minutes(1));
    CHECK(l.members().at(0) == "i-1 Terminating");
    CHECK(l.members().at(1) == "i-2 InService");  // it waits for its turn
    co_await cx.sleep_for(minutes(2));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.instances.papers["i-2"].terminated);
  CHECK(lab.members() == Lines{"i-3 InService", "i-4 InService"});
  CHECK(
      lab.world.told("autoscaling.activity", {"cause"}).at(4).find("an ELB system health check") !=
      std::string::npos);
}

TEST_CASE("SetInstanceHealth replaces at once, unless the grace period is respected") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(1);
    group.HealthCheckGracePeriod = seconds(300);
    group.SuspendedProcesses = {"HealthCheck"};  // which does not matter here (reference 2.7)
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    AutoScaling& asg = l.autoscaling;
    CHECK(asg.SetInstanceHealth(cx, "i-1", HealthStatus::Unhealthy, true).ok());
    CHECK(l.members() == Lines{"i-1 InService"});
    CHECK(asg.SetInstanceHealth(cx, "i-1", HealthStatus::Unhealthy, false).ok());
    CHECK(l.members() == Lines{"i-1 Terminating"});
    CHECK(asg.SetInstanceHealth(cx, "i-9", HealthStatus::Unhealthy, false).failure().code ==
          "ValidationError");
    co_await l.autoscaling.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.autoscaling.in_service("asg").at(0).InstanceId == "i-2");
}

TEST_CASE("TerminateInstanceInAutoScalingGroup with and without decrement") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(2);
    group.MinSize = 1;
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    AutoScaling& asg = l.autoscaling;
    const auto first = asg.TerminateInstanceInAutoScalingGroup(cx, "i-1", true);
    CHECK(first.value().Description == "Terminating EC2 instance: i-1");
    CHECK(first.value().Cause ==
          "At 2026-01-01T00:00:25Z instance i-1 was taken out of service in response to a user "
          "request, shrinking the capacity from 2 to 1.");
    CHECK(asg.TerminateInstanceInAutoScalingGroup(cx, "i-1", true).failure().message ==
          "Instance Id not found - No managed instance found for instance ID: i-1");
    CHECK(asg.TerminateInstanceInAutoScalingGroup(cx, "i-2", true)
              .failure()
              .message.rfind("Currently, desiredSize equals minSize (1).", 0) == 0);
    const auto second = asg.TerminateInstanceInAutoScalingGroup(cx, "i-2", false);
    CHECK(second.value().Cause ==
          "At 2026-01-01T00:00:25Z instance i-2 was taken out of service in response to a user "
          "request.");
    co_await cx.sleep_for(minutes(2));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-3 InService"});
}

TEST_CASE("2.7 each suspended process has its effect") {
  struct Row {
    const char* process;
    Lines then;   // members after the instance i-1 was ended behind the group's back
    Lines later;  // and some time after the process was resumed
  };
  const Row rows[] = {
      {"Launch", {"i-2 InService"}, {"i-2 InService", "i-3 InService"}},
      {"Terminate", {"i-1 InService", "i-2 InService"}, {"i-2 InService", "i-3 InService"}},
      {"ReplaceUnhealthy", {"i-1 InService", "i-2 InService"}, {"i-2 InService", "i-3 InService"}},
      {"HealthCheck", {"i-1 InService", "i-2 InService"}, {"i-2 InService", "i-3 InService"}},
      {"AlarmNotification", {"i-2 InService", "i-3 InService"}, {"i-2 InService", "i-3 InService"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.process);
    Lab lab;
    const auto story = [](Lab& l, const Row& r) -> Task<void> {
      AutoScalingGroup group = Lab::group_of(2);
      group.SuspendedProcesses = {r.process};
      if (std::string(r.process) == "Launch") {
        group.SuspendedProcesses.clear();
      }
      co_await l.steady(group);
      const Context cx = l.world.as("story");
      CHECK(l.autoscaling.SuspendProcesses(cx, "asg", {r.process}).ok());
      l.instances.terminate(cx, "i-1");
      co_await cx.sleep_for(minutes(4));
      CHECK(l.members() == r.then);
      CHECK(l.autoscaling.ResumeProcesses(cx, "asg", {r.process}).ok());
      co_await cx.sleep_for(minutes(4));
      CHECK(l.members() == r.later);
    };
    CHECK(lab.world.run(story(lab, row)));
  }
  Lab lab;
  CHECK(lab.create(Lab::group_of(0)).ok());
  const Context cx = lab.world.as("story");
  CHECK(lab.autoscaling.SuspendProcesses(cx, "asg", {"Sleep"}).failure().code == "ValidationError");
  CHECK(lab.autoscaling.SuspendProcesses(cx, "asg", {}).ok());
  CHECK(lab.autoscaling.group("asg").value().SuspendedProcesses.size() == 9);
}

TEST_CASE("2.7 instances launched while AddToLoadBalancer is off are never added later") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(1);
    group.SuspendedProcesses = {"AddToLoadBalancer"};
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.ResumeProcesses(cx, "asg", {}).ok());
    co_await cx.sleep_for(minutes(10));
    CHECK(l.targets.calls.empty());
    CHECK(l.autoscaling.SetDesiredCapacity(cx, "asg", 2).ok());
    co_await l.autoscaling.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  REQUIRE(lab.targets.calls.size() == 1);
  CHECK(lab.targets.calls.at(0).find("register i-2") != std::string::npos);
}

TEST_CASE("2.6 zones out of balance: launch before terminating, above MaxSize if need be") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(4);
    group.SuspendedProcesses = {"AZRebalance"};
    co_await l.steady(group);  // i-1 and i-3 in a, i-2 and i-4 in b
    const Context cx = l.world.as("story");
    const Status out = l.autoscaling.SuspendProcesses(cx, "asg", {"Launch"});
    CHECK(out.ok());
    CHECK(l.autoscaling.TerminateInstanceInAutoScalingGroup(cx, "i-2", true).ok());
    CHECK(l.autoscaling.TerminateInstanceInAutoScalingGroup(cx, "i-4", true).ok());
    GroupUpdate full;
    full.MaxSize = 2;
    CHECK(l.autoscaling.UpdateAutoScalingGroup(cx, "asg", full).ok());
    co_await cx.sleep_for(minutes(3));
    CHECK(l.members() == Lines{"i-1 InService", "i-3 InService"});
    CHECK(l.autoscaling.ResumeProcesses(cx, "asg", {}).ok());
    co_await cx.sleep_for(minutes(5));
  };
  CHECK(lab.world.run(story(lab)));
  const std::vector<Instance> fleet = lab.autoscaling.in_service("asg");
  REQUIRE(fleet.size() == 2);
  CHECK(fleet[0].AvailabilityZone == "us-east-1a");
  CHECK(fleet[1].AvailabilityZone == "us-east-1b");
  CHECK(fleet[1].InstanceId == "i-5");
  const Lines changes = lab.world.told("autoscaling.group", {"change"});
  CHECK(std::count(changes.begin(), changes.end(), "rebalancing") == 1);
  CHECK(std::count(changes.begin(), changes.end(), "rebalanced") == 1);
}

TEST_CASE("protected instances are not scaled in") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(2);
    group.NewInstancesProtectedFromScaleIn = true;
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    CHECK(l.autoscaling.SetDesiredCapacity(cx, "asg", 0).ok());
    co_await cx.sleep_for(minutes(5));
    CHECK(l.members() == Lines{"i-1 InService", "i-2 InService"});
    CHECK(l.autoscaling.SetInstanceProtection(cx, "asg", {"i-2"}, false).ok());
    co_await cx.sleep_for(minutes(5));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-1 InService"});
}

TEST_CASE("a launch that EC2 refuses is a failed activity and is tried again") {
  Lab lab;
  lab.instances.trouble = "The security group sg-1 does not exist.";
  const auto story = [](Lab& l) -> Task<void> {
    CHECK(l.create(Lab::group_of(1)).ok());
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(6));
    CHECK(l.activities() ==
          Lines{"Failed Launching a new EC2 instance.  Status Reason: The security group sg-1 "
                "does not exist. Launching EC2 instance failed."});
    l.instances.trouble.clear();
    co_await l.autoscaling.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.elapsed() == seconds(85));
  CHECK(lab.notifications.events ==
        Lines{"EC2 Instance Launch Unsuccessful", "EC2 Instance Launch Successful"});
}

TEST_CASE("an instance that ends while it boots is replaced") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    CHECK(l.create(Lab::group_of(1)).ok());
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(10));
    l.instances.terminate(cx, "i-1");
    co_await l.autoscaling.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.autoscaling.in_service("asg").at(0).InstanceId == "i-2");
  CHECK(lab.activities().back().rfind("Failed Launching a new EC2 instance: i-1.  Status Reason:",
                                      0) == 0);
}

TEST_CASE("a group is deleted when it is empty, or by force with all its instances") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.create(Lab::group_of(2)).ok());
    co_await cx.sleep_for(seconds(10));
    AutoScaling& asg = l.autoscaling;
    CHECK(asg.DeleteAutoScalingGroup(cx, "asg", false).failure().code ==
          "ScalingActivityInProgress");
    co_await asg.wait_until_steady(cx, "asg");
    CHECK(asg.DeleteAutoScalingGroup(cx, "asg", false).failure().code == "ResourceInUse");
    CHECK(asg.DeleteAutoScalingGroup(cx, "asg", true).ok());
    CHECK(asg.SetDesiredCapacity(cx, "asg", 1).failure().code == "ValidationError");
    const Instant asked = cx.now();
    co_await asg.wait_until_deleted(cx, "asg");
    CHECK(cx.now() - asked == seconds(10));  // nobody waits for draining
  };
  CHECK(lab.world.run(story(lab)));
  CHECK_FALSE(lab.autoscaling.group("asg").ok());
  CHECK(lab.instances.papers["i-1"].terminated);
  CHECK(lab.instances.papers["i-2"].terminated);
  CHECK(lab.create(Lab::group_of(0)).ok());
}

TEST_CASE("2.5 target groups attached later take the instances in service, and give them back") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    AutoScalingGroup group = Lab::group_of(1);
    group.TargetGroups.clear();
    co_await l.steady(group);
    const Context cx = l.world.as("story");
    CHECK(l.targets.calls.empty());
    CHECK(l.autoscaling.AttachLoadBalancerTargetGroups(cx, "asg", {"tg2"}).ok());
    CHECK(l.targets.calls == Lines{"25 register i-1 in tg2"});
    CHECK(l.autoscaling.DetachLoadBalancerTargetGroups(cx, "asg", {"tg2"}).ok());
    CHECK(l.targets.calls.back() == "25 deregister i-1 from tg2");
    CHECK_FALSE(l.autoscaling.DetachLoadBalancerTargetGroups(cx, "asg", {"tg2"}).ok());
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.members() == Lines{"i-1 InService"});
}

TEST_CASE("tags of a group are given to the instances launched afterwards") {
  Lab lab;
  CHECK(lab.create(Lab::group_of(0)).ok());
  CHECK(lab.autoscaling.CreateOrUpdateTags("asg", {{"Name", "web"}}).ok());
  CHECK(lab.autoscaling.CreateOrUpdateTags("asg", {{"aws:x", "y"}}).failure().code ==
        "ValidationError");
  CHECK(lab.autoscaling.group("asg").value().Tags ==
        std::map<std::string, std::string>{{"Name", "web"}});
}
