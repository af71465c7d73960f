// Pipelines: made, changed, polled.
#include "fakes/codepipeline/service.h"

#include <utility>

#include "fakes/codepipeline/sites.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {

Failure CodePipeline::pipeline_not_found(const std::string& name) const {
  return {"PipelineNotFoundException",
          "Account '" + account_.id + "' does not have a pipeline with name '" + name + "'"};
}

std::string CodePipeline::caller_arn() const {
  return "arn:aws:iam::" + account_.id + ":root";
}

Status CodePipeline::add_pipeline(Context cx, PipelineDeclaration declaration) {
  const std::string name = declaration.name;
  if (state_.find(name) != nullptr) {
    return Failure{
        "PipelineNameInUseException",
        "A pipeline with the name '" + name + "' already exists in account '" + account_.id + "'"};
  }
  const Status valid = validate(declaration, account_.region);
  const Status role = valid.ok() ? check_role(declaration) : valid;
  if (!role.ok()) {
    return role;
  }
  Pipeline& pipeline = state_.pipelines[name];
  pipeline.life += pipeline.deleted ? 1 : 0;
  pipeline.deleted = false;
  declaration.version = 1;
  pipeline.declaration = std::move(declaration);
  pipeline.created = cx.now();
  pipeline.updated = cx.now();
  set_baseline(cx, pipeline);
  const Context poller = cx.as("codepipeline/" + name);
  poller.spawn("polling", poll(poller, name, pipeline.life));
  return success();
}

Status CodePipeline::CreatePipeline(Context cx, PipelineDeclaration declaration) {
  const std::string name = declaration.name;
  const Status added = add_pipeline(cx, std::move(declaration));
  if (added.ok()) {
    Execution execution;
    execution.trigger = {TriggerType::CreatePipeline, caller_arn()};
    begin(cx, name, std::move(execution));
  }
  return added;
}

Status CodePipeline::furnish(Context cx, PipelineDeclaration declaration) {
  return add_pipeline(cx, std::move(declaration));
}

Status CodePipeline::UpdatePipeline(Context cx, PipelineDeclaration declaration) {
  Pipeline* pipeline = state_.find(declaration.name);
  if (pipeline == nullptr) {
    return pipeline_not_found(declaration.name);
  }
  const Status valid = validate(declaration, account_.region);
  const Status role = valid.ok() ? check_role(declaration) : valid;
  if (!role.ok()) {
    return role;
  }
  const std::string name = declaration.name;
  declaration.version = pipeline->declaration.version + 1;
  pipeline->earlier.push_back(std::move(pipeline->declaration));
  pipeline->declaration = std::move(declaration);
  pipeline->updated = cx.now();
  set_baseline(cx, *pipeline);
  for (std::size_t i = 0; i < pipeline->executions.size(); ++i) {
    if (!pipeline->executions[i].is_over()) {
      cancel(cx, name, static_cast<std::int64_t>(i) + 1);
    }
  }
  return success();
}

void CodePipeline::cancel(Context cx, const std::string& pipeline, std::int64_t ordinal) {
  set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Cancelled);
  if (Group* const running = running_group(pipeline, ordinal)) {
    running->news.put(ActionNews::Cancel);
  }
}

Result<PipelineDeclaration> CodePipeline::GetPipeline(const std::string& name) const {
  const Pipeline* pipeline = state_.find(name);
  return pipeline == nullptr ? Result<PipelineDeclaration>(pipeline_not_found(name))
                             : Result<PipelineDeclaration>(pipeline->declaration);
}

Result<PipelineMetadata> CodePipeline::pipeline_metadata(const std::string& name) const {
  const Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return pipeline_not_found(name);
  }
  return PipelineMetadata{
      "arn:aws:codepipeline:" + account_.region + ":" + account_.id + ":" + name, pipeline->created,
      pipeline->updated};
}

std::size_t CodePipeline::executions_begun(const std::string& name) const {
  const Pipeline* pipeline = state_.find(name);
  return pipeline == nullptr ? 0 : pipeline->executions.size();
}

Task<void> CodePipeline::wait_until_idle(Context cx, std::string name, std::size_t count) {
  for (;;) {
    const Pipeline* pipeline = state_.find(name);
    if (pipeline == nullptr
            ? count == 0
            : pipeline->executions.size() >= count && active_executions(*pipeline) == 0) {
      co_return;
    }
    co_await executions_changed_.wait(cx);
  }
}

// "first observation is a baseline" (reference 2.2). A source action that is already known keeps
// what was seen of it last.
void CodePipeline::set_baseline(Context cx, Pipeline& pipeline) {
  for (const ActionDeclaration& action : pipeline.declaration.stages.front().actions) {
    if (pipeline.last_seen.count(action.name) == 0) {
      const Result<SourceRevision> head = store_.head_source(
          cx, action.configuration.at("S3Bucket"), action.configuration.at("S3ObjectKey"), "");
      pipeline.last_seen[action.name] = head.ok() ? head.value().VersionId : "";
    }
  }
}

// The docs only say "periodically" (reference 2.2). Polling knows nothing of executions that others
// began: with an event rule beside it, one new version starts two (reference 2.2). With as many
// active executions as there may be, the next poll tries again; UNVERIFIED.
Task<void> CodePipeline::poll(Context cx, std::string name, int life) {
  for (;;) {
    co_await cx.sleep_for(timing_.poll_interval);
    if (state_.find(name) == nullptr || state_.find(name)->life != life) {
      co_return;
    }
    const PipelineDeclaration declaration = state_.pipelines.at(name).declaration;
    if (at_execution_limit(state_.pipelines.at(name))) {
      continue;
    }
    bool news = false;
    for (const ActionDeclaration& action : declaration.stages.front().actions) {
      const auto polls = action.configuration.find("PollForSourceChanges");
      if (polls != action.configuration.end() && polls->second == "false") {
        continue;
      }
      const Result<SourceRevision> head = store_.head_source(
          cx, action.configuration.at("S3Bucket"), action.configuration.at("S3ObjectKey"), "");
      std::string& seen = state_.pipelines.at(name).last_seen[action.name];
      if (head.ok() && head.value().VersionId != seen) {
        seen = head.value().VersionId;
        news = true;
      }
    }
    if (news && !cx.fault(site::poll_missed)) {
      Execution execution;
      execution.trigger.triggerType = TriggerType::PollForSourceChanges;
      begin(cx, name, std::move(execution));
    }
  }
}

}  // namespace greenroom::codepipeline
