// What a service asks before it acts in a role's name. IAM knows the answer; sim/app joins them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/core/result.h"

namespace greenroom::aws {

// Who acts: arn:aws:sts::123456789012:assumed-role/<the role's name>/<session_name>.
struct RoleSession {
  std::string role_arn;
  std::string session_name;
};

// What somebody wants to do.
struct Access {
  std::string action;          // "s3:GetObject"
  std::string resource = "*";  // an ARN; "*" of an action that has none
  // What is known of the request, by keys in lower case: "iam:passedtoservice".
  std::map<std::string, std::vector<std::string>> context = {};
};

class Rights {
 public:
  virtual ~Rights() = default;
  // Success, or AccessDenied with IAM's text. A role that is not there may do nothing.
  [[nodiscard]] virtual Status may(const RoleSession& who, const Access& access) const = 0;
  // Whether the role's trust policy lets the service ("codedeploy.amazonaws.com") be it.
  // AccessDenied otherwise, also when there is no such role.
  [[nodiscard]] virtual Status may_assume(const std::string& role_arn,
                                          const std::string& service) const = 0;
  [[nodiscard]] virtual bool has_role(const std::string& role_arn) const = 0;
};

// All of it, in this order; the first refusal.
[[nodiscard]] inline Status may_all(const Rights& rights, const RoleSession& who,
                                    const std::vector<Access>& all) {
  for (const Access& access : all) {
    if (Status may = rights.may(who, access); !may.ok()) {
      return may;
    }
  }
  return success();
}

}  // namespace greenroom::aws
