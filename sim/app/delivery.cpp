#include "sim/app/delivery.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace greenroom::app {
namespace {

constexpr std::array k_actions = {
    "approve",     "reject",         "start_pipeline",    "stop_pipeline",
    "retry_stage", "rollback_stage", "enable_transition", "disable_transition"};

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
  if (provider == "S3") {
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
  return project;
}

Result<std::string> ProtectedVariablesInStores::parameter(Context cx, const std::string& name) {
  const Result<ssm::Parameter> found = parameters_.GetParameter(cx.as("ssm"), name, true);
  return found.ok() ? Result<std::string>(found.value().Value)
                    : Result<std::string>(found.failure());
}

Result<std::string> ProtectedVariablesInStores::secret(Context cx, const std::string& reference) {
  return secrets_.resolve(cx.as("secretsmanager"), reference);
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
  const std::string stage = step.value("stage");
  if (step.action == "approve" || step.action == "reject") {
    return answer_approval(cx, step);
  }
  if (step.action == "start_pipeline") {
    const Result<std::string> started = codepipeline_.StartPipelineExecution(cx, pipeline_);
    return started.ok() ? success() : Status(started.failure());
  }
  if (step.action == "stop_pipeline") {
    return codepipeline_.StopPipelineExecution(cx, pipeline_, execution_id(step),
                                               step.value("abandon") == "true");
  }
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
  return step.action == "enable_transition"
             ? codepipeline_.EnableStageTransition(cx, pipeline_, stage)
             : codepipeline_.DisableStageTransition(cx, pipeline_, stage, step.value("reason"));
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
          return codepipeline_.PutApprovalResult(cx, pipeline_, stage, action, state.token,
                                                 std::move(result));
        }
      }
    }
  }
  return Failure{"NoSuch", "no approval waits for an answer now"};
}

}  // namespace greenroom::app
