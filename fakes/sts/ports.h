// What STS needs from others: IAM, and who is asking.
#pragma once

#include <cstdint>
#include <string>

#include "fakes/sts/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::sts {

struct AssumableRole {
  std::string RoleName;
  std::string RoleId;  // AROA...
  std::int64_t MaxSessionDuration = 3600;
};

// IAM, where roles live.
class Roles {
 public:
  virtual ~Roles() = default;
  // The role, when its trust policy lets the caller assume it. AccessDenied otherwise, also when
  // there is no such role.
  [[nodiscard]] virtual Result<AssumableRole> may_assume(const std::string& role_arn,
                                                         const CallerIdentity& caller,
                                                         const std::string& external_id) const = 0;
};

// Who asks, as whoever reads the request's signature knows it.
class Callers {
 public:
  virtual ~Callers() = default;
  [[nodiscard]] virtual CallerIdentity caller(Context cx) const = 0;
};

}  // namespace greenroom::sts
