// The actions of a pipeline that other services carry out: S3 source, CodeBuild, CodeDeploy
// (reference 2.2).
#include <algorithm>
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codepipeline/console.h"
#include "fakes/codepipeline/roles.h"
#include "fakes/codepipeline/service.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {
namespace {

constexpr const char* k_job_failed = "JobFailed";
constexpr const char* k_no_source_code = "ConfigurationError";  // UNVERIFIED

}  // namespace

Result<StoredArtifact> CodePipeline::store(Context cx, const Place& place,
                                           const std::string& action, const std::string& artifact,
                                           const std::string& suffix, std::string body) {
  Execution& execution = state_.execution(place.pipeline, place.ordinal);
  const std::string key =
      artifact_key(place.pipeline, artifact, ids_.alphanumeric("codepipeline.artifact", 7)) +
      suffix;
  Result<StoredArtifact> stored =
      store_.put(cx, execution.declaration.artifactStore, key, std::move(body));
  if (stored.ok()) {
    execution.artifacts[artifact] = stored.value();
    detail_of(place, action).outputArtifacts.push_back({artifact, stored.value()});
  }
  return stored;
}

// The newest version, unless whoever started the execution named another (reference 2.5).
Task<CodePipeline::ActionEnd> CodePipeline::run_source(Context cx, Place place,
                                                       ActionDeclaration action) {
  co_await cx.sleep_for(timing_.source_action);
  const std::string bucket = action.configuration.at("S3Bucket");
  const auto& overrides = state_.execution(place.pipeline, place.ordinal).source_overrides;
  const auto override_of = overrides.find(action.name);
  const SourceOverride wanted =
      override_of == overrides.end() ? SourceOverride{} : override_of->second;
  const std::string key = wanted.key.empty() ? action.configuration.at("S3ObjectKey") : wanted.key;
  const Status may_read = may_read_source(cx, place, aws::s3_object_arn(bucket, key));
  if (!may_read.ok()) {
    co_return failed(may_not_source(may_read.failure()));
  }
  const Result<SourceRevision> head = store_.head_source(cx, bucket, key, wanted.version_id);
  if (!head.ok()) {
    co_return failed(k_no_source_code, head.failure().message);
  }
  const std::string version = head.value().VersionId;
  if (version == "null") {  // "Bucket must have versioning enabled"; text UNVERIFIED
    co_return failed(k_no_source_code, "The bucket " + bucket + " must have versioning enabled");
  }
  Result<std::string> body = store_.get_source(cx, bucket, key, version);
  const std::string output = action.outputArtifacts.at(0);
  const std::string bucket_of_artifacts =
      state_.execution(place.pipeline, place.ordinal).declaration.artifactStore;
  const Status may_put =
      may(cx, place.pipeline,
          {{"s3:PutObject",
            aws::s3_object_arn(bucket_of_artifacts, artifact_key(place.pipeline, output, ""))}});
  if (!may_put.ok()) {
    co_return failed(may_not_source(may_put.failure()));
  }
  const Result<StoredArtifact> stored =
      body.ok() ? store(cx, place, action.name, output, ".zip", std::move(body).value())
                : Result<StoredArtifact>(body.failure());
  if (!stored.ok()) {
    co_return failed(k_job_failed, stored.failure().message);
  }
  ActionEnd end;
  end.succeeded = true;
  end.externalExecutionId = version;
  end.summary = head.value().revision_summary.empty() ? "Amazon S3 version id: " + version
                                                      : head.value().revision_summary;
  Execution& execution = state_.execution(place.pipeline, place.ordinal);
  execution.source_version = version;
  std::erase_if(execution.artifactRevisions,
                [&](const ArtifactRevision& one) { return one.actionName == action.name; });
  execution.artifactRevisions.push_back({output, action.name, version, end.summary, cx.now()});
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
  const std::string project = "arn:aws:codebuild:" + account_.region + ":" + account_.id +
                              ":project/" + action.configuration.at("ProjectName");
  const Status may_build =
      may(cx, place.pipeline,
          {{"codebuild:StartBuild", project}, {"codebuild:BatchGetBuilds", project}});
  if (!may_build.ok()) {
    co_return failed(may_not_start_build(may_build.failure()));
  }
  Result<BuildRequest> request = build_request(cx, place, action);
  if (!request.ok()) {
    co_return failed(k_job_failed, request.failure().message);
  }
  BuildOutcome outcome = co_await builder_.run(cx, std::move(request).value());
  ActionEnd end;
  end.externalExecutionId = outcome.id;
  if (!outcome.id.empty()) {
    end.externalExecutionUrl = build_url(account_.region, outcome.id);
  }
  if (!outcome.succeeded) {
    end.errorDetails = {k_job_failed, outcome.failure_message};
    co_return end;
  }
  for (std::size_t i = 0; i < action.outputArtifacts.size(); ++i) {
    const std::string& output = action.outputArtifacts[i];
    std::string zip =
        i == 0 ? std::move(outcome.artifact_zip) : outcome.secondary_artifact_zips[output];
    const Result<StoredArtifact> stored = store(cx, place, action.name, output, "", std::move(zip));
    if (!stored.ok()) {
      end.errorDetails = {k_job_failed, stored.failure().message};
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
  if (!may_deploy(cx, place, action).ok()) {
    co_return failed(may_not("CodeDeploy"));
  }
  DeployRequest request;
  request.application = action.configuration.at("ApplicationName");
  request.deployment_group = action.configuration.at("DeploymentGroupName");
  request.revision =
      state_.execution(place.pipeline, place.ordinal).artifacts.at(action.inputArtifacts.at(0));
  const DeployOutcome outcome = co_await deployer_.run(cx, std::move(request));
  ActionEnd end;
  end.succeeded = outcome.succeeded;
  end.externalExecutionId = outcome.deployment_id;
  if (!outcome.deployment_id.empty()) {
    end.externalExecutionUrl = deployment_url(account_.region, outcome.deployment_id);
  }
  if (outcome.succeeded) {
    end.summary = "Deployment Succeeded";
  } else {
    end.errorDetails = {k_job_failed, outcome.failure_message};
  }
  co_return end;
}

}  // namespace greenroom::codepipeline
