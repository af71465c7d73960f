// What roles may do, for every service that acts in a role's name: IAM's policies behind the port
// of fakes/aws/rights.h; and the roles that the lab has before its first step.
//
// AWS: reference alb-ec2-asg 4.
#pragma once

#include <map>
#include <string>

#include "fakes/aws/rights.h"
#include "fakes/iam/service.h"
#include "sim/core/kernel.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

class RightsOnIam final : public aws::Rights {
 public:
  RightsOnIam(const iam::Iam& iam, const Kernel& kernel) : iam_(iam), kernel_(kernel) {}
  [[nodiscard]] Status may(const aws::RoleSession& who, const aws::Access& access) const override;
  [[nodiscard]] Status may_assume(const std::string& role_arn,
                                  const std::string& service) const override;
  [[nodiscard]] bool has_role(const std::string& role_arn) const override {
    return iam_.state().role_by_arn(role_arn) != nullptr;
  }
  // Of the role that is passed with an instance profile, which is told by its name or its ARN; ""
  // when there is none.
  [[nodiscard]] std::string passed_role_arn(const std::string& profile_name,
                                            const std::string& profile_arn) const;
  // Of a role by its name, as an instance profile has it; made up when there is none.
  [[nodiscard]] std::string role_arn(const std::string& name) const;
  [[nodiscard]] const aws::Account& account() const { return iam_.account(); }

 private:
  const iam::Iam& iam_;
  const Kernel& kernel_;  // conditions ask what time it is
};

// arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/web, as AWS
// names a group that is not there yet. Simplified: those that are there, too.
[[nodiscard]] std::string auto_scaling_group_arn(const aws::Account& account,
                                                 const std::string& name);

// The lab's roles, by the names that scenarios use: "codepipeline" is lab-app-codepipeline.
[[nodiscard]] std::string lab_role(const std::string& name);
// The lab's four roles and the instances' profile: they were there before the story began, so no
// trace tells of them. `wanted` says what a role has instead of what it needs.
void furnish_roles(iam::Iam& iam, const std::map<std::string, scenario::RoleSettings>& wanted);

}  // namespace greenroom::app
