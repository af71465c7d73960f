// `load_balancer:` of an environment. Rules have the API's structure.
#include <utility>

#include "fakes/elb/attributes.h"
#include "fakes/elb/rule_validation.h"
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

using Keys = std::vector<std::string>;

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

// A map from texts to texts, checked as the API would check it.
template <typename Changed>
void read_attributes(YamlReader& reader, const YAML::Node& node, const char* what,
                     const std::vector<elb::AttributeSpec>& specs, Changed changed,
                     elb::Attributes& attributes) {
  if (!node.IsDefined()) {
    return;
  }
  Keys known;
  for (const elb::AttributeSpec& spec : specs) {
    known.emplace_back(spec.key);
  }
  if (!reader.check_map(node, what, known)) {
    return;
  }
  for (const auto& entry : node) {
    attributes[entry.first.Scalar()] = entry.second.IsScalar() ? entry.second.Scalar() : "";
  }
  const Result<elb::Attributes> valid = changed(elb::standard_attributes(specs), attributes);
  if (!valid.ok()) {
    reader.error(node, std::string(what) + ": " + valid.failure().message);
  }
}

Keys read_texts(YamlReader& reader, const YAML::Node& node, const char* key) {
  Keys texts;
  const YAML::Node list = node[key];
  if (!list.IsDefined() || !list.IsSequence()) {
    reader.error(node, "'" + std::string(key) + "' must be a list");
    return texts;
  }
  for (const YAML::Node& item : list) {
    if (item.IsMap()) {  // of a query string
      const std::string name = item["Key"].IsDefined() ? item["Key"].Scalar() + "=" : "";
      texts.push_back(name + (item["Value"].IsDefined() ? item["Value"].Scalar() : ""));
    } else {
      texts.push_back(item.IsScalar() ? item.Scalar() : "");
    }
  }
  return texts;
}

// { Field, Values }, or the values inside the field's own Config.
elb::RuleCondition read_condition(YamlReader& reader, const YAML::Node& node) {
  static const Keys k_configs = {"HostHeaderConfig",  "PathPatternConfig",       "HttpHeaderConfig",
                                 "QueryStringConfig", "HttpRequestMethodConfig", "SourceIpConfig"};
  Keys known = {"Field", "Values"};
  known.insert(known.end(), k_configs.begin(), k_configs.end());
  elb::RuleCondition condition;
  if (!reader.check_map(node, "a condition", known)) {
    return condition;
  }
  reader.read(node, "Field", condition.Field);
  YAML::Node values = node;
  for (const std::string& config : k_configs) {
    if (node[config].IsDefined() &&
        reader.check_map(node[config], config, {"HttpHeaderName", "Values"})) {
      values.reset(node[config]);
      reader.read(values, "HttpHeaderName", condition.HttpHeaderName);
    }
  }
  condition.Values = read_texts(reader, values, "Values");
  return condition;
}

void read_forward(YamlReader& reader, const YAML::Node& node, elb::Action& action) {
  if (node["TargetGroupArn"].IsDefined()) {
    std::string group;
    reader.read(node, "TargetGroupArn", group);
    action.forward.TargetGroups = {{group, 1}};
  }
  const YAML::Node forward = node["ForwardConfig"];
  if (!forward.IsDefined() || !reader.check_map(forward, "ForwardConfig",
                                                {"TargetGroups", "TargetGroupStickinessConfig"})) {
    return;
  }
  for (const YAML::Node& item : forward["TargetGroups"]) {
    elb::TargetGroupTuple tuple;
    if (reader.check_map(item, "a target group", {"TargetGroupArn", "Weight"})) {
      reader.read(item, "TargetGroupArn", tuple.TargetGroupArn);
      reader.read(item, "Weight", tuple.Weight, 0, 999);
    }
    action.forward.TargetGroups.push_back(std::move(tuple));
  }
  const YAML::Node sticky = forward["TargetGroupStickinessConfig"];
  if (sticky.IsDefined() &&
      reader.check_map(sticky, "TargetGroupStickinessConfig", {"Enabled", "DurationSeconds"})) {
    reader.read(sticky, "Enabled", action.forward.stickiness.Enabled);
    reader.read(sticky, "DurationSeconds", action.forward.stickiness.DurationSeconds, 1, 604800);
  }
}

void read_redirect(YamlReader& reader, const YAML::Node& node, elb::RedirectConfig& redirect) {
  if (node.IsDefined() &&
      reader.check_map(node, "RedirectConfig",
                       {"Protocol", "Port", "Host", "Path", "Query", "StatusCode"})) {
    reader.read(node, "Protocol", redirect.Protocol);
    reader.read(node, "Port", redirect.Port);
    reader.read(node, "Host", redirect.Host);
    reader.read(node, "Path", redirect.Path);
    reader.read(node, "Query", redirect.Query);
    reader.read(node, "StatusCode", redirect.StatusCode);
  }
}

void read_fixed(YamlReader& reader, const YAML::Node& node, elb::FixedResponseConfig& fixed) {
  if (node.IsDefined() &&
      reader.check_map(node, "FixedResponseConfig", {"StatusCode", "ContentType", "MessageBody"})) {
    reader.read(node, "StatusCode", fixed.StatusCode);
    reader.read(node, "ContentType", fixed.ContentType);
    reader.read(node, "MessageBody", fixed.MessageBody);
  }
}

elb::Action read_action(YamlReader& reader, const YAML::Node& node) {
  elb::Action action;
  if (!reader.check_map(node, "an action",
                        {"Type", "Order", "TargetGroupArn", "ForwardConfig", "RedirectConfig",
                         "FixedResponseConfig"})) {
    return action;
  }
  std::string type = "forward";
  reader.read_one_of(node, "Type", type, {"forward", "redirect", "fixed-response"});
  reader.read(node, "Order", action.Order, 1, 50000);
  action.Type = type == "redirect"         ? elb::ActionType::redirect
                : type == "fixed-response" ? elb::ActionType::fixed_response
                                           : elb::ActionType::forward;
  read_forward(reader, node, action);
  read_redirect(reader, node["RedirectConfig"], action.redirect);
  read_fixed(reader, node["FixedResponseConfig"], action.fixed_response);
  return action;
}

std::vector<elb::Action> read_actions(YamlReader& reader, const YAML::Node& list) {
  std::vector<elb::Action> actions;
  if (list.IsDefined() && !list.IsSequence()) {
    reader.error(list, "actions must be a list");
  } else if (list.IsDefined()) {
    for (const YAML::Node& item : list) {
      actions.push_back(read_action(reader, item));
    }
  }
  return actions;
}

void read_rules(YamlReader& reader, const YAML::Node& list, std::vector<elb::Rule>& rules) {
  if (list.IsDefined() && !list.IsSequence()) {
    reader.error(list, "'rules' must be a list of maps with Priority, Conditions and Actions");
    return;
  }
  for (const YAML::Node& node : list.IsDefined() ? list : YAML::Node(YAML::NodeType::Sequence)) {
    elb::Rule rule;
    if (!reader.check_map(node, "a rule", {"Priority", "Conditions", "Actions"})) {
      continue;
    }
    reader.read(node, "Priority", rule.Priority, 1, elb::k_priority_max);
    for (const YAML::Node& condition : node["Conditions"]) {
      rule.Conditions.push_back(read_condition(reader, condition));
    }
    rule.Actions = read_actions(reader, node["Actions"]);
    const Status valid = elb::validate_conditions(rule.Conditions);
    if (!valid.ok()) {
      reader.error(node, "a rule: " + valid.failure().message);
    }
    if (rule.IsDefault() || rule.Actions.empty()) {
      reader.error(node, "a rule needs Priority, Conditions and Actions");
    }
    rules.push_back(std::move(rule));
  }
}

void read_timing(YamlReader& reader, const YAML::Node& node, elb::Timing& timing) {
  if (!node.IsDefined() ||
      !reader.check_map(node, "timing",
                        {"profile", "registration_to_first_check", "deregistration_lag",
                         "rule_change_lag", "connect_timeout", "target_latency", "nodes"})) {
    return;
  }
  std::string profile = "ideal";
  reader.read_one_of(node, "profile", profile, {"ideal", "aws", "harsh"});
  timing = profile == "aws"     ? elb::aws_like_timing()
           : profile == "harsh" ? elb::harsh_timing()
                                : elb::Timing();
  reader.read(node, "registration_to_first_check", timing.registration_to_first_check);
  reader.read(node, "deregistration_lag", timing.deregistration_lag_max);
  reader.read(node, "rule_change_lag", timing.rule_change_lag_max);
  reader.read(node, "connect_timeout", timing.connect_timeout);
  reader.read(node, "target_latency", timing.target_latency);
  reader.read(node, "nodes", timing.nodes, 1, 16);
}

// `listeners:`, besides the one that the load balancer's own keys describe.
void read_listeners(YamlReader& reader, const YAML::Node& list, LoadBalancerSettings& alb) {
  if (list.IsDefined() && !list.IsSequence()) {
    reader.error(list, "'listeners' must be a list of maps with port, rules and default_actions");
    return;
  }
  for (const YAML::Node& node : list.IsDefined() ? list : YAML::Node(YAML::NodeType::Sequence)) {
    ListenerSettings listener;
    listener.port = 0;
    if (!reader.check_map(node, "a listener", {"port", "rules", "default_actions"})) {
      continue;
    }
    reader.read(node, "port", listener.port, 1, 65535);
    if (listener.port == 0) {
      reader.error(node, "a listener needs a port");
    }
    read_rules(reader, node["rules"], listener.rules);
    listener.default_actions = read_actions(reader, node["default_actions"]);
    alb.more_listeners.push_back(std::move(listener));
  }
}

}  // namespace

void read_load_balancer(YamlReader& reader, const YAML::Node& node, LoadBalancerSettings& alb) {
  if (!node.IsDefined() ||
      !reader.check_map(node, "load_balancer",
                        {"target_port", "listener_port", "host_port", "deregistration_delay",
                         "health_check", "attributes", "target_group_attributes", "rules",
                         "default_actions", "listeners", "timing"})) {
    return;
  }
  reader.read(node, "target_port", alb.target_port, 1, 65535);
  reader.read(node, "listener_port", alb.listener.port, 1, 65535);
  reader.read(node, "host_port", alb.host_port, 0, 65535);
  reader.read(node, "deregistration_delay", alb.deregistration_delay);
  read_health_check(reader, node["health_check"], alb.health_check);
  read_attributes(reader, node["attributes"], "attributes", elb::load_balancer_attribute_specs(),
                  elb::changed_load_balancer_attributes, alb.attributes);
  read_attributes(reader, node["target_group_attributes"], "target_group_attributes",
                  elb::target_group_attribute_specs(), elb::changed_target_group_attributes,
                  alb.target_group_attributes);
  read_rules(reader, node["rules"], alb.listener.rules);
  alb.listener.default_actions = read_actions(reader, node["default_actions"]);
  read_listeners(reader, node["listeners"], alb);
  read_timing(reader, node["timing"], alb.timing);
}

}  // namespace greenroom::scenario
