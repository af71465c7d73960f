// What people do to a pipeline that runs: transitions, stops, retries, rollbacks.
#include <algorithm>
#include <utility>

#include "fakes/codepipeline/service.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {
namespace {

// Only pipelines of this type roll stages back (reference 2.1: UNVERIFIED for each feature).
constexpr PipelineType k_type_that_rolls_back = PipelineType::V2;

std::size_t index_of(const PipelineDeclaration& declaration, const std::string& stage) {
  const auto found = std::find_if(declaration.stages.begin(), declaration.stages.end(),
                                  [&](const StageDeclaration& one) { return one.name == stage; });
  return static_cast<std::size_t>(found - declaration.stages.begin());
}

}  // namespace

Status CodePipeline::find_stage(const std::string& name, const std::string& stage) const {
  const Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return pipeline_not_found(name);
  }
  if (index_of(pipeline->declaration, stage) == pipeline->declaration.stages.size()) {
    return Failure{"StageNotFoundException",
                   "Pipeline '" + name + "' does not have a stage with name '" + stage + "'"};
  }
  return success();
}

Status CodePipeline::DisableStageTransition(Context cx, const std::string& name,
                                            const std::string& stage, std::string reason) {
  const Status found = find_stage(name, stage);
  if (!found.ok()) {
    return found;
  }
  cx.as("codepipeline/" + name)
      .trace("codepipeline.transition",
             {{"pipeline", name}, {"stage", stage}, {"enabled", "false"}, {"reason", reason}});
  disable_transition(state_.pipelines.at(name).locks[stage], std::move(reason));
  return success();
}

Status CodePipeline::EnableStageTransition(Context cx, const std::string& name,
                                           const std::string& stage) {
  const Status found = find_stage(name, stage);
  if (!found.ok()) {
    return found;
  }
  Pipeline& pipeline = state_.pipelines.at(name);
  cx.as("codepipeline/" + name)
      .trace("codepipeline.transition",
             {{"pipeline", name}, {"stage", stage}, {"enabled", "true"}});
  enable_transition(pipeline.locks[stage], pipeline.declaration.executionMode);
  executions_changed_.notify();
  return success();
}

Status CodePipeline::StopPipelineExecution(Context cx, const std::string& name,
                                           const std::string& execution_id, bool abandon) {
  if (state_.find(name) == nullptr) {
    return pipeline_not_found(name);
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
    if (found == execution.actions.end() ||
        found->second.status != ActionExecutionStatus::InProgress) {
      continue;
    }
    found->second.status = ActionExecutionStatus::Abandoned;
    cx.as("codepipeline/" + place.pipeline)
        .trace("codepipeline.action", {{"pipeline", place.pipeline},
                                       {"execution", place.ordinal},
                                       {"stage", place.stage},
                                       {"action", action.name},
                                       {"provider", action.actionTypeId.provider},
                                       {"status", to_string(ActionExecutionStatus::Abandoned)}});
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
  const bool was_there = execution != nullptr && execution->stages.count(stage) > 0;
  const bool failed_there =
      was_there && (execution->stages[stage].status == StageExecutionStatus::Failed ||
                    execution->stages[stage].status == StageExecutionStatus::Stopped);
  if (!failed_there || !execution->is_over() ||
      execution->declaration.version != pipeline.declaration.version) {
    return Failure{"StageNotRetryableException",
                   "The stage '" + stage +
                       "' has not failed in this execution, or the pipeline "
                       "has changed since"};
  }
  if (pipeline.latest_in_stage[stage] != execution->ordinal) {
    return Failure{"NotLatestPipelineExecutionException",
                   "Another execution has entered stage '" + stage + "' since"};
  }
  if (pipeline.locks[stage].inside || !pipeline.locks[stage].waiting.empty()) {
    return Failure{"ConflictException", "Stage '" + stage + "' is in use"};
  }
  execution->stop = StopRequest::None;
  const std::int64_t ordinal = execution->ordinal;
  set_execution(cx, name, ordinal, PipelineExecutionStatus::InProgress);
  go_on(cx, name, ordinal, index_of(pipeline.declaration, stage), mode);
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
    return Failure{"PipelineExecutionNotFoundException",
                   "There is no pipeline execution " + target_execution_id};
  }
  if (target->declaration.version != pipeline.declaration.version) {
    return Failure{"PipelineExecutionOutdatedException",
                   "The pipeline has changed since execution " + target_execution_id};
  }
  const auto ended = target->stages.find(stage);
  const bool succeeded =
      ended != target->stages.end() && ended->second.status == StageExecutionStatus::Succeeded;
  if (!succeeded || target->executionType == ExecutionType::ROLLBACK ||
      index_of(pipeline.declaration, stage) == 0 ||
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
  execution.trigger = trigger;
  execution.executionType = ExecutionType::ROLLBACK;
  execution.rollbackTargetPipelineExecutionId = target.pipelineExecutionId;
  execution.artifacts = target.artifacts;
  execution.source_version = target.source_version;
  execution.variables = target.variables;
  const std::int64_t ordinal = begin(cx, name, std::move(execution));
  go_on(cx, name, ordinal, index_of(state_.pipelines.at(name).declaration, stage), std::nullopt);
}

}  // namespace greenroom::codepipeline
