// What those who ask are told: state, executions, actions and rules (reference 2.5, 2.7).
#include <algorithm>
#include <utility>

#include "fakes/codepipeline/console.h"
#include "fakes/codepipeline/pages.h"
#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {
namespace {

PipelineExecution as_told(const std::string& pipeline, const Execution& execution) {
  PipelineExecution told;
  told.pipelineName = pipeline;
  told.pipelineVersion = execution.declaration.version;
  told.pipelineExecutionId = execution.pipelineExecutionId;
  told.status = execution.status;
  told.startTime = execution.startTime;
  told.lastUpdateTime = execution.lastUpdateTime;
  told.artifactRevisions = execution.artifactRevisions;
  const auto variables = execution.variables.find("variables");
  if (variables != execution.variables.end()) {
    for (const auto& [name, value] : variables->second) {
      told.variables.push_back({name, value});
    }
  }
  told.trigger = execution.trigger;
  told.stopReason = execution.stopReason;
  told.executionMode = execution.declaration.executionMode;
  told.executionType = execution.executionType;
  told.rollbackTargetPipelineExecutionId = execution.rollbackTargetPipelineExecutionId;
  return told;
}

bool is_remembered(Instant now, Instant start) {
  return now - start <= k_retention;
}

template <typename Detail>
bool is_wanted(Context cx, const ListExecutionsInput& input, const Detail& one) {
  return !one.forgotten && is_remembered(cx.now(), one.startTime) &&
         (input.pipelineExecutionId.empty() ||
          input.pipelineExecutionId == one.pipelineExecutionId);
}

// Whether nothing `alike` of the same execution began after `one`, an element of `all`.
template <typename Detail, typename Alike>
bool is_latest(const std::vector<Detail>& all, const Detail& one, Alike alike) {
  const std::ptrdiff_t next = &one - all.data() + 1;
  return std::none_of(all.begin() + next, all.end(), [&](const Detail& other) {
    return other.pipelineExecutionId == one.pipelineExecutionId && alike(other);
  });
}

const Execution& of_ordinal(const Pipeline& pipeline, std::int64_t ordinal) {
  return pipeline.executions.at(static_cast<std::size_t>(ordinal - 1));
}

// The condition's run, with the latest execution of each of its rules.
StageConditionState condition_state(const Pipeline& pipeline, const Execution& execution,
                                    const std::string& stage, ConditionType type,
                                    const std::vector<Condition>& declared) {
  StageConditionState state;
  state.latestExecution = execution.stages.at(stage).conditions.at(type);
  if (declared.empty()) {
    return state;
  }
  for (const RuleDeclaration& rule : declared.front().rules) {
    RuleState told{rule.name, std::nullopt};
    for (const RuleExecutionDetail& run : pipeline.ruleExecutions) {
      if (run.pipelineExecutionId == execution.pipelineExecutionId && run.stageName == stage &&
          run.conditionType == type && run.ruleName == rule.name) {
        told.latestExecution = run;
      }
    }
    state.ruleStates.push_back(std::move(told));
  }
  return state;
}

const std::vector<Condition>& conditions_of(const StageDeclaration& stage, ConditionType type) {
  return type == ConditionType::BEFORE_ENTRY ? stage.beforeEntry
         : type == ConditionType::ON_SUCCESS ? stage.onSuccess
                                             : stage.onFailureConditions;
}

}  // namespace

ActionState CodePipeline::action_state(const Pipeline& pipeline, const StageDeclaration& stage,
                                       const ActionDeclaration& action) const {
  ActionState state;
  state.actionName = action.name;
  state.entityUrl = entity_url(account_.region, action);
  const auto latest = std::find_if(
      pipeline.actionExecutions.rbegin(), pipeline.actionExecutions.rend(),
      [&](const ActionExecutionDetail& one) {
        return one.stageName == stage.name && one.actionName == action.name && !one.forgotten;
      });
  if (latest != pipeline.actionExecutions.rend()) {
    state.latestExecution = latest->execution;
  }
  if (action.actionTypeId.category == "Source") {
    for (const Execution& execution : pipeline.executions) {
      for (const ArtifactRevision& revision : execution.artifactRevisions) {
        if (revision.actionName == action.name && !execution.forgotten) {
          state.currentRevisionId = revision.revisionId;
        }
      }
    }
  }
  return state;
}

// A stage that no execution has entered has no latestExecution.
StageState CodePipeline::stage_state(const Pipeline& pipeline,
                                     const StageDeclaration& stage) const {
  StageState state;
  state.stageName = stage.name;
  const auto lock = pipeline.locks.find(stage.name);
  if (lock != pipeline.locks.end()) {
    state.inboundTransitionState = {lock->second.enabled, lock->second.lastChangedBy,
                                    lock->second.lastChangedAt, lock->second.disabledReason};
    for (const std::int64_t ordinal : lock->second.waiting) {
      const Execution& waiting = of_ordinal(pipeline, ordinal);
      state.inboundExecutions.push_back(
          {waiting.pipelineExecutionId, StageExecutionStatus::InProgress, waiting.executionType});
    }
  }
  for (const ActionDeclaration& action : stage.actions) {
    state.actionStates.push_back(action_state(pipeline, stage, action));
  }
  const auto latest = pipeline.latest_in_stage.find(stage.name);
  if (latest == pipeline.latest_in_stage.end()) {
    return state;
  }
  const Execution& execution = of_ordinal(pipeline, latest->second);
  const auto there = execution.stages.find(stage.name);
  if (there == execution.stages.end()) {
    return state;
  }
  state.latestExecution = StageExecutionState{execution.pipelineExecutionId, there->second.status,
                                              execution.executionType};
  state.retryStageMetadata = there->second.retry;
  for (const auto& [type, run] : there->second.conditions) {
    state.conditionStates[type] =
        condition_state(pipeline, execution, stage.name, type, conditions_of(stage, type));
  }
  return state;
}

Result<PipelineState> CodePipeline::GetPipelineState(const std::string& name) const {
  const Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return pipeline_not_found(name);
  }
  PipelineState state;
  state.pipelineName = name;
  state.pipelineVersion = pipeline->declaration.version;
  for (const StageDeclaration& stage : pipeline->declaration.stages) {
    state.stageStates.push_back(stage_state(*pipeline, stage));
  }
  state.created = pipeline->created;
  state.updated = pipeline->updated;
  return state;
}

Result<PipelineExecution> CodePipeline::GetPipelineExecution(
    const std::string& name, const std::string& execution_id) const {
  const Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return pipeline_not_found(name);
  }
  for (const Execution& execution : pipeline->executions) {
    if (execution.pipelineExecutionId == execution_id && !execution.forgotten) {
      return as_told(name, execution);
    }
  }
  return pipeline_execution_not_found(execution_id);
}

Result<Page<PipelineExecution>> CodePipeline::ListPipelineExecutions(
    Context cx, const ListPipelineExecutionsInput& input) const {
  const Pipeline* pipeline = state_.find(input.pipelineName);
  if (pipeline == nullptr) {
    return pipeline_not_found(input.pipelineName);
  }
  const auto fits = [&](const Execution& one) {
    if (one.forgotten || !is_remembered(cx.now(), one.startTime)) {
      return false;
    }
    const auto stage = one.stages.find(input.succeededInStage);
    return input.succeededInStage.empty() ||
           (stage != one.stages.end() && stage->second.status == StageExecutionStatus::Succeeded);
  };
  const Result<Page<Execution>> page =
      page_of(pipeline->executions, input.maxResults, input.nextToken, fits);
  if (!page.ok()) {
    return page.failure();
  }
  Page<PipelineExecution> told;
  told.nextToken = page.value().nextToken;
  for (const Execution& execution : page.value().items) {
    told.items.push_back(as_told(input.pipelineName, execution));
  }
  return told;
}

Result<Page<ActionExecutionDetail>> CodePipeline::ListActionExecutions(
    Context cx, const ListExecutionsInput& input) const {
  const Pipeline* pipeline = state_.find(input.pipelineName);
  if (pipeline == nullptr) {
    return pipeline_not_found(input.pipelineName);
  }
  const std::vector<ActionExecutionDetail>& all = pipeline->actionExecutions;
  return page_of(all, input.maxResults, input.nextToken, [&](const ActionExecutionDetail& one) {
    return is_wanted(cx, input, one) &&
           (!input.latest || is_latest(all, one, [&](const ActionExecutionDetail& other) {
             return other.stageName == one.stageName && other.actionName == one.actionName;
           }));
  });
}

Result<Page<RuleExecutionDetail>> CodePipeline::ListRuleExecutions(
    Context cx, const ListExecutionsInput& input) const {
  const Pipeline* pipeline = state_.find(input.pipelineName);
  if (pipeline == nullptr) {
    return pipeline_not_found(input.pipelineName);
  }
  const std::vector<RuleExecutionDetail>& all = pipeline->ruleExecutions;
  return page_of(all, input.maxResults, input.nextToken, [&](const RuleExecutionDetail& one) {
    return is_wanted(cx, input, one) &&
           (!input.latest || is_latest(all, one, [&](const RuleExecutionDetail& other) {
             return other.stageName == one.stageName && other.ruleName == one.ruleName &&
                    other.conditionType == one.conditionType;
           }));
  });
}

}  // namespace greenroom::codepipeline
