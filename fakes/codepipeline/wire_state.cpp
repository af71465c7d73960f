// GetPipelineState (reference 2.7).
#include "fakes/codepipeline/wire_handlers.h"
#include "fakes/codepipeline/wire_values.h"

namespace greenroom::codepipeline {
namespace {

aws::Json stage_execution_of(const StageExecutionState& execution) {
  return wire::Object()
      .add("pipelineExecutionId", wire::text(execution.pipelineExecutionId))
      .add("status", wire::text(to_string(execution.status)))
      .add("type", wire::text(to_string(execution.type)))
      .take();
}

aws::Json transition_of(Context cx, const TransitionState& transition) {
  wire::Object object;
  object
      .add("enabled", {transition.enabled ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}})
      .add_unless_empty("lastChangedBy", transition.lastChangedBy);
  if (transition.lastChangedAt) {
    object.add("lastChangedAt", wire::timestamp(cx.epoch(), *transition.lastChangedAt));
  }
  return object.add_unless_empty("disabledReason", transition.disabledReason).take();
}

// The token of an approval is told while somebody may still answer it.
aws::Json action_execution_of(Context cx, const ActionExecution& execution) {
  wire::Object object;
  object.add("actionExecutionId", wire::text(execution.actionExecutionId))
      .add("status", wire::text(to_string(execution.status)))
      .add_unless_empty("summary", execution.summary)
      .add("lastStatusChange", wire::timestamp(cx.epoch(), execution.lastStatusChange));
  if (execution.status == ActionExecutionStatus::InProgress) {
    object.add_unless_empty("token", execution.token);
  }
  object.add_unless_empty("lastUpdatedBy", execution.lastUpdatedBy)
      .add_unless_empty("externalExecutionId", execution.externalExecutionId)
      .add_unless_empty("externalExecutionUrl", execution.externalExecutionUrl);
  if (!execution.errorDetails.code.empty()) {
    object.add("errorDetails", error_of(execution.errorDetails));
  }
  return object.take();
}

aws::Json action_of(Context cx, const ActionState& action) {
  wire::Object object;
  object.add("actionName", wire::text(action.actionName));
  if (!action.currentRevisionId.empty()) {  // in practice AWS tells no more of it
    object.add("currentRevision",
               wire::Object().add("revisionId", wire::text(action.currentRevisionId)).take());
  }
  if (action.latestExecution) {
    object.add("latestExecution", action_execution_of(cx, *action.latestExecution));
  }
  return object.add_unless_empty("entityUrl", action.entityUrl).take();
}

aws::Json rule_of(Context cx, const RuleState& rule) {
  wire::Object object;
  object.add("ruleName", wire::text(rule.ruleName));
  if (rule.latestExecution) {
    const RuleExecutionDetail& latest = *rule.latestExecution;
    wire::Object execution;
    execution.add("ruleExecutionId", wire::text(latest.ruleExecutionId))
        .add("status", wire::text(to_string(latest.status)))
        .add_unless_empty("summary", latest.summary)
        .add("lastStatusChange", wire::timestamp(cx.epoch(), latest.lastUpdateTime));
    if (!latest.errorDetails.code.empty()) {
      execution.add("errorDetails", error_of(latest.errorDetails));
    }
    object.add("latestExecution", execution.take());
  }
  return object.take();
}

// A stage has one condition of a type at most.
aws::Json condition_of(Context cx, const StageConditionState& state) {
  const ConditionRun& run = state.latestExecution;
  aws::Json conditions = empty_list();
  conditions.items.push_back(
      wire::Object()
          .add("latestExecution",
               wire::Object()
                   .add("status", wire::text(to_string(run.status)))
                   .add_unless_empty("summary", run.summary)
                   .add("lastStatusChange", wire::timestamp(cx.epoch(), run.lastStatusChange))
                   .take())
          .add("ruleStates",
               wire::list_of(state.ruleStates,
                             [&](const RuleState& rule) { return rule_of(cx, rule); }))
          .take());
  return wire::Object()
      .add("latestExecution", wire::Object()
                                  .add("status", wire::text(to_string(run.status)))
                                  .add_unless_empty("summary", run.summary)
                                  .take())
      .add("conditionStates", std::move(conditions))
      .take();
}

aws::Json retry_of(const RetryStageMetadata& retry) {
  wire::Object object;
  if (retry.autoStageRetryAttempt > 0) {
    object.add("autoStageRetryAttempt", wire::number(retry.autoStageRetryAttempt));
  }
  if (retry.manualStageRetryAttempt > 0) {
    object.add("manualStageRetryAttempt", wire::number(retry.manualStageRetryAttempt));
  }
  return object.add("latestRetryTrigger", wire::text(retry.latestRetryTrigger)).take();
}

aws::Json stage_of(Context cx, const StageState& stage) {
  wire::Object object;
  object.add("stageName", wire::text(stage.stageName));
  if (!stage.inboundExecutions.empty()) {
    object.add("inboundExecution", stage_execution_of(stage.inboundExecutions.front()));
  }
  object.add("inboundExecutions", wire::list_of(stage.inboundExecutions, stage_execution_of))
      .add("inboundTransitionState", transition_of(cx, stage.inboundTransitionState))
      .add("actionStates", wire::list_of(stage.actionStates, [&](const ActionState& action) {
             return action_of(cx, action);
           }));
  if (stage.latestExecution) {
    object.add("latestExecution", stage_execution_of(*stage.latestExecution));
  }
  static const std::map<ConditionType, const char*> k_members = {
      {ConditionType::BEFORE_ENTRY, "beforeEntryConditionState"},
      {ConditionType::ON_SUCCESS, "onSuccessConditionState"},
      {ConditionType::ON_FAILURE, "onFailureConditionState"}};
  for (const auto& [type, state] : stage.conditionStates) {
    object.add(k_members.at(type), condition_of(cx, state));
  }
  if (!stage.retryStageMetadata.latestRetryTrigger.empty()) {
    object.add("retryStageMetadata", retry_of(stage.retryStageMetadata));
  }
  return object.take();
}

}  // namespace

Result<aws::Json> get_pipeline_state(CodePipeline& codepipeline, Context cx,
                                     const aws::Json& input) {
  const Result<PipelineState> found = codepipeline.GetPipelineState(wire::text_of(input, "name"));
  if (!found.ok()) {
    return found.failure();
  }
  const PipelineState& state = found.value();
  return wire::Object()
      .add("pipelineName", wire::text(state.pipelineName))
      .add("pipelineVersion", wire::number(state.pipelineVersion))
      .add("stageStates",
           wire::list_of(state.stageStates,
                         [&](const StageState& stage) { return stage_of(cx, stage); }))
      .add("created", wire::timestamp(cx.epoch(), state.created))
      .add("updated", wire::timestamp(cx.epoch(), state.updated))
      .take();
}

}  // namespace greenroom::codepipeline
