// The parts of a scenario's loader. Only the loader's sources include this header.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/types.h"
#include "sim/scenario/yaml_reader.h"

namespace greenroom::scenario {

// load_environment.cpp
void read_environment(YamlReader& reader, const YAML::Node& node, Environment& environment);
// load_groups.cpp: `hosts`, `deployment_groups` and `deployment_configs` of the environment, and
// the keys of it that are the deployment groups' defaults.
void read_deployment_groups(YamlReader& reader, const YAML::Node& node, Environment& environment);
// The environment's keys that it reads.
[[nodiscard]] std::vector<std::string> deployment_group_defaults();
// What `agent` may say.
[[nodiscard]] std::vector<std::string> host_agents();
// Complains about steps that name deployment groups the environment does not have.
void check_groups(YamlReader& reader, const Environment& environment,
                  const std::vector<Step>& steps);
// A list of texts.
[[nodiscard]] std::vector<std::string> read_list(YamlReader& reader, const YAML::Node& node,
                                                 const char* key);
// load_balancer.cpp
void read_load_balancer(YamlReader& reader, const YAML::Node& node, LoadBalancerSettings& alb);
// load_pipeline.cpp: `pipeline`, `build`, `parameters` and `secrets` of the environment.
void read_delivery(YamlReader& reader, const YAML::Node& node, Environment& environment);
// load_alarms.cpp: `metric_alarms` of the environment.
void read_metric_alarms(YamlReader& reader, const YAML::Node& node, Environment& environment);
// With `metric_alarms`, complains about alarms of deployment groups that nobody measures or sets:
// they would never fire.
void check_alarms(YamlReader& reader, const YAML::Node& node, const Environment& environment,
                  const std::vector<Step>& steps);
// load_messaging.cpp: `topics` and `event_rules` of the environment.
void read_messaging(YamlReader& reader, const YAML::Node& node, Environment& environment);
// load_roles.cpp: `roles` of the environment.
void read_roles(YamlReader& reader, const YAML::Node& node, Environment& environment);
// load_logs.cpp: `logsConfig` of the build project.
void read_logs_config(YamlReader& reader, const YAML::Node& build, BuildSettings& settings);
// Complains about a filter pattern that CloudWatch Logs refuses, and about streams told twice.
void check_log_query(YamlReader& reader, const YAML::Node& node, const Wants& wants);
// load_steps.cpp. `app`: the app folder; "" when it does not exist.
void read_steps(YamlReader& reader, const YAML::Node& steps, const std::string& app,
                std::vector<Step>& into);

// Nested keys joined with dots, single values as lists of one.
void flatten(YamlReader& reader, const YAML::Node& map, const std::string& prefix, Wants& into);
// A node on one line.
[[nodiscard]] std::string flow_text(const YAML::Node& node);
// Whether `key` is one of `known`; "targets.*" stands for any name after the dot, "*" for any.
[[nodiscard]] bool is_known_key(const std::vector<std::string>& known, const std::string& key);
// Complains about keys of `found` that are not known, and about required ones that are missing.
void check_keys(YamlReader& reader, const YAML::Node& node, const std::string& what,
                const Wants& found, const std::vector<std::string>& required,
                const std::vector<std::string>& optional);

}  // namespace greenroom::scenario
