// What Secrets Manager needs from others.
#pragma once

#include <optional>
#include <string>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::secretsmanager {

// JSON comes from a library, which fakes do not link.
class Json {
 public:
  virtual ~Json() = default;
  // The member `key` of the object that `document` is: a text without its quotes, anything else as
  // JSON. Nothing when the document is no JSON object or has no such member. Keys have no paths.
  [[nodiscard]] virtual std::optional<std::string> member_text(const std::string& document,
                                                               const std::string& key) const = 0;
};

// Who may do what (IAM).
class Permissions {
 public:
  virtual ~Permissions() = default;
  // `action` is "secretsmanager:GetSecretValue", the resource an ARN or, for a secret that is not
  // there, what was asked for. A refusal carries AccessDeniedException and its text.
  virtual Status allows(Context cx, const std::string& action, const std::string& resource) = 0;
};

}  // namespace greenroom::secretsmanager
