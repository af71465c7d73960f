// Which rights a request needs.
#include "fakes/wire/rights.h"

#include <catch2/catch.hpp>

#include "fakes/autoscaling/wire.h"
#include "fakes/cloudwatch/wire.h"
#include "fakes/codebuild/wire.h"
#include "fakes/codedeploy/wire.h"
#include "fakes/codepipeline/wire.h"
#include "fakes/ec2/wire.h"
#include "fakes/elb/wire.h"
#include "fakes/events/wire.h"
#include "fakes/iam/wire.h"
#include "fakes/s3/wire.h"
#include "fakes/secretsmanager/wire.h"
#include "fakes/sns/wire.h"
#include "fakes/sqs/wire.h"
#include "fakes/ssm/wire.h"
#include "fakes/sts/wire.h"

using namespace greenroom;
using namespace greenroom::wire;

namespace {

constexpr const char* k_table = R"(
service codebuild json-1.1 CodeBuild_20161006
operation Read Input Output
right Read s3:GetObject arn:aws:s3:::{Bucket}/{Key} unless=VersionId
right Read s3:GetObjectVersion arn:aws:s3:::{Bucket}/{Key} if=VersionId
operation Each Input Output
right Each = ~parameter/{parameter(Names)}
operation Pass Input Output
right Pass iam:PassRole {Key} if=Key to=codebuild.amazonaws.com
operation Find Input Output
right Find = ~thing/{thing(Key)}
operation Plain Input Output
operation Free Input Output
right Free none
structure Input Bucket:Text Key:Text VersionId:Text Names:Texts
structure Output
string Text
list Texts Text
)";

using Lines = std::vector<std::string>;

Lines lines_of(const Model& model, const std::string& operation, const std::string& input) {
  const auto lookup = [](std::string_view what, const std::string& value) {
    return value == "nobody" ? "" : std::string(what) + " of " + value;
  };
  Lines all;
  for (const aws::Access& each :
       rights_of(model, operation, aws::parse_json(input).value(), {}, lookup)) {
    std::string line = each.action + " " + each.resource;
    for (const auto& [key, values] : each.context) {
      line += " " + key + "=" + values.at(0);
    }
    all.push_back(std::move(line));
  }
  return all;
}

Lines rights(const std::string& operation, const std::string& input) {
  return lines_of(parse_model(k_table), operation, input);
}

}  // namespace

TEST_CASE("a request needs the rights that its table says, on what its input names") {
  CHECK(rights("Read", R"({"Bucket":"b","Key":"a/c"})") ==
        Lines{"s3:GetObject arn:aws:s3:::b/a/c"});
  CHECK(rights("Read", R"({"Bucket":"b","Key":"k","VersionId":"v"})") ==
        Lines{"s3:GetObjectVersion arn:aws:s3:::b/k"});
  CHECK(rights("Each", R"({"Names":["/lab/a","b:3"]})") ==
        Lines{"codebuild:Each arn:aws:codebuild:us-east-1:123456789012:parameter/lab/a",
              "codebuild:Each arn:aws:codebuild:us-east-1:123456789012:parameter/b"});
  CHECK(rights("Each", R"({"Names":["arn:aws:ssm:us-east-1:1:parameter/a"]})") ==
        Lines{"codebuild:Each arn:aws:ssm:us-east-1:1:parameter/a"});
}

TEST_CASE("what the input leaves out is any, and an operation without rights needs its own name") {
  CHECK(rights("Read", R"({"Bucket":"b"})") == Lines{"s3:GetObject arn:aws:s3:::b/*"});
  CHECK(rights("Each", "{}") ==
        Lines{"codebuild:Each arn:aws:codebuild:us-east-1:123456789012:parameter/*"});
  CHECK(rights("Plain", "{}") == Lines{"codebuild:Plain *"});
  CHECK(rights("Free", "{}").empty());
  CHECK(rights("Pass", "{}").empty());
  CHECK(rights("Pass", R"({"Key":"arn:aws:iam::1:role/r"})") ==
        Lines{"iam:PassRole arn:aws:iam::1:role/r iam:passedtoservice=codebuild.amazonaws.com"});
}

TEST_CASE("what users write is a value, never a place to be filled in nor another resource") {
  CHECK(rights("Read", R"({"Bucket":"{Key}","Key":"{Bucket}/{Key}{","VersionId":"{account}"})") ==
        Lines{"s3:GetObjectVersion arn:aws:s3:::{Key}/{Bucket}/{Key}{"});
  CHECK(rights("Read", R"({"Bucket":"b","Key":"arn:aws:s3:::other/k"})") ==
        Lines{"s3:GetObject arn:aws:s3:::b/arn:aws:s3:::other/k"});
  CHECK(rights("Read", R"({"Bucket":"b","Key":"/k"})") == Lines{"s3:GetObject arn:aws:s3:::b//k"});
}

TEST_CASE("what only a service knows is asked of whoever knows it, and is any otherwise") {
  CHECK(rights("Find", R"({"Key":"k"})") ==
        Lines{"codebuild:Find arn:aws:codebuild:us-east-1:123456789012:thing/thing of k"});
  CHECK(rights("Find", R"({"Key":"nobody"})") ==
        Lines{"codebuild:Find arn:aws:codebuild:us-east-1:123456789012:thing/*"});
}

TEST_CASE("operations of S3 need actions that have other names than they") {
  const Model model = s3::wire_table().model();
  CHECK(lines_of(model, "ListObjectsV2", R"({"Bucket":"b"})") ==
        Lines{"s3:ListBucket arn:aws:s3:::b"});
  CHECK(lines_of(model, "HeadBucket", R"({"Bucket":"b"})") ==
        Lines{"s3:ListBucket arn:aws:s3:::b"});
  CHECK(lines_of(model, "HeadObject", R"({"Bucket":"b","Key":"k"})") ==
        Lines{"s3:GetObject arn:aws:s3:::b/k"});
  CHECK(lines_of(model, "PutObject", R"({"Bucket":"b","Key":"k","Tagging":"a=b"})") ==
        Lines{"s3:PutObject arn:aws:s3:::b/k", "s3:PutObjectTagging arn:aws:s3:::b/k"});
  CHECK(lines_of(model, "CopyObject",
                 R"({"Bucket":"b","Key":"k","CopySource":"/from%2Fa%20b?versionId=v"})") ==
        Lines{"s3:PutObject arn:aws:s3:::b/k", "s3:GetObject arn:aws:s3:::from/a b"});
  // Each of their keys is asked for on its own, by the service.
  CHECK(lines_of(model, "DeleteObjects",
                 R"({"Bucket":"b","Delete":{"Objects":[{"Key":"k"},{"Key":"l"}]}})")
            .empty());
}

TEST_CASE("each service's resources are those of AWS's service authorization reference") {
  struct Row {
    Model model;
    const char* operation;
    const char* input;
    const char* right;
  };
  const Row rows[] = {
      {ec2::wire_table().model(), "StopInstances", R"({"InstanceIds":["i-1"]})",
       "ec2:StopInstances arn:aws:ec2:us-east-1:123456789012:instance/i-1"},
      {ec2::wire_table().model(), "CreateTags", R"({"Resources":["lt-1"]})",
       "ec2:CreateTags arn:aws:ec2:us-east-1:123456789012:launch-template/lt-1"},
      {ec2::wire_table().model(), "DescribeInstances", "{}", "ec2:DescribeInstances *"},
      {elb::wire_table().model(), "RegisterTargets", R"({"TargetGroupArn":"arn:tg"})",
       "elasticloadbalancing:RegisterTargets arn:tg"},
      {autoscaling::wire_table().model(), "SetDesiredCapacity", R"({"AutoScalingGroupName":"web"})",
       "autoscaling:SetDesiredCapacity arn:aws:autoscaling:us-east-1:123456789012:"
       "autoScalingGroup:*:autoScalingGroupName/web"},
      {cloudwatch::wire_table().model(), "DeleteAlarms", R"({"AlarmNames":["a"]})",
       "cloudwatch:DeleteAlarms arn:aws:cloudwatch:us-east-1:123456789012:alarm:a"},
      {events::wire_table().model(), "PutRule", R"({"Name":"r"})",
       "events:PutRule arn:aws:events:us-east-1:123456789012:rule/r"},
      {sqs::wire_table().model(), "SendMessageBatch",
       R"({"QueueUrl":"http://127.0.0.1:4566/123456789012/jobs"})",
       "sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:jobs"},
      {sns::wire_table().model(), "Unsubscribe",
       R"({"SubscriptionArn":"arn:aws:sns:r:1:topic:4b36"})",
       "sns:Unsubscribe arn:aws:sns:r:1:topic"},
      {sts::wire_table().model(), "AssumeRole", R"({"RoleArn":"arn:aws:iam::1:role/r"})",
       "sts:AssumeRole arn:aws:iam::1:role/r"},
      {ssm::wire_table().model(), "GetParameter", R"({"Name":"/lab/token:2"})",
       "ssm:GetParameter arn:aws:ssm:us-east-1:123456789012:parameter/lab/token"},
      {secretsmanager::wire_table().model(), "GetSecretValue", R"({"SecretId":"db"})",
       "secretsmanager:GetSecretValue "
       "arn:aws:secretsmanager:us-east-1:123456789012:secret:secret of db"},
      {codebuild::wire_table().model(), "BatchGetBuilds", R"({"ids":["web:4b36"]})",
       "codebuild:BatchGetBuilds arn:aws:codebuild:us-east-1:123456789012:project/web"},
      {codebuild::wire_table().model(), "DescribeTestCases",
       R"({"reportArn":"arn:c:report/units:4b36"})",
       "codebuild:DescribeTestCases arn:c:report-group/units"},
      {codepipeline::wire_table().model(), "RetryStageExecution",
       R"({"pipelineName":"p","stageName":"Build"})",
       "codepipeline:RetryStageExecution arn:aws:codepipeline:us-east-1:123456789012:p/Build"},
      {codedeploy::wire_table().model(), "GetDeployment", R"({"deploymentId":"d-1"})",
       "codedeploy:GetDeployment arn:aws:codedeploy:us-east-1:123456789012:"
       "deploymentgroup:group_of_deployment of d-1"},
      {iam::wire_table().model(), "GetRole", R"({"RoleName":"r"})",
       "iam:GetRole arn:aws:iam::123456789012:role/r"},
  };
  for (const Row& row : rows) {
    CHECK(lines_of(row.model, row.operation, row.input) == Lines{row.right});
  }
}
