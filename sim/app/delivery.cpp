#include "sim/app/delivery.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "fakes/secretsmanager/buildspec_reference.h"
#include "fakes/ssm/names.h"
#include "sim/app/accepted.h"

namespace greenroom::app {
namespace {

constexpr const char* k_denied = "AccessDeniedException";

constexpr std::array k_actions = {"approve",
                                  "reject",
                                  "create_pipeline",
                                  "update_pipeline",
                                  "start_pipeline",
                                  "stop_pipeline",
                                  "retry_stage",
                                  "rollback_stage",
                                  "enable_transition",
                                  "disable_transition",
                                  "override_stage_condition"};

codepipeline::PipelineDeclaration lab_pipeline() {
  codepipeline::ActionDeclaration source;
  source.name = "Source";
  source.actionTypeId = {"Source", "AWS", "S3", "1"};
  source.outputArtifacts = {"SourceArtifact"};
  codepipeline::ActionDeclaration build;
  build.name = "Build";
  build.actionTypeId = {"Build", "AWS", "CodeBuild", "1"};
  build.inputArtifacts = {"SourceArtifact"};
  build.outputArtifacts = {"BuildArtifact"};
  codepipeline::ActionDeclaration deploy;
  deploy.name = "Deploy";
  deploy.actionTypeId = {"Deploy", "AWS", "CodeDeploy", "1"};
  deploy.inputArtifacts = {"BuildArtifact"};
  codepipeline::PipelineDeclaration pipeline;
  for (auto& [name, action] :
       {std::pair("Source", source), std::pair("Build", build), std::pair("Production", deploy)}) {
    codepipeline::StageDeclaration stage;
    stage.name = name;
    stage.actions = {action};
    pipeline.stages.push_back(std::move(stage));
  }
  return pipeline;
}

// The lab's settings, where the action has none.
void fill_in(codepipeline::ActionDeclaration& action, const LabNames& names) {
  std::map<std::string, std::string>& settings = action.configuration;
  const std::string& provider = action.actionTypeId.provider;
  if (action.actionTypeId.category == "Source") {
    settings.emplace("S3Bucket", names.source_bucket);
    settings.emplace("S3ObjectKey", names.source_key);
    settings.emplace("PollForSourceChanges", "true");
  } else if (provider == "CodeBuild") {
    settings.emplace("ProjectName", names.build_project);
  } else if (provider == "CodeDeploy") {
    settings.emplace("ApplicationName", names.application);
    settings.emplace("DeploymentGroupName", names.deployment_group);
  }
}

}  // namespace

codepipeline::PipelineDeclaration pipeline_of(const codepipeline::PipelineDeclaration& wanted,
                                              const LabNames& names) {
  codepipeline::PipelineDeclaration pipeline = wanted;
  if (pipeline.stages.empty()) {
    pipeline.stages = lab_pipeline().stages;
  }
  pipeline.name = names.pipeline;
  pipeline.roleArn = names.role_arn;
  pipeline.artifactStore = names.artifact_bucket;
  for (codepipeline::StageDeclaration& stage : pipeline.stages) {
    for (codepipeline::ActionDeclaration& action : stage.actions) {
      fill_in(action, names);
    }
  }
  return pipeline;
}

codebuild::Project project_of(const scenario::BuildSettings& settings) {
  codebuild::Project project;
  project.timeout = settings.timeout;
  project.queuedTimeout = settings.queued_timeout;
  project.concurrentBuildLimit = settings.concurrent_builds;
  project.localCache = settings.local_cache;
  project.runtimePolicy = settings.runtime_policy;
  project.environmentVariables = settings.variables;
  project.cloudWatchLogs = settings.cloud_watch_logs;
  return project;
}

void create_buckets(Context cx, s3::S3& s3,
                    const std::map<std::string, scenario::BucketSettings>& buckets) {
  for (const auto& [name, settings] : buckets) {
    const s3::BucketVersioningStatus versioning =
        settings.versioning == "Enabled"     ? s3::BucketVersioningStatus::Enabled
        : settings.versioning == "Suspended" ? s3::BucketVersioningStatus::Suspended
                                             : s3::BucketVersioningStatus::NeverEnabled;
    const s3::ObjectOwnership ownership = settings.object_ownership == "ObjectWriter"
                                              ? s3::ObjectOwnership::ObjectWriter
                                          : settings.object_ownership == "BucketOwnerPreferred"
                                              ? s3::ObjectOwnership::BucketOwnerPreferred
                                              : s3::ObjectOwnership::BucketOwnerEnforced;
    accepted(s3.CreateBucket(cx.as("s3"), name, versioning, ownership), "S3", "buckets");
  }
}

scenario::ObjectRecord object_record(const s3::S3& s3, const scenario::WantedObject& wanted,
                                     const std::string& artifact_bucket) {
  const std::string bucket = wanted.bucket.empty() ? artifact_bucket : wanted.bucket;
  scenario::ObjectRecord record;
  record.wanted = wanted;
  const Result<std::vector<s3::ObjectVersion>> versions = s3.ListObjectVersions(bucket, wanted.key);
  record.versions = versions.ok() ? static_cast<std::int64_t>(versions.value().size()) : 0;
  Result<s3::Object> newest = s3.GetObject(bucket, wanted.key, std::nullopt);
  if (newest.ok()) {
    record.exists = true;
    record.content = std::move(newest.value().Body);
    record.cache_control = newest.value().version.settings.CacheControl;
    record.acl = newest.value().version.settings.ACL;
    record.kms_key = newest.value().version.settings.SSEKMSKeyId;
  }
  return record;
}

Result<std::string> ProtectedVariablesInStores::parameter(Context cx, const aws::RoleSession& as,
                                                          const std::string& name) {
  const aws::Account& account = rights_.account();
  const Status may =
      rights_.may(as, {"ssm:GetParameters",
                       ssm::parameter_arn(account, ssm::parse_reference(account, name).name),
                       {}});
  if (!may.ok()) {
    return Failure{k_denied, may.failure().message};
  }
  const Result<ssm::Parameter> found = parameters_.GetParameter(cx.as("ssm"), name, true);
  return found.ok() ? Result<std::string>(found.value().Value)
                    : Result<std::string>(found.failure());
}

Result<std::string> ProtectedVariablesInStores::secret(Context cx, const aws::RoleSession& as,
                                                       const std::string& reference) {
  const Context store = cx.as("secretsmanager");
  const auto parsed = secretsmanager::parse_buildspec_reference(reference);
  if (!parsed.ok()) {
    return parsed.failure();
  }
  const std::string& id = parsed.value().secret_id;
  const secretsmanager::Secret* secret = secrets_.state().find(id, cx.now());
  const Status may =
      rights_.may(as, {"secretsmanager:GetSecretValue", secret == nullptr ? id : secret->ARN, {}});
  if (!may.ok()) {
    return Failure{k_denied, may.failure().message};
  }
  return secrets_.resolve(store, reference);
}

bool PipelineActions::knows(const std::string& action) {
  return std::count(k_actions.begin(), k_actions.end(), action) > 0;
}

std::string PipelineActions::execution_id(const scenario::Step& step) const {
  const codepipeline::Pipeline* pipeline = codepipeline_.state().find(pipeline_);
  const std::size_t count = pipeline == nullptr ? 0 : pipeline->executions.size();
  const std::size_t number =
      step.with.count("execution") == 0
          ? count
          : static_cast<std::size_t>(std::atoll(step.value("execution").c_str()));
  return number < 1 || number > count ? "" : pipeline->executions[number - 1].pipelineExecutionId;
}

Status PipelineActions::perform(Context cx, const scenario::Step& step) {
  if (step.action == "approve" || step.action == "reject") {
    return answer_approval(cx, step);
  }
  if (step.action == "create_pipeline" || step.action == "update_pipeline") {
    return change_pipeline(cx, step);
  }
  if (step.action == "start_pipeline") {
    return start(cx, step);
  }
  if (step.action == "stop_pipeline") {
    return codepipeline_.StopPipelineExecution(
        cx, pipeline_, execution_id(step), step.value("abandon") == "true", step.value("reason"));
  }
  return act_on_stage(cx, step);
}

// An update changes what the step says, and the version.
Status PipelineActions::change_pipeline(Context cx, const scenario::Step& step) {
  const Context as_pipeline = cx.as("codepipeline/" + pipeline_);
  if (step.action == "create_pipeline") {
    return codepipeline_.CreatePipeline(as_pipeline, declaration_);
  }
  Result<codepipeline::PipelineDeclaration> declaration = codepipeline_.GetPipeline(pipeline_);
  if (!declaration.ok()) {
    return declaration.failure();
  }
  const std::string mode = step.value("execution_mode");
  if (!mode.empty()) {
    declaration.value().executionMode = mode == "QUEUED" ? codepipeline::ExecutionMode::QUEUED
                                        : mode == "PARALLEL"
                                            ? codepipeline::ExecutionMode::PARALLEL
                                            : codepipeline::ExecutionMode::SUPERSEDED;
  }
  return codepipeline_.UpdatePipeline(as_pipeline, std::move(declaration).value());
}

Status PipelineActions::start(Context cx, const scenario::Step& step) {
  constexpr std::string_view k_variables = "variables.";
  codepipeline::StartPipelineExecutionInput input;
  input.name = pipeline_;
  for (const auto& [key, values] : step.with) {
    if (key.rfind(k_variables, 0) == 0) {
      input.variables.push_back({key.substr(k_variables.size()), step.value(key)});
    }
  }
  const Result<std::string> started = codepipeline_.StartPipelineExecution(cx, input);
  return started.ok() ? success() : Status(started.failure());
}

Status PipelineActions::act_on_stage(Context cx, const scenario::Step& step) {
  const std::string stage = step.value("stage");
  if (step.action == "retry_stage") {
    return codepipeline_.RetryStageExecution(cx, pipeline_, stage, execution_id(step),
                                             step.value("mode") == "ALL_ACTIONS"
                                                 ? codepipeline::StageRetryMode::ALL_ACTIONS
                                                 : codepipeline::StageRetryMode::FAILED_ACTIONS);
  }
  if (step.action == "rollback_stage") {
    const Result<std::string> begun =
        codepipeline_.RollbackStage(cx, pipeline_, stage, execution_id(step));
    return begun.ok() ? success() : Status(begun.failure());
  }
  if (step.action == "override_stage_condition") {
    return codepipeline_.OverrideStageCondition(cx, pipeline_, stage, execution_id(step),
                                                step.value("condition") == "ON_SUCCESS"
                                                    ? codepipeline::ConditionType::ON_SUCCESS
                                                    : codepipeline::ConditionType::BEFORE_ENTRY);
  }
  if (step.action == "enable_transition") {
    return codepipeline_.EnableStageTransition(cx, pipeline_, stage);
  }
  const std::string reason = step.value("reason");
  return codepipeline_.DisableStageTransition(cx, pipeline_, stage,
                                              reason.empty() ? "no reason was given" : reason);
}

// The approval that waits: the newest one, of that stage and action where the step names them.
Status PipelineActions::answer_approval(Context cx, const scenario::Step& step) {
  const codepipeline::Pipeline* pipeline = codepipeline_.state().find(pipeline_);
  SIM_ASSERT(pipeline != nullptr, "the lab has a pipeline");
  const std::string wanted_stage = step.value("stage");
  const std::string wanted_action = step.value("action");
  for (auto one = pipeline->executions.rbegin(); one != pipeline->executions.rend(); ++one) {
    for (const auto& [stage, there] : one->stages) {
      for (const auto& [action, state] : there.actions) {
        const bool waits = !one->is_over() && !state.token.empty() &&
                           state.status == codepipeline::ActionExecutionStatus::InProgress;
        const bool meant = (wanted_stage.empty() || wanted_stage == stage) &&
                           (wanted_action.empty() || wanted_action == action);
        if (waits && meant) {
          codepipeline::ApprovalResult result;
          result.status = step.action == "approve" ? codepipeline::ApprovalStatus::Approved
                                                   : codepipeline::ApprovalStatus::Rejected;
          result.summary = step.value("summary");
          const Result<Instant> approved_at = codepipeline_.PutApprovalResult(
              cx, pipeline_, stage, action, state.token, std::move(result));
          return approved_at.ok() ? success() : Status(approved_at.failure());
        }
      }
    }
  }
  return Failure{"NoSuch", "no approval waits for an answer now"};
}

}  // namespace greenroom::app
