// What is told when a service role may not do what CodeDeploy needs. Pure.
//
// AWS: reference codedeploy.md 7.5; texts seen in reports of users and in the guide's error codes.
#pragma once

#include <string>

#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

// The code of Failures that ports and IAM give for what a role may not do.
inline constexpr const char* k_access_denied = "AccessDenied";

// IAM_ROLE_PERMISSIONS. `service` as AWS calls it here: "AmazonAutoScaling", "AmazonEC2",
// "AmazonElasticLoadBalancingV2".
[[nodiscard]] ErrorInformation no_permission(const std::string& role_arn,
                                             const std::string& service);
// IAM_ROLE_MISSING (text UNVERIFIED).
[[nodiscard]] ErrorInformation role_missing(const std::string& role_arn);
// "AWS CodeDeploy does not have the permissions required to assume the role <arn>."
[[nodiscard]] std::string cannot_assume(const std::string& role_arn);

}  // namespace greenroom::codedeploy
