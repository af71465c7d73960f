#include "sim/scenario/loader.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "sim/scenario/expectation.h"
#include "sim/scenario/load_parts.h"
#include "sim/scenario/yaml_reader.h"

namespace greenroom::scenario {
namespace {

namespace fs = std::filesystem;

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

bool has_listener(const LoadBalancerSettings& alb, int port) {
  return port == alb.listener.port ||
         std::any_of(alb.more_listeners.begin(), alb.more_listeners.end(),
                     [&](const ListenerSettings& listener) { return listener.port == port; });
}

void read_traffic(YamlReader& reader, const YAML::Node& node, const LoadBalancerSettings& alb,
                  std::vector<Traffic>& all) {
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
    if (reader.check_map(
            entry.second, "traffic." + traffic.name,
            {"rate", "interval", "timeout", "listener_port", "path", "cookies", "websocket",
             "connections", "ping", "version_header", "instance_header"})) {
      const YAML::Node rate = entry.second["rate"];
      if (rate.IsDefined()) {
        const auto interval = rate.IsScalar() ? parse_rate(rate.Scalar()) : std::nullopt;
        if (interval) {
          traffic.interval = *interval;
        } else {
          reader.error(rate, "'rate' must be such as '4 per second' or '30 per minute'");
        }
      }
      reader.read(entry.second, "interval", traffic.interval);
      reader.read(entry.second, "timeout", traffic.timeout);
      if (traffic.interval < milliseconds(1)) {
        reader.error(entry.second, "'interval' must be at least 1ms");
      }
      traffic.listener_port = alb.listener.port;
      reader.read(entry.second, "listener_port", traffic.listener_port, 1, 65535);
      if (!has_listener(alb, traffic.listener_port)) {
        reader.error(entry.second["listener_port"],
                     "the load balancer has no listener at port " +
                         std::to_string(traffic.listener_port) +
                         ". Next step: add it to `environment: { load_balancer: { listeners: } }`");
      }
      reader.read(entry.second, "path", traffic.path);
      reader.read(entry.second, "cookies", traffic.cookies);
      reader.read(entry.second, "websocket", traffic.websocket);
      reader.read(entry.second, "connections", traffic.connections, 1, 1000);
      reader.read(entry.second, "ping", traffic.ping);
      if (!traffic.websocket &&
          (entry.second["ping"].IsDefined() || entry.second["connections"].IsDefined())) {
        reader.error(entry.second, "'ping' and 'connections' are for `websocket: true`");
      }
      reader.read(entry.second, "version_header", traffic.version_header);
      reader.read(entry.second, "instance_header", traffic.instance_header);
    }
    all.push_back(std::move(traffic));
  }
}

// What is no number would be met by anything.
void check_least(YamlReader& reader, const YAML::Node& wants, const Expectation& expectation) {
  constexpr std::size_t k_digits_max = 18;
  const char* const key = expectation.subject == "targets" ? "always_healthy_at_least" : "at_least";
  const std::string least = expectation.want(key);
  const bool number = !least.empty() && least.size() <= k_digits_max &&
                      least.find_first_not_of("0123456789") == std::string::npos;
  if (expectation.has(key) && expectation.subject != "duration" && !number) {
    reader.error(wants, "'" + std::string(key) + "' must be a whole number, not '" + least + "'");
  }
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
  flatten(reader, wants, "", expectation.wants);
  check_keys(reader, wants, "expectation '" + expectation.subject + "'", expectation.wants,
             keys->required, keys->optional);
  const std::string since = expectation.want("since");
  const bool knows = std::count(keys->optional.begin(), keys->optional.end(), "since") > 0;
  const bool step = since.rfind("step ", 0) == 0 && since.size() > 5 &&
                    since.find_first_not_of("0123456789", 5) == std::string::npos;
  if (knows && !since.empty() && since != "first healthy" && !step) {
    reader.error(wants, "'since' is 'first healthy' or 'step <number>', not '" + since + "'");
  }
  check_least(reader, wants, expectation);
  if (expectation.subject == "log_group") {
    check_log_query(reader, wants, expectation.wants);
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
  std::error_code unreadable;  // such as a name that is too long
  if (!fs::is_directory(scenario.app, unreadable)) {
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

void read_needs(YamlReader& reader, const YAML::Node& root, std::set<std::string>& needs) {
  const YAML::Node list = root["needs"];
  if (!list.IsDefined()) {
    return;
  }
  if (!list.IsSequence()) {
    reader.error(list, "'needs' must be a list, such as [npm_packages]");
    return;
  }
  for (const YAML::Node& one : list) {
    if (!one.IsScalar() || one.Scalar() != k_needs_npm_packages) {
      reader.error(one, "'needs' knows only npm_packages");
      continue;
    }
    needs.insert(one.Scalar());
  }
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
    read_steps(reader, steps, scenario.app, scenario.steps);
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
    if (!is_bounded(root)) {
      reader.error(root,
                   "this is too deep or too large: at most 64 levels and 20,000 values, where an "
                   "alias counts as all that it stands for");
    } else if (reader.check_map(root, "a scenario",
                                {"name", "app", "seed", "time", "needs", "environment", "traffic",
                                 "steps", "expect", "limits"})) {
      scenario.name = fs::path(file).stem().string();
      reader.read(root, "name", scenario.name);
      reader.read(root, "seed", scenario.seed);
      read_app(reader, root, file, scenario);
      read_environment(reader, root["environment"], scenario.environment);
      read_traffic(reader, root["traffic"], scenario.environment.load_balancer, scenario.traffic);
      read_lists(reader, root, scenario);
      check_groups(reader, scenario.environment, scenario.steps);
      check_alarms(reader, root["environment"], scenario.environment, scenario.steps);
      read_limits(reader, root["limits"], scenario.limits);
      read_time(reader, root, scenario.real_time);
      read_needs(reader, root, scenario.needs);
    }
  } catch (const YAML::Exception& error) {
    reader.errors.push_back({place_of(error.mark), "this is not valid YAML: " + error.msg});
  }
  Loaded loaded;
  loaded.errors = std::move(reader.errors);
  if (loaded.errors.empty()) {
    loaded.scenario = std::move(scenario);
  }
  return loaded;
}

}  // namespace greenroom::scenario
