#include "sim/scenario/loader.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "sim/scenario/expectation.h"
#include "sim/scenario/yaml_reader.h"

namespace greenroom::scenario {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> k_configs = {
    "CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce"};
const std::vector<std::string> k_groups = {"in-place", "blue-green"};

void read_health_check(YamlReader& reader, const YAML::Node& node, HealthCheckSettings& check) {
  if (!node.IsDefined() || !reader.check_map(node, "health_check",
                                             {"path", "interval", "timeout", "healthy_threshold",
                                              "unhealthy_threshold", "matcher"})) {
    return;
  }
  reader.read(node, "path", check.path);
  reader.read(node, "interval", check.interval);
  reader.read(node, "timeout", check.timeout);
  reader.read(node, "healthy_threshold", check.healthy_threshold, 2, 10);
  reader.read(node, "unhealthy_threshold", check.unhealthy_threshold, 2, 10);
  reader.read(node, "matcher", check.matcher);
  if (check.timeout >= check.interval) {
    reader.error(node, "the health check's timeout must be shorter than its interval");
  }
}

void read_load_balancer(YamlReader& reader, const YAML::Node& node, LoadBalancerSettings& alb) {
  if (!node.IsDefined() || !reader.check_map(node, "load_balancer",
                                             {"target_port", "listener_port", "host_port",
                                              "deregistration_delay", "health_check"})) {
    return;
  }
  reader.read(node, "target_port", alb.target_port, 1, 65535);
  reader.read(node, "listener_port", alb.listener_port, 1, 65535);
  reader.read(node, "host_port", alb.host_port, 0, 65535);
  reader.read(node, "deregistration_delay", alb.deregistration_delay);
  read_health_check(reader, node["health_check"], alb.health_check);
}

void read_environment(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  if (!node.IsDefined() ||
      !reader.check_map(node, "environment",
                        {"account", "region", "instances", "deployment_config",
                         "rollback_on_failure", "keep_blue", "poll_interval", "load_balancer"})) {
    return;
  }
  reader.read(node, "account", environment.account);
  reader.read(node, "region", environment.region);
  reader.read(node, "instances", environment.instances, 1, 100);
  reader.read_one_of(node, "deployment_config", environment.deployment_config, k_configs);
  reader.read(node, "rollback_on_failure", environment.rollback_on_failure);
  reader.read(node, "keep_blue", environment.keep_blue);
  reader.read(node, "poll_interval", environment.poll_interval);
  read_load_balancer(reader, node["load_balancer"], environment.load_balancer);
}

// "4 per second", "30 per minute".
std::optional<Duration> parse_rate(const std::string& text) {
  const std::size_t space = text.find(' ');
  std::int64_t count = 0;
  const auto parsed =
      std::from_chars(text.data(), text.data() + std::min(space, text.size()), count);
  if (space == std::string::npos || parsed.ec != std::errc() || count < 1 || count > 1000) {
    return std::nullopt;
  }
  const std::string unit = text.substr(space + 1);
  if (unit != "per second" && unit != "per minute") {
    return std::nullopt;
  }
  return (unit == "per second" ? seconds(1) : minutes(1)) / count;
}

void read_traffic(YamlReader& reader, const YAML::Node& node, std::vector<Traffic>& all) {
  if (!node.IsDefined()) {
    return;
  }
  if (!node.IsMap()) {
    reader.error(node,
                 "traffic must be a map from a name to its settings, e.g. "
                 "users: { rate: 4 per second }");
    return;
  }
  for (const auto& entry : node) {
    Traffic traffic;
    traffic.name = entry.first.Scalar();
    if (reader.check_map(entry.second, "traffic." + traffic.name,
                         {"rate", "path", "version_header", "instance_header"})) {
      const YAML::Node rate = entry.second["rate"];
      if (rate.IsDefined()) {
        const auto interval = rate.IsScalar() ? parse_rate(rate.Scalar()) : std::nullopt;
        if (interval) {
          traffic.interval = *interval;
        } else {
          reader.error(rate, "'rate' must be such as '4 per second' or '30 per minute'");
        }
      }
      reader.read(entry.second, "path", traffic.path);
      reader.read(entry.second, "version_header", traffic.version_header);
      reader.read(entry.second, "instance_header", traffic.instance_header);
    }
    all.push_back(std::move(traffic));
  }
}

void read_push(YamlReader& reader, const YAML::Node& node, const std::string& app, Step& step) {
  step.kind = StepKind::Push;
  if (node.IsScalar()) {
    step.version = node.Scalar();
  } else if (reader.check_map(node, "push", {"version", "message"})) {
    reader.read(node, "version", step.version);
    reader.read(node, "message", step.message);
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
  if (!is_base && !app.empty() && !fs::is_directory(app + "/" + overlay_of(step.version))) {
    reader.error(node, "version " + step.version + " has no overlay: the folder " +
                           overlay_of(step.version) +
                           " is missing in the app folder. v1.0 is the app itself");
  }
}

void read_step(YamlReader& reader, const YAML::Node& node, const std::string& app,
               std::vector<Step>& steps) {
  if (!reader.check_map(node, "a step", {"push", "wait", "use_deployment_group"})) {
    return;
  }
  if (node.size() != 1) {
    reader.error(node, "a step does one thing: push, wait or use_deployment_group");
    return;
  }
  Step step;
  step.place = place_of(node);
  if (node["push"].IsDefined()) {
    read_push(reader, node["push"], app, step);
  } else if (node["use_deployment_group"].IsDefined()) {
    step.kind = StepKind::UseDeploymentGroup;
    reader.read_one_of(node, "use_deployment_group", step.group, k_groups);
    step.text = "use deployment group " + step.group;
  } else if (node["wait"].IsDefined() && node["wait"].IsScalar()) {
    const std::string what = node["wait"].Scalar();
    step.text = "wait " + what;
    step.kind = StepKind::WaitForPipeline;
    if (what != "pipeline") {
      step.kind = StepKind::WaitFor;
      reader.read(node, "wait", step.duration);
    }
  } else if (node["wait"].IsDefined()) {
    reader.error(node["wait"], "'wait' must be `pipeline` or a duration such as 30s");
  }
  steps.push_back(std::move(step));
}

std::string flow_text(const YAML::Node& node) {
  YAML::Emitter out;
  out.SetMapFormat(YAML::Flow);
  out.SetSeqFormat(YAML::Flow);
  out << node;
  std::string text = out.c_str();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

void flatten(YamlReader& reader, const YAML::Node& node, const std::string& prefix,
             Expectation& expectation) {
  for (const auto& entry : node) {
    const std::string key = prefix + entry.first.Scalar();
    if (entry.second.IsMap()) {
      flatten(reader, entry.second, key + ".", expectation);
    } else if (entry.second.IsScalar()) {
      expectation.wants[key] = {entry.second.Scalar()};
    } else if (entry.second.IsSequence()) {
      std::vector<std::string>& texts = expectation.wants[key];
      for (const YAML::Node& item : entry.second) {
        texts.push_back(item.IsScalar() ? item.Scalar() : "");
      }
    } else {
      reader.error(entry.first, "'" + key + "' needs a value");
    }
  }
}

bool known_key(const SubjectKeys& keys, const std::string& key) {
  const auto fits = [&](const std::string& known) {
    return known == key || (known.size() > 2 && known.substr(known.size() - 2) == ".*" &&
                            key.rfind(known.substr(0, known.size() - 1), 0) == 0);
  };
  return std::any_of(keys.required.begin(), keys.required.end(), fits) ||
         std::any_of(keys.optional.begin(), keys.optional.end(), fits);
}

void read_expectation(YamlReader& reader, const YAML::Node& node,
                      std::vector<Expectation>& expectations) {
  std::vector<std::string> names;
  for (const SubjectKeys& keys : subjects()) {
    names.push_back(keys.subject);
  }
  if (!reader.check_map(node, "an expectation", names) || node.size() != 1) {
    return;
  }
  Expectation expectation;
  expectation.subject = node.begin()->first.Scalar();
  expectation.place = place_of(node);
  expectation.text = expectation.subject + ": " + flow_text(node.begin()->second);
  const YAML::Node wants = node.begin()->second;
  const auto keys =
      std::find_if(subjects().begin(), subjects().end(),
                   [&](const SubjectKeys& each) { return each.subject == expectation.subject; });
  if (keys == subjects().end()) {
    return;
  }
  std::vector<std::string> known = keys->required;
  known.insert(known.end(), keys->optional.begin(), keys->optional.end());
  if (!wants.IsMap()) {
    reader.error(wants, expectation.subject + " must be a map with the keys " + list_of(known));
    return;
  }
  flatten(reader, wants, "", expectation);
  for (const auto& [key, value] : expectation.wants) {
    if (!known_key(*keys, key)) {
      const std::optional<std::string> meant = near_miss(key, known);
      reader.error(wants, "unknown key '" + key + "' in expectation '" + expectation.subject + "'" +
                              (meant ? "; did you mean '" + *meant + "'?" : ".") +
                              " Known keys: " + list_of(known));
    }
  }
  for (const std::string& key : keys->required) {
    if (!expectation.has(key)) {
      reader.error(wants, "expectation '" + expectation.subject + "' needs the key '" + key + "'");
    }
  }
  expectations.push_back(std::move(expectation));
}

void read_app(YamlReader& reader, const YAML::Node& root, const std::string& file,
              Scenario& scenario) {
  if (!root["app"].IsDefined()) {
    reader.error(root, "a scenario needs `app:`, the folder of the app to deploy");
    return;
  }
  std::string folder;
  reader.read(root, "app", folder);
  const fs::path path = fs::absolute(fs::path(file)).parent_path() / folder;
  scenario.app = path.lexically_normal().string();
  if (!fs::is_directory(scenario.app)) {
    reader.error(root["app"], "the app folder " + folder + " does not exist (looked for " +
                                  scenario.app + "); it is relative to the scenario file");
    scenario.app.clear();
  }
}

void read_limits(YamlReader& reader, const YAML::Node& node, Limits& limits) {
  if (!node.IsDefined() || !reader.check_map(node, "limits",
                                             {"events", "virtual_time", "watchdog", "instant",
                                              "processes_per_machine", "machine_disk"})) {
    return;
  }
  reader.read(node, "events", limits.events_max);
  reader.read(node, "virtual_time", limits.virtual_time_max);
  reader.read(node, "watchdog", limits.watchdog_real);
  reader.read(node, "instant", limits.instant_real_max);
  std::uint64_t processes = limits.processes_per_machine_max;
  reader.read(node, "processes_per_machine", processes);
  limits.processes_per_machine_max = processes;
  std::uint64_t disk_bytes = limits.machine_disk_bytes_max;
  reader.read(node, "machine_disk", disk_bytes);
  limits.machine_disk_bytes_max = disk_bytes;
}

// `time: real` for everything, or a map of what: `time: { build: real, ValidateService: real }`.
void read_time(YamlReader& reader, const YAML::Node& root, std::set<std::string>& real_time) {
  static const std::vector<std::string> k_parts = {"build",
                                                   "BeforeBlockTraffic",
                                                   "AfterBlockTraffic",
                                                   "ApplicationStop",
                                                   "BeforeInstall",
                                                   "AfterInstall",
                                                   "ApplicationStart",
                                                   "ValidateService",
                                                   "BeforeAllowTraffic",
                                                   "AfterAllowTraffic"};
  const YAML::Node node = root["time"];
  if (!node.IsDefined()) {
    return;
  }
  std::string of_all = "virtual";
  if (node.IsScalar()) {
    reader.read_one_of(root, "time", of_all, {"real", "virtual"});
  } else if (!reader.check_map(node, "time", k_parts)) {
    return;
  }
  for (const std::string& part : k_parts) {
    std::string time = of_all;
    if (node.IsMap()) {
      reader.read_one_of(node, part.c_str(), time, {"real", "virtual"});
    }
    if (time == "real") {
      real_time.insert(part);
    }
  }
}

void read_lists(YamlReader& reader, const YAML::Node& root, Scenario& scenario) {
  const YAML::Node steps = root["steps"];
  if (!steps.IsDefined() || !steps.IsSequence() || steps.size() == 0) {
    reader.error(steps.IsDefined() ? steps : root,
                 "a scenario needs `steps:`, a list such as `- push: v1.0`");
  } else {
    for (const YAML::Node& step : steps) {
      read_step(reader, step, scenario.app, scenario.steps);
    }
  }
  const YAML::Node expectations = root["expect"];
  if (expectations.IsDefined() && !expectations.IsSequence()) {
    reader.error(expectations, "expect must be a list of expectations");
  } else if (expectations.IsDefined()) {
    for (const YAML::Node& expectation : expectations) {
      read_expectation(reader, expectation, scenario.expectations);
    }
  }
}

}  // namespace

std::string overlay_of(const std::string& version) {
  std::string name = version;
  std::replace(name.begin(), name.end(), '.', '_');
  return "commits/" + name;
}

std::string describe(const std::string& file, const LoadError& error) {
  return file + ":" + std::to_string(error.place.line) + ":" + std::to_string(error.place.column) +
         ": " + error.message;
}

Loaded load_scenario(const std::string& file, const std::string& text) {
  YamlReader reader;
  Scenario scenario;
  scenario.file = file;
  scenario.source = text;
  try {
    const YAML::Node root = YAML::Load(text);
    if (reader.check_map(root, "a scenario",
                         {"name", "app", "seed", "time", "environment", "traffic", "steps",
                          "expect", "limits"})) {
      scenario.name = fs::path(file).stem().string();
      reader.read(root, "name", scenario.name);
      reader.read(root, "seed", scenario.seed);
      read_app(reader, root, file, scenario);
      read_environment(reader, root["environment"], scenario.environment);
      read_traffic(reader, root["traffic"], scenario.traffic);
      read_lists(reader, root, scenario);
      read_limits(reader, root["limits"], scenario.limits);
      read_time(reader, root, scenario.real_time);
    }
  } catch (const YAML::Exception& error) {
    reader.errors.push_back(
        {{error.mark.line + 1, error.mark.column + 1}, "this is not valid YAML: " + error.msg});
  }
  Loaded loaded;
  loaded.errors = std::move(reader.errors);
  if (loaded.errors.empty()) {
    loaded.scenario = std::move(scenario);
  }
  return loaded;
}

}  // namespace greenroom::scenario
