// The rules a pipeline's structure must keep (reference codebuild-codepipeline-s3.md 2.1). Pure.
#pragma once

#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

// ValidationException for single fields (constraints.h), then InvalidStructureException,
// InvalidStageDeclarationException, InvalidActionDeclarationException. Texts are AWS's own where a
// comment beside them does not say UNVERIFIED: they were seen in answers of CreatePipeline, 2021 to
// 2026. `region` stands in one of them.
[[nodiscard]] Status validate(const PipelineDeclaration& pipeline, const std::string& region);

// The declared type. Left out: V2 when anything in it only V2 knows, otherwise V1 (reference 2.1).
[[nodiscard]] PipelineType pipeline_type(const PipelineDeclaration& pipeline);

// The runOrders of a stage, ascending: actions of one run together, the next follows only if all
// succeeded.
[[nodiscard]] std::vector<int> run_orders(const StageDeclaration& stage);

// "<first 20 of pipeline>/<first 10 of artifact>/<random>" (reference 2.4).
[[nodiscard]] std::string artifact_key(const std::string& pipeline, const std::string& artifact,
                                       const std::string& random);

}  // namespace greenroom::codepipeline
