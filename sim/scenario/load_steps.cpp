// `steps:` of a scenario.
#include <algorithm>
#include <charconv>
#include <filesystem>

#include "sim/scenario/actions.h"
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

namespace fs = std::filesystem;

// `files:` of a push: a path and its content, or { content, mode }.
void read_files(YamlReader& reader, const YAML::Node& files, Step& step) {
  if (!files.IsDefined()) {
    return;
  }
  if (!files.IsMap()) {
    reader.error(files, "'files' must be a map from a path in the app folder to its content");
    return;
  }
  for (const auto& entry : files) {
    FileOverride file;
    file.path = entry.first.Scalar();
    const fs::path path = fs::path(file.path).lexically_normal();
    if (path.is_absolute() || path.empty() || *path.begin() == "..") {
      reader.error(entry.first, "'" + file.path + "' must be a path inside the app folder");
    }
    if (entry.second.IsScalar()) {
      file.content = entry.second.Scalar();
    } else if (reader.check_map(entry.second, "files." + file.path, {"content", "mode"})) {
      reader.read(entry.second, "content", file.content);
      std::string mode = "0755";
      reader.read(entry.second, "mode", mode);
      const auto parsed = std::from_chars(mode.data(), mode.data() + mode.size(), file.mode, 8);
      if (parsed.ptr != mode.data() + mode.size() || file.mode > 07777) {
        reader.error(entry.second, "'mode' must be octal such as 0644");
      }
    }
    step.files.push_back(std::move(file));
  }
}

void read_push(YamlReader& reader, const YAML::Node& node, const std::string& app, Step& step) {
  step.kind = StepKind::Push;
  if (node.IsScalar()) {
    step.version = node.Scalar();
  } else if (reader.check_map(node, "push", {"version", "message", "files"})) {
    reader.read(node, "version", step.version);
    reader.read(node, "message", step.message);
    read_files(reader, node["files"], step);
  }
  if (step.version.empty()) {
    reader.error(node, "push needs a version, e.g. `push: v1.1`");
    return;
  }
  if (step.message.empty()) {
    step.message = "app " + step.version;
  }
  step.text = "push " + step.version;
  const bool is_base = step.version == "v1.0";
  std::error_code unreadable;  // such as a name that is too long
  if (!is_base && step.files.empty() && !app.empty() &&
      !fs::is_directory(app + "/" + overlay_of(step.version), unreadable)) {
    reader.error(node, "version " + step.version + " has no overlay: the folder " +
                           overlay_of(step.version) +
                           " is missing in the app folder. v1.0 is the app itself, and a version "
                           "may also be made by `files:`");
  }
}

// `wait: { event: codedeploy.lifecycle_event, status: InProgress, within: 10m }`.
void read_wait_for_event(YamlReader& reader, const YAML::Node& node, Step& step) {
  step.kind = StepKind::WaitForEvent;
  step.duration = hours(1);
  reader.read(node, "within", step.duration);
  flatten(reader, node, "", step.with);
  step.with.erase("within");
  step.text = "wait for " + flow_text(node);
  if (step.with.count("event") == 0) {
    reader.error(node,
                 "'wait' for a trace line needs the key 'event', e.g. "
                 "`wait: { event: codedeploy.lifecycle_event, status: InProgress }`");
  }
}

// `wait: { log_group: /aws/codebuild/lab-app, filter: ERROR, within: 10m }`.
void read_wait_for_log(YamlReader& reader, const YAML::Node& node, Step& step) {
  step.kind = StepKind::WaitForLog;
  step.duration = hours(1);
  reader.read(node, "within", step.duration);
  flatten(reader, node, "", step.with);
  step.with.erase("within");
  step.text = "wait for " + flow_text(node);
  check_keys(reader, node, "wait for a log event", step.with, {"log_group"},
             {"stream", "stream_prefix", "filter", "contains"});
  check_log_query(reader, node, step.with);
}

void read_wait(YamlReader& reader, const YAML::Node& map, Step& step) {
  const YAML::Node node = map["wait"];
  if (node.IsMap()) {
    if (node["log_group"].IsDefined()) {
      read_wait_for_log(reader, node, step);
    } else {
      read_wait_for_event(reader, node, step);
    }
    return;
  }
  if (!node.IsScalar()) {
    reader.error(node,
                 "'wait' must be `pipeline`, `deployments`, a duration such as 30s, or a map "
                 "that tells an event");
    return;
  }
  const std::string what = node.Scalar();
  step.text = "wait " + what;
  if (what == "pipeline") {
    step.kind = StepKind::WaitForPipeline;
  } else if (what == "deployments") {
    step.kind = StepKind::WaitForDeployments;
  } else {
    step.kind = StepKind::WaitFor;
    reader.read(map, "wait", step.duration);
  }
}

void check_values(YamlReader& reader, const YAML::Node& node) {
  for (const ActionValue& value : action_values()) {
    if (value.values.empty()) {
      int number = value.lowest;
      reader.read(node, value.key.c_str(), number, value.lowest, 1'000'000);
    } else {
      std::string text;
      reader.read_one_of(node, value.key.c_str(), text, value.values);
    }
  }
}

void read_action(YamlReader& reader, const YAML::Node& node, const ActionKeys& keys, Step& step) {
  step.kind = StepKind::Act;
  step.action = keys.name;
  const YAML::Node value = node[keys.name];
  if (value.IsMap()) {
    flatten(reader, value, "", step.with);
  } else if (value.IsDefined() && !value.IsNull()) {
    reader.error(value, keys.name + " must be a map with the keys " + list_of(keys.required) +
                            (keys.required.empty() ? "" : ", ") + list_of(keys.optional));
    return;
  }
  std::vector<std::string> optional = keys.optional;
  optional.emplace_back("expect_error");
  check_keys(reader, value, keys.name, step.with, keys.required, optional);
  if (value.IsMap()) {
    check_values(reader, value);
  }
  step.text = keys.name;
  for (const auto& [key, texts] : step.with) {
    if (key != "script") {
      step.text += " " + key + "=" + list_of(texts);
    }
  }
}

void read_step(YamlReader& reader, const YAML::Node& node, const std::string& app,
               std::vector<Step>& steps) {
  std::vector<std::string> names = {"push", "wait", "use_deployment_group", "visit"};
  for (const ActionKeys& keys : actions()) {
    names.push_back(keys.name);
  }
  if (!reader.check_map(node, "a step", names)) {
    return;
  }
  if (node.size() != 1) {
    reader.error(node, "a step does one thing: give each its own `-`");
    return;
  }
  Step step;
  step.place = place_of(node);
  const std::string name = node.begin()->first.Scalar();
  const auto action = std::find_if(actions().begin(), actions().end(),
                                   [&](const ActionKeys& keys) { return keys.name == name; });
  if (name == "push") {
    read_push(reader, node["push"], app, step);
  } else if (name == "use_deployment_group") {
    step.kind = StepKind::UseDeploymentGroup;
    reader.read(node, "use_deployment_group", step.group);
    step.text = "use deployment group " + step.group;
  } else if (name == "wait") {
    read_wait(reader, node, step);
  } else if (name == "visit") {
    step.kind = StepKind::Visit;
    reader.read(node, "visit", step.command);
    step.text = "visit";
  } else if (action != actions().end()) {
    read_action(reader, node, *action, step);
  }
  steps.push_back(std::move(step));
}

}  // namespace

void read_steps(YamlReader& reader, const YAML::Node& steps, const std::string& app,
                std::vector<Step>& into) {
  for (const YAML::Node& step : steps) {
    read_step(reader, step, app, into);
  }
}

}  // namespace greenroom::scenario
