// What callers with a role may do at the wire: what a request needs (fakes/wire/rights.h), asked of
// IAM; and what only the services know of the resources that requests name.
//
// Asked are the policies of the role and those of what is named, buckets and so on
// (resource_policies.h). The student may do everything that none of the latter denies.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fakes/autoscaling/service.h"
#include "fakes/aws/json.h"
#include "fakes/codedeploy/service.h"
#include "fakes/ec2/service.h"
#include "fakes/iam/service.h"
#include "fakes/secretsmanager/service.h"
#include "fakes/wire/model.h"
#include "sim/app/resource_policies.h"
#include "sim/app/rights.h"
#include "sim/core/context.h"

namespace greenroom::app {

// The role's name and the session's of "arn:aws:sts::123456789012:assumed-role/web/i-1".
struct AssumedRole {
  std::string role;
  std::string session;
};
[[nodiscard]] std::optional<AssumedRole> assumed_role_in(const std::string& caller_arn);

class RightsAtWire {
 public:
  RightsAtWire(const RightsOnIam& rights, const secretsmanager::SecretsManager& secrets,
               const codedeploy::CodeDeploy& codedeploy,
               const autoscaling::AutoScaling& autoscaling, const ec2::Ec2& ec2,
               const ResourcePolicies& policies, const iam::Iam& iam)
      : rights_(rights),
        secrets_(secrets),
        codedeploy_(codedeploy),
        autoscaling_(autoscaling),
        ec2_(ec2),
        policies_(policies),
        iam_(iam) {}

  // `caller_arn` as GetCallerIdentity tells it; who has no role is the student. AccessDenied with
  // AWS's text for the first right that is missing.
  [[nodiscard]] Status may(Context cx, const std::string& caller_arn, const wire::Model& model,
                           const std::string& operation, const aws::Json& input) const;
  // One of them, which the service asks for itself.
  [[nodiscard]] Status may(Context cx, const std::string& caller_arn,
                           const aws::Access& access) const;

 private:
  // What a place of a resource is filled with; "" when nobody knows.
  [[nodiscard]] std::string look_up(Context cx, std::string_view what,
                                    const std::string& value) const;
  [[nodiscard]] std::string group_of_deployment(const std::string& id) const;

  const RightsOnIam& rights_;
  const secretsmanager::SecretsManager& secrets_;
  const codedeploy::CodeDeploy& codedeploy_;
  const autoscaling::AutoScaling& autoscaling_;
  const ec2::Ec2& ec2_;
  const ResourcePolicies& policies_;
  const iam::Iam& iam_;
};

}  // namespace greenroom::app
