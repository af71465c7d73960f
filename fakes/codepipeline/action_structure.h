// What one action of a pipeline's structure must keep (reference 2.1, 2.2). Pure.
#pragma once

#include <set>
#include <string>

#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

// Names that earlier actions have taken; validate_action adds its own.
struct NamesTaken {
  std::set<std::string> artifacts;  // outputs of earlier actions
  std::set<std::string> namespaces;
};

// InvalidActionDeclarationException.
[[nodiscard]] Status validate_action(const ActionDeclaration& action, const std::string& region,
                                     NamesTaken& taken);

}  // namespace greenroom::codepipeline
