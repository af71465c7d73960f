// A pipeline's structure between AWS's JSON and ours (reference 2.1).
#include <utility>

#include "fakes/codepipeline/structure.h"
#include "fakes/codepipeline/wire_values.h"

namespace greenroom::codepipeline {
namespace {

Failure absent_in_action(const std::string& action, const std::string& what) {
  return {"InvalidActionDeclarationException",
          "greenroom: '" + action + "' has " + what + ", which is not supported here"};
}

std::vector<std::string> artifacts_in(const aws::Json& action, std::string_view member) {
  std::vector<std::string> names;
  if (const aws::Json* list = action.find(member)) {
    for (const aws::Json& artifact : list->items) {
      names.push_back(wire::text_of(artifact, "name"));
    }
  }
  return names;
}

aws::Json artifacts_of(const std::vector<std::string>& names) {
  return wire::list_of(names, [](const std::string& name) {
    return wire::Object().add("name", wire::text(name)).take();
  });
}

Result<ActionDeclaration> action_in(const aws::Json& json, const std::string& region) {
  const Status known = check_action_members(json, region);
  if (!known.ok()) {
    return known.failure();
  }
  ActionDeclaration action;
  action.name = wire::text_of(json, "name");
  if (const aws::Json* outputs = json.find("outputArtifacts")) {
    for (const aws::Json& output : outputs->items) {
      if (output.find("files") != nullptr) {
        return absent_in_action(action.name, "files of an output artifact");
      }
    }
  }
  const aws::Json& type = *json.find("actionTypeId");
  action.actionTypeId = {wire::text_of(type, "category"), wire::text_of(type, "owner"),
                         wire::text_of(type, "provider"), wire::text_of(type, "version")};
  action.runOrder = static_cast<int>(wire::number_of(json, "runOrder", 1));
  action.configuration = wire::map_of_texts(json, "configuration");
  action.inputArtifacts = artifacts_in(json, "inputArtifacts");
  action.outputArtifacts = artifacts_in(json, "outputArtifacts");
  action.variablesNamespace = wire::text_of(json, "namespace");
  action.timeoutInMinutes = wire::number_of(json, "timeoutInMinutes", 0);
  action.roleArn = wire::text_of(json, "roleArn");
  action.region = wire::text_of(json, "region");
  return action;
}

aws::Json action_of(const ActionDeclaration& action) {
  wire::Object object;
  object.add("name", wire::text(action.name))
      .add("actionTypeId", action_type_of(action.actionTypeId))
      .add("runOrder", wire::number(action.runOrder))
      .add("configuration", wire::map_of(action.configuration))
      .add("outputArtifacts", artifacts_of(action.outputArtifacts))
      .add("inputArtifacts", artifacts_of(action.inputArtifacts))
      .add_unless_empty("roleArn", action.roleArn)
      .add_unless_empty("region", action.region)
      .add_unless_empty("namespace", action.variablesNamespace);
  if (action.timeoutInMinutes > 0) {
    object.add("timeoutInMinutes", wire::number(action.timeoutInMinutes));
  }
  return object.take();
}

Result<StageDeclaration> stage_in(const aws::Json& json, const std::string& region) {
  StageDeclaration stage;
  stage.name = wire::text_of(json, "name");
  if (const aws::Json* blockers = json.find("blockers"); blockers && !blockers->items.empty()) {
    return Failure{"InvalidBlockerDeclarationException",
                   "greenroom: stage '" + stage.name + "' has blockers, which are reserved"};
  }
  const Status conditions = read_conditions(json, region, stage);
  if (!conditions.ok()) {
    return conditions.failure();
  }
  for (const aws::Json& each : json.find("actions")->items) {
    Result<ActionDeclaration> action = action_in(each, region);
    if (!action.ok()) {
      return action.failure();
    }
    stage.actions.push_back(std::move(action).value());
  }
  return stage;
}

aws::Json stage_of(const StageDeclaration& stage) {
  wire::Object object;
  object.add("name", wire::text(stage.name))
      .add("actions", wire::list_of(stage.actions, action_of));
  add_conditions(object, stage);
  return object.take();
}

Status read_store(const aws::Json& json, PipelineDeclaration& pipeline) {
  if (json.find("artifactStores") != nullptr) {
    return Failure{"InvalidStructureException",
                   "greenroom: artifactStores is not supported here, for there is one region; give "
                   "artifactStore"};
  }
  const aws::Json* store = json.find("artifactStore");
  if (store == nullptr) {  // text UNVERIFIED
    return Failure{"InvalidStructureException",
                   "Pipeline must contain exactly one of artifactStore and artifactStores"};
  }
  pipeline.artifactStore = wire::text_of(*store, "location");
  if (const aws::Json* key = store->find("encryptionKey")) {
    pipeline.encryptionKey = wire::text_of(*key, "id");
  }
  return success();
}

aws::Json store_of(const PipelineDeclaration& pipeline) {
  wire::Object store;
  store.add("type", wire::text("S3")).add("location", wire::text(pipeline.artifactStore));
  if (!pipeline.encryptionKey.empty()) {
    store.add("encryptionKey", wire::Object()
                                   .add("id", wire::text(pipeline.encryptionKey))
                                   .add("type", wire::text("KMS"))
                                   .take());
  }
  return store.take();
}

aws::Json variable_of(const PipelineVariable& variable) {
  return wire::Object()
      .add("name", wire::text(variable.name))
      .add_unless_empty("defaultValue", variable.defaultValue)
      .add_unless_empty("description", variable.description)
      .take();
}

}  // namespace

Status check_action_members(const aws::Json& action, const std::string& region) {
  const std::string name = wire::text_of(action, "name");
  for (const char* member : {"commands", "outputVariables", "environmentVariables"}) {
    const aws::Json* found = action.find(member);
    if (found != nullptr && !found->items.empty()) {
      return absent_in_action(name, member);
    }
  }
  const std::string elsewhere = wire::text_of(action, "region");
  return elsewhere.empty() || elsewhere == region
             ? success()
             : Status(absent_in_action(name, "the region " + elsewhere));
}

Result<PipelineDeclaration> pipeline_in(const aws::Json& json, const std::string& region) {
  PipelineDeclaration pipeline;
  pipeline.name = wire::text_of(json, "name");
  pipeline.roleArn = wire::text_of(json, "roleArn");
  const Status store = read_store(json, pipeline);
  if (!store.ok()) {
    return store.failure();
  }
  if (const aws::Json* triggers = json.find("triggers"); triggers && !triggers->items.empty()) {
    return Failure{"InvalidStructureException",
                   "greenroom: triggers of git sources are not supported here"};
  }
  pipeline.executionMode = named<ExecutionMode>(wire::text_of(json, "executionMode"), 3)
                               .value_or(ExecutionMode::SUPERSEDED);
  pipeline.pipelineType = named<PipelineType>(wire::text_of(json, "pipelineType"), 2);
  if (const aws::Json* variables = json.find("variables")) {
    for (const aws::Json& each : variables->items) {
      pipeline.variables.push_back({wire::text_of(each, "name"),
                                    wire::text_of(each, "defaultValue"),
                                    wire::text_of(each, "description")});
    }
  }
  for (const aws::Json& each : json.find("stages")->items) {
    Result<StageDeclaration> stage = stage_in(each, region);
    if (!stage.ok()) {
      return stage.failure();
    }
    pipeline.stages.push_back(std::move(stage).value());
  }
  return pipeline;
}

aws::Json pipeline_of(const PipelineDeclaration& pipeline) {
  wire::Object object;
  object.add("name", wire::text(pipeline.name))
      .add_unless_empty("roleArn", pipeline.roleArn)
      .add("artifactStore", store_of(pipeline))
      .add("stages", wire::list_of(pipeline.stages, stage_of))
      .add("version", wire::number(pipeline.version))
      .add("executionMode", wire::text(to_string(pipeline.executionMode)))
      .add("pipelineType", wire::text(to_string(pipeline_type(pipeline))));
  if (!pipeline.variables.empty()) {
    object.add("variables", wire::list_of(pipeline.variables, variable_of));
  }
  return object.take();
}

}  // namespace greenroom::codepipeline
