#include "sim/app/under_way.h"

#include <algorithm>

namespace greenroom::app {
namespace {

bool is_under_way(const codedeploy::DeploymentInfo& deployment) {
  switch (deployment.status) {
    case codedeploy::DeploymentStatus::Created:
    case codedeploy::DeploymentStatus::Queued:
    case codedeploy::DeploymentStatus::InProgress:
    case codedeploy::DeploymentStatus::Baking:
      return true;
    default:
      return false;
  }
}

bool is_approval(const codepipeline::PipelineDeclaration& declaration, const std::string& stage,
                 const std::string& action) {
  for (const codepipeline::StageDeclaration& each : declaration.stages) {
    for (const codepipeline::ActionDeclaration& one : each.actions) {
      if (each.name == stage && one.name == action) {
        return one.actionTypeId.category == "Approval";
      }
    }
  }
  return false;
}

bool is_under_way(const codepipeline::Execution& execution) {
  if (execution.is_over()) {
    return false;
  }
  for (const auto& [stage, run] : execution.stages) {
    for (const auto& [action, details] : run.actions) {
      if (details.status == codepipeline::ActionExecutionStatus::InProgress &&
          !is_approval(execution.declaration, stage, action)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

bool something_under_way(const codedeploy::State& codedeploy, const codebuild::State& codebuild,
                         const codepipeline::State& codepipeline) {
  const auto deploys = [](const auto& deployment) { return is_under_way(deployment); };
  const auto runs = [](const auto& execution) { return is_under_way(execution); };
  return !codebuild.running.empty() ||
         std::any_of(codedeploy.deployments.begin(), codedeploy.deployments.end(), deploys) ||
         std::any_of(codepipeline.pipelines.begin(), codepipeline.pipelines.end(),
                     [&](const auto& entry) {
                       const auto& executions = entry.second.executions;
                       return std::any_of(executions.begin(), executions.end(), runs);
                     });
}

}  // namespace greenroom::app
