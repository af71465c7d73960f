#include "fakes/codebuild/buildspec.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "fakes/codebuild/buildspec_reader.h"

namespace greenroom::codebuild {

void reject(const std::string& message) {
  throw Rejected{{"YAML_FILE_ERROR", message}};
}

std::string text_of(const YAML::Node& node, const std::string& what) {
  if (!node.IsScalar()) {
    reject(node.IsMap() ? "Cannot unmarshal map to string"
                        : "Expected " + what + " to be a string");
  }
  return node.Scalar();
}

std::string optional_text(const YAML::Node& map, const char* key, const std::string& prefix) {
  const YAML::Node node = map[key];
  return node.IsDefined() && !node.IsNull() ? text_of(node, prefix + key) : std::string();
}

std::vector<std::string> texts_of(const YAML::Node& node, const std::string& what) {
  std::vector<std::string> texts;
  if (!node.IsDefined() || node.IsNull()) {
    return texts;
  }
  if (!node.IsSequence()) {
    reject("Expected " + what + " to be a list of strings");
  }
  for (const YAML::Node& item : node) {
    texts.push_back(text_of(item, what));
  }
  return texts;
}

std::map<std::string, std::string> map_of(const YAML::Node& node, const std::string& what) {
  std::map<std::string, std::string> map;
  if (!node.IsDefined() || node.IsNull()) {
    return map;
  }
  if (!node.IsMap()) {
    reject("Expected " + what + " to be a map");
  }
  for (const auto& entry : node) {
    map[entry.first.Scalar()] = text_of(entry.second, what + "." + entry.first.Scalar());
  }
  return map;
}

bool flag_of(const YAML::Node& map, const char* key, const std::string& prefix) {
  const std::string text = optional_text(map, key, prefix);
  if (text.empty() || text == "no" || text == "false") {
    return false;
  }
  if (text != "yes" && text != "true") {
    reject("Expected " + prefix + key + " to be yes or no");
  }
  return true;
}

void note_ignored(const YAML::Node& map, const std::set<std::string>& known,
                  const std::string& prefix, Buildspec& spec) {
  for (const auto& entry : map) {
    if (known.count(entry.first.Scalar()) == 0) {
      spec.ignored_keys.push_back(prefix + entry.first.Scalar());
    }
  }
}

namespace {

bool is_reserved(const std::string& name) {
  return name.rfind("AWS_", 0) == 0;
}

// A name that a shell takes for a variable's.
bool is_variable_name(const std::string& name) {
  return !name.empty() && (name.front() < '0' || name.front() > '9') &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  (c >= '0' && c <= '9');
         });
}

void parse_env(const YAML::Node& env, Buildspec& spec) {
  if (!env.IsDefined() || env.IsNull()) {
    return;
  }
  if (!env.IsMap()) {
    reject("Expected env to be a map");
  }
  spec.variables = map_of(env["variables"], "env.variables");
  spec.parameter_store = map_of(env["parameter-store"], "env.parameter-store");
  spec.secrets_manager = map_of(env["secrets-manager"], "env.secrets-manager");
  spec.exported_variables = texts_of(env["exported-variables"], "env.exported-variables");
  for (const std::string& name : spec.exported_variables) {
    if (!is_variable_name(name)) {
      reject("Invalid name of an exported variable: " + name);
    }
    if (spec.parameter_store.count(name) > 0 || spec.secrets_manager.count(name) > 0 ||
        is_reserved(name)) {
      reject("Variable cannot be exported: " + name);  // wording UNVERIFIED
    }
  }
  const std::string shell = optional_text(env, "shell", "env.");
  if (!shell.empty() && shell != "bash" && shell != "/bin/sh") {
    reject("Invalid shell: " + shell);
  }
  spec.shell = shell == "bash" ? "bash" : "sh";
  note_ignored(env,
               {"variables", "parameter-store", "secrets-manager", "exported-variables", "shell"},
               "env.", spec);
}

// Version 0.1 has a key of its own for them (UNVERIFIED).
void parse_old_env(const YAML::Node& variables, Buildspec& spec) {
  if (!variables.IsDefined() || variables.IsNull()) {
    return;
  }
  if (!variables.IsMap()) {
    reject("Expected environment_variables to be a map");
  }
  spec.variables = map_of(variables["plaintext"], "environment_variables.plaintext");
}

BuildPhaseType phase_named(const std::string& name) {
  if (name == "install") {
    return BuildPhaseType::INSTALL;
  }
  if (name == "pre_build") {
    return BuildPhaseType::PRE_BUILD;
  }
  if (name == "build") {
    return BuildPhaseType::BUILD;
  }
  if (name == "post_build") {
    return BuildPhaseType::POST_BUILD;
  }
  reject("Invalid buildspec phase name: " + name +
         ". Expecting: build,install,post_build,pre_build");
}

OnFailure on_failure_of(const YAML::Node& phase, const std::string& prefix) {
  const std::string text = optional_text(phase, "on-failure", prefix);
  if (text.empty()) {
    return {};
  }
  const std::optional<OnFailure> parsed = parse_on_failure(text);
  if (!parsed) {
    reject("Invalid on-failure: " + text +
           ". Expecting: ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex>, "
           "RETRY-<count>-<regex>");  // wording UNVERIFIED
  }
  return *parsed;
}

void parse_phase(const std::string& name, const YAML::Node& node, Buildspec& spec) {
  const BuildPhaseType type = phase_named(name);
  const std::string prefix = "phases." + name + ".";
  if (!node.IsMap()) {
    reject("Expected phase " + name + " to be a map");
  }
  BuildspecPhase phase;
  phase.commands = texts_of(node["commands"], name + ".commands");
  phase.finally = texts_of(node["finally"], name + ".finally");
  phase.on_failure = on_failure_of(node, prefix);
  phase.run_as = optional_text(node, "run-as", prefix);
  if (phase.commands.empty() && type != BuildPhaseType::INSTALL) {
    reject("Commands are missing from phase " + name);
  }
  std::set<std::string> known = {"commands", "finally", "on-failure", "run-as"};
  if (type == BuildPhaseType::INSTALL) {
    known.insert("runtime-versions");
    spec.runtime_versions = map_of(node["runtime-versions"], prefix + "runtime-versions");
    if (node["runtime-versions"].IsDefined() && spec.runtime_versions.empty()) {
      reject("This build image requires selecting at least one runtime version");
    }
  }
  note_ignored(node, known, prefix, spec);
  spec.phases[type] = std::move(phase);
}

void parse_phases(const YAML::Node& phases, Buildspec& spec) {
  if (!phases.IsDefined() || !phases.IsMap()) {
    reject("Phases are missing from the buildspec");
  }
  for (const auto& entry : phases) {
    parse_phase(entry.first.Scalar(), entry.second, spec);
  }
}

Buildspec parse_root(const YAML::Node& root) {
  if (!root.IsMap()) {
    reject("The buildspec file is empty or is not a map");
  }
  const YAML::Node version = root["version"];
  if (!version.IsDefined() || !version.IsScalar() ||
      (version.Scalar() != "0.2" && version.Scalar() != "0.1")) {
    reject("Unsupported buildspec version; greenroom knows 0.1 and 0.2");
  }
  Buildspec spec;
  spec.version = version.Scalar();
  const std::string run_as = optional_text(root, "run-as", "");
  spec.run_as = run_as.empty() ? spec.run_as : run_as;
  if (spec.version == "0.1") {
    parse_old_env(root["environment_variables"], spec);
  }
  parse_env(root["env"], spec);
  parse_phases(root["phases"], spec);
  parse_reports(root["reports"], spec);
  parse_artifacts(root["artifacts"], spec);
  parse_cache(root["cache"], spec);
  std::set<std::string> known = {"version", "run-as",    "env",  "phases",
                                 "reports", "artifacts", "cache"};
  if (spec.version == "0.1") {
    known.insert("environment_variables");
  }
  note_ignored(root, known, "", spec);
  return spec;
}

}  // namespace

bool is_inline_buildspec(const std::string& buildspec) {
  return buildspec.find('\n') != std::string::npos || buildspec.find(": ") != std::string::npos;
}

Result<Buildspec> parse_buildspec(const std::string& text) {
  try {
    return parse_root(YAML::Load(text));
  } catch (const Rejected& rejected) {
    return rejected.failure;
  } catch (const YAML::Exception& error) {
    return Failure{"YAML_FILE_ERROR",
                   error.msg + " at line " + std::to_string(error.mark.line + 1)};
  }
}

}  // namespace greenroom::codebuild
