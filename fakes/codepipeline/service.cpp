// The operations of CodePipeline and the story of an execution.
#include "fakes/codepipeline/service.h"

#include <utility>

#include "fakes/codepipeline/sites.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {
namespace {

Failure not_found(const std::string& name) {
  return {"PipelineNotFoundException",
          "Account '' does not have a pipeline with name '" + name + "'"};
}

}  // namespace

Status CodePipeline::CreatePipeline(Context cx, PipelineDeclaration declaration) {
  const std::string name = declaration.name;
  if (state_.find(name) != nullptr) {
    return Failure{"PipelineNameInUseException",
                   "A pipeline with the name '" + name + "' already exists in the account"};
  }
  const Status valid = validate(declaration);
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
    return not_found(declaration.name);
  }
  const Status valid = validate(declaration);
  if (!valid.ok()) {
    return valid;
  }
  const std::string name = declaration.name;
  declaration.version = pipeline->declaration.version + 1;
  pipeline->declaration = std::move(declaration);
  for (std::size_t i = 0; i < pipeline->executions.size(); ++i) {
    if (pipeline->executions[i].status == PipelineExecutionStatus::InProgress) {
      set_execution(cx, name, static_cast<std::int64_t>(i) + 1, PipelineExecutionStatus::Cancelled);
    }
  }
  return success();
}

Result<PipelineDeclaration> CodePipeline::GetPipeline(const std::string& name) const {
  const Pipeline* pipeline = state_.find(name);
  return pipeline == nullptr ? Result<PipelineDeclaration>(not_found(name))
                             : Result<PipelineDeclaration>(pipeline->declaration);
}

Result<std::string> CodePipeline::StartPipelineExecution(Context cx, std::string name) {
  if (state_.find(name) == nullptr) {
    return not_found(name);
  }
  const std::int64_t ordinal = begin(cx, name, TriggerType::StartPipelineExecution);
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
      idle = idle && execution.status != PipelineExecutionStatus::InProgress;
    }
    if (idle) {
      co_return;
    }
    co_await executions_changed_.wait(cx);
  }
}

// The docs only say "periodically" (reference 2.2). A version that was there at creation counts as
// news only when nothing was seen before.
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
      begin(cx, name, TriggerType::PollForSourceChanges);
    }
  }
}

std::int64_t CodePipeline::begin(Context cx, const std::string& name, TriggerType trigger) {
  Pipeline& pipeline = state_.pipelines.at(name);
  Execution execution;
  execution.pipelineExecutionId = ids_.uuid("codepipeline.execution");
  execution.ordinal = static_cast<std::int64_t>(pipeline.executions.size()) + 1;
  execution.trigger = trigger;
  execution.declaration = pipeline.declaration;
  const std::int64_t ordinal = execution.ordinal;
  pipeline.executions.push_back(std::move(execution));
  set_execution(cx, name, ordinal, PipelineExecutionStatus::InProgress);
  const Context story = cx.as("codepipeline/" + name + "/" + std::to_string(ordinal));
  story.spawn("execution", run(story, name, ordinal));
  return ordinal;
}

void CodePipeline::set_execution(Context cx, const std::string& pipeline, std::int64_t ordinal,
                                 PipelineExecutionStatus status) {
  Execution& execution = state_.execution(pipeline, ordinal);
  execution.status = status;
  cx.as("codepipeline/" + pipeline)
      .trace("codepipeline.execution", {{"pipeline", pipeline},
                                        {"execution", ordinal},
                                        {"pipelineExecutionId", execution.pipelineExecutionId},
                                        {"status", to_string(status)},
                                        {"trigger", to_string(execution.trigger)},
                                        {"version", execution.declaration.version}});
  executions_changed_.notify();
}

Task<bool> CodePipeline::enter_stage(Context cx, std::string pipeline, std::int64_t ordinal,
                                     std::string stage) {
  StageLock& lock = state_.pipelines.at(pipeline).locks[stage];
  const EntryDecision decision = come_to_stage(lock, ordinal);
  if (decision.supersedes) {
    set_execution(cx, pipeline, *decision.supersedes, PipelineExecutionStatus::Superseded);
  }
  if (decision.superseded_itself) {
    set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Superseded);
    co_return false;
  }
  if (decision.enters) {
    co_return true;
  }
  for (;;) {
    co_await executions_changed_.wait(cx);
    if (state_.execution(pipeline, ordinal).status != PipelineExecutionStatus::InProgress) {
      co_return false;
    }
    if (state_.pipelines.at(pipeline).locks[stage].inside == ordinal) {
      co_return true;
    }
  }
}

Task<void> CodePipeline::run(Context cx, std::string pipeline, std::int64_t ordinal) {
  const std::vector<StageDeclaration> stages =
      state_.execution(pipeline, ordinal).declaration.stages;
  const Context as_pipeline = cx.as("codepipeline/" + pipeline);
  for (const StageDeclaration& stage : stages) {
    const bool entered = co_await enter_stage(cx, pipeline, ordinal, stage.name);
    if (!entered) {
      co_return;
    }
    as_pipeline.trace("codepipeline.stage",
                      {{"pipeline", pipeline},
                       {"execution", ordinal},
                       {"stage", stage.name},
                       {"status", to_string(StageExecutionStatus::InProgress)}});
    const bool succeeded = co_await run_stage(cx, pipeline, ordinal, stage);
    as_pipeline.trace("codepipeline.stage",
                      {{"pipeline", pipeline},
                       {"execution", ordinal},
                       {"stage", stage.name},
                       {"status", to_string(succeeded ? StageExecutionStatus::Succeeded
                                                      : StageExecutionStatus::Failed)}});
    // Success and failure alike unlock the stage (reference 2.5).
    const std::optional<std::int64_t> next =
        leave_stage(state_.pipelines.at(pipeline).locks[stage.name]);
    if (next) {
      executions_changed_.notify();
    }
    if (state_.execution(pipeline, ordinal).status != PipelineExecutionStatus::InProgress) {
      co_return;  // cancelled by an update
    }
    if (!succeeded) {
      set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Failed);
      co_return;
    }
  }
  set_execution(cx, pipeline, ordinal, PipelineExecutionStatus::Succeeded);
}

// Actions of equal runOrder run in parallel; the next group follows only if all succeeded.
Task<bool> CodePipeline::run_stage(Context cx, std::string pipeline, std::int64_t ordinal,
                                   StageDeclaration stage) {
  for (const int order : run_orders(stage)) {
    Mailbox<bool> ends("an action to end");
    std::size_t running = 0;
    for (const ActionDeclaration& action : stage.actions) {
      if (action.runOrder == order) {
        const Context actor = cx.as("codepipeline/" + pipeline + "/" + std::to_string(ordinal) +
                                    "/" + stage.name + "/" + action.name);
        actor.spawn("action", run_action(actor, pipeline, ordinal, stage.name, action, &ends));
        ++running;
      }
    }
    bool all_succeeded = true;
    for (; running > 0; --running) {
      const std::optional<bool> succeeded = co_await ends.next(cx);
      all_succeeded = all_succeeded && *succeeded;
    }
    if (!all_succeeded) {
      co_return false;
    }
  }
  co_return true;
}

}  // namespace greenroom::codepipeline
