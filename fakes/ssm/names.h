// Names of parameters, paths and selectors: what they may be and what they mean. Pure.
#pragma once

#include <string>

#include "fakes/aws/ids.h"
#include "sim/core/result.h"

namespace greenroom::ssm {

// How a parameter is asked for: "name", "name:3", an ARN with or without ":3".
struct ParameterReference {
  std::string name;
  std::string selector;  // "" or ":3"
};
[[nodiscard]] ParameterReference parse_reference(const aws::Account& account,
                                                 const std::string& text);

// ValidationException, HierarchyLevelLimitExceededException, AccessDeniedException.
[[nodiscard]] Status validate_name(const std::string& name);
[[nodiscard]] Status validate_path(const std::string& path);

// Whether `name` is below `path`: directly, or at any depth. "/" is above every name with a slash.
[[nodiscard]] bool is_below(const std::string& name, const std::string& path, bool recursive);

// arn:aws:ssm:<region>:<account>:parameter/<name without leading slash>
[[nodiscard]] std::string parameter_arn(const aws::Account& account, const std::string& name);

}  // namespace greenroom::ssm
