// CodePipeline: Source (S3, polling) -> Build -> Production, SUPERSEDED mode.
//
// AWS: docs.aws.amazon.com/codepipeline, reference section 2.
#pragma once

#include <optional>
#include <string>

#include "fakes/aws/ids.h"
#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/state.h"
#include "fakes/codepipeline/types.h"

namespace greenroom::codepipeline {

class CodePipeline {
 public:
  CodePipeline(aws::Ids& ids, ArtifactStore& store, Builder& builder, Deployer& deployer,
               Timing timing)
      : ids_(ids), store_(store), builder_(builder), deployer_(deployer), timing_(timing) {}

  // Validates the structure (InvalidStructureException ...) and starts polling its S3 sources.
  // Simplified: AWS also starts an execution on CreatePipeline; the lab creates the pipeline before
  // any source exists, so ours begins with the first poll that finds one.
  Status CreatePipeline(Context cx, PipelineDeclaration declaration);
  // Changes the declaration; executions in progress end as Cancelled. version + 1.
  Status UpdatePipeline(Context cx, PipelineDeclaration declaration);
  [[nodiscard]] Result<PipelineDeclaration> GetPipeline(const std::string& name) const;
  // "Release change". Gives the execution id.
  Result<std::string> StartPipelineExecution(Context cx, std::string name);

  // How many executions of `name` have begun; they are numbered from 1.
  [[nodiscard]] std::size_t executions_begun(const std::string& name) const;
  // Waits until `count` executions of `name` have begun and none is in progress.
  Task<void> wait_until_idle(Context cx, std::string name, std::size_t count);
  [[nodiscard]] const State& state() const { return state_; }

 private:
  aws::Ids& ids_;
  ArtifactStore& store_;
  Builder& builder_;
  Deployer& deployer_;
  Timing timing_;
  State state_;
};

}  // namespace greenroom::codepipeline
