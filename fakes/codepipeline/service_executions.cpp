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
  const ExecutionMode mode = state_.execution(pipeline, ordinal).declaration.executionMode;
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
    const StageExecutionStatus status =
        co_await play_stage(cx, pipeline, ordinal, stage, std::exchange(retry, std::nullopt));
    // Success and failure alike unlock the stage (reference 2.5).
    StageLock& lock = state_.pipelines.at(pipeline).locks[stage.name];
    const bool others_wait = !lock.waiting.empty();
    leave_stage(lock, declaration.executionMode);
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
    if (status != StageExecutionStatus::Succeeded) {
      set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Failed);
      const Execution* target = rollback_target(state_.pipelines.at(pipeline), stage.name);
      if (stage.onFailure == StageFailureResult::ROLLBACK && target != nullptr && !is_rollback) {
        begin_rollback(cx, pipeline, stage.name, *target, TriggerType::AutomatedRollback);
      }
      co_return;
    }
  }
  set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Succeeded);
}

// `onFailure` RETRY is one attempt more (reference 2.6).
Task<StageExecutionStatus> CodePipeline::play_stage(Context cx, std::string pipeline,
                                                    std::int64_t ordinal, StageDeclaration stage,
                                                    std::optional<StageRetryMode> retry) {
  const bool retries_itself = stage.onFailure == StageFailureResult::RETRY && !retry;
  StageExecutionStatus status = StageExecutionStatus::Failed;
  for (int round = 0; round < (retries_itself ? 2 : 1); ++round) {
    Place place{pipeline, ordinal, stage.name, 1};
    place.attempt = ++state_.execution(pipeline, ordinal).stages[stage.name].attempts;
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
// fails, those that run beside it end first.
Task<StageExecutionStatus> CodePipeline::run_stage(Context cx, Place place, StageDeclaration stage,
                                                   std::optional<StageRetryMode> retry) {
  const auto stop = [this, &place] { return state_.execution(place.pipeline, place.ordinal).stop; };
  for (const int order : run_orders(stage)) {
    if (stop() != StopRequest::None) {
      co_return StageExecutionStatus::Stopped;
    }
    const std::uint64_t id = next_group_++;
    Group& group = groups_.try_emplace(id, place).first->second;
    std::size_t running = 0;
    for (const ActionDeclaration& action : stage.actions) {
      const ActionState& before = action_state(place, action.name);
      const bool is_done = retry == StageRetryMode::FAILED_ACTIONS &&
                           before.status == ActionExecutionStatus::Succeeded;
      if (action.runOrder == order && !is_done) {
        const Context actor =
            cx.as(cx.kernel().actor_name(cx.actor()) + "/" + stage.name + "/" + action.name);
        actor.spawn("action", run_action(actor, place, action, id));
        ++running;
      }
    }
    bool all_succeeded = true;
    for (; running > 0; --running) {
      const std::optional<ActionNews> news = co_await group.news.next(cx);
      if (news == ActionNews::Abandon) {
        groups_.erase(id);
        abandon_actions(cx, place, stage);
        co_return StageExecutionStatus::Stopped;
      }
      all_succeeded = all_succeeded && news == ActionNews::Succeeded;
    }
    groups_.erase(id);
    if (!all_succeeded) {
      co_return StageExecutionStatus::Failed;
    }
  }
  co_return StageExecutionStatus::Succeeded;
}

}  // namespace greenroom::codepipeline
