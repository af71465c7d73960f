// What Secrets Manager needs from others.
#pragma once

#include <string>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::secretsmanager {

// Who may do what (IAM).
class Permissions {
 public:
  virtual ~Permissions() = default;
  // `action` is "secretsmanager:GetSecretValue", the resource an ARN or, for a secret that is not
  // there, what was asked for. A refusal carries AccessDeniedException and its text.
  virtual Status allows(Context cx, const std::string& action, const std::string& resource) = 0;
};

}  // namespace greenroom::secretsmanager
