// CodeDeploy with a scripted fleet: two instances, an in-place and a blue/green group.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fakes/codedeploy/service.h"
#include "tests/fakes/codedeploy/agent_lab.h"
#include "tests/support/fake_world.h"
#include "tests/support/lab_revision.h"
#include "tests/support/scripted_machine.h"

namespace greenroom::codedeploy {

using test::lab_bundle;

// Auto Scaling and load balancer, noting every call in one list.
class LabFleet final : public Fleet, public TrafficGate {
 public:
  [[nodiscard]] std::vector<FleetInstance> instances(const std::string& group) const override {
    return group == "green-asg" ? green : members;
  }
  [[nodiscard]] std::vector<FleetInstance> tagged_instances() const override { return tagged; }
  Task<Result<std::vector<FleetInstance>>> copy_group(Context, std::string, std::string source,
                                                      std::string copy, std::string) override {
    calls.push_back("copy " + source + " " + copy.substr(0, copy.rfind('_')));
    if (may_not.count("copy") > 0) {
      co_return refused();
    }
    if (provisioning_fails) {
      co_return Failure{"ValidationError", "no capacity"};
    }
    co_return green;
  }
  Status resume_processes(Context, std::string, std::string) override {
    calls.push_back("resume");
    return may_not.count("resume") > 0 ? Status(refused()) : success();
  }
  Status move_launch_hook(Context, std::string, std::string from, std::string) override {
    calls.push_back("move hook from " + from);
    return success();
  }
  Task<Status> delete_group(Context, std::string, std::string group) override {
    calls.push_back("delete " + group);
    co_return may_not.count("delete") > 0 ? Status(refused()) : success();
  }
  Status put_hook(Context, const std::string&, const std::string& group, HookKind kind) override {
    if (gone.count(group) > 0) {
      return Failure{"ValidationError", "AutoScalingGroup name not found"};
    }
    hooks.insert({group, kind});
    return success();
  }
  [[nodiscard]] std::string hook(const std::string& group, HookKind kind) const override {
    const std::string name = kind == HookKind::Launch ? "launch-of-" : "termination-of-";
    return hooks.count({group, kind}) > 0 ? name + group : "";
  }
  std::vector<std::string> delete_hooks(Context, const std::string&,
                                        const std::string& group) override {
    hooks.erase({group, HookKind::Launch});
    hooks.erase({group, HookKind::Termination});
    return hooks_that_stay;
  }
  Status terminate_instance(Context, std::string, std::string instance_id) override {
    calls.push_back("terminate " + instance_id);
    return success();
  }
  Task<Status> block(Context, std::string, std::vector<std::string> target_groups,
                     std::string instance_id, Instant) override {
    target_groups_told.insert({"block", std::move(target_groups)});
    calls.push_back("block " + instance_id);
    if (may_not.count("block") > 0) {
      co_return refused();
    }
    co_return blocking_fails.count(instance_id) > 0 ? Status(Failure{"ELB", "no"}) : success();
  }
  Task<Status> allow(Context, std::string, std::vector<std::string> target_groups,
                     std::string instance_id, Instant) override {
    target_groups_told.insert({"allow", std::move(target_groups)});
    calls.push_back("allow " + instance_id);
    co_return allowing_fails.count(instance_id) > 0 ? Status(Failure{"ELB", "never healthy"})
                                                    : success();
  }
  std::vector<FleetInstance> members = {{"i-1", true, "a", {}}, {"i-2", true, "b", {}}};
  std::vector<FleetInstance> green = {{"i-3", true, "a", {}}, {"i-4", true, "b", {}}};
  std::vector<FleetInstance> tagged;
  std::set<std::string> blocking_fails;
  std::set<std::string> allowing_fails;
  std::set<std::pair<std::string, HookKind>> hooks;  // by Auto Scaling group
  std::vector<std::string> hooks_that_stay;          // when hooks are deleted
  std::set<std::string> gone = {"no-such-group"};    // Auto Scaling groups that take no hook
  std::set<std::pair<std::string, std::vector<std::string>>> target_groups_told;  // by direction
  bool provisioning_fails = false;
  std::set<std::string> may_not;  // what the service role lacks the right for: "copy", "block" ...
  static Failure refused() { return {"AccessDenied", "User: x is not authorized"}; }
  test::Lines calls;
};

class LabHosts final : public Hosts {
 public:
  [[nodiscard]] Machine* machine(const std::string& instance_id) override {
    return dead.count(instance_id) > 0 ? nullptr : &machines[instance_id];
  }
  std::map<std::string, test::ScriptedMachine> machines;
  std::set<std::string> dead;
};

inline const std::set<AutoRollbackEvent> k_all_rollbacks = {
    AutoRollbackEvent::DEPLOYMENT_FAILURE, AutoRollbackEvent::DEPLOYMENT_STOP_ON_ALARM,
    AutoRollbackEvent::DEPLOYMENT_STOP_ON_REQUEST};

struct ServiceLab {
  ServiceLab()
      : revisions({{"v1", lab_bundle("v1")}, {"v2", lab_bundle("v2")}}),
        codedeploy(world.ids, {}, fleet, fleet, revisions, hosts) {
    CHECK(codedeploy.CreateApplication("lab-app").ok());
    for (const DeploymentType type : {DeploymentType::IN_PLACE, DeploymentType::BLUE_GREEN}) {
      CHECK(codedeploy.CreateDeploymentGroup(group_settings(type)).ok());
    }
  }

  [[nodiscard]] static DeploymentGroup group_settings(DeploymentType type) {
    DeploymentGroup group;
    group.applicationName = "lab-app";
    group.deploymentGroupName = type == DeploymentType::IN_PLACE ? "in-place" : "blue-green";
    group.autoScalingGroups = {"asg"};
    group.deploymentType = type;
    group.autoRollbackConfiguration = {true, k_all_rollbacks};
    return group;
  }

  // The settings of a group, to be changed and given to update().
  [[nodiscard]] DeploymentGroup settings(const std::string& group) const {
    return codedeploy.GetDeploymentGroup("lab-app", group).value();
  }
  void update(const DeploymentGroup& group) { CHECK(codedeploy.UpdateDeploymentGroup(group).ok()); }

  [[nodiscard]] static CreateDeploymentInput input(const std::string& key,
                                                   const std::string& group = "in-place") {
    CreateDeploymentInput wanted;
    wanted.applicationName = "lab-app";
    wanted.deploymentGroupName = group;
    wanted.revision.key = key;
    return wanted;
  }
  Result<std::string> create(const std::string& key, const std::string& group = "in-place") {
    return codedeploy.CreateDeployment(world.as("codedeploy"), input(key, group));
  }

  // Deploys each key in turn, waits until nothing is active, and gives all deployments.
  std::vector<DeploymentInfo> deploy(const test::Lines& keys,
                                     const std::string& group = "in-place") {
    CHECK(world.run(tell(*this, keys, group)));
    return codedeploy.state().deployments;
  }
  // Deploys v1, then v2, and calls `act` when `delay` has passed since v2 was created.
  template <typename Act>
  std::vector<DeploymentInfo> deploy_and(Duration delay, Act act,
                                         const std::string& group = "in-place") {
    CHECK(world.run(tell_and(*this, delay, std::function<void()>(act), group)));
    return codedeploy.state().deployments;
  }

  Bundles revisions;
  LabFleet fleet;
  LabHosts hosts;
  test::FakeWorld world;
  CodeDeploy codedeploy;

 private:
  static Task<void> tell(ServiceLab& lab, test::Lines keys, std::string group) {
    for (const std::string& key : keys) {
      const Result<std::string> created = lab.create(key, group);
      CHECK(created.ok());
      co_await lab.codedeploy.wait_until_idle(lab.world.as("story"));
    }
  }
  static Task<void> tell_and(ServiceLab& lab, Duration delay, std::function<void()> act,
                             std::string group) {
    const Context cx = lab.world.as("story");
    for (const std::string key : {"v1", "v2"}) {
      const Result<std::string> created = lab.create(key, group);
      CHECK(created.ok());
      if (key == "v2") {
        co_await cx.sleep_for(delay);
        act();
      }
      co_await lab.codedeploy.wait_until_idle(cx);
    }
  }
};

inline test::ScriptedCommand failing(int exit_code) {
  test::ScriptedCommand command;
  command.exit_code = exit_code;
  command.err = "no answer\n";
  return command;
}

inline test::ScriptedCommand slow(Duration takes) {
  test::ScriptedCommand command;
  command.takes = takes;
  return command;
}

inline const LifecycleEvent& event_of(const InstanceTarget& target, const std::string& name) {
  for (const LifecycleEvent& event : target.lifecycleEvents) {
    if (event.lifecycleEventName == name) {
      return event;
    }
  }
  FAIL("no lifecycle event " << name);
  return target.lifecycleEvents.front();
}

}  // namespace greenroom::codedeploy
