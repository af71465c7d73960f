#include "fakes/codepipeline/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::codepipeline {
namespace {

bool locks_stages(ExecutionMode mode) {
  return mode != ExecutionMode::PARALLEL;
}

// Whoever waits goes in, as far as the stage has room.
void let_in(StageLock& lock, ExecutionMode mode) {
  if (!lock.enabled) {
    return;
  }
  if (!locks_stages(mode)) {
    lock.waiting.clear();
  } else if (!lock.inside && !lock.waiting.empty()) {
    lock.inside = lock.waiting.front();
    lock.waiting.erase(lock.waiting.begin());
  }
}

}  // namespace

EntryDecision come_to_stage(StageLock& lock, ExecutionMode mode, std::int64_t ordinal) {
  EntryDecision decision;
  if (lock.enabled && !locks_stages(mode)) {
    decision.enters = true;
    return decision;
  }
  if (lock.enabled && !lock.inside && lock.waiting.empty()) {
    lock.inside = ordinal;
    decision.enters = true;
    return decision;
  }
  if (mode == ExecutionMode::SUPERSEDED && !lock.waiting.empty()) {
    if (lock.waiting.back() > ordinal) {
      decision.superseded_itself = true;
      return decision;
    }
    decision.supersedes = lock.waiting.back();
    lock.waiting.clear();
  }
  lock.waiting.push_back(ordinal);
  return decision;
}

void leave_stage(StageLock& lock, ExecutionMode mode) {
  lock.inside.reset();
  let_in(lock, mode);
}

void enable_transition(StageLock& lock, ExecutionMode mode) {
  lock.enabled = true;
  lock.disabledReason.clear();
  let_in(lock, mode);
}

void disable_transition(StageLock& lock, std::string reason) {
  lock.enabled = false;
  lock.disabledReason = std::move(reason);
}

void give_up_waiting(StageLock& lock, ExecutionMode mode, std::int64_t ordinal) {
  std::erase(lock.waiting, ordinal);
  let_in(lock, mode);
}

bool may_go_in(const StageLock& lock, ExecutionMode mode, std::int64_t ordinal) {
  return locks_stages(mode) ? lock.inside == ordinal
                            : std::count(lock.waiting.begin(), lock.waiting.end(), ordinal) == 0;
}

const Execution* rollback_target(const Pipeline& pipeline, const std::string& stage) {
  for (auto one = pipeline.executions.rbegin(); one != pipeline.executions.rend(); ++one) {
    const auto ended = one->stages.find(stage);
    const bool succeeded = !one->forgotten && ended != one->stages.end() &&
                           ended->second.status == StageExecutionStatus::Succeeded;
    if (succeeded && one->executionType == ExecutionType::STANDARD &&
        one->declaration.version == pipeline.declaration.version) {
      return &*one;
    }
  }
  return nullptr;
}

std::size_t active_executions(const Pipeline& pipeline) {
  return static_cast<std::size_t>(
      std::count_if(pipeline.executions.begin(), pipeline.executions.end(),
                    [](const Execution& one) { return !one.is_over(); }));
}

bool at_execution_limit(const Pipeline& pipeline) {
  constexpr std::size_t k_active_executions_most = 50;
  return pipeline.declaration.executionMode != ExecutionMode::SUPERSEDED &&
         active_executions(pipeline) >= k_active_executions_most;
}

Failure execution_limit_exceeded() {
  return {"ConcurrentPipelineExecutionsLimitExceededException",
          "The pipeline has reached the limit for concurrent pipeline executions"};
}

Failure pipeline_execution_not_found(const std::string& execution_id) {
  return {"PipelineExecutionNotFoundException", "There is no pipeline execution " + execution_id};
}

Status check_may_resume(const Pipeline& pipeline, const Execution& execution,
                        const std::string& stage) {
  if (execution.declaration.version != pipeline.declaration.version) {
    return Failure{"StageNotRetryableException",
                   "The pipeline has changed since this execution was in stage '" + stage + "'"};
  }
  const auto latest = pipeline.latest_in_stage.find(stage);
  const bool is_latest =
      latest != pipeline.latest_in_stage.end() && latest->second == execution.ordinal;
  if (!is_latest && locks_stages(pipeline.declaration.executionMode)) {
    return Failure{"NotLatestPipelineExecutionException",
                   "Another execution has entered stage '" + stage + "' since"};
  }
  const auto lock = pipeline.locks.find(stage);
  if (lock != pipeline.locks.end() && (lock->second.inside || !lock->second.waiting.empty())) {
    return Failure{"ConflictException", "Stage '" + stage + "' is in use"};
  }
  return at_execution_limit(pipeline) ? Status(execution_limit_exceeded()) : success();
}

std::size_t stage_index(const PipelineDeclaration& declaration, const std::string& stage) {
  const auto found = std::find_if(declaration.stages.begin(), declaration.stages.end(),
                                  [&](const StageDeclaration& one) { return one.name == stage; });
  return static_cast<std::size_t>(found - declaration.stages.begin());
}

Pipeline* State::find(const std::string& name) {
  const auto found = pipelines.find(name);
  return found == pipelines.end() || found->second.deleted ? nullptr : &found->second;
}

const Pipeline* State::find(const std::string& name) const {
  return const_cast<State*>(this)->find(name);
}

Execution& State::execution(const std::string& pipeline, std::int64_t ordinal) {
  return pipelines.at(pipeline).executions.at(static_cast<std::size_t>(ordinal - 1));
}

Execution* State::find_execution(const std::string& pipeline, const std::string& execution_id) {
  for (Execution& execution : pipelines.at(pipeline).executions) {
    if (execution.pipelineExecutionId == execution_id && !execution.forgotten) {
      return &execution;
    }
  }
  return nullptr;
}

}  // namespace greenroom::codepipeline
