// What people do to a pipeline that runs: transitions, stops, retries, rollbacks.
#include <algorithm>
#include <utility>

#include "fakes/codepipeline/service.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {
namespace {

// Only pipelines of this type roll stages back (reference 2.1: UNVERIFIED for each feature).
constexpr PipelineType k_type_that_rolls_back = PipelineType::V2;

constexpr std::size_t k_reason_most = 300;       // of a disabled transition
constexpr std::size_t k_stop_reason_most = 200;  // of a stopped execution
constexpr Duration k_held_most = hours(24 * 30);
// What becomes of an execution that a transition held for longer. UNVERIFIED: AWS only says that it
// does not resume.
constexpr PipelineExecutionStatus k_held_too_long = PipelineExecutionStatus::Cancelled;

// Reference 2.5: [a-zA-Z0-9!@ \(\)\.\*\?\-]+, at most 300.
Status check_reason(const std::string& reason) {
  const std::string where =
      "1 validation error detected: Value at 'reason' failed to satisfy "
      "constraint: ";
  if (reason.empty() || reason.size() > k_reason_most) {
    return Failure{"ValidationException",
                   where + (reason.empty() ? "Member must have length greater than or equal to 1"
                                           : "Member must have length less than or equal to 300")};
  }
  const bool fits = std::all_of(reason.begin(), reason.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!@ ().*?-").find(c) != std::string_view::npos;
  });
  return fits ? success()
              : Status(Failure{"ValidationException",
                               where + "Member must satisfy regular expression pattern: "
                                       R"([a-zA-Z0-9!@ \(\)\.\*\?\-]+)"});
}

}  // namespace

Status CodePipeline::find_stage(const std::string& name, const std::string& stage) const {
  const Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return pipeline_not_found(name);
  }
  if (stage_index(pipeline->declaration, stage) == pipeline->declaration.stages.size()) {
    return Failure{"StageNotFoundException",
                   "Pipeline '" + name + "' does not have a stage with name '" + stage + "'"};
  }
  return success();
}

// The stage whose inbound transition is meant.
Result<std::string> CodePipeline::transition_of(const std::string& name, const std::string& stage,
                                                StageTransitionType type) const {
  const Status found = find_stage(name, stage);
  if (!found.ok()) {
    return found.failure();
  }
  if (type == StageTransitionType::Inbound) {
    return stage;
  }
  const PipelineDeclaration& declaration = state_.find(name)->declaration;
  const std::size_t next = stage_index(declaration, stage) + 1;
  if (next == declaration.stages.size()) {  // code and text UNVERIFIED
    return Failure{"ValidationException", "Stage '" + stage + "' has no outbound transition"};
  }
  return declaration.stages[next].name;
}

Status CodePipeline::DisableStageTransition(Context cx, const std::string& name,
                                            const std::string& stage, std::string reason,
                                            StageTransitionType type) {
  const Result<std::string> into = transition_of(name, stage, type);
  if (!into.ok()) {
    return into.failure();
  }
  const Status checked = check_reason(reason);
  if (!checked.ok()) {
    return checked;
  }
  cx.as("codepipeline/" + name)
      .trace(
          "codepipeline.transition",
          {{"pipeline", name}, {"stage", into.value()}, {"enabled", "false"}, {"reason", reason}});
  StageLock& lock = state_.pipelines.at(name).locks[into.value()];
  disable_transition(lock, std::move(reason));
  lock.lastChangedBy = caller_arn();
  lock.lastChangedAt = cx.now();
  return success();
}

Status CodePipeline::EnableStageTransition(Context cx, const std::string& name,
                                           const std::string& stage, StageTransitionType type) {
  const Result<std::string> into = transition_of(name, stage, type);
  if (!into.ok()) {
    return into.failure();
  }
  Pipeline& pipeline = state_.pipelines.at(name);
  cx.as("codepipeline/" + name)
      .trace("codepipeline.transition",
             {{"pipeline", name}, {"stage", into.value()}, {"enabled", "true"}});
  StageLock& lock = pipeline.locks[into.value()];
  const ExecutionMode mode = pipeline.declaration.executionMode;
  const std::vector<std::int64_t> held = lock.enabled ? std::vector<std::int64_t>{} : lock.waiting;
  for (const std::int64_t ordinal : held) {
    if (cx.now() - state_.execution(name, ordinal).waiting_since > k_held_most) {
      set_execution(cx, name, ordinal, k_held_too_long);
      give_up_waiting(lock, mode, ordinal);
    }
  }
  enable_transition(lock, mode);
  lock.lastChangedBy = caller_arn();
  lock.lastChangedAt = cx.now();
  executions_changed_.notify();
  return success();
}

Status CodePipeline::StopPipelineExecution(Context cx, const std::string& name,
                                           const std::string& execution_id, bool abandon,
                                           std::string reason) {
  if (state_.find(name) == nullptr) {
    return pipeline_not_found(name);
  }
  if (reason.size() > k_stop_reason_most) {
    return Failure{"ValidationException",
                   "1 validation error detected: Value at 'reason' failed to satisfy constraint: "
                   "Member must have length less than or equal to 200"};
  }
  Execution* execution = state_.find_execution(name, execution_id);
  if (execution == nullptr || execution->is_over()) {
    return Failure{"PipelineExecutionNotStoppableException",
                   "The pipeline execution cannot be stopped: " + execution_id};
  }
  if (execution->stop == StopRequest::Wait && !abandon) {
    return Failure{"DuplicatedStopRequestException",
                   "The pipeline execution is already stopping: " + execution_id};
  }
  const std::int64_t ordinal = execution->ordinal;
  execution->stop = abandon ? StopRequest::Abandon : StopRequest::Wait;
  execution->stopReason = std::move(reason);
  Group* const running = running_group(name, ordinal);
  if (running == nullptr) {  // it waits in front of a stage, and never goes on
    set_execution(cx, name, ordinal, PipelineExecutionStatus::Stopped);
    return success();
  }
  if (execution->status != PipelineExecutionStatus::Stopping) {
    set_execution(cx, name, ordinal, PipelineExecutionStatus::Stopping);
  }
  if (abandon) {
    running->news.put(ActionNews::Abandon);
  }
  return success();
}

// Whatever they are doing goes on without them.
void CodePipeline::abandon_actions(Context cx, const Place& place, const StageDeclaration& stage) {
  for (const ActionDeclaration& action : stage.actions) {
    StageExecution& execution = state_.execution(place.pipeline, place.ordinal).stages[place.stage];
    const auto found = execution.actions.find(action.name);
    const bool runs = found != execution.actions.end() &&
                      !found->second.actionExecutionId.empty() &&
                      found->second.status == ActionExecutionStatus::InProgress;
    if (runs) {
      found->second.status = ActionExecutionStatus::Abandoned;
      found->second.lastStatusChange = cx.now();
      remember(place, action.name);
      trace_action(cx, place, action);
    }
  }
}

Status CodePipeline::RetryStageExecution(Context cx, const std::string& name,
                                         const std::string& stage, const std::string& execution_id,
                                         StageRetryMode mode) {
  const Status found = find_stage(name, stage);
  if (!found.ok()) {
    return found;
  }
  Pipeline& pipeline = state_.pipelines.at(name);
  Execution* execution = state_.find_execution(name, execution_id);
  if (execution != nullptr) {
    Group* const running = running_group(name, execution->ordinal);
    if (running != nullptr && running->place.stage == stage && running->failed > 0) {
      return retry_beside(cx, *execution, *running, mode);
    }
  }
  const bool was_there = execution != nullptr && execution->stages.count(stage) > 0;
  const bool failed_there =
      was_there && (execution->stages[stage].status == StageExecutionStatus::Failed ||
                    execution->stages[stage].status == StageExecutionStatus::Stopped);
  if (!failed_there || !execution->is_over()) {
    return Failure{"StageNotRetryableException",
                   "The stage '" + stage + "' has not failed in this execution"};
  }
  const Status free = check_may_resume(pipeline, *execution, stage);
  if (!free.ok()) {
    return free;
  }
  execution->stop = StopRequest::None;
  RetryStageMetadata& retry = execution->stages[stage].retry;
  ++retry.manualStageRetryAttempt;
  retry.latestRetryTrigger = "ManualStageRetry";
  const std::int64_t ordinal = execution->ordinal;
  set_execution(cx, name, ordinal, PipelineExecutionStatus::InProgress);
  go_on(cx, name, ordinal, stage_index(pipeline.declaration, stage), mode);
  return success();
}

// "FAILED_ACTIONS keeps running siblings going; ALL_ACTIONS needs nothing in progress" (reference
// 2.5).
Status CodePipeline::retry_beside(Context cx, const Execution& execution, Group& group,
                                  StageRetryMode mode) {
  if (mode == StageRetryMode::ALL_ACTIONS || execution.stop != StopRequest::None) {
    return Failure{"ConflictException",
                   "Actions of stage '" + group.place.stage + "' are still in progress"};
  }
  const auto id = std::find_if(groups_.begin(), groups_.end(), [&](const auto& one) {
                    return &one.second == &group;
                  })->first;
  StageExecution& stage =
      state_.execution(group.place.pipeline, group.place.ordinal).stages[group.place.stage];
  group.place.attempt = ++stage.attempts;
  ++stage.retry.manualStageRetryAttempt;
  stage.retry.latestRetryTrigger = "ManualStageRetry";
  trace_stage(cx, group.place, StageExecutionStatus::InProgress);
  for (const ActionDeclaration& action : group.actions) {
    if (action_execution(group.place, action.name).status == ActionExecutionStatus::Failed) {
      action_execution(group.place, action.name) = {};
      --group.failed;
      ++group.running;
      spawn_action(cx, group.place, action, id);
    }
  }
  return success();
}

Result<std::string> CodePipeline::RollbackStage(Context cx, const std::string& name,
                                                const std::string& stage,
                                                const std::string& target_execution_id) {
  const Status found = find_stage(name, stage);
  if (!found.ok()) {
    return found.failure();
  }
  const Pipeline& pipeline = state_.pipelines.at(name);
  const Execution* target = state_.find_execution(name, target_execution_id);
  if (target == nullptr) {
    return pipeline_execution_not_found(target_execution_id);
  }
  if (target->declaration.version != pipeline.declaration.version) {
    return Failure{"PipelineExecutionOutdatedException",
                   "The pipeline has changed since execution " + target_execution_id};
  }
  const auto ended = target->stages.find(stage);
  const bool succeeded =
      ended != target->stages.end() && ended->second.status == StageExecutionStatus::Succeeded;
  if (!succeeded || target->executionType == ExecutionType::ROLLBACK ||
      stage_index(pipeline.declaration, stage) == 0 ||
      pipeline.declaration.executionMode == ExecutionMode::PARALLEL ||
      pipeline_type(pipeline.declaration) != k_type_that_rolls_back) {
    return Failure{
        "UnableToRollbackStageException",
        "Stage '" + stage + "' cannot be rolled back to execution " + target_execution_id};
  }
  begin_rollback(cx, name, stage, *target, TriggerType::ManualRollback);
  return state_.pipelines.at(name).executions.back().pipelineExecutionId;
}

void CodePipeline::begin_rollback(Context cx, const std::string& name, const std::string& stage,
                                  const Execution& target, TriggerType trigger) {
  Execution execution;
  execution.trigger.triggerType = trigger;
  execution.trigger.triggerDetail = trigger == TriggerType::ManualRollback ? caller_arn() : "";
  execution.executionType = ExecutionType::ROLLBACK;
  execution.rollbackTargetPipelineExecutionId = target.pipelineExecutionId;
  execution.artifacts = target.artifacts;
  execution.source_version = target.source_version;
  execution.artifactRevisions = target.artifactRevisions;
  execution.variables = target.variables;
  const std::int64_t ordinal = begin(cx, name, std::move(execution));
  go_on(cx, name, ordinal, stage_index(state_.pipelines.at(name).declaration, stage), std::nullopt);
}

}  // namespace greenroom::codepipeline
