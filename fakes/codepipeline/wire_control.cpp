// What people do to executions and stages.
#include <utility>

#include "fakes/codepipeline/wire_handlers.h"
#include "fakes/codepipeline/wire_values.h"

namespace greenroom::codepipeline {
namespace {

Result<aws::Json> with_execution_id(const Result<std::string>& id) {
  if (!id.ok()) {
    return id.failure();
  }
  return wire::Object().add("pipelineExecutionId", wire::text(id.value())).take();
}

Result<aws::Json> nothing_unless(const Status& status) {
  return status.ok() ? Result<aws::Json>(nothing()) : status.failure();
}

StageTransitionType transition_in(const aws::Json& input) {
  return wire::text_of(input, "transitionType") == "Outbound" ? StageTransitionType::Outbound
                                                              : StageTransitionType::Inbound;
}

Result<aws::Json> start_execution(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  StartPipelineExecutionInput start;
  start.name = wire::text_of(input, "name");
  start.clientRequestToken = wire::text_of(input, "clientRequestToken");
  if (const aws::Json* variables = input.find("variables")) {
    for (const aws::Json& each : variables->items) {
      start.variables.push_back({wire::text_of(each, "name"), wire::text_of(each, "value")});
    }
  }
  if (const aws::Json* revisions = input.find("sourceRevisions")) {
    for (const aws::Json& each : revisions->items) {
      start.sourceRevisions.push_back({wire::text_of(each, "actionName"),
                                       wire::text_of(each, "revisionType"),
                                       wire::text_of(each, "revisionValue")});
    }
  }
  return with_execution_id(codepipeline.StartPipelineExecution(cx, start));
}

Result<aws::Json> stop_execution(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "pipelineExecutionId");
  const Status stopped = codepipeline.StopPipelineExecution(
      cx, wire::text_of(input, "pipelineName"), id, wire::flag_of(input, "abandon"),
      wire::text_of(input, "reason"));
  return with_execution_id(stopped.ok() ? Result<std::string>(id) : stopped.failure());
}

// "retryMode" has been checked to be one of the two.
Result<aws::Json> retry_stage(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "pipelineExecutionId");
  const Status retried = codepipeline.RetryStageExecution(
      cx, wire::text_of(input, "pipelineName"), wire::text_of(input, "stageName"), id,
      *named<StageRetryMode>(wire::text_of(input, "retryMode"), 2));
  return with_execution_id(retried.ok() ? Result<std::string>(id) : retried.failure());
}

Result<aws::Json> rollback_stage(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  return with_execution_id(codepipeline.RollbackStage(
      cx, wire::text_of(input, "pipelineName"), wire::text_of(input, "stageName"),
      wire::text_of(input, "targetPipelineExecutionId")));
}

Result<aws::Json> override_condition(CodePipeline& codepipeline, Context cx,
                                     const aws::Json& input) {
  return nothing_unless(codepipeline.OverrideStageCondition(
      cx, wire::text_of(input, "pipelineName"), wire::text_of(input, "stageName"),
      wire::text_of(input, "pipelineExecutionId"),
      *named<ConditionType>(wire::text_of(input, "conditionType"), 2)));
}

Result<aws::Json> enable_transition(CodePipeline& codepipeline, Context cx,
                                    const aws::Json& input) {
  return nothing_unless(codepipeline.EnableStageTransition(cx, wire::text_of(input, "pipelineName"),
                                                           wire::text_of(input, "stageName"),
                                                           transition_in(input)));
}

Result<aws::Json> disable_transition(CodePipeline& codepipeline, Context cx,
                                     const aws::Json& input) {
  return nothing_unless(codepipeline.DisableStageTransition(
      cx, wire::text_of(input, "pipelineName"), wire::text_of(input, "stageName"),
      wire::text_of(input, "reason"), transition_in(input)));
}

Result<aws::Json> put_approval_result(CodePipeline& codepipeline, Context cx,
                                      const aws::Json& input) {
  const aws::Json& given = *input.find("result");
  ApprovalResult result;
  result.status = wire::text_of(given, "status") == "Approved" ? ApprovalStatus::Approved
                                                               : ApprovalStatus::Rejected;
  result.summary = wire::text_of(given, "summary");
  const Result<Instant> approved_at = codepipeline.PutApprovalResult(
      cx, wire::text_of(input, "pipelineName"), wire::text_of(input, "stageName"),
      wire::text_of(input, "actionName"), wire::text_of(input, "token"), std::move(result));
  if (!approved_at.ok()) {
    return approved_at.failure();
  }
  return wire::Object().add("approvedAt", wire::timestamp(cx.epoch(), approved_at.value())).take();
}

}  // namespace

const Handlers& control_handlers() {
  static const Handlers k_handlers = {
      {"StartPipelineExecution", start_execution},    {"StopPipelineExecution", stop_execution},
      {"RetryStageExecution", retry_stage},           {"RollbackStage", rollback_stage},
      {"OverrideStageCondition", override_condition}, {"EnableStageTransition", enable_transition},
      {"DisableStageTransition", disable_transition}, {"PutApprovalResult", put_approval_result},
  };
  return k_handlers;
}

}  // namespace greenroom::codepipeline
