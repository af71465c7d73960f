#include "fakes/iam/managed_policies.h"

#include <algorithm>

namespace greenroom::iam {
namespace {

struct Known {
  const char* path;
  const char* name;
  const char* actions;  // as JSON has them in a list, or a whole document
};

constexpr const char* k_codedeploy_role =
    R"("autoscaling:CompleteLifecycleAction","autoscaling:DeleteLifecycleHook",)"
    R"("autoscaling:DescribeAutoScalingGroups","autoscaling:DescribeLifecycleHooks",)"
    R"("autoscaling:PutLifecycleHook","autoscaling:RecordLifecycleActionHeartbeat",)"
    R"("autoscaling:CreateAutoScalingGroup","autoscaling:CreateOrUpdateTags",)"
    R"("autoscaling:UpdateAutoScalingGroup","autoscaling:EnableMetricsCollection",)"
    R"("autoscaling:DescribePolicies","autoscaling:DescribeScheduledActions",)"
    R"("autoscaling:DescribeNotificationConfigurations","autoscaling:SuspendProcesses",)"
    R"("autoscaling:ResumeProcesses","autoscaling:AttachLoadBalancers",)"
    R"("autoscaling:AttachLoadBalancerTargetGroups","autoscaling:PutScalingPolicy",)"
    R"("autoscaling:PutScheduledUpdateGroupAction","autoscaling:PutNotificationConfiguration",)"
    R"("autoscaling:DescribeScalingActivities","autoscaling:DeleteAutoScalingGroup",)"
    R"("autoscaling:PutWarmPool","autoscaling:DescribeWarmPool",)"
    R"("ec2:DescribeInstances","ec2:DescribeInstanceStatus","ec2:TerminateInstances",)"
    R"("tag:GetResources","sns:Publish","cloudwatch:DescribeAlarms","cloudwatch:PutMetricAlarm",)"
    R"("elasticloadbalancing:DescribeLoadBalancers",)"
    R"("elasticloadbalancing:DescribeLoadBalancerAttributes",)"
    R"("elasticloadbalancing:DescribeInstanceHealth",)"
    R"("elasticloadbalancing:RegisterInstancesWithLoadBalancer",)"
    R"("elasticloadbalancing:DeregisterInstancesFromLoadBalancer",)"
    R"("elasticloadbalancing:DescribeTargetGroups",)"
    R"("elasticloadbalancing:DescribeTargetGroupAttributes",)"
    R"("elasticloadbalancing:DescribeTargetHealth","elasticloadbalancing:RegisterTargets",)"
    R"("elasticloadbalancing:DeregisterTargets")";

constexpr const char* k_managed_instance_core =
    R"("ssm:DescribeAssociation","ssm:GetDeployablePatchSnapshotForInstance","ssm:GetDocument",)"
    R"("ssm:DescribeDocument","ssm:GetManifest","ssm:GetParameter","ssm:GetParameters",)"
    R"("ssm:ListAssociations","ssm:ListInstanceAssociations","ssm:PutInventory",)"
    R"("ssm:PutComplianceItems","ssm:PutConfigurePackageResult","ssm:UpdateAssociationStatus",)"
    R"("ssm:UpdateInstanceAssociationStatus","ssm:UpdateInstanceInformation",)"
    R"("ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel",)"
    R"("ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel",)"
    R"("ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage",)"
    R"("ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply")";

constexpr const char* k_power_user =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
    R"("NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"},)"
    R"({"Effect":"Allow","Action":["iam:CreateServiceLinkedRole",)"
    R"("iam:DeleteServiceLinkedRole","iam:ListRoles"],"Resource":"*"}]})";

constexpr Known k_all[] = {
    {"/", "AWSCodeBuildAdminAccess",
     R"("codebuild:*","s3:GetBucketLocation","s3:ListAllMyBuckets","logs:GetLogEvents",)"
     R"("cloudwatch:GetMetricStatistics","ec2:DescribeVpcs","ec2:DescribeSubnets",)"
     R"("ec2:DescribeSecurityGroups")"},
    {"/", "AWSCodeDeployFullAccess", R"("codedeploy:*")"},
    {"/", "AWSCodeDeployReadOnlyAccess",
     R"("codedeploy:Batch*","codedeploy:Get*","codedeploy:List*")"},
    {"/", "AWSCodePipeline_FullAccess",
     R"("codepipeline:*","codebuild:BatchGetProjects","codebuild:ListProjects",)"
     R"("codedeploy:ListApplications","codedeploy:ListDeploymentGroups","iam:ListRoles",)"
     R"("iam:PassRole","s3:GetBucketPolicy","s3:GetBucketVersioning","s3:GetObjectVersion",)"
     R"("s3:ListAllMyBuckets","s3:ListBucket","sns:ListTopics")"},
    {"/", "AdministratorAccess", R"("*")"},
    {"/", "AmazonEC2FullAccess",
     R"("ec2:*","elasticloadbalancing:*","cloudwatch:*","autoscaling:*",)"
     R"("iam:CreateServiceLinkedRole")"},
    {"/", "AmazonEC2ReadOnlyAccess",
     R"("ec2:Describe*","elasticloadbalancing:Describe*","cloudwatch:ListMetrics",)"
     R"("cloudwatch:GetMetricStatistics","cloudwatch:Describe*","autoscaling:Describe*")"},
    {"/", "AmazonS3FullAccess", R"("s3:*","s3-object-lambda:*")"},
    {"/", "AmazonS3ReadOnlyAccess",
     R"("s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*")"},
    {"/", "AmazonSSMManagedInstanceCore", k_managed_instance_core},
    {"/", "AmazonSSMReadOnlyAccess", R"("ssm:Describe*","ssm:Get*","ssm:List*")"},
    {"/", "AutoScalingFullAccess",
     R"("autoscaling:*","cloudwatch:PutMetricAlarm","ec2:DescribeImages",)"
     R"("ec2:DescribeInstances","ec2:DescribeLaunchTemplateVersions","ec2:DescribeSubnets",)"
     R"("ec2:DescribeVpcs","elasticloadbalancing:DescribeLoadBalancers",)"
     R"("elasticloadbalancing:DescribeTargetGroups","iam:CreateServiceLinkedRole")"},
    {"/", "CloudWatchAgentServerPolicy",
     R"("cloudwatch:PutMetricData","ec2:DescribeVolumes","ec2:DescribeTags",)"
     R"("logs:PutLogEvents","logs:PutRetentionPolicy","logs:DescribeLogStreams",)"
     R"("logs:DescribeLogGroups","logs:CreateLogStream","logs:CreateLogGroup")"},
    {"/", "CloudWatchLogsFullAccess", R"("logs:*","cloudwatch:GenerateQuery")"},
    {"/", "ElasticLoadBalancingFullAccess",
     R"("elasticloadbalancing:*","ec2:DescribeInstances","ec2:DescribeSubnets",)"
     R"("ec2:DescribeSecurityGroups","ec2:DescribeVpcs","iam:CreateServiceLinkedRole")"},
    {"/", "IAMFullAccess", R"("iam:*")"},
    {"/", "PowerUserAccess", k_power_user},
    {"/", "SecretsManagerReadWrite", R"("secretsmanager:*")"},
    {"/aws-service-role/", "AWSElasticLoadBalancingServiceRolePolicy",
     R"("ec2:Describe*","ec2:CreateNetworkInterface","ec2:DeleteNetworkInterface")"},
    {"/aws-service-role/", "AutoScalingServiceRolePolicy",
     R"("ec2:RunInstances","ec2:TerminateInstances","ec2:CreateTags","ec2:Describe*",)"
     R"("ec2:StartInstances","ec2:StopInstances","elasticloadbalancing:RegisterTargets",)"
     R"("elasticloadbalancing:DeregisterTargets","elasticloadbalancing:Describe*",)"
     R"("cloudwatch:PutMetricAlarm","cloudwatch:DeleteAlarms","cloudwatch:DescribeAlarms",)"
     R"("sns:Publish","iam:PassRole")"},
    {"/service-role/", "AWSCodeDeployRole", k_codedeploy_role},
    {"/service-role/", "AmazonEC2RoleforAWSCodeDeploy",
     R"("s3:GetObject","s3:GetObjectVersion","s3:ListBucket")"},
};

std::string document_of(const Known& known) {
  const std::string actions = known.actions;
  return actions.front() == '{'
             ? actions
             : R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[)" + actions +
                   R"(],"Resource":"*"}]})";
}

// "ANPA" and 17 characters that follow from the place in the list.
std::string id_of(std::size_t place) {
  std::string number = std::to_string(place + 1);
  return "ANPAIAWSMANAGED" + std::string(6 - number.size(), '0') + number;
}

}  // namespace

const std::vector<Policy>& aws_managed_policies() {
  static const std::vector<Policy> all = [] {
    std::vector<Policy> made;
    for (const Known& known : k_all) {
      Policy policy;
      policy.PolicyName = known.name;
      policy.PolicyId = id_of(made.size());
      policy.Path = known.path;
      policy.Arn = "arn:aws:iam::aws:policy" + policy.Path + policy.PolicyName;
      policy.versions = {{document_of(known), "v1", {}}};
      made.push_back(std::move(policy));
    }
    std::sort(made.begin(), made.end(),
              [](const Policy& one, const Policy& other) { return one.Arn < other.Arn; });
    return made;
  }();
  return all;
}

std::string arn_of_managed_policy(const std::string& name) {
  for (const Policy& policy : aws_managed_policies()) {
    if (policy.PolicyName == name || policy.Arn == name) {
      return policy.Arn;
    }
  }
  return "";
}

std::string trust_of_service(const std::string& service) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":")" +
         service + R"("},"Action":"sts:AssumeRole"}]})";
}

}  // namespace greenroom::iam
