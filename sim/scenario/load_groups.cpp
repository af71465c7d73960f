// The deployment groups of `environment:`, their configurations, and instances that only tags know.
#include <algorithm>
#include <filesystem>

#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

using Tags = std::vector<std::pair<std::string, std::string>>;

const std::vector<std::string> k_configs = {
    "CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce"};
const std::vector<std::string> k_rollback_events = {
    "DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"};
const std::vector<std::string> k_trigger_events = {
    "DeploymentStart", "DeploymentSuccess", "DeploymentFailure",  "DeploymentStop",
    "DeploymentReady", "InstanceStart",     "DeploymentRollback", "InstanceSuccess",
    "InstanceFailure", "InstanceReady"};
// Keys of a deployment group that the environment has, too, as the default of all groups.
const std::vector<std::string> k_defaults = {
    "deployment_config",  "rollback_on_failure", "rollback_on", "alarms",
    "traffic_control",    "keep_blue",           "ready_wait",  "termination_wait",
    "outdated_instances", "termination_hook"};
constexpr const char* k_in_place = "in-place";
constexpr const char* k_blue_green = "blue-green";

bool is_spelled_count(const std::string& name) {
  for (const std::string kind : {"HOST_COUNT:", "FLEET_PERCENT:"}) {
    const bool fits =
        name.rfind(kind, 0) == 0 && name.size() > kind.size() && name.size() <= kind.size() + 3;
    if (fits && name.find_first_not_of("0123456789", kind.size()) == std::string::npos) {
      return true;
    }
  }
  return false;
}

void read_deployment_config(YamlReader& reader, const YAML::Node& node,
                            const Environment& environment, std::string& config) {
  const YAML::Node value = node["deployment_config"];
  if (value.IsDefined() && value.IsScalar() && is_spelled_count(value.Scalar())) {
    config = value.Scalar();
    return;
  }
  std::vector<std::string> allowed = k_configs;
  for (const auto& [name, settings] : environment.deployment_configs) {
    allowed.push_back(name);
  }
  allowed.insert(allowed.end(), {"HOST_COUNT:<n>", "FLEET_PERCENT:<n>"});
  reader.read_one_of(node, "deployment_config", config, allowed);
}

// A list of texts, each of which is one of `allowed`.
std::vector<std::string> read_list_of(YamlReader& reader, const YAML::Node& node, const char* key,
                                      const std::vector<std::string>& allowed) {
  std::vector<std::string> texts = read_list(reader, node, key);
  for (const std::string& text : texts) {
    if (std::find(allowed.begin(), allowed.end(), text) == allowed.end()) {
      reader.error(node[key],
                   "'" + std::string(key) + "' takes " + list_of(allowed) + ", not '" + text + "'");
    }
  }
  return texts;
}

void read_rollback(YamlReader& reader, const YAML::Node& node, DeploymentGroupSettings& group) {
  if (node["rollback_on_failure"].IsDefined()) {
    bool on_failure = true;
    reader.read(node, "rollback_on_failure", on_failure);
    group.rollback_on =
        on_failure ? std::vector<std::string>{"DEPLOYMENT_FAILURE"} : std::vector<std::string>{};
  }
  if (node["rollback_on"].IsDefined()) {
    group.rollback_on = read_list_of(reader, node, "rollback_on", k_rollback_events);
  }
}

Tags read_tags(YamlReader& reader, const YAML::Node& node) {
  Tags tags;
  if (node.IsDefined() && !node.IsMap()) {
    reader.error(node, "'tags' must be a map from a tag's key to its value");
    return tags;
  }
  for (const auto& entry : node) {
    tags.emplace_back(entry.first.Scalar(), entry.second.IsScalar() ? entry.second.Scalar() : "");
  }
  return tags;
}

void read_triggers(YamlReader& reader, const YAML::Node& node,
                   std::vector<TriggerSettings>& triggers) {
  if (node.IsDefined() && !node.IsSequence()) {
    reader.error(node, "'triggers' must be a list such as `- { topic: ops, events: [...] }`");
    return;
  }
  for (const YAML::Node& each : node) {
    TriggerSettings trigger;
    if (reader.check_map(each, "a trigger", {"topic", "events"})) {
      reader.read(each, "topic", trigger.topic);
      trigger.events = read_list_of(reader, each, "events", k_trigger_events);
      triggers.push_back(std::move(trigger));
    }
  }
}

// The keys of k_defaults.
void read_settings(YamlReader& reader, const YAML::Node& node, const Environment& environment,
                   DeploymentGroupSettings& group) {
  read_deployment_config(reader, node, environment, group.deployment_config);
  read_rollback(reader, node, group);
  if (node["alarms"].IsDefined()) {
    group.alarms = read_list(reader, node, "alarms");
  }
  reader.read(node, "traffic_control", group.traffic_control);
  reader.read(node, "keep_blue", group.keep_blue);
  reader.read(node, "ready_wait", group.ready_wait);
  reader.read(node, "termination_wait", group.termination_wait);
  reader.read_one_of(node, "outdated_instances", group.outdated_instances, {"UPDATE", "IGNORE"});
  reader.read(node, "termination_hook", group.termination_hook);
}

void read_group(YamlReader& reader, const std::string& name, const YAML::Node& node,
                Environment& environment, const DeploymentGroupSettings& defaults) {
  std::vector<std::string> known = {"application", "type",        "auto_scaling",
                                    "tags",        "green_fleet", "triggers"};
  known.insert(known.end(), k_defaults.begin(), k_defaults.end());
  const bool is_lab_group = environment.deployment_groups.count(name) > 0;
  DeploymentGroupSettings& group = environment.deployment_groups[name];
  if (!is_lab_group) {
    group = defaults;
  }
  if (!reader.check_map(node, "deployment_groups." + name, known)) {
    return;
  }
  read_settings(reader, node, environment, group);
  reader.read(node, "application", group.application);
  reader.read_one_of(node, "type", group.type, {"IN_PLACE", "BLUE_GREEN"});
  reader.read(node, "auto_scaling", group.auto_scaling);
  group.tags = read_tags(reader, node["tags"]);
  reader.read_one_of(node, "green_fleet", group.green_fleet,
                     {"COPY_AUTO_SCALING_GROUP", "DISCOVER_EXISTING"});
  read_triggers(reader, node["triggers"], group.triggers);
}

void read_count(YamlReader& reader, const YAML::Node& node, const char* key, std::string& count) {
  reader.read(node, key, count);
  if (!is_spelled_count(count)) {
    reader.error(node, "'" + std::string(key) + "' must be HOST_COUNT:<n> or FLEET_PERCENT:<n>");
  }
}

void read_configs(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  if (node.IsDefined() && !node.IsMap()) {
    reader.error(node, "'deployment_configs' must be a map from a name to its settings");
    return;
  }
  for (const auto& entry : node) {
    const YAML::Node& config = entry.second;
    if (!reader.check_map(config, "a deployment configuration",
                          {"minimum_healthy_hosts", "minimum_healthy_hosts_per_zone", "monitor",
                           "first_zone_monitor"})) {
      continue;
    }
    DeploymentConfigSettings& settings = environment.deployment_configs[entry.first.Scalar()];
    read_count(reader, config, "minimum_healthy_hosts", settings.minimum_healthy_hosts);
    read_count(reader, config, "minimum_healthy_hosts_per_zone",
               settings.minimum_healthy_hosts_per_zone);
    reader.read(config, "monitor", settings.monitor);
    reader.read(config, "first_zone_monitor", settings.first_zone_monitor);
    settings.zonal = config["minimum_healthy_hosts_per_zone"].IsDefined() ||
                     config["monitor"].IsDefined() || config["first_zone_monitor"].IsDefined();
  }
}

// Where a host has the app, in its own file system.
void read_host_app(YamlReader& reader, const YAML::Node& host, std::string& app) {
  const YAML::Node node = host["app"];
  if (!node.IsDefined()) {
    return;
  }
  const std::filesystem::path path = node.IsScalar() ? node.Scalar() : "";
  const bool is_plain = path.is_absolute() && path == path.lexically_normal();
  if (!is_plain || !path.has_filename()) {
    reader.error(node,
                 "'app' must be an absolute path on the host, without `..` and without a slash at "
                 "its end" +
                     (node.IsScalar() ? ", not '" + node.Scalar() + "'" : std::string()) +
                     ". Next step: say where the host has the app's sources, e.g. "
                     "`app: /home/ec2-user/app`");
    return;
  }
  app = path.string();
}

void read_hosts(YamlReader& reader, const YAML::Node& node, std::vector<HostSettings>& hosts) {
  if (node.IsDefined() && !node.IsSequence()) {
    reader.error(node, "'hosts' must be a list such as `- { count: 2, tags: { Name: web } }`");
    return;
  }
  for (const YAML::Node& each : node) {
    HostSettings settings;
    if (reader.check_map(each, "hosts", {"count", "tags", "app", "agent"})) {
      reader.read(each, "count", settings.count, 1, 100);
      settings.tags = read_tags(reader, each["tags"]);
      read_host_app(reader, each, settings.app);
      reader.read_one_of(each, "agent", settings.agent, host_agents());
      hosts.push_back(std::move(settings));
    }
  }
}

}  // namespace

std::vector<std::string> host_agents() {
  return {"greenroom", "external", "external_beta"};
}

std::vector<std::string> deployment_group_defaults() {
  return k_defaults;
}

std::vector<std::string> read_list(YamlReader& reader, const YAML::Node& node, const char* key) {
  std::vector<std::string> texts;
  const YAML::Node list = node[key];
  if (list.IsDefined() && !list.IsSequence()) {
    reader.error(list, "'" + std::string(key) + "' must be a list");
    return texts;
  }
  for (const YAML::Node& item : list) {
    texts.push_back(item.IsScalar() ? item.Scalar() : "");
  }
  return texts;
}

void read_deployment_groups(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  DeploymentGroupSettings defaults;
  if (node.IsDefined()) {
    read_configs(reader, node["deployment_configs"], environment);
    read_hosts(reader, node["hosts"], environment.hosts);
    read_settings(reader, node, environment, defaults);
  }
  environment.deployment_groups = {{k_in_place, defaults}, {k_blue_green, defaults}};
  environment.deployment_groups[k_blue_green].type = "BLUE_GREEN";
  if (!defaults.traffic_control) {
    // Blue/green is about traffic: CodeDeploy would refuse the group.
    environment.deployment_groups.erase(k_blue_green);
  }
  const YAML::Node groups = node.IsDefined() ? node["deployment_groups"] : YAML::Node();
  if (groups.IsDefined() && !groups.IsNull() && !groups.IsMap()) {
    reader.error(groups, "'deployment_groups' must be a map from a name to its settings");
    return;
  }
  for (const auto& entry : groups) {
    read_group(reader, entry.first.Scalar(), entry.second, environment, defaults);
  }
}

void check_groups(YamlReader& reader, const Environment& environment,
                  const std::vector<Step>& steps) {
  std::vector<std::string> known;
  for (const auto& [name, group] : environment.deployment_groups) {
    known.push_back(name);
  }
  for (const Step& step : steps) {
    const std::string group =
        step.kind == StepKind::UseDeploymentGroup ? step.group : step.value("group");
    const bool names_one = step.kind == StepKind::UseDeploymentGroup ||
                           (step.kind == StepKind::Act && step.with.count("group") > 0);
    if (names_one && environment.deployment_groups.count(group) == 0) {
      const std::optional<std::string> meant = near_miss(group, known);
      reader.errors.push_back({step.place, "the environment has no deployment group '" + group +
                                               "', but " + list_of(known) +
                                               (meant ? "; did you mean '" + *meant + "'?" : "") +
                                               ". Next step: name one of them, or add yours to "
                                               "`environment: { deployment_groups: ... }`"});
    }
  }
}

}  // namespace greenroom::scenario
