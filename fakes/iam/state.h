// The store of IAM: roles and instance profiles by name, managed policies by ARN.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/iam/types.h"

namespace greenroom::iam {

class State {
 public:
  // AWS's own policies are there from the beginning.
  State();

  // nullptr when there is none.
  [[nodiscard]] const Role* find_role(const std::string& name) const;
  [[nodiscard]] Role* find_role(const std::string& name);
  [[nodiscard]] const Role* role_by_arn(const std::string& arn) const;
  [[nodiscard]] const Policy* find_policy(const std::string& arn) const;
  [[nodiscard]] Policy* find_policy(const std::string& arn);
  [[nodiscard]] const InstanceProfile* find_profile(const std::string& name) const;
  [[nodiscard]] InstanceProfile* find_profile(const std::string& name);
  [[nodiscard]] const InstanceProfile* profile_by_arn(const std::string& arn) const;

  // Names differ by more than upper and lower case.
  [[nodiscard]] bool has_role_like(const std::string& name) const;
  [[nodiscard]] bool has_profile_like(const std::string& name) const;
  // How many roles have the policy.
  [[nodiscard]] std::int64_t attachments_of(const std::string& policy_arn) const;

  std::map<std::string, Role> roles;
  std::map<std::string, Policy> policies;
  std::map<std::string, InstanceProfile> profiles;
};

// The version that counts. A policy has one always.
[[nodiscard]] const PolicyVersion& default_version(const Policy& policy);

}  // namespace greenroom::iam
