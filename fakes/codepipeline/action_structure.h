// What one action of a pipeline's structure must keep (reference 2.1, 2.2). Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

// An action type of AWS's own that runs here: what it must be told, and how many artifacts go in
// and come out.
struct ActionType {
  const char* category;
  const char* provider;
  std::vector<std::string> required;
  std::size_t inputs_least, inputs_most, outputs_least, outputs_most;
};
[[nodiscard]] const std::vector<ActionType>& action_types();

// Names that earlier actions have taken; validate_action adds its own.
struct NamesTaken {
  std::set<std::string> artifacts;  // outputs of earlier actions
  std::set<std::string> namespaces;
};

// InvalidActionDeclarationException.
[[nodiscard]] Status validate_action(const ActionDeclaration& action, const std::string& region,
                                     NamesTaken& taken);

}  // namespace greenroom::codepipeline
