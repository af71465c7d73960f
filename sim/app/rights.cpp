#include "sim/app/rights.h"

#include <utility>
#include <vector>

#include "fakes/aws/arn.h"
#include "fakes/iam/managed_policies.h"
#include "sim/core/assert.h"

namespace greenroom::app {
namespace {

constexpr const char* k_inline_name = "lab";

// What the lab gives its roles, where a scenario does not say otherwise.
struct LabRole {
  const char* name;  // as scenarios say it
  const char* role;
  const char* service;
  const char* attached;  // a managed policy of AWS's; "" = none
  const char* actions;   // of the inline policy, on every resource
};
constexpr LabRole k_lab_roles[] = {
    {"codebuild", "lab-app-codebuild", "codebuild.amazonaws.com", "",
     R"("logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents","s3:GetObject",)"
     R"("s3:GetObjectVersion","s3:PutObject","s3:ListBucket","s3:GetBucketAcl",)"
     R"("s3:GetBucketLocation","ssm:GetParameters","secretsmanager:GetSecretValue",)"
     R"("codebuild:CreateReportGroup","codebuild:CreateReport","codebuild:UpdateReport",)"
     R"("codebuild:BatchPutTestCases","codebuild:BatchPutCodeCoverages")"},
    // What AWSCodeDeployRole lacks for Auto Scaling groups with a launch template.
    {"codedeploy", "lab-app-codedeploy", "codedeploy.amazonaws.com",
     "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole",
     R"("ec2:RunInstances","ec2:CreateTags","iam:PassRole")"},
    {"codepipeline", "lab-app-codepipeline", "codepipeline.amazonaws.com", "",
     R"("s3:GetObject","s3:GetObjectVersion","s3:GetBucketVersioning","s3:PutObject",)"
     R"("s3:PutObjectAcl","codebuild:StartBuild","codebuild:BatchGetBuilds",)"
     R"("codedeploy:CreateDeployment","codedeploy:GetDeployment",)"
     R"("codedeploy:GetDeploymentConfig","codedeploy:GetApplicationRevision",)"
     R"("codedeploy:RegisterApplicationRevision","cloudwatch:DescribeAlarms","sns:Publish",)"
     R"("iam:PassRole")"},
    {"instances", "lab-app-instance", "ec2.amazonaws.com", "", R"("s3:Get*","s3:List*")"},
};

iam::Role role_of(const LabRole& lab, const scenario::RoleSettings* wanted) {
  iam::Role role;
  role.RoleName = lab.role;
  role.AssumeRolePolicyDocument = iam::trust_of_service(lab.service);
  if (wanted != nullptr) {
    role.attached = wanted->attached;
    role.inline_policies = wanted->inline_policies;
    return role;
  }
  if (*lab.attached != '\0') {
    role.attached = {lab.attached};
  }
  role.inline_policies[k_inline_name] =
      std::string(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[)") +
      lab.actions + R"(],"Resource":"*"}]})";
  return role;
}

}  // namespace

Status RightsOnIam::may(const aws::RoleSession& who, const aws::Access& access) const {
  const std::string name = who.role_arn.substr(who.role_arn.rfind('/') + 1);
  iam::AccessRequest request{access.action, access.resource, access.context};
  iam::tell_now(request.context, kernel_.epoch(), kernel_.now());
  if (!has_role(who.role_arn)) {
    return iam::access_denied(iam::assumed_role_arn(account().id, name, who.session_name), request,
                              iam::Decision::ImplicitDeny);
  }
  return iam_.authorize(name, who.session_name, std::move(request));
}

Status RightsOnIam::may_assume(const std::string& role_arn, const std::string& service) const {
  iam::ConditionContext context;
  iam::tell_now(context, kernel_.epoch(), kernel_.now());
  const Result<iam::Role> role = iam_.may_assume(role_arn, {"", service}, std::move(context));
  return role.ok() ? success() : Status(role.failure());
}

std::string RightsOnIam::role_arn(const std::string& name) const {
  const iam::Role* role = iam_.state().find_role(name);
  return role != nullptr ? role->Arn : aws::role_arn(account(), name);
}

std::string RightsOnIam::passed_role_arn(const std::string& profile_name,
                                         const std::string& profile_arn) const {
  const std::string name =
      profile_name.empty() ? profile_arn.substr(profile_arn.rfind('/') + 1) : profile_name;
  const iam::InstanceProfile* profile = iam_.state().find_profile(name);
  return profile == nullptr || profile->role.empty() ? "" : role_arn(profile->role);
}

std::string auto_scaling_group_arn(const aws::Account& account, const std::string& name) {
  return "arn:aws:autoscaling:" + account.region + ":" + account.id +
         ":autoScalingGroup:*:autoScalingGroupName/" + name;
}

std::string lab_role(const std::string& name) {
  for (const LabRole& lab : k_lab_roles) {
    if (name == lab.name) {
      return lab.role;
    }
  }
  SIM_ASSERT(false, "the lab has no role for " + name + ": the loader lets only its own through");
  return "";
}

void furnish_roles(iam::Iam& iam, const std::map<std::string, scenario::RoleSettings>& wanted) {
  for (const LabRole& lab : k_lab_roles) {
    const auto said = wanted.find(lab.name);
    iam.furnish(role_of(lab, said == wanted.end() ? nullptr : &said->second));
  }
  iam.furnish_profile(lab_role("instances"), lab_role("instances"));
}

}  // namespace greenroom::app
