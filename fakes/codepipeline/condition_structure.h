// What the conditions of a stage must keep (reference 2.6). Pure.
#pragma once

#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

[[nodiscard]] bool has_conditions(const StageDeclaration& stage);

// ValidationException for counts and lengths; InvalidStageDeclarationException,
// InvalidActionDeclarationException for the rest.
[[nodiscard]] Status validate_conditions(const StageDeclaration& stage, ExecutionMode mode);

}  // namespace greenroom::codepipeline
