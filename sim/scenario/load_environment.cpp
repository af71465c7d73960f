// `environment:` of a scenario.
#include <algorithm>

#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

// An external agent that nobody starts would be waited for in vain.
void check_agents(YamlReader& reader, const YAML::Node& node, const Environment& environment) {
  const auto is_external = [](const std::string& agent) { return agent.rfind("external", 0) == 0; };
  const bool hosts = std::any_of(environment.hosts.begin(), environment.hosts.end(),
                                 [&](const HostSettings& each) { return is_external(each.agent); });
  if (environment.user_data.empty() && (hosts || is_external(environment.agent))) {
    reader.error(node[hosts ? "hosts" : "agent"],
                 "nothing starts the external agent. Next step: add a `user_data:` that does, or "
                 "leave `agent:` out");
  }
}

}  // namespace

void read_environment(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  std::vector<std::string> known = {"account",
                                    "region",
                                    "zones",
                                    "instances",
                                    "min_instances",
                                    "max_instances",
                                    "hosts",
                                    "deployment_groups",
                                    "deployment_configs",
                                    "health_check_type",
                                    "health_check_grace_period",
                                    "user_data",
                                    "agent",
                                    "notifications",
                                    "logs",
                                    "poll_interval",
                                    "load_balancer",
                                    "build",
                                    "pipeline",
                                    "parameters",
                                    "secrets",
                                    "metric_alarms",
                                    "topics",
                                    "receivers",
                                    "event_rules",
                                    "buckets",
                                    "roles"};
  const std::vector<std::string> defaults = deployment_group_defaults();
  known.insert(known.end(), defaults.begin(), defaults.end());
  if (node.IsDefined() && !reader.check_map(node, "environment", known)) {
    return;
  }
  read_deployment_groups(reader, node, environment);
  if (!node.IsDefined()) {
    return;
  }
  reader.read(node, "account", environment.account);
  reader.read(node, "region", environment.region);
  reader.read(node, "zones", environment.zones, 1, 6);
  reader.read(node, "instances", environment.instances, 1, 100);
  environment.min_instances = environment.instances;
  reader.read(node, "min_instances", environment.min_instances, 0, environment.instances);
  environment.max_instances = environment.instances * 2;
  reader.read(node, "max_instances", environment.max_instances, environment.instances, 200);
  reader.read_one_of(node, "health_check_type", environment.health_check_type, {"EC2", "ELB"});
  reader.read(node, "health_check_grace_period", environment.health_check_grace_period);
  reader.read(node, "user_data", environment.user_data);
  reader.read_one_of(node, "agent", environment.agent, host_agents());
  check_agents(reader, node, environment);
  reader.read(node, "notifications", environment.notifications);
  reader.read(node, "logs", environment.logs);
  reader.read(node, "poll_interval", environment.poll_interval);
  read_load_balancer(reader, node["load_balancer"], environment.load_balancer);
  read_delivery(reader, node, environment);
  read_messaging(reader, node, environment);
  read_metric_alarms(reader, node["metric_alarms"], environment);
  read_roles(reader, node["roles"], environment);
}

}  // namespace greenroom::scenario
