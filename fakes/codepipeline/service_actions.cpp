// How actions of a pipeline run: begun, timed, ended, remembered.
#include <algorithm>
#include <utility>

#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {
namespace {

// Reference 7; S3 from AWS's quotas of 2025. An approval sees to its own.
Duration time_out_of(const ActionTypeId& type) {
  if (type.provider == "CodeBuild") {
    return hours(8);
  }
  if (type.provider == "CodeDeploy") {
    return hours(24 * 5);
  }
  return type.provider == "S3" && type.category == "Deploy" ? minutes(90) : hours(1);
}

// UNVERIFIED, both (reference 2.7).
constexpr const char* k_timed_out_code = "JobFailed";
constexpr const char* k_timed_out_text = "The action timed out";

void add_if(std::vector<Field>& fields, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    fields.emplace_back(name, text);
  }
}

}  // namespace

CodePipeline::ActionEnd CodePipeline::failed(std::string code, std::string message) {
  ActionEnd end;
  end.errorDetails = {std::move(code), std::move(message)};
  return end;
}

CodePipeline::ActionEnd CodePipeline::failed(ErrorDetails why) {
  return failed(std::move(why.code), std::move(why.message));
}

ActionExecution& CodePipeline::action_execution(const Place& place, const std::string& action) {
  return state_.execution(place.pipeline, place.ordinal).stages[place.stage].actions[action];
}

ActionExecutionDetail& CodePipeline::detail_of(const Place& place, const std::string& action) {
  std::vector<ActionExecutionDetail>& all = state_.pipelines.at(place.pipeline).actionExecutions;
  const std::string& id = action_execution(place, action).actionExecutionId;
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const ActionExecutionDetail& one) {
    return one.execution.actionExecutionId == id;
  });
  SIM_ASSERT(found != all.rend(), "an action that has begun is in the history");
  return *found;
}

void CodePipeline::remember(const Place& place, const std::string& action) {
  detail_of(place, action).execution = action_execution(place, action);
}

void CodePipeline::spawn_action(Context cx, const Place& place, const ActionDeclaration& action,
                                std::uint64_t group) {
  const Context actor =
      cx.as("codepipeline/" + place.pipeline + "/" + std::to_string(place.ordinal) + "/" +
            place.stage + "/" + action.name);
  actor.spawn("action", run_action(actor, place, action, group));
}

void CodePipeline::trace_action(Context cx, const Place& place, const ActionDeclaration& action) {
  const ActionExecution& execution = action_execution(place, action.name);
  std::vector<Field> fields = {{"pipeline", place.pipeline},
                               {"execution", place.ordinal},
                               {"stage", place.stage},
                               {"action", action.name},
                               {"provider", action.actionTypeId.provider},
                               {"status", to_string(execution.status)}};
  add_if(fields, "externalExecutionId", execution.externalExecutionId);
  add_if(fields, "summary", execution.summary);
  add_if(fields, "errorCode", execution.errorDetails.code);
  add_if(fields, "errorMessage", execution.errorDetails.message);
  cx.as("codepipeline/" + place.pipeline).trace("codepipeline.action", fields);
}

CodePipeline::ActionRun CodePipeline::begin_action(Context cx, const Place& place,
                                                   const ActionDeclaration& action,
                                                   std::uint64_t group) {
  const ActionRun run{place, action, ids_.uuid("codepipeline.action"), group};
  ActionExecution& begun = action_execution(place, action.name);
  begun = {};
  begun.actionExecutionId = run.actionExecutionId;
  begun.lastStatusChange = cx.now();
  const Execution& execution = state_.execution(place.pipeline, place.ordinal);
  ActionExecutionDetail detail;
  detail.pipelineExecutionId = execution.pipelineExecutionId;
  detail.pipelineVersion = execution.declaration.version;
  detail.stageName = place.stage;
  detail.actionName = action.name;
  detail.startTime = cx.now();
  detail.execution = begun;
  detail.declaration = action;
  for (const std::string& input : action.inputArtifacts) {
    const auto artifact = execution.artifacts.find(input);
    if (artifact != execution.artifacts.end()) {
      detail.inputArtifacts.push_back({input, artifact->second});
    }
  }
  state_.pipelines.at(place.pipeline).actionExecutions.push_back(std::move(detail));
  trace_action(cx, place, action);
  return run;
}

// The job itself goes on after a time-out, as it does after abandoning: nobody hears of its end.
Task<void> CodePipeline::run_action(Context cx, Place place, ActionDeclaration action,
                                    std::uint64_t group) {
  // Between the decision to run it and its first step the execution may have ended.
  if (groups_.count(group) == 0 || state_.execution(place.pipeline, place.ordinal).is_over()) {
    co_return;
  }
  const ActionRun run = begin_action(cx, place, action, group);
  EventId time_out;
  const bool is_timed = action.actionTypeId.category != "Approval";
  if (is_timed) {
    time_out = cx.kernel().schedule_call(
        cx.now() + time_out_of(action.actionTypeId), Phase::Control, cx.actor(),
        [this, cx, run] { end_action(cx, run, failed(k_timed_out_code, k_timed_out_text)); });
  }
  const ActionEnd end = co_await carry_out(cx, place, std::move(action));
  co_await cx.sleep_for(timing_.action_overhead);
  if (is_timed) {
    cx.kernel().cancel(time_out);
  }
  end_action(cx, run, end);
}

// An action that was abandoned meanwhile, or has timed out, ends without anybody hearing of it.
void CodePipeline::end_action(Context cx, const ActionRun& run, const ActionEnd& end) {
  ActionExecution& execution = action_execution(run.place, run.action.name);
  if (execution.actionExecutionId != run.actionExecutionId ||
      execution.status != ActionExecutionStatus::InProgress) {
    return;
  }
  execution.status =
      end.succeeded ? ActionExecutionStatus::Succeeded : ActionExecutionStatus::Failed;
  execution.externalExecutionId = end.externalExecutionId;
  execution.externalExecutionUrl = end.externalExecutionUrl;
  execution.summary = end.summary;
  execution.lastUpdatedBy = end.lastUpdatedBy;
  execution.errorDetails = end.errorDetails;
  execution.lastStatusChange = cx.now();
  remember(run.place, run.action.name);
  detail_of(run.place, run.action.name).outputVariables = end.outputVariables;
  if (!run.action.variablesNamespace.empty()) {
    state_.execution(run.place.pipeline, run.place.ordinal)
        .variables[run.action.variablesNamespace] = end.outputVariables;
  }
  trace_action(cx, run.place, run.action);
  const auto waited_for = groups_.find(run.group);
  if (waited_for != groups_.end()) {
    waited_for->second.news.put(end.succeeded ? ActionNews::Succeeded : ActionNews::Failed);
  }
}

// Variables are resolved just before the action starts (reference 2.3).
Task<CodePipeline::ActionEnd> CodePipeline::carry_out(Context cx, Place place,
                                                      ActionDeclaration action) {
  const VariableSets variables = state_.execution(place.pipeline, place.ordinal).variables;
  for (auto& [key, value] : action.configuration) {
    Result<std::string> resolved = resolve_variables(value, variables);
    if (!resolved.ok()) {
      co_return failed(resolved.failure().code, resolved.failure().message);
    }
    value = std::move(resolved).value();
  }
  detail_of(place, action.name).resolvedConfiguration = action.configuration;
  const std::string provider = action.actionTypeId.provider;
  ActionEnd end;
  if (provider == "S3" && action.actionTypeId.category == "Source") {
    end = co_await run_source(cx, place, std::move(action));
  } else if (provider == "S3") {
    end = co_await run_s3_deploy(cx, place, std::move(action));
  } else if (provider == "CodeBuild") {
    end = co_await run_build(cx, place, std::move(action));
  } else if (provider == "Manual") {
    end = co_await run_approval(cx, place, std::move(action));
  } else {
    end = co_await run_deploy(cx, place, std::move(action));
  }
  co_return end;
}

}  // namespace greenroom::codepipeline
