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

Task<void> CodePipeline::run_action(Context cx, std::string pipeline, std::int64_t ordinal,
                                    std::string stage, ActionDeclaration action,
                                    Mailbox<bool>* ends) {
  const Context as_pipeline = cx.as("codepipeline/" + pipeline);
  const std::string provider = action.actionTypeId.provider;
  const std::string name = action.name;
  as_pipeline.trace("codepipeline.action",
                    {{"pipeline", pipeline},
                     {"execution", ordinal},
                     {"stage", stage},
                     {"action", name},
                     {"provider", provider},
                     {"status", to_string(ActionExecutionStatus::InProgress)}});
  ActionEnd end;
  if (provider == "S3") {
    end = co_await run_source(cx, pipeline, ordinal, std::move(action));
  } else if (provider == "CodeBuild") {
    end = co_await run_build(cx, pipeline, ordinal, std::move(action));
  } else {
    end = co_await run_deploy(cx, pipeline, ordinal, std::move(action));
  }
  co_await cx.sleep_for(timing_.action_overhead);
  std::vector<Field> fields;
  fields.emplace_back("pipeline", pipeline);
  fields.emplace_back("execution", ordinal);
  fields.emplace_back("stage", stage);
  fields.emplace_back("action", name);
  fields.emplace_back("provider", provider);
  fields.emplace_back("status", to_string(end.succeeded ? ActionExecutionStatus::Succeeded
                                                        : ActionExecutionStatus::Failed));
  add_if(fields, "externalExecutionId", end.externalExecutionId);
  add_if(fields, "summary", end.summary);
  add_if(fields, "errorCode", end.errorCode);
  add_if(fields, "errorMessage", end.errorMessage);
  as_pipeline.trace("codepipeline.action", fields);
  ends->put(end.succeeded);
}

Result<StoredArtifact> CodePipeline::store(Context cx, const std::string& pipeline,
                                           std::int64_t ordinal, const std::string& artifact,
                                           const std::string& suffix, std::string body) {
  Execution& execution = state_.execution(pipeline, ordinal);
  const std::string key =
      artifact_key(pipeline, artifact, ids_.alphanumeric("codepipeline.artifact", 7)) + suffix;
  Result<StoredArtifact> stored =
      store_.put(cx, execution.declaration.artifactStore, key, std::move(body));
  if (stored.ok()) {
    execution.artifacts[artifact] = stored.value();
  }
  return stored;
}

Task<CodePipeline::ActionEnd> CodePipeline::run_source(Context cx, std::string pipeline,
                                                       std::int64_t ordinal,
                                                       ActionDeclaration action) {
  co_await cx.sleep_for(timing_.source_action);
  ActionEnd end;
  const std::string bucket = action.configuration.at("S3Bucket");
  const std::string key = action.configuration.at("S3ObjectKey");
  const Result<SourceRevision> head = store_.head_source(cx, bucket, key);
  if (!head.ok()) {
    end.errorCode = "ConfigurationError";  // UNVERIFIED code for a missing source object
    end.errorMessage = head.failure().message;
    co_return end;
  }
  const std::string version = head.value().VersionId;
  Result<std::string> body = store_.get_source(cx, bucket, key, version);
  const Result<StoredArtifact> stored =
      body.ok() ? store(cx, pipeline, ordinal, action.outputArtifacts.at(0), ".zip",
                        std::move(body).value())
                : Result<StoredArtifact>(body.failure());
  if (!stored.ok()) {
    end.errorCode = k_job_failed;
    end.errorMessage = stored.failure().message;
    co_return end;
  }
  state_.pipelines.at(pipeline).last_seen[action.name] = version;
  state_.execution(pipeline, ordinal).source_version = version;
  end.succeeded = true;
  end.externalExecutionId = version;
  end.summary = "Amazon S3 version id: " + version;
  co_return end;
}

Task<CodePipeline::ActionEnd> CodePipeline::run_build(Context cx, std::string pipeline,
                                                      std::int64_t ordinal,
                                                      ActionDeclaration action) {
  ActionEnd end;
  const Execution& execution = state_.execution(pipeline, ordinal);
  const StoredArtifact input = execution.artifacts.at(action.inputArtifacts.at(0));
  Result<std::string> source = store_.get(cx, input);
  if (!source.ok()) {
    end.errorCode = k_job_failed;
    end.errorMessage = source.failure().message;
    co_return end;
  }
  const std::string output = action.outputArtifacts.empty() ? "" : action.outputArtifacts.front();
  BuildRequest request;
  request.project = action.configuration.at("ProjectName");
  request.source_zip = std::move(source).value();
  request.source_arn = aws::s3_object_arn(input.bucket, input.key);
  request.source_revision = execution.source_version;
  request.artifact_arn =
      aws::s3_object_arn(execution.declaration.artifactStore, artifact_key(pipeline, output, ""));
  request.initiator = "codepipeline/" + pipeline;
  BuildOutcome outcome = co_await builder_.run(cx, std::move(request));
  end.externalExecutionId = outcome.id;
  if (!outcome.succeeded) {
    end.errorCode = k_job_failed;
    end.errorMessage = outcome.failure_message;
    co_return end;
  }
  if (!output.empty()) {
    const Result<StoredArtifact> stored =
        store(cx, pipeline, ordinal, output, "", std::move(outcome.artifact_zip));
    if (!stored.ok()) {
      end.errorCode = k_job_failed;
      end.errorMessage = stored.failure().message;
      co_return end;
    }
  }
  end.succeeded = true;
  co_return end;
}

// The action follows its own deployment. An automatic rollback is another deployment, so the action
// is Failed even when the rollback succeeds.
Task<CodePipeline::ActionEnd> CodePipeline::run_deploy(Context cx, std::string pipeline,
                                                       std::int64_t ordinal,
                                                       ActionDeclaration action) {
  DeployRequest request;
  request.application = action.configuration.at("ApplicationName");
  request.deployment_group = action.configuration.at("DeploymentGroupName");
  request.revision = state_.execution(pipeline, ordinal).artifacts.at(action.inputArtifacts.at(0));
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
