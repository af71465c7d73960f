// `pipeline:`, `build:`, `parameters:` and `secrets:` of the environment.
#include <utility>

#include "fakes/codepipeline/structure.h"
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

using codepipeline::ActionDeclaration;
using codepipeline::PipelineDeclaration;
using codepipeline::StageDeclaration;

bool is_list(YamlReader& reader, const YAML::Node& node, const std::string& what) {
  if (node.IsDefined() && !node.IsSequence()) {
    reader.error(node, "'" + what + "' must be a list");
    return false;
  }
  return node.IsDefined();
}

std::map<std::string, std::string> read_texts(YamlReader& reader, const YAML::Node& map,
                                              const char* key) {
  std::map<std::string, std::string> texts;
  const YAML::Node node = map[key];
  if (!node.IsDefined()) {
    return texts;
  }
  if (!node.IsMap()) {
    reader.error(node, "'" + std::string(key) + "' must be a map from names to texts");
    return texts;
  }
  for (const auto& entry : node) {
    if (!entry.second.IsScalar()) {
      reader.error(entry.second, "'" + entry.first.Scalar() + "' must be a text");
      continue;
    }
    texts[entry.first.Scalar()] = entry.second.Scalar();
  }
  return texts;
}

// AWS: [{ name: SourceArtifact }].
std::vector<std::string> read_artifacts(YamlReader& reader, const YAML::Node& action,
                                        const char* key) {
  std::vector<std::string> names;
  const YAML::Node list = action[key];
  if (!is_list(reader, list, key)) {
    return names;
  }
  for (const YAML::Node& each : list) {
    std::string name;
    if (reader.check_map(each, key, {"name"})) {
      reader.read(each, "name", name);
      names.push_back(std::move(name));
    }
  }
  return names;
}

ActionDeclaration read_pipeline_action(YamlReader& reader, const YAML::Node& node) {
  ActionDeclaration action;
  if (!reader.check_map(
          node, "an action",
          {"name", "actionTypeId", "runOrder", "configuration", "inputArtifacts", "outputArtifacts",
           "namespace", "timeoutInMinutes", "region", "roleArn"})) {
    return action;
  }
  reader.read(node, "name", action.name);
  reader.read(node, "runOrder", action.runOrder, 1, 999);
  reader.read(node, "namespace", action.variablesNamespace);
  int minutes = 0;
  reader.read(node, "timeoutInMinutes", minutes, 5, 86400);
  action.timeoutInMinutes = minutes;
  const YAML::Node type = node["actionTypeId"];
  if (type.IsDefined() &&
      reader.check_map(type, "actionTypeId", {"category", "owner", "provider", "version"})) {
    reader.read(type, "category", action.actionTypeId.category);
    reader.read(type, "owner", action.actionTypeId.owner);
    reader.read(type, "provider", action.actionTypeId.provider);
    reader.read(type, "version", action.actionTypeId.version);
  }
  action.configuration = read_texts(reader, node, "configuration");
  action.inputArtifacts = read_artifacts(reader, node, "inputArtifacts");
  action.outputArtifacts = read_artifacts(reader, node, "outputArtifacts");
  return action;
}

void read_on_failure(YamlReader& reader, const YAML::Node& node, StageDeclaration& stage) {
  if (!node.IsDefined() || !reader.check_map(node, "onFailure", {"result", "retryConfiguration"})) {
    return;
  }
  std::string result = "FAIL";
  reader.read_one_of(node, "result", result, {"FAIL", "RETRY", "ROLLBACK"});
  stage.onFailure = result == "RETRY"      ? codepipeline::StageFailureResult::RETRY
                    : result == "ROLLBACK" ? codepipeline::StageFailureResult::ROLLBACK
                                           : codepipeline::StageFailureResult::FAIL;
  const YAML::Node retry = node["retryConfiguration"];
  if (retry.IsDefined() && reader.check_map(retry, "retryConfiguration", {"retryMode"})) {
    std::string mode = "FAILED_ACTIONS";
    reader.read_one_of(retry, "retryMode", mode, {"FAILED_ACTIONS", "ALL_ACTIONS"});
    stage.retryMode = mode == "ALL_ACTIONS" ? codepipeline::StageRetryMode::ALL_ACTIONS
                                            : codepipeline::StageRetryMode::FAILED_ACTIONS;
  }
}

void read_stages(YamlReader& reader, const YAML::Node& stages, PipelineDeclaration& pipeline) {
  if (!is_list(reader, stages, "stages")) {
    return;
  }
  for (const YAML::Node& each : stages) {
    StageDeclaration stage;
    if (!reader.check_map(each, "a stage", {"name", "actions", "onFailure"})) {
      continue;
    }
    reader.read(each, "name", stage.name);
    read_on_failure(reader, each["onFailure"], stage);
    if (is_list(reader, each["actions"], "actions")) {
      for (const YAML::Node& action : each["actions"]) {
        stage.actions.push_back(read_pipeline_action(reader, action));
      }
    }
    pipeline.stages.push_back(std::move(stage));
  }
}

void read_variables(YamlReader& reader, const YAML::Node& list, PipelineDeclaration& pipeline) {
  if (!is_list(reader, list, "variables")) {
    return;
  }
  for (const YAML::Node& each : list) {
    codepipeline::PipelineVariable variable;
    if (reader.check_map(each, "a variable", {"name", "defaultValue", "description"})) {
      reader.read(each, "name", variable.name);
      reader.read(each, "defaultValue", variable.defaultValue);
      pipeline.variables.push_back(std::move(variable));
    }
  }
}

// What an action must be told and a scenario cannot know is filled in with any text, for the check.
PipelineDeclaration filled(PipelineDeclaration pipeline) {
  pipeline.name = "lab-app";
  for (StageDeclaration& stage : pipeline.stages) {
    for (ActionDeclaration& action : stage.actions) {
      for (const char* key :
           {"S3Bucket", "S3ObjectKey", "ProjectName", "ApplicationName", "DeploymentGroupName"}) {
        action.configuration.emplace(key, "the lab's");
      }
    }
  }
  return pipeline;
}

void read_pipeline(YamlReader& reader, const YAML::Node& node, const std::string& region,
                   PipelineDeclaration& pipeline) {
  if (!node.IsDefined() ||
      !reader.check_map(node, "pipeline",
                        {"name", "pipelineType", "executionMode", "variables", "stages"})) {
    return;
  }
  if (node["pipelineType"].IsDefined()) {
    std::string type = "V2";
    reader.read_one_of(node, "pipelineType", type, {"V1", "V2"});
    pipeline.pipelineType =
        type == "V1" ? codepipeline::PipelineType::V1 : codepipeline::PipelineType::V2;
  }
  std::string mode = "SUPERSEDED";
  reader.read_one_of(node, "executionMode", mode, {"SUPERSEDED", "QUEUED", "PARALLEL"});
  pipeline.executionMode = mode == "QUEUED"     ? codepipeline::ExecutionMode::QUEUED
                           : mode == "PARALLEL" ? codepipeline::ExecutionMode::PARALLEL
                                                : codepipeline::ExecutionMode::SUPERSEDED;
  read_variables(reader, node["variables"], pipeline);
  read_stages(reader, node["stages"], pipeline);
  if (!node["stages"].IsDefined() || !reader.errors.empty()) {
    return;
  }
  const Status valid = codepipeline::validate(filled(pipeline), region);
  if (!valid.ok()) {
    reader.error(node["stages"], "CodePipeline refuses these stages (" + valid.failure().code +
                                     "): " + valid.failure().message);
  }
}

void read_build(YamlReader& reader, const YAML::Node& node, BuildSettings& build) {
  if (!node.IsDefined() || !reader.check_map(node, "build",
                                             {"timeout", "queued_timeout", "concurrent_builds",
                                              "local_cache", "runtime_policy", "variables"})) {
    return;
  }
  reader.read(node, "timeout", build.timeout);
  reader.read(node, "queued_timeout", build.queued_timeout);
  reader.read(node, "concurrent_builds", build.concurrent_builds, 1, 100);
  reader.read(node, "local_cache", build.local_cache);
  std::string policy = "nearest";
  reader.read_one_of(node, "runtime_policy", policy, {"exact", "nearest", "ignore"});
  build.runtime_policy = policy == "exact"    ? codebuild::RuntimePolicy::exact
                         : policy == "ignore" ? codebuild::RuntimePolicy::ignore
                                              : codebuild::RuntimePolicy::nearest;
  for (const auto& [name, value] : read_texts(reader, node, "variables")) {
    build.variables[name] = {value, codebuild::EnvironmentVariableType::PLAINTEXT};
  }
}

}  // namespace

void read_delivery(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  read_build(reader, node["build"], environment.build);
  read_pipeline(reader, node["pipeline"], environment.region, environment.pipeline);
  environment.parameters = read_texts(reader, node, "parameters");
  environment.secrets = read_texts(reader, node, "secrets");
}

}  // namespace greenroom::scenario
