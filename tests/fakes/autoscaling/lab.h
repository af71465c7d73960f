// An Auto Scaling group over instances and target groups of paper.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/autoscaling/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::autoscaling::test {

using greenroom::test::FakeWorld;
using greenroom::test::Lines;

// EC2 on paper: boots in 20 s, ends in 10 s.
class PaperInstances final : public Instances {
 public:
  struct Paper {
    bool running = false;
    bool terminated = false;
    std::optional<Instant> impaired_since;
    LaunchedInstance made;
    std::string group;
    std::string target_lifecycle_state;
    Instant boots_until;
    Instant ends_at = k_never;
  };

  Result<LaunchedInstance> run_instance(Context cx, LaunchRequest request) override {
    if (!trouble.empty()) {
      return Failure{"InvalidGroup.NotFound", trouble};
    }
    Paper paper;
    paper.made.InstanceId = "i-" + std::to_string(++launched);
    paper.made.AvailabilityZone = request.AvailabilityZone;
    paper.made.SubnetId = "subnet-" + request.AvailabilityZone;
    paper.made.LaunchTemplate = resolve(request.LaunchTemplate).value();
    paper.group = request.Tags.at("aws:autoscaling:groupName");
    paper.boots_until = cx.now() + seconds(20);
    papers[paper.made.InstanceId] = paper;
    return paper.made;
  }
  Result<LaunchedInstance> describe(const std::string& id) override {
    if (papers.count(id) == 0) {
      return Failure{"InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist"};
    }
    LaunchedInstance made = papers[id].made;
    made.running = papers[id].running;
    return made;
  }
  Task<bool> wait_until_running(Context cx, std::string id) override {
    co_await cx.sleep_until(papers[id].boots_until);
    papers[id].running = papers[id].ends_at == k_never;
    co_return papers[id].running;
  }
  void terminate(Context cx, const std::string& id) override {
    papers[id].running = false;
    papers[id].ends_at = std::min(papers[id].ends_at, cx.now() + seconds(10));
  }
  Task<void> wait_until_terminated(Context cx, std::string id) override {
    co_await cx.sleep_until(papers[id].ends_at);
    papers[id].terminated = true;
  }
  InstanceCondition condition(const std::string& id) override {
    return {papers[id].running, papers[id].impaired_since};
  }
  Result<LaunchTemplateSpecification> resolve(const LaunchTemplateSpecification& which) override {
    if (which.LaunchTemplateId != "lt-1") {
      return Failure{"InvalidLaunchTemplateId.NotFound", "no such launch template"};
    }
    const bool latest = which.Version.empty() || which.Version == "$Latest";
    return LaunchTemplateSpecification{"lt-1", "", latest ? latest_version : which.Version};
  }
  void set_group(const std::string& id, const std::string& group) override {
    papers[id].group = group;
  }
  void set_target_lifecycle_state(const std::string& id, const std::string& state) override {
    papers[id].target_lifecycle_state = state;
  }

  std::map<std::string, Paper> papers;
  int launched = 0;
  std::string trouble;  // what RunInstances complains about
  std::string latest_version = "1";
};

// Target groups on paper: draining takes 30 s.
class PaperTargets final : public TargetGroups {
 public:
  void register_instance(Context cx, const std::string& group, const std::string& id) override {
    calls.push_back(at(cx) + "register " + id + " in " + group);
    states[id] = TargetHealth::other;
  }
  void deregister_instance(Context cx, const std::string& group, const std::string& id) override {
    calls.push_back(at(cx) + "deregister " + id + " from " + group);
    drained_at[id] = cx.now() + (states.erase(id) > 0 ? seconds(30) : seconds(0));
  }
  Task<void> wait_until_drained(Context cx, std::string, std::string id) override {
    co_await cx.sleep_until(drained_at[id]);
  }
  TargetHealth health(const std::string&, const std::string& id) override {
    const auto found = states.find(id);
    return found == states.end() ? TargetHealth::other : found->second;
  }
  static std::string at(Context cx) {
    return std::to_string((cx.now() - k_start).whole_seconds()) + " ";
  }

  Lines calls;
  std::map<std::string, TargetHealth> states;
  std::map<std::string, Instant> drained_at;
};

class PaperNotifications final : public Notifications {
 public:
  void lifecycle_action(Context, const LifecycleNotification& notification) override {
    actions.push_back(notification);
  }
  void group_event(Context, const GroupEvent& event) override {
    events.push_back(event.detail_type);
  }
  std::vector<LifecycleNotification> actions;
  Lines events;
};

struct Lab {
  Lab() : autoscaling(world.ids, instances, targets, notifications, {}) {}

  [[nodiscard]] static AutoScalingGroup group_of(std::int64_t desired) {
    AutoScalingGroup group;
    group.AutoScalingGroupName = "asg";
    group.MaxSize = 4;
    group.DesiredCapacity = desired;
    group.LaunchTemplate.LaunchTemplateId = "lt-1";
    group.LaunchTemplate.Version = "$Latest";
    group.AvailabilityZones = {"us-east-1a", "us-east-1b"};
    group.TargetGroups = {"tg"};
    return group;
  }
  Status create(AutoScalingGroup group) {
    return autoscaling.CreateAutoScalingGroup(world.as("user"), std::move(group));
  }
  // A group of `desired` instances, all in service. At 25 s, when nothing is in the way.
  Task<void> steady(AutoScalingGroup group) {
    const std::string name = group.AutoScalingGroupName;
    const Status created = create(std::move(group));
    SIM_ASSERT(created.ok(), created.failure().message);
    const Context cx = world.as("story");
    co_await autoscaling.wait_until_steady(cx, name);
  }
  // "i-1 InService" for every member of the group.
  [[nodiscard]] Lines members() const {
    Lines lines;
    for (const Instance& each : autoscaling.state().members("asg")) {
      lines.push_back(each.InstanceId + " " + to_string(each.LifecycleState));
    }
    return lines;
  }
  [[nodiscard]] std::int64_t desired() const {
    return autoscaling.group("asg").value().DesiredCapacity;
  }
  // Activities as a user lists them: "Successful Launching a new EC2 instance: i-1".
  [[nodiscard]] Lines activities() const {
    Lines lines;
    const auto listed = autoscaling.DescribeScalingActivities("asg");
    for (const Activity& each : listed.value()) {
      lines.push_back(std::string(to_string(each.StatusCode)) + " " + each.Description);
    }
    return lines;
  }
  [[nodiscard]] std::string newest_cause() const {
    return autoscaling.state().find_group("asg")->activities.back().Cause;
  }

  PaperInstances instances;
  PaperTargets targets;
  PaperNotifications notifications;
  FakeWorld world;
  AutoScaling autoscaling;
};

}  // namespace greenroom::autoscaling::test
