#include "fakes/codebuild/environment_variables.h"

#include <yaml-cpp/yaml.h>

#include <optional>

namespace greenroom::codebuild {
namespace {

std::optional<EnvironmentVariableType> type_named(const std::string& name) {
  if (name.empty() || name == "PLAINTEXT") {
    return EnvironmentVariableType::PLAINTEXT;
  }
  if (name == "PARAMETER_STORE") {
    return EnvironmentVariableType::PARAMETER_STORE;
  }
  if (name == "SECRETS_MANAGER") {
    return EnvironmentVariableType::SECRETS_MANAGER;
  }
  return std::nullopt;
}

Failure invalid(const std::string& why) {
  return {"InvalidInputException", "EnvironmentVariables: " + why};
}

std::string text_at(const YAML::Node& entry, const char* key) {
  const YAML::Node node = entry[key];
  return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string();
}

}  // namespace

// JSON is YAML too, and yaml-cpp is what this folder reads buildspecs with.
Result<EnvironmentVariables> parse_environment_variables(const std::string& json) {
  EnvironmentVariables variables;
  if (json.empty()) {
    return variables;
  }
  YAML::Node list;
  try {
    list = YAML::Load(json);
  } catch (const YAML::Exception& error) {
    return invalid("expected a JSON list: " + error.msg);
  }
  if (!list.IsSequence()) {
    return invalid("expected a JSON list of {name, value, type}");
  }
  for (const YAML::Node& entry : list) {
    if (!entry.IsMap() || text_at(entry, "name").empty() || !entry["value"].IsDefined()) {
      return invalid("expected {name, value, type} in each entry");
    }
    const std::optional<EnvironmentVariableType> type = type_named(text_at(entry, "type"));
    if (!type) {
      return invalid("unknown type " + text_at(entry, "type"));
    }
    variables[text_at(entry, "name")] = {text_at(entry, "value"), *type};
  }
  return variables;
}

}  // namespace greenroom::codebuild
