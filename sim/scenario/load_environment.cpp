// `environment:` of a scenario.
#include <algorithm>

#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

const std::vector<std::string> k_configs = {
    "CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce"};
const std::vector<std::string> k_rollback_events = {
    "DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"};

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

bool is_custom_config(const std::string& name) {
  for (const std::string kind : {"HOST_COUNT:", "FLEET_PERCENT:"}) {
    const bool fits =
        name.rfind(kind, 0) == 0 && name.size() > kind.size() && name.size() <= kind.size() + 3;
    if (fits && name.find_first_not_of("0123456789", kind.size()) == std::string::npos) {
      return true;
    }
  }
  return false;
}

void read_deployment_config(YamlReader& reader, const YAML::Node& node, std::string& config) {
  const YAML::Node value = node["deployment_config"];
  if (value.IsDefined() && value.IsScalar() && is_custom_config(value.Scalar())) {
    config = value.Scalar();
    return;
  }
  std::vector<std::string> allowed = k_configs;
  allowed.insert(allowed.end(), {"HOST_COUNT:<n>", "FLEET_PERCENT:<n>"});
  reader.read_one_of(node, "deployment_config", config, allowed);
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

void read_rollback(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  bool on_failure = true;
  reader.read(node, "rollback_on_failure", on_failure);
  environment.rollback_on =
      on_failure ? std::vector<std::string>{"DEPLOYMENT_FAILURE"} : std::vector<std::string>{};
  if (!node["rollback_on"].IsDefined()) {
    return;
  }
  environment.rollback_on = read_list(reader, node, "rollback_on");
  for (const std::string& event : environment.rollback_on) {
    if (std::find(k_rollback_events.begin(), k_rollback_events.end(), event) ==
        k_rollback_events.end()) {
      reader.error(node["rollback_on"],
                   "'rollback_on' takes " + list_of(k_rollback_events) + ", not '" + event + "'");
    }
  }
}

}  // namespace

void read_environment(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  if (!node.IsDefined() ||
      !reader.check_map(
          node, "environment",
          {"account", "region", "instances", "max_instances", "deployment_config",
           "rollback_on_failure", "rollback_on", "alarms", "traffic_control", "keep_blue",
           "ready_wait", "termination_wait", "health_check_type", "health_check_grace_period",
           "user_data", "metadata_service", "poll_interval", "load_balancer"})) {
    return;
  }
  reader.read(node, "account", environment.account);
  reader.read(node, "region", environment.region);
  reader.read(node, "instances", environment.instances, 1, 100);
  environment.max_instances = environment.instances * 2;
  reader.read(node, "max_instances", environment.max_instances, environment.instances, 200);
  read_deployment_config(reader, node, environment.deployment_config);
  read_rollback(reader, node, environment);
  environment.alarms = read_list(reader, node, "alarms");
  reader.read(node, "traffic_control", environment.traffic_control);
  reader.read(node, "keep_blue", environment.keep_blue);
  reader.read(node, "ready_wait", environment.ready_wait);
  reader.read(node, "termination_wait", environment.termination_wait);
  reader.read_one_of(node, "health_check_type", environment.health_check_type, {"EC2", "ELB"});
  reader.read(node, "health_check_grace_period", environment.health_check_grace_period);
  reader.read(node, "user_data", environment.user_data);
  reader.read(node, "metadata_service", environment.metadata_service);
  reader.read(node, "poll_interval", environment.poll_interval);
  read_load_balancer(reader, node["load_balancer"], environment.load_balancer);
}

}  // namespace greenroom::scenario
