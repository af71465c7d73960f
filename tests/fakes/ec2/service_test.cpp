// EC2 and Auto Scaling as their users see them: groups that launch, replace and end instances.
#include "fakes/ec2/service.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"
#include "tests/support/scripted_machine.h"

using namespace greenroom;
using namespace greenroom::ec2;
using namespace greenroom::test;

namespace {

class Racks final : public Hardware {
 public:
  Task<void> power_on(Context, InstanceIdentity identity) override {
    machines[identity.InstanceId];
    co_return;
  }
  void power_off(Context, const std::string& id) override { machines.erase(id); }
  [[nodiscard]] Machine* machine(const std::string& id) override {
    const auto found = machines.find(id);
    return found == machines.end() ? nullptr : &found->second;
  }
  std::map<std::string, ScriptedMachine> machines;
};

class Targets final : public TargetRegistry {
 public:
  void register_instance(Context, std::string, std::string, std::string ip) override {
    calls.push_back("register " + ip);
  }
  Task<void> deregister_instance(Context cx, std::string, std::string) override {
    calls.push_back("deregister");
    co_await cx.sleep_for(seconds(20));
  }
  Lines calls;
};

struct Lab {
  Lab() : ec2(world.ids, racks, targets, {}) {}

  Status create(std::int64_t desired, std::int64_t max_size = 4) {
    AutoScalingGroup group;
    group.AutoScalingGroupName = "asg";
    group.MinSize = 0;
    group.MaxSize = max_size;
    group.DesiredCapacity = desired;
    group.target_group = "tg";
    return ec2.CreateAutoScalingGroup(world.as("autoscaling"), group);
  }

  Racks racks;
  Targets targets;
  FakeWorld world;
  Ec2 ec2;
};

}  // namespace

TEST_CASE("a group launches what it desires, each with its own address, and registers it") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    CHECK(l.create(2).ok());
    const Context cx = l.world.as("story");
    co_await l.ec2.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  const std::vector<Instance> fleet = lab.ec2.in_service("asg");
  REQUIRE(fleet.size() == 2);
  CHECK(fleet[0].PrivateIpAddress == "10.0.1.10");
  CHECK(fleet[1].PrivateIpAddress == "10.0.2.10");
  CHECK(lab.ec2.machine(fleet[0].InstanceId) != nullptr);
  CHECK(lab.targets.calls == Lines{"register 10.0.1.10", "register 10.0.2.10"});
  CHECK(lab.world.elapsed() == seconds(25));  // the group reacts, the instances boot
}

TEST_CASE("a terminated instance drains, ends, and is replaced by one with a new id and address") {
  Lab lab;
  std::string lost;
  const auto story = [](Lab& l, std::string& id) -> Task<void> {
    CHECK(l.create(1).ok());
    const Context cx = l.world.as("story");
    co_await l.ec2.wait_until_steady(cx, "asg");
    id = l.ec2.in_service("asg").at(0).InstanceId;
    l.ec2.TerminateInstance(cx, id);
    co_await cx.sleep_for(minutes(2));
  };
  CHECK(lab.world.run(story(lab, lost)));
  const std::vector<Instance> fleet = lab.ec2.in_service("asg");
  REQUIRE(fleet.size() == 1);
  CHECK(fleet[0].InstanceId != lost);
  CHECK(fleet[0].PrivateIpAddress == "10.0.2.10");
  CHECK(lab.ec2.machine(lost) == nullptr);
  CHECK(lab.ec2.instance(lost).value().State == InstanceStateName::terminated);
}

TEST_CASE("scaling in ends the newest, scaling out launches, and sizes are checked") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    CHECK(l.create(2).ok());
    const Context cx = l.world.as("story");
    co_await l.ec2.wait_until_steady(cx, "asg");
    const std::string oldest = l.ec2.in_service("asg").at(0).InstanceId;
    CHECK(l.ec2.UpdateAutoScalingGroup(cx, "asg", 0, 4, 1).ok());
    co_await cx.sleep_for(minutes(2));
    CHECK(l.ec2.in_service("asg").at(0).InstanceId == oldest);
    CHECK(l.ec2.UpdateAutoScalingGroup(cx, "asg", 0, 4, 3).ok());
    co_await l.ec2.wait_until_steady(cx, "asg");
    CHECK(l.ec2.UpdateAutoScalingGroup(cx, "asg", 0, 4, 5).failure().code == "ValidationError");
    CHECK(l.ec2.UpdateAutoScalingGroup(cx, "none", 0, 4, 1).failure().code == "ValidationError");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.ec2.in_service("asg").size() == 3);
}

TEST_CASE("a suspended AddToLoadBalancer leaves new instances unregistered") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    CHECK(l.create(0).ok());
    const Context cx = l.world.as("story");
    CHECK(l.ec2.SuspendProcesses(cx, "asg", {"AddToLoadBalancer"}).ok());
    CHECK(l.ec2.UpdateAutoScalingGroup(cx, "asg", 1, 4, 1).ok());
    co_await l.ec2.wait_until_steady(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.targets.calls.empty());
}

TEST_CASE("a deleted group ends its instances first and is gone then") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    CHECK(l.create(2).ok());
    CHECK(l.create(1).failure().code == "AlreadyExists");
    const Context cx = l.world.as("story");
    co_await l.ec2.wait_until_steady(cx, "asg");
    co_await l.ec2.DeleteAutoScalingGroup(cx, "asg");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK_FALSE(lab.ec2.group("asg").ok());
  CHECK(lab.racks.machines.empty());
  CHECK(lab.targets.calls.size() == 4);
}
