// AWS's own managed policies, those that the lab and its neighbours use.
//
// AWS: docs.aws.amazon.com/aws-managed-policy, reference alb-ec2-asg 4.3. UNVERIFIED where AWS has
// added actions since; actions that no service here has are left out of the larger ones.
#pragma once

#include <string>
#include <vector>

#include "fakes/iam/types.h"

namespace greenroom::iam {

// With one version each, in the order of their ARNs. Their ids are made up.
[[nodiscard]] const std::vector<Policy>& aws_managed_policies();

// Of one that is told by its name or its ARN; "" when there is none.
[[nodiscard]] std::string arn_of_managed_policy(const std::string& name);

// {"Version":"2012-10-17",...} that lets `service` assume a role.
[[nodiscard]] std::string trust_of_service(const std::string& service);

}  // namespace greenroom::iam
