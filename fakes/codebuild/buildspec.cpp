#include "fakes/codebuild/buildspec.h"

#include <yaml-cpp/yaml.h>

#include <set>

namespace greenroom::codebuild {
namespace {

struct Rejected {
  Failure failure;
};

[[noreturn]] void reject(const std::string& message) {
  throw Rejected{{"YAML_FILE_ERROR", message}};
}

std::string text_of(const YAML::Node& node, const std::string& what) {
  if (!node.IsScalar()) {
    reject(node.IsMap() ? "Cannot unmarshal map to string"
                        : "Expected " + what + " to be a string");
  }
  return node.Scalar();
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

void note_ignored(const YAML::Node& map, const std::set<std::string>& known,
                  const std::string& prefix, Buildspec& spec) {
  for (const auto& entry : map) {
    if (known.count(entry.first.Scalar()) == 0) {
      spec.ignored_keys.push_back(prefix + entry.first.Scalar());
    }
  }
}

void parse_env(const YAML::Node& env, Buildspec& spec) {
  if (!env.IsDefined() || env.IsNull()) {
    return;
  }
  // Never pretend to have a secret: such a build ends in DOWNLOAD_SOURCE, as it does without
  // access.
  for (const auto& entry : env["parameter-store"]) {
    throw Rejected{
        {"Decrypted Variables Error", "parameter does not exist: " + entry.second.Scalar()}};
  }
  if (env["secrets-manager"].IsDefined() && env["secrets-manager"].size() > 0) {
    throw Rejected{{"Secrets Manager Error",
                    "ResourceNotFoundException: Secrets Manager can't find the specified secret."}};
  }
  for (const auto& entry : env["variables"]) {
    spec.variables[entry.first.Scalar()] = text_of(entry.second, "a variable");
  }
  if (env["shell"].IsDefined()) {
    spec.shell = text_of(env["shell"], "env.shell");
    if (spec.shell != "bash" && spec.shell != "/bin/sh") {
      reject("Invalid shell: " + spec.shell);
    }
  }
  note_ignored(env, {"variables", "parameter-store", "secrets-manager", "shell"}, "env.", spec);
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

void parse_phases(const YAML::Node& phases, Buildspec& spec) {
  if (!phases.IsDefined() || !phases.IsMap()) {
    reject("Phases are missing from the buildspec");
  }
  for (const auto& entry : phases) {
    const std::string name = entry.first.Scalar();
    const BuildPhaseType type = phase_named(name);
    if (!entry.second.IsMap()) {
      reject("Expected phase " + name + " to be a map");
    }
    BuildspecPhase phase;
    phase.commands = texts_of(entry.second["commands"], name + ".commands");
    phase.finally = texts_of(entry.second["finally"], name + ".finally");
    if (phase.commands.empty() && type != BuildPhaseType::INSTALL) {
      reject("Commands are missing from phase " + name);
    }
    for (const auto& runtime : entry.second["runtime-versions"]) {
      spec.runtime_versions[runtime.first.Scalar()] = text_of(runtime.second, "a runtime version");
    }
    note_ignored(entry.second, {"commands", "finally", "runtime-versions"}, "phases." + name + ".",
                 spec);
    spec.phases[type] = std::move(phase);
  }
}

void parse_artifacts(const YAML::Node& artifacts, Buildspec& spec) {
  if (!artifacts.IsDefined() || artifacts.IsNull()) {
    return;
  }
  BuildspecArtifacts& parsed = spec.artifacts;
  parsed.files = texts_of(artifacts["files"], "artifacts.files");
  parsed.exclude_paths = texts_of(artifacts["exclude-paths"], "artifacts.exclude-paths");
  for (std::string& path : texts_of(artifacts["exclude"], "artifacts.exclude")) {
    parsed.exclude_paths.push_back(std::move(path));
  }
  if (artifacts["base-directory"].IsDefined()) {
    parsed.base_directory = text_of(artifacts["base-directory"], "artifacts.base-directory");
  }
  note_ignored(artifacts, {"files", "exclude-paths", "exclude", "base-directory"}, "artifacts.",
               spec);
}

Buildspec parse_root(const YAML::Node& root) {
  if (!root.IsMap()) {
    reject("The buildspec file is empty or is not a map");
  }
  const YAML::Node version = root["version"];
  if (!version.IsDefined() || !version.IsScalar() || version.Scalar() != "0.2") {
    reject("Unsupported buildspec version; greenroom knows 0.2");
  }
  Buildspec spec;
  parse_env(root["env"], spec);
  parse_phases(root["phases"], spec);
  parse_artifacts(root["artifacts"], spec);
  note_ignored(root, {"version", "env", "phases", "artifacts"}, "", spec);
  return spec;
}

}  // namespace

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
