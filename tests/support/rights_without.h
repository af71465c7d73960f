// Rights for tests of one fake: everything is allowed but what a test takes away.
#pragma once

#include <set>
#include <string>

#include "fakes/aws/rights.h"

namespace greenroom::test {

class RightsWithout final : public aws::Rights {
 public:
  explicit RightsWithout(std::set<std::string> refused = {}) : refused_(std::move(refused)) {}
  [[nodiscard]] Status may(const aws::RoleSession& who, const aws::Access& access) const override {
    if (refused_.count(access.action) == 0) {
      return success();
    }
    return Failure{"AccessDenied",
                   who.session_name + " may not " + access.action + " on " + access.resource};
  }
  [[nodiscard]] Status may_assume(const std::string& role_arn, const std::string&) const override {
    return trusts && there ? success() : Status(Failure{"AccessDenied", "not " + role_arn});
  }
  [[nodiscard]] bool has_role(const std::string&) const override { return there; }

  bool there = true;   // the role
  bool trusts = true;  // its trust policy the service

 private:
  std::set<std::string> refused_;
};

}  // namespace greenroom::test
