// What happens when the deployment group's service role may not do what CodeDeploy needs.
#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/service_lab.h"
#include "tests/support/rights_without.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using greenroom::test::RightsWithout;

namespace {

std::string error_of(const DeploymentInfo& deployment) {
  return std::string(to_string(deployment.status)) + " " +
         (deployment.errorInformation ? deployment.errorInformation->code : "");
}

}  // namespace

TEST_CASE("a deployment whose role may not look at what it deploys to fails before it begins") {
  struct Row {
    const char* action;
    const char* service;
  };
  const Row rows[] = {
      {"ec2:DescribeInstances", "AmazonEC2."},
      {"autoscaling:DescribeAutoScalingGroups", "AmazonAutoScaling."},
      {"autoscaling:DescribeLifecycleHooks", "AmazonAutoScaling."},
      {"elasticloadbalancing:DescribeTargetGroups", "AmazonElasticLoadBalancingV2."},
      {"elasticloadbalancing:DescribeTargetHealth", "AmazonElasticLoadBalancingV2."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.action);
    ServiceLab lab;
    const RightsWithout rights({row.action});
    lab.codedeploy.connect(rights);
    const auto deployments = lab.deploy({"v1"});
    REQUIRE(error_of(deployments.at(0)) == "Failed IAM_ROLE_PERMISSIONS");
    CHECK(deployments[0].errorInformation->message.find(row.service) != std::string::npos);
    CHECK(deployments[0].targets.empty());
    CHECK(lab.fleet.calls.empty());
  }
}

TEST_CASE("a role that is gone, or does not trust CodeDeploy, fails the deployment") {
  ServiceLab lab;
  RightsWithout rights;
  lab.codedeploy.connect(rights);
  rights.there = false;
  CHECK(error_of(lab.deploy({"v1"}).at(0)) == "Failed IAM_ROLE_MISSING");
  ServiceLab other;
  RightsWithout untrusted;
  untrusted.trusts = false;
  other.codedeploy.connect(untrusted);
  const auto deployments = other.deploy({"v1"});
  CHECK(error_of(deployments.at(0)) == "Failed IAM_ROLE_PERMISSIONS");
  CHECK(deployments[0].errorInformation->message.find("required to assume the role") !=
        std::string::npos);
}

TEST_CASE("a deployment group whose role does not trust CodeDeploy is refused") {
  ServiceLab lab;
  RightsWithout rights;
  rights.trusts = false;
  lab.codedeploy.connect(rights);
  DeploymentGroup group = ServiceLab::group_settings(DeploymentType::IN_PLACE);
  group.deploymentGroupName = "another";
  group.serviceRoleArn = "arn:aws:iam::123456789012:role/nobody";
  const Context cx = lab.world.as("user");
  const auto refused = lab.codedeploy.CreateDeploymentGroup(cx, group);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().code == "InvalidRoleException");
  CHECK(refused.failure().message ==
        "AWS CodeDeploy does not have the permissions required to assume the role "
        "arn:aws:iam::123456789012:role/nobody.");
  rights.trusts = true;
  CHECK(lab.codedeploy.CreateDeploymentGroup(cx, group).ok());
  rights.trusts = false;
  CHECK(lab.codedeploy.UpdateDeploymentGroup(cx, "another", group).failure().code ==
        "InvalidRoleException");
}

TEST_CASE("what the role may not do in the middle of a blue/green deployment fails it there") {
  for (const char* refused : {"copy", "resume", "delete"}) {
    CAPTURE(refused);
    ServiceLab lab;
    lab.fleet.may_not = {refused};
    DeploymentGroup group = lab.settings("blue-green");
    group.blueGreen.terminateBlueInstancesOnDeploymentSuccess = BlueInstanceAction::TERMINATE;
    lab.update(group);
    const auto deployments = lab.deploy({"v1"}, "blue-green");
    REQUIRE(error_of(deployments.at(0)) == "Failed IAM_ROLE_PERMISSIONS");
    CHECK(deployments[0].errorInformation->message.find("AmazonAutoScaling") != std::string::npos);
  }
}

TEST_CASE("a role that may not touch the load balancer fails the event that moves traffic") {
  ServiceLab lab;
  lab.fleet.may_not = {"block"};
  const auto deployments = lab.deploy({"v1"});
  CHECK(error_of(deployments.at(0)) == "Failed HEALTH_CONSTRAINTS");
  const auto& events = deployments[0].targets.at(0).lifecycleEvents;
  const bool told = std::any_of(events.begin(), events.end(), [](const auto& event) {
    return event.diagnostics.message.find("AmazonElasticLoadBalancingV2") != std::string::npos;
  });
  CHECK(told);
}
