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

void read_type_id(YamlReader& reader, const YAML::Node& node, const char* key,
                  codepipeline::ActionTypeId& type) {
  if (node.IsDefined() &&
      reader.check_map(node, key, {"category", "owner", "provider", "version"})) {
    reader.read(node, "category", type.category);
    reader.read(node, "owner", type.owner);
    reader.read(node, "provider", type.provider);
    reader.read(node, "version", type.version);
  }
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
  read_type_id(reader, node["actionTypeId"], "actionTypeId", action.actionTypeId);
  action.configuration = read_texts(reader, node, "configuration");
  action.inputArtifacts = read_artifacts(reader, node, "inputArtifacts");
  action.outputArtifacts = read_artifacts(reader, node, "outputArtifacts");
  return action;
}

codepipeline::RuleDeclaration read_rule(YamlReader& reader, const YAML::Node& node) {
  codepipeline::RuleDeclaration rule;
  if (!reader.check_map(node, "a rule",
                        {"name", "ruleTypeId", "configuration", "inputArtifacts", "region",
                         "roleArn", "timeoutInMinutes"})) {
    return rule;
  }
  reader.read(node, "name", rule.name);
  int minutes = 0;
  reader.read(node, "timeoutInMinutes", minutes, 5, 86400);
  rule.timeoutInMinutes = minutes;
  read_type_id(reader, node["ruleTypeId"], "ruleTypeId", rule.ruleTypeId);
  rule.configuration = read_texts(reader, node, "configuration");
  rule.inputArtifacts = read_artifacts(reader, node, "inputArtifacts");
  return rule;
}

// AWS: { conditions: [{ result: FAIL, rules: [...] }] }.
std::vector<codepipeline::Condition> read_conditions(YamlReader& reader, const YAML::Node& list) {
  std::vector<codepipeline::Condition> conditions;
  if (!is_list(reader, list, "conditions")) {
    return conditions;
  }
  for (const YAML::Node& each : list) {
    codepipeline::Condition condition;
    if (!reader.check_map(each, "a condition", {"result", "rules"})) {
      continue;
    }
    std::string result = "FAIL";
    reader.read_one_of(each, "result", result, {"ROLLBACK", "FAIL", "SKIP"});
    condition.result = result == "ROLLBACK" ? codepipeline::ConditionResult::ROLLBACK
                       : result == "SKIP"   ? codepipeline::ConditionResult::SKIP
                                            : codepipeline::ConditionResult::FAIL;
    if (is_list(reader, each["rules"], "rules")) {
      for (const YAML::Node& rule : each["rules"]) {
        condition.rules.push_back(read_rule(reader, rule));
      }
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

std::vector<codepipeline::Condition> read_gate(YamlReader& reader, const YAML::Node& stage,
                                               const char* key) {
  const YAML::Node node = stage[key];
  return node.IsDefined() && reader.check_map(node, key, {"conditions"})
             ? read_conditions(reader, node["conditions"])
             : std::vector<codepipeline::Condition>{};
}

void read_on_failure(YamlReader& reader, const YAML::Node& node, StageDeclaration& stage) {
  if (!node.IsDefined() ||
      !reader.check_map(node, "onFailure", {"result", "retryConfiguration", "conditions"})) {
    return;
  }
  stage.onFailureConditions = read_conditions(reader, node["conditions"]);
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
    if (!reader.check_map(each, "a stage",
                          {"name", "actions", "onFailure", "beforeEntry", "onSuccess"})) {
      continue;
    }
    reader.read(each, "name", stage.name);
    read_on_failure(reader, each["onFailure"], stage);
    stage.beforeEntry = read_gate(reader, each, "beforeEntry");
    stage.onSuccess = read_gate(reader, each, "onSuccess");
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
  if (!node.IsDefined() ||
      !reader.check_map(node, "build",
                        {"timeout", "queued_timeout", "concurrent_builds", "local_cache",
                         "runtime_policy", "variables", "logsConfig"})) {
    return;
  }
  read_logs_config(reader, node, build);
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

void read_buckets(YamlReader& reader, const YAML::Node& node,
                  std::map<std::string, BucketSettings>& buckets) {
  if (!node.IsDefined()) {
    return;
  }
  if (!node.IsMap()) {
    reader.error(node, "'buckets' must be a map from names to settings, e.g. `site: {}`");
    return;
  }
  for (const auto& entry : node) {
    BucketSettings bucket;
    if (reader.check_map(entry.second, "a bucket", {"versioning", "object_ownership"})) {
      reader.read_one_of(entry.second, "versioning", bucket.versioning,
                         {"Enabled", "Suspended", "NeverEnabled"});
      reader.read_one_of(entry.second, "object_ownership", bucket.object_ownership,
                         {"BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"});
      buckets[entry.first.Scalar()] = bucket;
    }
  }
}

}  // namespace

void read_delivery(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  read_build(reader, node["build"], environment.build);
  read_pipeline(reader, node["pipeline"], environment.region, environment.pipeline);
  environment.parameters = read_texts(reader, node, "parameters");
  environment.secrets = read_texts(reader, node, "secrets");
  read_buckets(reader, node["buckets"], environment.buckets);
}

}  // namespace greenroom::scenario
