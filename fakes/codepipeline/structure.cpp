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
         ((type.category == "Build" || type.category == "Test") && type.provider == "CodeBuild") ||
         (type.category == "Approval" && type.provider == "Manual") ||
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
  if (provider == "Manual") {
    return {};
  }
  return {"ApplicationName", "DeploymentGroupName"};
}

// Reference 2.1: how many artifacts go in and come out.
struct ArtifactCounts {
  std::size_t inputs_least, inputs_most, outputs_least, outputs_most;
};
ArtifactCounts artifact_counts(const std::string& provider) {
  if (provider == "S3") {
    return {0, 0, 1, 1};
  }
  if (provider == "CodeBuild") {
    return {1, 5, 0, 5};
  }
  return provider == "Manual" ? ArtifactCounts{0, 0, 0, 0} : ArtifactCounts{1, 1, 0, 0};
}

bool fits(const ActionDeclaration& action) {
  const ArtifactCounts counts = artifact_counts(action.actionTypeId.provider);
  const std::size_t inputs = action.inputArtifacts.size();
  const std::size_t outputs = action.outputArtifacts.size();
  return inputs >= counts.inputs_least && inputs <= counts.inputs_most &&
         outputs >= counts.outputs_least && outputs <= counts.outputs_most;
}

// [A-Za-z0-9.@_-]{1,100}
bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '@' || c == '-' || c == '_';
  });
}

// What CodePipeline itself can do with an action's settings.
Status validate_settings(const ActionDeclaration& action) {
  if (!is_name(action.name)) {
    return invalid_action(action, "has a name that is not of 1 to 100 of A-Z a-z 0-9 . @ - _");
  }
  if (!fits(action)) {
    return invalid_action(action, "has too many or too few input or output artifacts for " +
                                      action.actionTypeId.provider);
  }
  const bool batch = action.configuration.count("BatchEnabled") > 0 &&
                     action.configuration.at("BatchEnabled") == "true";
  if (batch) {
    return invalid_action(action, "asks for a batch build, which greenroom does not know");
  }
  const bool is_approval = action.actionTypeId.provider == "Manual";
  const std::int64_t minutes = action.timeoutInMinutes;
  if (minutes != 0 && (!is_approval || minutes < 5 || minutes > 86400)) {
    return invalid_action(action,
                          "has timeoutInMinutes; only a manual approval may, and of 5 to 86400");
  }
  for (const auto& [key, value] : action.configuration) {
    if (key.size() > 50 || value.size() > 1000) {
      return invalid_action(action,
                            "has a configuration key over 50 or value over 1000 characters");
    }
  }
  return success();
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
  const Status settings = validate_settings(action);
  if (!settings.ok()) {
    return settings;
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
  if (pipeline.stages.size() < 2 || pipeline.stages.size() > 50) {
    return Failure{"InvalidStructureException", "Pipeline must have from 2 to 50 stages"};
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
