// Executions of pipelines, actions and rules, for those who ask.
#include "fakes/codepipeline/wire_handlers.h"
#include "fakes/codepipeline/wire_values.h"

namespace greenroom::codepipeline {
namespace {

void add_mode(wire::Object& object, const PipelineExecution& execution) {
  object.add("executionMode", wire::text(to_string(execution.executionMode)))
      .add("executionType", wire::text(to_string(execution.executionType)));
  if (execution.executionType == ExecutionType::ROLLBACK) {
    object.add("rollbackMetadata", rollback_of(execution.rollbackTargetPipelineExecutionId));
  }
}

Result<aws::Json> get_execution(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  const Result<PipelineExecution> found = codepipeline.GetPipelineExecution(
      wire::text_of(input, "pipelineName"), wire::text_of(input, "pipelineExecutionId"));
  if (!found.ok()) {
    return found.failure();
  }
  const PipelineExecution& execution = found.value();
  const auto revision_of = [&](const ArtifactRevision& revision) {
    return wire::Object()
        .add("name", wire::text(revision.name))
        .add("revisionId", wire::text(revision.revisionId))
        .add_unless_empty("revisionSummary", revision.revisionSummary)
        .add("created", wire::timestamp(cx.epoch(), revision.created))
        .take();
  };
  const auto variable_of = [](const PipelineVariable& variable) {
    return wire::Object()
        .add("name", wire::text(variable.name))
        .add("resolvedValue", wire::text(variable.defaultValue))
        .take();
  };
  wire::Object told;
  told.add("pipelineName", wire::text(execution.pipelineName))
      .add("pipelineVersion", wire::number(execution.pipelineVersion))
      .add("pipelineExecutionId", wire::text(execution.pipelineExecutionId))
      .add("status", wire::text(to_string(execution.status)))
      .add("artifactRevisions", wire::list_of(execution.artifactRevisions, revision_of));
  if (!execution.variables.empty()) {
    told.add("variables", wire::list_of(execution.variables, variable_of));
  }
  told.add("trigger", trigger_of(execution.trigger));
  add_mode(told, execution);
  return wire::Object().add("pipelineExecution", told.take()).take();
}

aws::Json summary_of(Context cx, const PipelineExecution& execution) {
  const auto revision_of = [](const ArtifactRevision& revision) {
    return wire::Object()
        .add("actionName", wire::text(revision.actionName))
        .add("revisionId", wire::text(revision.revisionId))
        .add_unless_empty("revisionSummary", revision.revisionSummary)
        .take();
  };
  wire::Object told;
  told.add("pipelineExecutionId", wire::text(execution.pipelineExecutionId))
      .add("status", wire::text(to_string(execution.status)))
      .add("startTime", wire::timestamp(cx.epoch(), execution.startTime))
      .add("lastUpdateTime", wire::timestamp(cx.epoch(), execution.lastUpdateTime))
      .add("sourceRevisions", wire::list_of(execution.artifactRevisions, revision_of))
      .add("trigger", trigger_of(execution.trigger));
  if (!execution.stopReason.empty()) {
    told.add("stopTrigger", wire::Object().add("reason", wire::text(execution.stopReason)).take());
  }
  add_mode(told, execution);
  return told.take();
}

Result<aws::Json> list_executions(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  ListPipelineExecutionsInput list;
  list.pipelineName = wire::text_of(input, "pipelineName");
  list.maxResults = wire::number_of(input, "maxResults", list.maxResults);
  list.nextToken = wire::text_of(input, "nextToken");
  const aws::Json* filter = input.find("filter");
  const aws::Json* succeeded = filter == nullptr ? nullptr : filter->find("succeededInStage");
  if (succeeded != nullptr) {
    list.succeededInStage = wire::text_of(*succeeded, "stageName");
  }
  const Result<Page<PipelineExecution>> page = codepipeline.ListPipelineExecutions(cx, list);
  if (!page.ok()) {
    return page.failure();
  }
  return wire::Object()
      .add("pipelineExecutionSummaries", wire::list_of(page.value().items,
                                                       [&](const PipelineExecution& execution) {
                                                         return summary_of(cx, execution);
                                                       }))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

// AWS: one of the two filters.
Result<ListExecutionsInput> list_input(const aws::Json& input) {
  ListExecutionsInput list;
  list.pipelineName = wire::text_of(input, "pipelineName");
  list.maxResults = wire::number_of(input, "maxResults", list.maxResults);
  list.nextToken = wire::text_of(input, "nextToken");
  const aws::Json* filter = input.find("filter");
  if (filter == nullptr) {
    return list;
  }
  list.pipelineExecutionId = wire::text_of(*filter, "pipelineExecutionId");
  if (const aws::Json* latest = filter->find("latestInPipelineExecution")) {
    if (!list.pipelineExecutionId.empty()) {  // text UNVERIFIED
      return Failure{"ValidationException",
                     "filter must have either pipelineExecutionId or latestInPipelineExecution"};
    }
    list.pipelineExecutionId = wire::text_of(*latest, "pipelineExecutionId");
    list.latest = wire::text_of(*latest, "startTimeRange") == "Latest";
  }
  return list;
}

aws::Json artifacts_of(const std::vector<ArtifactDetail>& artifacts) {
  return wire::list_of(artifacts, [](const ArtifactDetail& artifact) {
    return wire::Object()
        .add("name", wire::text(artifact.name))
        .add("s3location", wire::Object()
                               .add("bucket", wire::text(artifact.s3location.bucket))
                               .add("key", wire::text(artifact.s3location.key))
                               .take())
        .take();
  });
}

aws::Json input_of(const ActionExecutionDetail& detail, const std::string& region) {
  return wire::Object()
      .add("actionTypeId", action_type_of(detail.declaration.actionTypeId))
      .add("configuration", wire::map_of(detail.declaration.configuration))
      .add("resolvedConfiguration", wire::map_of(detail.resolvedConfiguration))
      .add_unless_empty("roleArn", detail.declaration.roleArn)
      .add("region", wire::text(region))
      .add("inputArtifacts", artifacts_of(detail.inputArtifacts))
      .add_unless_empty("namespace", detail.declaration.variablesNamespace)
      .take();
}

aws::Json output_of(const ActionExecutionDetail& detail) {
  const ActionExecution& execution = detail.execution;
  wire::Object result;
  result.add_unless_empty("externalExecutionId", execution.externalExecutionId)
      .add_unless_empty("externalExecutionSummary", execution.summary)
      .add_unless_empty("externalExecutionUrl", execution.externalExecutionUrl);
  if (!execution.errorDetails.code.empty()) {
    result.add("errorDetails", error_of(execution.errorDetails));
  }
  return wire::Object()
      .add("outputArtifacts", artifacts_of(detail.outputArtifacts))
      .add("executionResult", result.take())
      .add("outputVariables", wire::map_of(detail.outputVariables))
      .take();
}

Result<aws::Json> list_actions(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  const Result<ListExecutionsInput> list = list_input(input);
  if (!list.ok()) {
    return list.failure();
  }
  const Result<Page<ActionExecutionDetail>> page =
      codepipeline.ListActionExecutions(cx, list.value());
  if (!page.ok()) {
    return page.failure();
  }
  const auto detail_of = [&](const ActionExecutionDetail& detail) {
    wire::Object told;
    told.add("pipelineExecutionId", wire::text(detail.pipelineExecutionId))
        .add("actionExecutionId", wire::text(detail.execution.actionExecutionId))
        .add("pipelineVersion", wire::number(detail.pipelineVersion))
        .add("stageName", wire::text(detail.stageName))
        .add("actionName", wire::text(detail.actionName))
        .add("startTime", wire::timestamp(cx.epoch(), detail.startTime))
        .add("lastUpdateTime", wire::timestamp(cx.epoch(), detail.execution.lastStatusChange))
        .add_unless_empty("updatedBy", detail.execution.lastUpdatedBy)
        .add("status", wire::text(to_string(detail.execution.status)))
        .add("input", input_of(detail, codepipeline.account().region));
    if (detail.execution.status != ActionExecutionStatus::InProgress) {
      told.add("output", output_of(detail));
    }
    return told.take();
  };
  return wire::Object()
      .add("actionExecutionDetails", wire::list_of(page.value().items, detail_of))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

aws::Json rule_of(Context cx, const std::string& region, const RuleExecutionDetail& rule) {
  wire::Object result;
  result.add_unless_empty("externalExecutionSummary", rule.summary);
  if (!rule.errorDetails.code.empty()) {
    result.add("errorDetails", error_of(rule.errorDetails));
  }
  return wire::Object()
      .add("pipelineExecutionId", wire::text(rule.pipelineExecutionId))
      .add("ruleExecutionId", wire::text(rule.ruleExecutionId))
      .add("pipelineVersion", wire::number(rule.pipelineVersion))
      .add("stageName", wire::text(rule.stageName))
      .add("ruleName", wire::text(rule.ruleName))
      .add("startTime", wire::timestamp(cx.epoch(), rule.startTime))
      .add("lastUpdateTime", wire::timestamp(cx.epoch(), rule.lastUpdateTime))
      .add("status", wire::text(to_string(rule.status)))
      .add("input", wire::Object()
                        .add("ruleTypeId", action_type_of(rule.ruleTypeId))
                        .add("configuration", wire::map_of(rule.configuration))
                        .add("resolvedConfiguration", wire::map_of(rule.resolvedConfiguration))
                        .add("region", wire::text(region))
                        .add("inputArtifacts", empty_list())
                        .take())
      .add("output", wire::Object().add("executionResult", result.take()).take())
      .take();
}

Result<aws::Json> list_rules(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  const Result<ListExecutionsInput> list = list_input(input);
  if (!list.ok()) {
    return list.failure();
  }
  const Result<Page<RuleExecutionDetail>> page = codepipeline.ListRuleExecutions(cx, list.value());
  if (!page.ok()) {
    return page.failure();
  }
  return wire::Object()
      .add("ruleExecutionDetails", wire::list_of(page.value().items,
                                                 [&](const RuleExecutionDetail& rule) {
                                                   return rule_of(cx, codepipeline.account().region,
                                                                  rule);
                                                 }))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

}  // namespace

const Handlers& query_handlers() {
  static const Handlers k_handlers = {
      {"GetPipelineState", get_pipeline_state},    {"GetPipelineExecution", get_execution},
      {"ListPipelineExecutions", list_executions}, {"ListActionExecutions", list_actions},
      {"ListRuleExecutions", list_rules},
  };
  return k_handlers;
}

}  // namespace greenroom::codepipeline
