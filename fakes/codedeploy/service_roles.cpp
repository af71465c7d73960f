// What service roles may do.
//
// AWS: reference codedeploy.md 7.5, alb-ec2-asg 4.
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/roles.h"
#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_principal = "codedeploy.amazonaws.com";

}  // namespace

ErrorInformation no_permission(const std::string& role_arn, const std::string& service) {
  return {"IAM_ROLE_PERMISSIONS",
          "The IAM role " + role_arn +
              " does not give you permission to perform operations in the following AWS service: " +
              service +
              ". Contact your AWS administrator if you need help. If you are an AWS administrator, "
              "you can grant permissions to your users or groups by creating IAM policies."};
}

ErrorInformation role_missing(const std::string& role_arn) {
  return {"IAM_ROLE_MISSING",
          "The deployment failed because no service role exists with the service role name "
          "specified for the deployment group (" +
              role_arn + "). Make sure you are using the correct service role name."};
}

std::string cannot_assume(const std::string& role_arn) {
  return "AWS CodeDeploy does not have the permissions required to assume the role " + role_arn +
         ".";
}

// One that is not there cannot be assumed either.
Status CodeDeploy::check_role(const std::string& role_arn) const {
  if (rights_ == nullptr || rights_->may_assume(role_arn, k_principal).ok()) {
    return success();
  }
  return Failure{"InvalidRoleException", cannot_assume(role_arn)};
}

Status CodeDeploy::may(const std::string& role_arn, const std::string& action,
                       const std::string& resource) const {
  return rights_ == nullptr
             ? success()
             : rights_->may({role_arn, k_role_session}, aws::Access{action, resource});
}

// Which actions CodeDeploy asks first is UNVERIFIED; AWSCodeDeployRole has all of them.
std::optional<ErrorInformation> CodeDeploy::role_error(const std::string& deployment_id) const {
  if (rights_ == nullptr) {
    return std::nullopt;
  }
  const DeploymentGroup& group = group_of(deployment_id);
  const std::string& role_arn = group.serviceRoleArn;
  if (!rights_->has_role(role_arn)) {
    return role_missing(role_arn);
  }
  if (!rights_->may_assume(role_arn, k_principal).ok()) {
    return ErrorInformation{"IAM_ROLE_PERMISSIONS", cannot_assume(role_arn)};
  }
  std::vector<std::pair<const char*, const char*>> needs = {{"ec2:DescribeInstances", "AmazonEC2"}};
  if (!group.autoScalingGroups.empty()) {
    needs.emplace_back("autoscaling:DescribeAutoScalingGroups", "AmazonAutoScaling");
    needs.emplace_back("autoscaling:DescribeLifecycleHooks", "AmazonAutoScaling");
  }
  if (group.withTrafficControl) {
    needs.emplace_back("elasticloadbalancing:DescribeTargetGroups", "AmazonElasticLoadBalancingV2");
    needs.emplace_back("elasticloadbalancing:DescribeTargetHealth", "AmazonElasticLoadBalancingV2");
  }
  for (const auto& [action, service] : needs) {
    if (!may(role_arn, action, "*").ok()) {
      return no_permission(role_arn, service);
    }
  }
  return std::nullopt;
}

std::string CodeDeploy::role_watching(const std::string& auto_scaling_group) const {
  for (const auto& [key, group] : state_.groups) {
    const std::vector<std::string>& watched = group.autoScalingGroups;
    if (std::count(watched.begin(), watched.end(), auto_scaling_group) > 0) {
      return group.serviceRoleArn;
    }
  }
  return "";
}

}  // namespace greenroom::codedeploy
