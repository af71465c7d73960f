// `environment:` of a scenario.
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

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
                                    "metadata_service",
                                    "notifications",
                                    "poll_interval",
                                    "load_balancer"};
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
  reader.read(node, "metadata_service", environment.metadata_service);
  reader.read(node, "notifications", environment.notifications);
  reader.read(node, "poll_interval", environment.poll_interval);
  read_load_balancer(reader, node["load_balancer"], environment.load_balancer);
}

}  // namespace greenroom::scenario
