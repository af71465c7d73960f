// Limits of single fields, which AWS checks before it looks at the pipeline as a whole (reference
// 2.1, 2.2). Pure.
#pragma once

#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

// ValidationException: "1 validation error detected: Value at 'pipeline.stages.2.member.name'
// failed to satisfy constraint: Member must ...". The first violation in the order of the fields.
// Simplified: AWS tells all of them at once.
[[nodiscard]] Status check_constraints(const PipelineDeclaration& pipeline);

}  // namespace greenroom::codepipeline
