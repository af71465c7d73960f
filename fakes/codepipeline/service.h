// CodePipeline: executions of a pipeline through its stages, from S3 sources by CodeBuild and
// approvals to CodeDeploy.
//
// AWS: docs.aws.amazon.com/codepipeline, reference section 2. service.cpp has pipelines and how
// executions begin, service_executions.cpp their story, service_stages.cpp transitions, retries,
// rollbacks and stops, service_actions.cpp and service_approval.cpp the actions.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "fakes/aws/ids.h"
#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/state.h"
#include "fakes/codepipeline/types.h"

namespace greenroom::codepipeline {

struct ApprovalResult {
  ApprovalStatus status = ApprovalStatus::Approved;
  std::string summary;
};

class CodePipeline {
 public:
  CodePipeline(aws::Ids& ids, aws::Account account, ArtifactStore& store, Builder& builder,
               Deployer& deployer, ApprovalNotifier& notifier, Timing timing)
      : ids_(ids),
        account_(std::move(account)),
        store_(store),
        builder_(builder),
        deployer_(deployer),
        notifier_(notifier),
        timing_(timing) {}

  // Validates the structure (InvalidStructureException ...) and starts polling its S3 sources.
  // Simplified: AWS also starts an execution on CreatePipeline; the lab creates the pipeline before
  // any source exists, so ours begins with the first poll that finds one.
  Status CreatePipeline(Context cx, PipelineDeclaration declaration);
  // Changes the declaration; executions in progress end as Cancelled. version + 1.
  Status UpdatePipeline(Context cx, PipelineDeclaration declaration);
  [[nodiscard]] Result<PipelineDeclaration> GetPipeline(const std::string& name) const;
  // "Release change", or an EventBridge rule. Gives the execution id. With 50 active under QUEUED
  // or PARALLEL: ConcurrentPipelineExecutionsLimitExceededException.
  Result<std::string> StartPipelineExecution(
      Context cx, std::string name, TriggerType trigger = TriggerType::StartPipelineExecution);

  // StageNotFoundException, PipelineNotFoundException.
  Status DisableStageTransition(Context cx, const std::string& name, const std::string& stage,
                                std::string reason);
  Status EnableStageTransition(Context cx, const std::string& name, const std::string& stage);
  // Running actions end first; with `abandon` they are left to themselves. What waits in front of a
  // stage never goes on. PipelineExecutionNotStoppableException, DuplicatedStopRequestException.
  Status StopPipelineExecution(Context cx, const std::string& name, const std::string& execution_id,
                               bool abandon);
  // The same execution goes on at its failed stage. StageNotRetryableException,
  // NotLatestPipelineExecutionException, ConflictException.
  // Simplified: only when the stage has ended, not as soon as one of its actions has failed.
  Status RetryStageExecution(Context cx, const std::string& name, const std::string& stage,
                             const std::string& execution_id, StageRetryMode mode);
  // A new execution of that stage alone, with what `target` brought there. Gives its id.
  // UnableToRollbackStageException, PipelineExecutionNotFoundException,
  // PipelineExecutionOutdatedException.
  Result<std::string> RollbackStage(Context cx, const std::string& name, const std::string& stage,
                                    const std::string& target_execution_id);
  // InvalidApprovalTokenException, ApprovalAlreadyCompletedException, ActionNotFoundException ...
  Status PutApprovalResult(Context cx, const std::string& name, const std::string& stage,
                           const std::string& action, const std::string& token,
                           ApprovalResult result);

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
    std::map<std::string, std::string> outputVariables;
  };
  static ActionEnd failed(std::string code, std::string message);
  // One action of one stage of one execution.
  struct Place {
    std::string pipeline;
    std::int64_t ordinal = 0;
    std::string stage;
    int attempt = 1;
  };
  enum class ActionNews { Succeeded, Failed, Abandon };
  // Actions that run together: whoever waits for them, and whose wait it is.
  struct Group {
    explicit Group(Place of) : place(std::move(of)) {}
    Place place;
    Mailbox<ActionNews> news{"an action to end"};
  };

  // Executions.
  Task<void> poll(Context cx, std::string pipeline);
  std::int64_t begin(Context cx, const std::string& pipeline, Execution execution);
  void go_on(Context cx, const std::string& pipeline, std::int64_t ordinal, std::size_t from_stage,
             std::optional<StageRetryMode> retry);
  // One execution, stage by stage.
  Task<void> run(Context cx, std::string pipeline, std::int64_t ordinal, std::size_t from_stage,
                 std::optional<StageRetryMode> retry);
  // Waits for the stage's lock; false when the execution was superseded, cancelled or stopped
  // meanwhile.
  Task<bool> enter_stage(Context cx, std::string pipeline, std::int64_t ordinal, std::string stage);
  // As often as `onFailure` says.
  Task<StageExecutionStatus> play_stage(Context cx, std::string pipeline, std::int64_t ordinal,
                                        StageDeclaration stage,
                                        std::optional<StageRetryMode> retry);
  Task<StageExecutionStatus> run_stage(Context cx, Place place, StageDeclaration stage,
                                       std::optional<StageRetryMode> retry);
  void abandon_actions(Context cx, const Place& place, const StageDeclaration& stage);
  void set_execution(Context cx, const std::string& pipeline, std::int64_t ordinal,
                     PipelineExecutionStatus status);
  void trace_stage(Context cx, const Place& place, StageExecutionStatus status);
  void begin_rollback(Context cx, const std::string& name, const std::string& stage,
                      const Execution& target, TriggerType trigger);
  [[nodiscard]] Failure pipeline_not_found(const std::string& name) const;
  [[nodiscard]] Status find_stage(const std::string& name, const std::string& stage) const;

  // Actions.
  // `group`: who hears of its end, when anybody still waits.
  Task<void> run_action(Context cx, Place place, ActionDeclaration action, std::uint64_t group);
  Task<ActionEnd> carry_out(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_source(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_build(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_deploy(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_approval(Context cx, Place place, ActionDeclaration action);
  [[nodiscard]] ActionState& action_state(const Place& place, const std::string& action);
  [[nodiscard]] Result<BuildRequest> build_request(Context cx, const Place& place,
                                                   const ActionDeclaration& action);
  [[nodiscard]] Result<StoredArtifact> store(Context cx, const Place& place,
                                             const std::string& artifact, const std::string& suffix,
                                             std::string body);

  aws::Ids& ids_;
  aws::Account account_;
  ArtifactStore& store_;
  Builder& builder_;
  Deployer& deployer_;
  ApprovalNotifier& notifier_;
  Timing timing_;
  State state_;
  Signal executions_changed_{"a pipeline execution to go on"};
  // Of that execution; nullptr when nothing of it runs.
  [[nodiscard]] Group* running_group(const std::string& pipeline, std::int64_t ordinal);
  std::map<std::uint64_t, Group> groups_;  // those that are waited for
  std::uint64_t next_group_ = 1;
  std::map<std::string, ApprovalResult> approvals_;  // given, by token
};

}  // namespace greenroom::codepipeline
