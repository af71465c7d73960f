// The story of an execution, stage by stage.
#include <utility>

#include "fakes/codepipeline/service.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {

void CodePipeline::go_on(Context cx, const std::string& pipeline, std::int64_t ordinal,
                         std::size_t from_stage, std::optional<StageRetryMode> retry) {
  const Context story = cx.as("codepipeline/" + pipeline + "/" + std::to_string(ordinal));
  story.spawn("execution", run(story, pipeline, ordinal, from_stage, retry));
}

void CodePipeline::trace_stage(Context cx, const Place& place, StageExecutionStatus status) {
  StageExecution& stage = state_.execution(place.pipeline, place.ordinal).stages[place.stage];
  stage.status = status;
  std::vector<Field> fields;
  fields.emplace_back("pipeline", place.pipeline);
  fields.emplace_back("execution", place.ordinal);
  fields.emplace_back("stage", place.stage);
  fields.emplace_back("status", to_string(status));
  if (place.attempt > 1) {
    fields.emplace_back("attempt", place.attempt);
  }
  const Execution& execution = state_.execution(place.pipeline, place.ordinal);
  if (execution.declaration.executionMode == ExecutionMode::PARALLEL) {
    fields.emplace_back("mode", "PARALLEL");
  }
  cx.as("codepipeline/" + place.pipeline).trace("codepipeline.stage", fields);
}

Task<bool> CodePipeline::enter_stage(Context cx, std::string pipeline, std::int64_t ordinal,
                                     std::string stage) {
  if (state_.execution(pipeline, ordinal).forgotten) {
    co_return false;
  }
  const ExecutionMode mode = state_.execution(pipeline, ordinal).declaration.executionMode;
  state_.execution(pipeline, ordinal).waiting_since = cx.now();
  const EntryDecision decision =
      come_to_stage(state_.pipelines.at(pipeline).locks[stage], mode, ordinal);
  if (decision.supersedes) {
    set_execution(cx, pipeline, *decision.supersedes, PipelineExecutionStatus::Superseded);
  }
  if (decision.superseded_itself) {
    set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Superseded);
    co_return false;
  }
  bool entered = decision.enters;
  while (!entered) {
    co_await executions_changed_.wait(cx);
    StageLock& lock = state_.pipelines.at(pipeline).locks[stage];
    if (state_.execution(pipeline, ordinal).status != PipelineExecutionStatus::InProgress) {
      if (lock.inside == ordinal) {  // both at once: it was let in, and is over
        leave_stage(lock, mode);
        executions_changed_.notify();
      } else {
        give_up_waiting(lock, mode, ordinal);
      }
      co_return false;
    }
    entered = may_go_in(lock, mode, ordinal);
  }
  state_.pipelines.at(pipeline).latest_in_stage[stage] = ordinal;
  co_return true;
}

// A rollback is an execution of one stage only.
Task<void> CodePipeline::run(Context cx, std::string pipeline, std::int64_t ordinal,
                             std::size_t from_stage, std::optional<StageRetryMode> retry) {
  const PipelineDeclaration declaration = state_.execution(pipeline, ordinal).declaration;
  const bool is_rollback =
      state_.execution(pipeline, ordinal).executionType == ExecutionType::ROLLBACK;
  const std::size_t end = is_rollback ? from_stage + 1 : declaration.stages.size();
  for (std::size_t i = from_stage; i < end; ++i) {
    const StageDeclaration& stage = declaration.stages[i];
    const bool entered = co_await enter_stage(cx, pipeline, ordinal, stage.name);
    if (!entered) {
      co_return;
    }
    const StageEnd ended =
        co_await play_gated_stage(cx, pipeline, ordinal, stage, std::exchange(retry, std::nullopt));
    // Success and failure alike unlock the stage (reference 2.5).
    StageLock& lock = state_.pipelines.at(pipeline).locks[stage.name];
    const bool others_wait = !lock.waiting.empty();
    if (!state_.execution(pipeline, ordinal).forgotten) {  // a lock is of one pipeline
      leave_stage(lock, declaration.executionMode);
    }
    if (others_wait) {
      executions_changed_.notify();
    }
    const Execution& execution = state_.execution(pipeline, ordinal);
    if (execution.is_over()) {
      co_return;  // cancelled by an update
    }
    if (execution.stop != StopRequest::None) {
      set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Stopped);
      co_return;
    }
    if (ended.status != StageExecutionStatus::Succeeded &&
        ended.status != StageExecutionStatus::Skipped) {
      set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Failed);
      const Execution* target = rollback_target(state_.pipelines.at(pipeline), stage.name);
      if (ended.rolls_back && target != nullptr && !is_rollback) {
        begin_rollback(cx, pipeline, stage.name, *target, TriggerType::AutomatedRollback);
      }
      co_return;
    }
  }
  set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Succeeded);
}

// A rollback has no gates: what it brings back has passed them. UNVERIFIED.
Task<CodePipeline::StageEnd> CodePipeline::play_gated_stage(Context cx, std::string pipeline,
                                                            std::int64_t ordinal,
                                                            StageDeclaration stage,
                                                            std::optional<StageRetryMode> retry) {
  if (state_.execution(pipeline, ordinal).executionType == ExecutionType::ROLLBACK) {
    const StageExecutionStatus status = co_await play_stage(cx, pipeline, ordinal, stage, retry);
    co_return StageEnd{status, false};
  }
  const Place place{pipeline, ordinal, stage.name, 1};
  const Gate entry = co_await pass(cx, place, ConditionType::BEFORE_ENTRY, stage.beforeEntry);
  if (!entry.met) {
    const StageExecutionStatus status = entry.result == ConditionResult::SKIP
                                            ? StageExecutionStatus::Skipped
                                            : StageExecutionStatus::Failed;
    trace_stage(cx, place, status);
    co_return StageEnd{status, false};
  }
  if (state_.execution(pipeline, ordinal).is_over()) {
    co_return StageEnd{StageExecutionStatus::Stopped, false};
  }
  StageExecutionStatus status = co_await play_stage(cx, pipeline, ordinal, stage, retry);
  if (status == StageExecutionStatus::Failed) {
    const Gate failure =
        co_await pass(cx, place, ConditionType::ON_FAILURE, stage.onFailureConditions);
    co_return StageEnd{status, stage.onFailure == StageFailureResult::ROLLBACK || !failure.met};
  }
  if (status == StageExecutionStatus::Succeeded) {
    const Gate gate = co_await pass(cx, place, ConditionType::ON_SUCCESS, stage.onSuccess);
    if (!gate.met) {  // that the stage itself becomes Failed is UNVERIFIED
      status = StageExecutionStatus::Failed;
      trace_stage(cx, place, status);
      co_return StageEnd{status, gate.result == ConditionResult::ROLLBACK};
    }
  }
  co_return StageEnd{status, false};
}

// `onFailure` RETRY is one attempt more (reference 2.6).
Task<StageExecutionStatus> CodePipeline::play_stage(Context cx, std::string pipeline,
                                                    std::int64_t ordinal, StageDeclaration stage,
                                                    std::optional<StageRetryMode> retry) {
  const bool retries_itself = stage.onFailure == StageFailureResult::RETRY && !retry;
  StageExecutionStatus status = StageExecutionStatus::Failed;
  for (int round = 0; round < (retries_itself ? 2 : 1); ++round) {
    Place place{pipeline, ordinal, stage.name, 1};
    StageExecution& execution = state_.execution(pipeline, ordinal).stages[stage.name];
    place.attempt = ++execution.attempts;
    if (round > 0) {
      ++execution.retry.autoStageRetryAttempt;
      execution.retry.latestRetryTrigger = "AutomatedStageRetry";
    }
    trace_stage(cx, place, StageExecutionStatus::InProgress);
    const std::optional<StageRetryMode> mode = round > 0 ? std::optional(stage.retryMode) : retry;
    status = co_await run_stage(cx, place, stage, mode);
    trace_stage(cx, place, status);
    if (status != StageExecutionStatus::Failed ||
        state_.execution(pipeline, ordinal).status != PipelineExecutionStatus::InProgress) {
      break;
    }
  }
  co_return status;
}

CodePipeline::Group* CodePipeline::running_group(const std::string& pipeline,
                                                 std::int64_t ordinal) {
  for (auto& [id, group] : groups_) {
    if (group.place.pipeline == pipeline && group.place.ordinal == ordinal) {
      return &group;
    }
  }
  return nullptr;
}

// Actions of equal runOrder run in parallel; the next group follows only if all succeeded. When one
// fails, those that run beside it end first; meanwhile the failed one may be retried.
Task<StageExecutionStatus> CodePipeline::run_stage(Context cx, Place place, StageDeclaration stage,
                                                   std::optional<StageRetryMode> retry) {
  for (const int order : run_orders(stage)) {
    if (state_.execution(place.pipeline, place.ordinal).stop != StopRequest::None) {
      co_return StageExecutionStatus::Stopped;
    }
    const std::uint64_t id = next_group_++;
    Group& group = groups_.try_emplace(id, place).first->second;
    for (const ActionDeclaration& action : stage.actions) {
      const bool is_done =
          retry == StageRetryMode::FAILED_ACTIONS &&
          action_execution(place, action.name).status == ActionExecutionStatus::Succeeded;
      if (action.runOrder == order && !is_done) {
        group.actions.push_back(action);
        ++group.running;
        spawn_action(cx, place, action, id);
      }
    }
    while (group.running > 0) {
      const std::optional<ActionNews> news = co_await group.news.next(cx);
      if (news == ActionNews::Abandon || news == ActionNews::Cancel) {
        groups_.erase(id);
        abandon_actions(cx, place, stage);
        co_return news == ActionNews::Cancel ? StageExecutionStatus::Cancelled
                                             : StageExecutionStatus::Stopped;
      }
      --group.running;
      group.failed += news == ActionNews::Succeeded ? 0 : 1;
    }
    const bool all_succeeded = group.failed == 0;
    groups_.erase(id);
    if (!all_succeeded) {
      co_return StageExecutionStatus::Failed;
    }
  }
  co_return StageExecutionStatus::Succeeded;
}

}  // namespace greenroom::codepipeline
