// Deployment groups that are deleted, and hosts that are cut off.
#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/service_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;

namespace {

class HookFleet final : public Fleet {
 public:
  [[nodiscard]] std::vector<FleetInstance> instances(const std::string&) const override {
    return {};
  }
  Task<Result<std::vector<FleetInstance>>> copy_group(Context, std::string, std::string,
                                                      std::string, std::string) override {
    co_return Failure{"ValidationError", "none"};
  }
  Status resume_processes(Context, std::string, std::string) override { return success(); }
  Task<Status> delete_group(Context, std::string, std::string) override { co_return success(); }
  std::vector<std::string> delete_hooks(Context, const std::string&,
                                        const std::string& group) override {
    asked.push_back(group);
    return left;
  }
  test::Lines asked;
  test::Lines left;
};

}  // namespace

TEST_CASE("2.4: a deployment group that is deleted takes its hooks along, or says which stayed") {
  ServiceLab lab;
  HookFleet fleet;
  CodeDeploy codedeploy(lab.world.ids, {}, fleet, lab.fleet, lab.revisions, lab.hosts);
  CHECK(codedeploy.CreateApplication("lab-app").ok());
  for (const DeploymentType type : {DeploymentType::IN_PLACE, DeploymentType::BLUE_GREEN}) {
    CHECK(codedeploy.CreateDeploymentGroup(ServiceLab::group_settings(type)).ok());
  }
  const Context cx = lab.world.as("user");
  CHECK(codedeploy.watches_launches("asg"));
  CHECK_FALSE(codedeploy.watches_terminations("asg"));
  CHECK(codedeploy.DeleteDeploymentGroup(cx, "lab-app", "nobody").value().empty());
  CHECK(codedeploy.DeleteDeploymentGroup(cx, "lab-app", "blue-green").value().empty());
  CHECK(fleet.asked.empty());  // the other group still watches
  fleet.left = {"hook-1"};
  CHECK(codedeploy.DeleteDeploymentGroup(cx, "lab-app", "in-place").value() ==
        test::Lines{"hook-1"});
  CHECK(fleet.asked == test::Lines{"asg"});
  CHECK_FALSE(codedeploy.watches_launches("asg"));
  CHECK(codedeploy.GetDeploymentGroup("lab-app", "in-place").failure().code ==
        "DeploymentGroupDoesNotExistException");
  CHECK(codedeploy.DeleteDeploymentGroup(cx, "lab-app", "").failure().code ==
        "DeploymentGroupNameRequiredException");
}

TEST_CASE("a deployment goes on when its group is deleted, and a new one of that name is another") {
  ServiceLab lab;
  const std::string id = lab.settings("in-place").deploymentGroupId;
  const auto deployments = lab.deploy_and(seconds(5), [&] {
    CHECK(lab.codedeploy.DeleteDeploymentGroup(lab.world.as("user"), "lab-app", "in-place").ok());
  });
  CHECK(deployments.at(1).status == DeploymentStatus::Succeeded);
  CHECK(lab.create("v1").failure().code == "DeploymentGroupDoesNotExistException");
  CHECK(lab.codedeploy.CreateDeploymentGroup(ServiceLab::group_settings(DeploymentType::IN_PLACE))
            .ok());
  CHECK(lab.settings("in-place").deploymentGroupId != id);
  CHECK(lab.settings("in-place").lastSuccessfulDeployment.empty());
}

TEST_CASE("traffic goes through the target groups that the deployment was created with") {
  ServiceLab lab;
  DeploymentGroup group = lab.settings("in-place");
  group.loadBalancerInfo.targetGroupInfoList = {"tg-1", "tg-2"};
  lab.update(group);
  lab.deploy_and(seconds(2), [&] {
    CHECK(lab.codedeploy.state().deployments.back().status == DeploymentStatus::InProgress);
    group.loadBalancerInfo.targetGroupInfoList = {"tg-3"};
    lab.update(group);
  });
  using Told = std::set<std::pair<std::string, std::vector<std::string>>>;
  CHECK(lab.fleet.target_groups_told ==
        Told{{"allow", {"tg-1", "tg-2"}}, {"block", {"tg-1", "tg-2"}}});
}

TEST_CASE("a group that becomes blue/green while it deploys brings nobody up to date in place") {
  ServiceLab lab;
  const auto deployments = lab.deploy_and(seconds(5), [&] {
    lab.fleet.members.push_back({"i-5", true, "a", {}});
    DeploymentGroup group = lab.settings("in-place");
    group.deploymentType = DeploymentType::BLUE_GREEN;
    group.blueGreen.greenFleetProvisioningOption = GreenFleetProvisioningAction::DISCOVER_EXISTING;
    lab.update(group);
  });
  CHECK(deployments.size() == 2);
  CHECK(deployments.back().status == DeploymentStatus::Succeeded);
}

TEST_CASE("a configuration is in use as long as a deployment runs by it") {
  ServiceLab lab;
  DeploymentConfig config;
  config.deploymentConfigName = "careful";
  config.minimumHealthyHosts = {MinimumHealthyHostsType::HOST_COUNT, 1};
  REQUIRE(lab.codedeploy.CreateDeploymentConfig(config).ok());
  Task<void> story = [](ServiceLab& l) -> Task<void> {
    CreateDeploymentInput wanted = ServiceLab::input("v1");
    wanted.deploymentConfigName = "careful";
    CHECK(l.codedeploy.CreateDeployment(l.world.as("codedeploy"), std::move(wanted)).ok());
    CHECK(l.codedeploy.DeleteDeploymentConfig("careful").failure().code ==
          "DeploymentConfigInUseException");
    co_await l.codedeploy.wait_until_idle(l.world.as("story"));
    CHECK(l.codedeploy.DeleteDeploymentConfig("careful").ok());
  }(lab);
  CHECK(lab.world.run(std::move(story)));
  CHECK(lab.codedeploy.state().deployments.back().status == DeploymentStatus::Succeeded);
}

TEST_CASE("a host that is cut off is neither heard nor told; what it did meanwhile counts") {
  ServiceLab lab;
  lab.hosts.machines["i-1"].on("start v2", slow(seconds(50)));
  const bool in_time = GENERATE(true, false);
  Instant mended;
  lab.deploy_and(seconds(30), [&] {
    lab.codedeploy.set_network("i-1", false);
    const Context cx = lab.world.as("cable");
    mended = cx.now() + (in_time ? minutes(10) : minutes(90));
    cx.spawn("mend", [](Context at, ServiceLab& l, Instant when) -> Task<void> {
      co_await at.sleep_until(when);
      l.codedeploy.set_network("i-1", true);
    }(cx, lab, mended));
  });
  const InstanceTarget& target = lab.codedeploy.state().deployments.at(1).targets.at(0);
  const LifecycleEvent& event = event_of(target, "ApplicationStart");
  if (in_time) {  // it reports as soon as it is heard again: it tries every second
    CHECK(event.status == LifecycleEventStatus::Succeeded);
    CHECK(*event.endTime >= mended);
    CHECK(*event.endTime <= mended + seconds(1));
  } else {  // an hour is too long
    CHECK(event.status == LifecycleEventStatus::Failed);
    CHECK(*event.endTime - *event.startTime == minutes(61));
  }
}

TEST_CASE("a host that is cut off between two events is given up after five minutes") {
  ServiceLab lab;
  lab.deploy_and(seconds(0), [&] { lab.codedeploy.set_network("i-1", false); });
  const InstanceTarget& target = lab.codedeploy.state().deployments.at(1).targets.at(0);
  CHECK(target.status == TargetStatus::Failed);
  const LifecycleEvent& first = target.lifecycleEvents.front();
  CHECK(first.status == LifecycleEventStatus::Failed);
  CHECK(*first.endTime - *first.startTime == minutes(5));
}
