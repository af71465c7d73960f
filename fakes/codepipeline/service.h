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
  struct ActionEnd {
    bool succeeded = false;
    std::string externalExecutionId;
    std::string summary;
    std::string errorCode;
    std::string errorMessage;
  };

  Task<void> poll(Context cx, std::string pipeline);
  std::int64_t begin(Context cx, const std::string& pipeline, TriggerType trigger);
  // One execution, stage by stage.
  Task<void> run(Context cx, std::string pipeline, std::int64_t ordinal);
  // Waits for the stage's lock; false when the execution was superseded or cancelled meanwhile.
  Task<bool> enter_stage(Context cx, std::string pipeline, std::int64_t ordinal, std::string stage);
  Task<bool> run_stage(Context cx, std::string pipeline, std::int64_t ordinal,
                       StageDeclaration stage);
  Task<void> run_action(Context cx, std::string pipeline, std::int64_t ordinal, std::string stage,
                        ActionDeclaration action, Mailbox<bool>* ends);
  Task<ActionEnd> run_source(Context cx, std::string pipeline, std::int64_t ordinal,
                             ActionDeclaration action);
  Task<ActionEnd> run_build(Context cx, std::string pipeline, std::int64_t ordinal,
                            ActionDeclaration action);
  Task<ActionEnd> run_deploy(Context cx, std::string pipeline, std::int64_t ordinal,
                             ActionDeclaration action);
  [[nodiscard]] Result<StoredArtifact> store(Context cx, const std::string& pipeline,
                                             std::int64_t ordinal, const std::string& artifact,
                                             const std::string& suffix, std::string body);
  void set_execution(Context cx, const std::string& pipeline, std::int64_t ordinal,
                     PipelineExecutionStatus status);

  aws::Ids& ids_;
  ArtifactStore& store_;
  Builder& builder_;
  Deployer& deployer_;
  Timing timing_;
  State state_;
  Signal executions_changed_{"a pipeline execution to go on"};
};

}  // namespace greenroom::codepipeline
