// How executions begin.
#include <algorithm>
#include <utility>

#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {
namespace {

Failure invalid(std::string message) {  // texts UNVERIFIED
  return {"ValidationException", std::move(message)};
}

// Of the pipeline's own variables only.
Status check_variables(const PipelineDeclaration& declaration,
                       const std::vector<PipelineVariable>& given) {
  for (const PipelineVariable& variable : given) {
    const bool known = std::any_of(
        declaration.variables.begin(), declaration.variables.end(),
        [&](const PipelineVariable& declared) { return declared.name == variable.name; });
    if (!known) {
      return invalid("The pipeline has no variable '" + variable.name + "'");
    }
  }
  return success();
}

// S3_OBJECT_KEY only where the action allows it (reference 2.5).
Result<std::map<std::string, SourceOverride>> overrides_of(
    const PipelineDeclaration& declaration, const std::vector<SourceRevisionOverride>& given) {
  std::map<std::string, SourceOverride> overrides;
  for (const SourceRevisionOverride& one : given) {
    const std::vector<ActionDeclaration>& sources = declaration.stages.front().actions;
    const auto action = std::find_if(
        sources.begin(), sources.end(),
        [&](const ActionDeclaration& source) { return source.name == one.actionName; });
    if (action == sources.end()) {
      return invalid("The pipeline has no source action '" + one.actionName + "'");
    }
    const auto allows = action->configuration.find("AllowOverrideForS3ObjectKey");
    const bool may_have_key = allows != action->configuration.end() && allows->second == "true";
    if (one.revisionType == "S3_OBJECT_VERSION_ID") {
      overrides[one.actionName].version_id = one.revisionValue;
    } else if (one.revisionType == "S3_OBJECT_KEY" && may_have_key) {
      overrides[one.actionName].key = one.revisionValue;
    } else {
      return invalid("The source action '" + one.actionName +
                     "' does not take a revision of the type " + one.revisionType);
    }
  }
  return overrides;
}

}  // namespace

Result<std::string> CodePipeline::StartPipelineExecution(Context cx, const std::string& name,
                                                         TriggerType trigger) {
  StartPipelineExecutionInput input;
  input.name = name;
  input.trigger.triggerType = trigger;
  return StartPipelineExecution(cx, input);
}

Result<std::string> CodePipeline::StartPipelineExecution(Context cx,
                                                         const StartPipelineExecutionInput& input) {
  const Pipeline* pipeline = state_.find(input.name);
  if (pipeline == nullptr) {
    return pipeline_not_found(input.name);
  }
  if (!input.clientRequestToken.empty()) {
    for (const Execution& begun : pipeline->executions) {
      if (begun.clientRequestToken == input.clientRequestToken && !begun.forgotten) {
        return begun.pipelineExecutionId;
      }
    }
  }
  const Status variables = check_variables(pipeline->declaration, input.variables);
  if (!variables.ok()) {
    return variables.failure();
  }
  Result<std::map<std::string, SourceOverride>> overrides =
      overrides_of(pipeline->declaration, input.sourceRevisions);
  if (!overrides.ok()) {
    return overrides.failure();
  }
  if (at_execution_limit(*pipeline)) {
    return execution_limit_exceeded();
  }
  Execution execution;
  execution.trigger = input.trigger;
  execution.clientRequestToken = input.clientRequestToken;
  if (input.trigger.triggerType == TriggerType::StartPipelineExecution &&
      input.trigger.triggerDetail.empty()) {
    execution.trigger.triggerDetail = caller_arn();
  }
  execution.source_overrides = std::move(overrides).value();
  for (const PipelineVariable& variable : input.variables) {
    execution.variables["variables"][variable.name] = variable.defaultValue;
  }
  const std::int64_t ordinal = begin(cx, input.name, std::move(execution));
  return state_.execution(input.name, ordinal).pipelineExecutionId;
}

std::int64_t CodePipeline::begin(Context cx, const std::string& name, Execution execution) {
  Pipeline& pipeline = state_.pipelines.at(name);
  execution.pipelineExecutionId = ids_.uuid("codepipeline.execution");
  execution.ordinal = static_cast<std::int64_t>(pipeline.executions.size()) + 1;
  execution.declaration = pipeline.declaration;
  execution.startTime = cx.now();
  execution.variables["codepipeline"]["PipelineExecutionId"] = execution.pipelineExecutionId;
  for (const PipelineVariable& variable : pipeline.declaration.variables) {
    execution.variables["variables"].emplace(variable.name, variable.defaultValue);
  }
  const std::int64_t ordinal = execution.ordinal;
  const bool is_rollback = execution.executionType == ExecutionType::ROLLBACK;
  pipeline.executions.push_back(std::move(execution));
  set_execution(cx, name, ordinal, PipelineExecutionStatus::InProgress);
  if (!is_rollback) {
    go_on(cx, name, ordinal, 0, std::nullopt);
  }
  return ordinal;
}

void CodePipeline::set_execution(Context cx, const std::string& pipeline, std::int64_t ordinal,
                                 PipelineExecutionStatus status) {
  Execution& execution = state_.execution(pipeline, ordinal);
  execution.status = status;
  execution.lastUpdateTime = cx.now();
  std::vector<Field> fields;
  fields.emplace_back("pipeline", pipeline);
  fields.emplace_back("execution", ordinal);
  fields.emplace_back("pipelineExecutionId", execution.pipelineExecutionId);
  fields.emplace_back("status", to_string(status));
  fields.emplace_back("trigger", to_string(execution.trigger.triggerType));
  fields.emplace_back("version", execution.declaration.version);
  if (execution.executionType == ExecutionType::ROLLBACK) {
    fields.emplace_back("executionType", "ROLLBACK");
    fields.emplace_back("rollbackTarget", execution.rollbackTargetPipelineExecutionId);
  }
  if (status == PipelineExecutionStatus::Stopping && !execution.stopReason.empty()) {
    fields.emplace_back("reason", execution.stopReason);
  }
  cx.as("codepipeline/" + pipeline).trace("codepipeline.execution", fields);
  executions_changed_.notify();
}

}  // namespace greenroom::codepipeline
