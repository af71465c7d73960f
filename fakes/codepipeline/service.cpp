// Pipelines, and how their executions begin.
#include "fakes/codepipeline/service.h"

#include <utility>

#include "fakes/codepipeline/sites.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {
namespace {

constexpr std::size_t k_active_executions_most = 50;

}  // namespace

Failure CodePipeline::pipeline_not_found(const std::string& name) const {
  return {"PipelineNotFoundException",
          "Account '" + account_.id + "' does not have a pipeline with name '" + name + "'"};
}

Status CodePipeline::CreatePipeline(Context cx, PipelineDeclaration declaration) {
  const std::string name = declaration.name;
  if (state_.find(name) != nullptr) {
    return Failure{
        "PipelineNameInUseException",
        "A pipeline with the name '" + name + "' already exists in account '" + account_.id + "'"};
  }
  const Status valid = validate(declaration, account_.region);
  if (!valid.ok()) {
    return valid;
  }
  state_.pipelines[name].declaration = std::move(declaration);
  const Context poller = cx.as("codepipeline/" + name);
  poller.spawn("polling", poll(poller, name));
  return success();
}

Status CodePipeline::UpdatePipeline(Context cx, PipelineDeclaration declaration) {
  Pipeline* pipeline = state_.find(declaration.name);
  if (pipeline == nullptr) {
    return pipeline_not_found(declaration.name);
  }
  const Status valid = validate(declaration, account_.region);
  if (!valid.ok()) {
    return valid;
  }
  const std::string name = declaration.name;
  declaration.version = pipeline->declaration.version + 1;
  pipeline->declaration = std::move(declaration);
  for (std::size_t i = 0; i < pipeline->executions.size(); ++i) {
    if (!pipeline->executions[i].is_over()) {
      set_execution(cx, name, static_cast<std::int64_t>(i) + 1, PipelineExecutionStatus::Cancelled);
    }
  }
  return success();
}

Result<PipelineDeclaration> CodePipeline::GetPipeline(const std::string& name) const {
  const Pipeline* pipeline = state_.find(name);
  return pipeline == nullptr ? Result<PipelineDeclaration>(pipeline_not_found(name))
                             : Result<PipelineDeclaration>(pipeline->declaration);
}

Result<std::string> CodePipeline::StartPipelineExecution(Context cx, std::string name,
                                                         TriggerType trigger) {
  const Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return pipeline_not_found(name);
  }
  std::size_t active = 0;
  for (const Execution& execution : pipeline->executions) {
    active += execution.is_over() ? 0 : 1;
  }
  if (pipeline->declaration.executionMode != ExecutionMode::SUPERSEDED &&
      active >= k_active_executions_most) {
    return Failure{"ConcurrentPipelineExecutionsLimitExceededException",
                   "The pipeline has reached the limit for concurrent pipeline executions"};
  }
  Execution execution;
  execution.trigger = trigger;
  const std::int64_t ordinal = begin(cx, name, std::move(execution));
  return state_.execution(name, ordinal).pipelineExecutionId;
}

std::size_t CodePipeline::executions_begun(const std::string& name) const {
  const Pipeline* pipeline = state_.find(name);
  return pipeline == nullptr ? 0 : pipeline->executions.size();
}

Task<void> CodePipeline::wait_until_idle(Context cx, std::string name, std::size_t count) {
  for (;;) {
    bool idle = executions_begun(name) >= count;
    for (const Execution& execution : state_.pipelines.at(name).executions) {
      idle = idle && execution.is_over();
    }
    if (idle) {
      co_return;
    }
    co_await executions_changed_.wait(cx);
  }
}

// The docs only say "periodically" (reference 2.2). A version that was there at creation counts as
// news only when nothing was seen before. Polling knows nothing of executions that others began:
// with an event rule beside it, one new version starts two (reference 2.2).
Task<void> CodePipeline::poll(Context cx, std::string name) {
  for (;;) {
    co_await cx.sleep_for(timing_.poll_interval);
    const PipelineDeclaration declaration = state_.pipelines.at(name).declaration;
    bool news = false;
    for (const ActionDeclaration& action : declaration.stages.front().actions) {
      const auto polls = action.configuration.find("PollForSourceChanges");
      if (polls != action.configuration.end() && polls->second == "false") {
        continue;
      }
      const Result<SourceRevision> head = store_.head_source(
          cx, action.configuration.at("S3Bucket"), action.configuration.at("S3ObjectKey"));
      std::string& seen = state_.pipelines.at(name).last_seen[action.name];
      if (head.ok() && head.value().VersionId != seen) {
        seen = head.value().VersionId;
        news = true;
      }
    }
    if (news && !cx.fault(site::poll_missed)) {
      Execution execution;
      execution.trigger = TriggerType::PollForSourceChanges;
      begin(cx, name, std::move(execution));
    }
  }
}

std::int64_t CodePipeline::begin(Context cx, const std::string& name, Execution execution) {
  Pipeline& pipeline = state_.pipelines.at(name);
  execution.pipelineExecutionId = ids_.uuid("codepipeline.execution");
  execution.ordinal = static_cast<std::int64_t>(pipeline.executions.size()) + 1;
  execution.declaration = pipeline.declaration;
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
  std::vector<Field> fields;
  fields.emplace_back("pipeline", pipeline);
  fields.emplace_back("execution", ordinal);
  fields.emplace_back("pipelineExecutionId", execution.pipelineExecutionId);
  fields.emplace_back("status", to_string(status));
  fields.emplace_back("trigger", to_string(execution.trigger));
  fields.emplace_back("version", execution.declaration.version);
  if (execution.executionType == ExecutionType::ROLLBACK) {
    fields.emplace_back("executionType", "ROLLBACK");
    fields.emplace_back("rollbackTarget", execution.rollbackTargetPipelineExecutionId);
  }
  cx.as("codepipeline/" + pipeline).trace("codepipeline.execution", fields);
  executions_changed_.notify();
}

}  // namespace greenroom::codepipeline
