// The lab's roles have what the lab needs, and no right of theirs is for nothing: each one that is
// taken away makes something fail where it can be seen.
#include "sim/app/rights.h"

#include <catch2/catch.hpp>

#include "tests/app/program.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using greenroom::test::Ended;
using greenroom::test::FakeWorld;
using greenroom::test::Folder;

namespace {

struct Row {
  const char* role;
  const char* action;
  const char* expected;
  const char* resource = "*";
};

constexpr const char* k_source = "pipeline: { execution: 1, status: Failed, Source: Failed }";
constexpr const char* k_build = "pipeline: { execution: 1, status: Failed, Build: Failed }";
constexpr const char* k_deploy = "pipeline: { execution: 1, status: Failed, Production: Failed }";
constexpr const char* k_refused =
    "deployment: { number: 1, status: Failed, error: IAM_ROLE_PERMISSIONS }";
constexpr const char* k_in_traffic =
    "deployment: { number: 1, status: Failed, error: HEALTH_CONSTRAINTS }";
constexpr const char* k_green =
    "deployment: { number: 2, type: BLUE_GREEN, status: Failed, error: IAM_ROLE_PERMISSIONS }";

constexpr Row k_rows[] = {
    {"codepipeline", "s3:GetBucketVersioning", k_source},
    {"codepipeline", "s3:GetObject", k_source},
    {"codepipeline", "s3:GetObjectVersion", k_source},
    {"codepipeline", "s3:PutObject", k_source},
    {"codepipeline", "codebuild:StartBuild", k_build},
    {"codepipeline", "codebuild:BatchGetBuilds", k_build},
    {"codepipeline", "codedeploy:CreateDeployment", k_deploy},
    {"codepipeline", "codedeploy:GetDeployment", k_deploy},
    {"codepipeline", "codedeploy:GetDeploymentConfig", k_deploy},
    {"codepipeline", "codedeploy:GetApplicationRevision", k_deploy},
    {"codepipeline", "codedeploy:RegisterApplicationRevision", k_deploy},
    {"codebuild", "logs:CreateLogStream",
     "build: { number: 1, status: FAILED, phases: { QUEUED: FAILED, PROVISIONING: not run } }"},
    {"codebuild", "logs:PutLogEvents",
     "trace: { event: logs.events, contains: { logGroupName: /aws/codebuild }, times: 0 }"},
    {"codebuild", "s3:GetObject",
     "build: { number: 1, status: FAILED, phases: { DOWNLOAD_SOURCE: FAILED } }"},
    {"codebuild", "s3:PutObject",
     "build: { number: 1, status: FAILED, phases: { UPLOAD_ARTIFACTS: FAILED } }"},
    {"codedeploy", "ec2:DescribeInstances", k_refused},
    {"codedeploy", "autoscaling:DescribeAutoScalingGroups", k_refused},
    {"codedeploy", "autoscaling:DescribeLifecycleHooks", k_refused},
    {"codedeploy", "elasticloadbalancing:DescribeTargetGroups", k_refused},
    {"codedeploy", "elasticloadbalancing:DescribeTargetHealth", k_refused},
    {"codedeploy", "elasticloadbalancing:RegisterTargets", k_in_traffic},
    {"codedeploy", "elasticloadbalancing:DeregisterTargets", k_in_traffic},
    {"codedeploy", "autoscaling:CreateAutoScalingGroup", k_green},
    {"codedeploy", "autoscaling:UpdateAutoScalingGroup", k_green},
    {"codedeploy", "autoscaling:SuspendProcesses", k_green},
    {"codedeploy", "autoscaling:ResumeProcesses", k_green},
    {"codedeploy", "autoscaling:DeleteAutoScalingGroup", k_green},
    {"codedeploy", "ec2:RunInstances", k_green, "arn:aws:ec2:*:instance/*"},
    {"codedeploy", "ec2:RunInstances", k_green, "arn:aws:ec2:*:image/*"},
    {"codedeploy", "ec2:RunInstances", k_green, "arn:aws:ec2:*:subnet/*"},
    {"codedeploy", "ec2:RunInstances", k_green, "arn:aws:ec2:*:security-group/*"},
    {"codedeploy", "ec2:RunInstances", k_green, "arn:aws:ec2:*:network-interface/*"},
    {"codedeploy", "ec2:RunInstances", k_green, "arn:aws:ec2:*:volume/*"},
    {"codedeploy", "ec2:RunInstances", k_green, "arn:aws:ec2:*:launch-template/*"},
    {"codedeploy", "ec2:CreateTags", k_green},
    {"codedeploy", "iam:PassRole", k_green},
    {"instances", "s3:GetObjectVersion",
     "deployment: { number: 1, status: Failed, failed_event: DownloadBundle }"},
};

// Everything is allowed to the role but that action.
std::string story_without(const Row& row) {
  const bool green = row.expected == k_green;
  return std::string("name: without ") + row.action +
         "\napp: " + test::source_path("scenarios/apps/instant") +
         "\nlimits: { virtual_time: 4h }\nenvironment:\n  logs: true\n  keep_blue: false\n"
         "  roles:\n    " +
         row.role +
         ":\n      inline:\n        all: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, "
         "Action: \"*\", Resource: \"*\" }, { Effect: Deny, Action: \"" +
         row.action + "\", Resource: \"" + row.resource +
         "\" }] }\nsteps:\n  - push: v1.0\n  - wait: pipeline\n" +
         (green ? "  - use_deployment_group: blue-green\n  - push: v1.2\n  - wait: pipeline\n"
                : "") +
         "expect:\n  - " + row.expected + "\n";
}

}  // namespace

TEST_CASE("each right that is taken from one of the lab's roles makes something fail in sight") {
  Folder folder;
  for (const Row& row : k_rows) {
    std::string name = std::to_string(&row - k_rows) + "_" + row.action;
    std::replace(name.begin(), name.end(), ':', '_');
    test::write_text(folder / (std::string(row.role) + "_" + name + ".yaml"), story_without(row));
  }
  const Ended ended = test::run_program({"run", folder.path()});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("rights are those of the role with that ARN, and a role that is not there has none") {
  FakeWorld world;
  iam::Iam iam(world.ids, {"123456789012", "us-east-1"});
  app::furnish_roles(iam, {});
  const app::RightsOnIam rights(iam, world.kernel);
  const std::string build_role = "arn:aws:iam::123456789012:role/lab-app-codebuild";
  CHECK(rights.may({build_role, "AWSCodeBuild-1"}, {"s3:PutObject", "arn:aws:s3:::a/b", {}}).ok());
  const Status refused = rights.may({build_role, "AWSCodeBuild-1"}, {"s3:DeleteObject", "x", {}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().message ==
        "User: arn:aws:sts::123456789012:assumed-role/lab-app-codebuild/AWSCodeBuild-1 is not "
        "authorized to perform: s3:DeleteObject on resource: \"x\" because no identity-based "
        "policy allows the s3:DeleteObject action");
  CHECK_FALSE(rights
                  .may({"arn:aws:iam::123456789012:role/other/lab-app-codebuild", "s"},
                       {"s3:PutObject", "x", {}})
                  .ok());
  CHECK(rights.may_assume(build_role, "codebuild.amazonaws.com").ok());
  CHECK_FALSE(rights.may_assume(build_role, "codedeploy.amazonaws.com").ok());
  CHECK_FALSE(rights.has_role(build_role + "x"));
  CHECK(rights.passed_role_arn("lab-app-instance", "") ==
        "arn:aws:iam::123456789012:role/lab-app-instance");
  CHECK(rights.passed_role_arn("", "arn:aws:iam::123456789012:instance-profile/nobody").empty());
}

TEST_CASE("a role that a scenario describes has that, and nothing else") {
  FakeWorld world;
  iam::Iam iam(world.ids, {"123456789012", "us-east-1"});
  app::furnish_roles(iam, {{"instances", scenario::RoleSettings{}}});
  const app::RightsOnIam rights(iam, world.kernel);
  CHECK_FALSE(
      rights.may({rights.role_arn("lab-app-instance"), "i-1"}, {"s3:GetObject", "x", {}}).ok());
  CHECK(rights.may({rights.role_arn("lab-app-codebuild"), "b"}, {"s3:GetObject", "x", {}}).ok());
}
