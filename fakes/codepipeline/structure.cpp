#include "fakes/codepipeline/structure.h"

#include <algorithm>
#include <set>

namespace greenroom::codepipeline {
namespace {

Failure invalid_action(const ActionDeclaration& action, const std::string& why) {
  return {"InvalidActionDeclarationException", "Action '" + action.name + "' " + why};
}

bool known_provider(const ActionTypeId& type) {
  return (type.category == "Source" && type.provider == "S3") ||
         (type.category == "Build" && type.provider == "CodeBuild") ||
         (type.category == "Deploy" && type.provider == "CodeDeploy");
}

// What each provider must be told.
std::vector<std::string> required_configuration(const std::string& provider) {
  if (provider == "S3") {
    return {"S3Bucket", "S3ObjectKey"};
  }
  if (provider == "CodeBuild") {
    return {"ProjectName"};
  }
  return {"ApplicationName", "DeploymentGroupName"};
}

Status validate_action(const ActionDeclaration& action, bool first_stage,
                       std::set<std::string>& artifacts) {
  if (action.actionTypeId.owner != "AWS" || !known_provider(action.actionTypeId)) {
    return invalid_action(action, "has the action type " + action.actionTypeId.category + "/" +
                                      action.actionTypeId.owner + "/" +
                                      action.actionTypeId.provider +
                                      ", which greenroom does not know");
  }
  if ((action.actionTypeId.category == "Source") != first_stage) {
    return Failure{"InvalidStructureException",
                   first_stage ? "Pipeline must start with a stage of only Source actions"
                               : "Source actions may only be in the first stage"};
  }
  for (const std::string& key : required_configuration(action.actionTypeId.provider)) {
    if (action.configuration.count(key) == 0) {
      return invalid_action(action, "configuration is missing required key '" + key + "'");
    }
  }
  for (const std::string& input : action.inputArtifacts) {
    if (artifacts.count(input) == 0) {
      return invalid_action(action,
                            "has input artifact '" + input + "', which no earlier action puts out");
    }
  }
  for (const std::string& output : action.outputArtifacts) {
    if (!artifacts.insert(output).second) {
      return invalid_action(action,
                            "puts out artifact '" + output + "', a name that is already taken");
    }
  }
  return success();
}

}  // namespace

Status validate(const PipelineDeclaration& pipeline) {
  if (pipeline.stages.size() < 2) {
    return Failure{"InvalidStructureException", "Pipeline must have at least two stages"};
  }
  std::set<std::string> stage_names;
  std::set<std::string> artifacts;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const StageDeclaration& stage = pipeline.stages[i];
    if (!stage_names.insert(stage.name).second || stage.actions.empty()) {
      return Failure{"InvalidStageDeclarationException",
                     "Stage '" + stage.name + "' must have a unique name and at least one action"};
    }
    std::set<std::string> action_names;
    for (const int order : run_orders(stage)) {
      for (const ActionDeclaration& action : stage.actions) {
        if (action.runOrder != order) {
          continue;
        }
        if (!action_names.insert(action.name).second) {
          return invalid_action(action, "has a name that the stage already uses");
        }
        const Status valid = validate_action(action, i == 0, artifacts);
        if (!valid.ok()) {
          return valid;
        }
      }
    }
  }
  return success();
}

std::vector<int> run_orders(const StageDeclaration& stage) {
  std::set<int> orders;
  for (const ActionDeclaration& action : stage.actions) {
    orders.insert(action.runOrder);
  }
  return {orders.begin(), orders.end()};
}

std::string artifact_key(const std::string& pipeline, const std::string& artifact,
                         const std::string& random) {
  return pipeline.substr(0, 20) + "/" + artifact.substr(0, 10) + "/" + random;
}

}  // namespace greenroom::codepipeline
