// The actions of a pipeline: S3 source, CodeBuild, CodeDeploy (reference 2.2).
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codepipeline/service.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {
namespace {

constexpr const char* k_job_failed = "JobFailed";

void add_if(std::vector<Field>& fields, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    fields.emplace_back(name, text);
  }
}

}  // namespace

CodePipeline::ActionEnd CodePipeline::failed(std::string code, std::string message) {
  ActionEnd end;
  end.errorCode = std::move(code);
  end.errorMessage = std::move(message);
  return end;
}

ActionState& CodePipeline::action_state(const Place& place, const std::string& action) {
  return state_.execution(place.pipeline, place.ordinal).stages[place.stage].actions[action];
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
  const std::string provider = action.actionTypeId.provider;
  ActionEnd end;
  if (provider == "S3") {
    end = co_await run_source(cx, place, std::move(action));
  } else if (provider == "CodeBuild") {
    end = co_await run_build(cx, place, std::move(action));
  } else if (provider == "Manual") {
    end = co_await run_approval(cx, place, std::move(action));
  } else {
    end = co_await run_deploy(cx, place, std::move(action));
  }
  co_return end;
}

// An action that was abandoned meanwhile ends without anybody hearing of it.
Task<void> CodePipeline::run_action(Context cx, Place place, ActionDeclaration action,
                                    std::uint64_t group) {
  const Context as_pipeline = cx.as("codepipeline/" + place.pipeline);
  const std::string provider = action.actionTypeId.provider;
  const std::string name = action.name;
  const std::string output_namespace = action.variablesNamespace;
  const std::string run = ids_.uuid("codepipeline.action");
  action_state(place, name) = {};
  action_state(place, name).actionExecutionId = run;
  std::vector<Field> fields;
  fields.emplace_back("pipeline", place.pipeline);
  fields.emplace_back("execution", place.ordinal);
  fields.emplace_back("stage", place.stage);
  fields.emplace_back("action", name);
  fields.emplace_back("provider", provider);
  std::vector<Field> begun = fields;
  begun.emplace_back("status", to_string(ActionExecutionStatus::InProgress));
  as_pipeline.trace("codepipeline.action", begun);
  ActionEnd end = co_await carry_out(cx, place, std::move(action));
  co_await cx.sleep_for(timing_.action_overhead);
  ActionState& state = action_state(place, name);
  if (state.actionExecutionId != run || state.status != ActionExecutionStatus::InProgress) {
    co_return;
  }
  state.status = end.succeeded ? ActionExecutionStatus::Succeeded : ActionExecutionStatus::Failed;
  state.externalExecutionId = end.externalExecutionId;
  state.summary = end.summary;
  state.errorCode = end.errorCode;
  state.errorMessage = end.errorMessage;
  if (!output_namespace.empty()) {
    state_.execution(place.pipeline, place.ordinal).variables[output_namespace] =
        end.outputVariables;
  }
  fields.emplace_back("status", to_string(state.status));
  add_if(fields, "externalExecutionId", end.externalExecutionId);
  add_if(fields, "summary", end.summary);
  add_if(fields, "errorCode", end.errorCode);
  add_if(fields, "errorMessage", end.errorMessage);
  as_pipeline.trace("codepipeline.action", fields);
  const auto waited_for = groups_.find(group);
  if (waited_for != groups_.end()) {
    waited_for->second.news.put(end.succeeded ? ActionNews::Succeeded : ActionNews::Failed);
  }
}

Result<StoredArtifact> CodePipeline::store(Context cx, const Place& place,
                                           const std::string& artifact, const std::string& suffix,
                                           std::string body) {
  Execution& execution = state_.execution(place.pipeline, place.ordinal);
  const std::string key =
      artifact_key(place.pipeline, artifact, ids_.alphanumeric("codepipeline.artifact", 7)) +
      suffix;
  Result<StoredArtifact> stored =
      store_.put(cx, execution.declaration.artifactStore, key, std::move(body));
  if (stored.ok()) {
    execution.artifacts[artifact] = stored.value();
  }
  return stored;
}

Task<CodePipeline::ActionEnd> CodePipeline::run_source(Context cx, Place place,
                                                       ActionDeclaration action) {
  co_await cx.sleep_for(timing_.source_action);
  const std::string bucket = action.configuration.at("S3Bucket");
  const std::string key = action.configuration.at("S3ObjectKey");
  const Result<SourceRevision> head = store_.head_source(cx, bucket, key);
  if (!head.ok()) {
    // UNVERIFIED code for a missing source object
    co_return failed("ConfigurationError", head.failure().message);
  }
  const std::string version = head.value().VersionId;
  Result<std::string> body = store_.get_source(cx, bucket, key, version);
  const Result<StoredArtifact> stored =
      body.ok() ? store(cx, place, action.outputArtifacts.at(0), ".zip", std::move(body).value())
                : Result<StoredArtifact>(body.failure());
  if (!stored.ok()) {
    co_return failed(k_job_failed, stored.failure().message);
  }
  state_.execution(place.pipeline, place.ordinal).source_version = version;
  ActionEnd end;
  end.succeeded = true;
  end.externalExecutionId = version;
  end.summary = "Amazon S3 version id: " + version;
  // BucketName and ObjectKey: UNVERIFIED.
  end.outputVariables = {{"VersionId", version},
                         {"ETag", head.value().ETag},
                         {"BucketName", bucket},
                         {"ObjectKey", key}};
  co_return end;
}

// The first input is the primary source unless PrimarySource names another; the others lie beside
// it.
Result<BuildRequest> CodePipeline::build_request(Context cx, const Place& place,
                                                 const ActionDeclaration& action) {
  const Execution& execution = state_.execution(place.pipeline, place.ordinal);
  const auto named = action.configuration.find("PrimarySource");
  const std::string primary =
      named == action.configuration.end() ? action.inputArtifacts.at(0) : named->second;
  BuildRequest request;
  for (const std::string& input : action.inputArtifacts) {
    const StoredArtifact artifact = execution.artifacts.at(input);
    Result<std::string> content = store_.get(cx, artifact);
    if (!content.ok()) {
      return content.failure();
    }
    if (input == primary) {
      request.source_zip = std::move(content).value();
      request.source_arn = aws::s3_object_arn(artifact.bucket, artifact.key);
    } else {
      request.secondary_source_zips[input] = std::move(content).value();
    }
  }
  const std::string output = action.outputArtifacts.empty() ? "" : action.outputArtifacts.front();
  if (action.outputArtifacts.size() > 1) {
    request.secondary_artifacts.assign(action.outputArtifacts.begin() + 1,
                                       action.outputArtifacts.end());
  }
  request.project = action.configuration.at("ProjectName");
  request.source_revision = execution.source_version;
  request.artifact_arn = aws::s3_object_arn(execution.declaration.artifactStore,
                                            artifact_key(place.pipeline, output, ""));
  request.initiator = "codepipeline/" + place.pipeline;
  const auto variables = action.configuration.find("EnvironmentVariables");
  request.environment_variables = variables == action.configuration.end() ? "" : variables->second;
  return request;
}

Task<CodePipeline::ActionEnd> CodePipeline::run_build(Context cx, Place place,
                                                      ActionDeclaration action) {
  Result<BuildRequest> request = build_request(cx, place, action);
  if (!request.ok()) {
    co_return failed(k_job_failed, request.failure().message);
  }
  BuildOutcome outcome = co_await builder_.run(cx, std::move(request).value());
  ActionEnd end;
  end.externalExecutionId = outcome.id;
  if (!outcome.succeeded) {
    end.errorCode = k_job_failed;
    end.errorMessage = outcome.failure_message;
    co_return end;
  }
  for (std::size_t i = 0; i < action.outputArtifacts.size(); ++i) {
    const std::string& output = action.outputArtifacts[i];
    std::string zip =
        i == 0 ? std::move(outcome.artifact_zip) : outcome.secondary_artifact_zips[output];
    const Result<StoredArtifact> stored = store(cx, place, output, "", std::move(zip));
    if (!stored.ok()) {
      end.errorCode = k_job_failed;
      end.errorMessage = stored.failure().message;
      co_return end;
    }
  }
  end.outputVariables = std::move(outcome.exported_variables);
  end.succeeded = true;
  co_return end;
}

// The action follows its own deployment. An automatic rollback is another deployment, so the action
// is Failed even when the rollback succeeds.
Task<CodePipeline::ActionEnd> CodePipeline::run_deploy(Context cx, Place place,
                                                       ActionDeclaration action) {
  DeployRequest request;
  request.application = action.configuration.at("ApplicationName");
  request.deployment_group = action.configuration.at("DeploymentGroupName");
  request.revision =
      state_.execution(place.pipeline, place.ordinal).artifacts.at(action.inputArtifacts.at(0));
  const DeployOutcome outcome = co_await deployer_.run(cx, std::move(request));
  ActionEnd end;
  end.succeeded = outcome.succeeded;
  end.externalExecutionId = outcome.deployment_id;
  if (!outcome.succeeded) {
    end.errorCode = k_job_failed;
    end.errorMessage = outcome.failure_message;
  }
  co_return end;
}

}  // namespace greenroom::codepipeline
