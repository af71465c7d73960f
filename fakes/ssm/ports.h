// What Parameter Store needs from others.
#pragma once

#include <string>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::ssm {

// Who may do what (IAM). The role that CodeBuild makes may read /CodeBuild/* only, which is a
// popular mistake to rehearse (reference 4.5).
class Permissions {
 public:
  virtual ~Permissions() = default;
  // `action` is "ssm:GetParameters". A refusal carries AccessDeniedException and its text.
  virtual Status allows(Context cx, const std::string& action, const std::string& resource_arn) = 0;
};

}  // namespace greenroom::ssm
