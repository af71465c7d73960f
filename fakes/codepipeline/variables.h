// Variables in an action's configuration: "#{namespace.key}" (reference 2.3). Pure.
#pragma once

#include <map>
#include <string>

#include "sim/core/result.h"

namespace greenroom::codepipeline {

// By namespace, then by key.
using VariableSets = std::map<std::string, std::map<std::string, std::string>>;

// The text with every variable replaced. An unknown one fails the action; AWS's code and words for
// that are UNVERIFIED.
[[nodiscard]] Result<std::string> resolve_variables(const std::string& text,
                                                    const VariableSets& variables);

}  // namespace greenroom::codepipeline
