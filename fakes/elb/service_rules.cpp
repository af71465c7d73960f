// Listeners and their rules.
#include <algorithm>
#include <utility>

#include "fakes/elb/errors.h"
#include "fakes/elb/rule_validation.h"
#include "fakes/elb/service.h"

namespace greenroom::elb {
namespace {

void sort_by_priority(std::vector<Rule>& rules) {
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return a.Priority < b.Priority; });
}

bool priority_taken(const std::vector<Rule>& rules, int priority) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule& rule) { return rule.Priority == priority; });
}

// ":listener/app/..." becomes ":listener-rule/app/.../id".
std::string rule_arn(const std::string& listener_arn, const std::string& id) {
  const std::string from = ":listener/";
  std::string arn = listener_arn;
  arn.replace(arn.find(from), from.size(), ":listener-rule/");
  return arn + "/" + id;
}

Rule& rule_in(std::vector<Rule>& rules, const std::string& arn) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const Rule& rule) { return rule.RuleArn == arn; });
  SIM_ASSERT(found != rules.end(), "the listener was found by this rule");
  return *found;
}

}  // namespace

Status Elb::validate_answer(const std::vector<Action>& actions, const std::string& protocol,
                            const std::string& load_balancer_arn) const {
  ActionSurroundings around;
  around.https_listener = protocol == "HTTPS";
  for (const Group& group : state_.groups) {
    around.target_groups.push_back(group.description.TargetGroupArn);
    if (group.settings.sticky) {
      around.sticky_target_groups.push_back(group.description.TargetGroupArn);
    }
  }
  const Status valid = validate_actions(actions, around);
  if (!valid.ok()) {
    return valid;
  }
  for (const TargetGroupTuple& tuple : actions.back().forward.TargetGroups) {
    const std::string user = state_.user_of_group(tuple.TargetGroupArn);
    if (!user.empty() && user != load_balancer_arn) {
      return error::target_group_association_limit(tuple.TargetGroupArn);
    }
  }
  return success();
}

void Elb::rules_change(Context cx, ListenerState& listener, const char* change,
                       std::vector<Rule> changed) {
  const Instant until = draw_lag(cx, "elb.rule_change_lag", listener.description.ListenerArn,
                                 state_.rule_changes++, timing_.rule_change_lag_max);
  if (until > cx.now() && cx.now() >= listener.earlier_until) {
    listener.earlier_rules = listener.description.rules;
    listener.earlier_until = until;
  }
  sort_by_priority(changed);
  listener.description.rules = std::move(changed);
  std::vector<std::string> priorities;
  for (const Rule& rule : listener.description.rules) {
    priorities.push_back(priority_text(rule.Priority));
  }
  cx.as("elb/" +
        state_.balancer(listener.description.LoadBalancerArn)->description.LoadBalancerName)
      .trace("elb.rules", {{"port", listener.description.Port},
                           {"change", change},
                           {"priorities", json_array(priorities)}});
  refresh_use_of_groups(cx);
}

Result<Listener> Elb::CreateListener(Context cx, CreateListenerInput input) {
  const Balancer* balancer = state_.balancer(input.LoadBalancerArn);
  if (balancer == nullptr) {
    return error::load_balancer_not_found();
  }
  if (input.Port < 1 || input.Port > 65535) {
    return error::validation("The port must be between 1 and 65535");
  }
  if (input.Protocol != "HTTP" && input.Protocol != "HTTPS") {
    return error::validation("Listener protocol '" + input.Protocol +
                             "' must be one of 'HTTP, HTTPS'");
  }
  std::size_t listeners = 0;
  for (const ListenerState& other : state_.listeners) {
    const bool same = other.description.LoadBalancerArn == input.LoadBalancerArn;
    listeners += same ? 1 : 0;
    if (same && other.description.Port == input.Port) {
      return error::duplicate_listener();
    }
  }
  if (listeners >= k_listeners_per_load_balancer) {
    return error::too_many("TooManyListeners", "listeners on this load balancer",
                           k_listeners_per_load_balancer);
  }
  const Status valid = validate_answer(input.DefaultActions, input.Protocol, input.LoadBalancerArn);
  if (!valid.ok()) {
    return valid.failure();
  }
  std::string arn = input.LoadBalancerArn;
  const std::string from = ":loadbalancer/";
  arn.replace(arn.find(from), from.size(), ":listener/");
  ListenerState& made = state_.listeners.emplace_back();
  made.description.ListenerArn = arn + "/" + ids_.hex("elb.listener", 16);
  made.description.LoadBalancerArn = std::move(input.LoadBalancerArn);
  made.description.Protocol = std::move(input.Protocol);
  made.description.Port = input.Port;
  Rule standard;
  standard.RuleArn = rule_arn(made.description.ListenerArn, ids_.hex("elb.rule", 16));
  standard.Actions = std::move(input.DefaultActions);
  made.description.rules = {std::move(standard)};
  refresh_use_of_groups(cx);
  return made.description;
}

Result<Listener> Elb::ModifyListener(Context cx, ModifyListenerInput input) {
  ListenerState* listener = state_.listener(input.ListenerArn);
  if (listener == nullptr) {
    return error::listener_not_found();
  }
  Listener& known = listener->description;
  for (const ListenerState& other : state_.listeners) {
    if (input.Port && &other != listener && other.description.Port == *input.Port &&
        other.description.LoadBalancerArn == known.LoadBalancerArn) {
      return error::duplicate_listener();
    }
  }
  if (!input.DefaultActions.empty()) {
    const Status valid =
        validate_answer(input.DefaultActions, known.Protocol, known.LoadBalancerArn);
    if (!valid.ok()) {
      return valid.failure();
    }
  }
  known.Port = input.Port.value_or(known.Port);
  if (!input.DefaultActions.empty()) {
    std::vector<Rule> changed = known.rules;
    changed.back().Actions = std::move(input.DefaultActions);
    rules_change(cx, *listener, "default actions modified", std::move(changed));
  }
  return known;
}

Status Elb::DeleteListener(Context cx, std::string arn) {
  if (state_.listener(arn) == nullptr) {
    return error::listener_not_found();
  }
  std::erase_if(state_.listeners,
                [&](const ListenerState& one) { return one.description.ListenerArn == arn; });
  state_.tags.erase(arn);
  refresh_use_of_groups(cx);
  return success();
}

Result<std::vector<Listener>> Elb::DescribeListeners(const std::string& load_balancer_arn) const {
  if (state_.balancer(load_balancer_arn) == nullptr) {
    return error::load_balancer_not_found();
  }
  std::vector<Listener> found;
  for (const ListenerState& listener : state_.listeners) {
    if (listener.description.LoadBalancerArn == load_balancer_arn) {
      found.push_back(listener.description);
    }
  }
  return found;
}

Result<Rule> Elb::CreateRule(Context cx, CreateRuleInput input) {
  ListenerState* listener = state_.listener(input.ListenerArn);
  if (listener == nullptr) {
    return error::listener_not_found();
  }
  const Listener& known = listener->description;
  for (const Status& valid :
       {validate_priority(input.Priority), validate_conditions(input.Conditions),
        validate_answer(input.Actions, known.Protocol, known.LoadBalancerArn)}) {
    if (!valid.ok()) {
      return valid.failure();
    }
  }
  if (priority_taken(known.rules, input.Priority)) {
    return error::priority_in_use();
  }
  std::size_t rules = 0;
  for (const ListenerState& other : state_.listeners) {
    rules += other.description.LoadBalancerArn == known.LoadBalancerArn
                 ? other.description.rules.size() - 1
                 : 0;
  }
  if (rules >= k_rules_per_load_balancer) {
    return error::too_many("TooManyRules", "rules on this load balancer",
                           k_rules_per_load_balancer);
  }
  Rule made;
  made.RuleArn = rule_arn(known.ListenerArn, ids_.hex("elb.rule", 16));
  made.Priority = input.Priority;
  made.Conditions = std::move(input.Conditions);
  made.Actions = std::move(input.Actions);
  std::vector<Rule> changed = known.rules;
  changed.push_back(made);
  rules_change(cx, *listener, "rule created", std::move(changed));
  return made;
}

Result<Rule> Elb::ModifyRule(Context cx, ModifyRuleInput input) {
  ListenerState* listener = state_.listener_of_rule(input.RuleArn);
  if (listener == nullptr) {
    return error::rule_not_found();
  }
  if (input.Conditions.empty() && input.Actions.empty()) {
    return error::validation("Either conditions or actions must be specified");
  }
  const Listener& known = listener->description;
  std::vector<Rule> changed = known.rules;
  Rule& rule = rule_in(changed, input.RuleArn);
  if (!input.Conditions.empty()) {
    const Status valid = rule.IsDefault()
                             ? Status(error::validation("The default rule cannot have conditions"))
                             : validate_conditions(input.Conditions);
    if (!valid.ok()) {
      return valid.failure();
    }
    rule.Conditions = std::move(input.Conditions);
  }
  if (!input.Actions.empty()) {
    const Status valid = validate_answer(input.Actions, known.Protocol, known.LoadBalancerArn);
    if (!valid.ok()) {
      return valid.failure();
    }
    rule.Actions = std::move(input.Actions);
  }
  const Rule made = rule;
  rules_change(cx, *listener, "rule modified", std::move(changed));
  return made;
}

Status Elb::DeleteRule(Context cx, std::string arn) {
  ListenerState* listener = state_.listener_of_rule(arn);
  if (listener == nullptr) {
    return error::rule_not_found();
  }
  std::vector<Rule> changed = listener->description.rules;
  if (rule_in(changed, arn).IsDefault()) {
    return error::default_rule_stays(arn);
  }
  std::erase_if(changed, [&](const Rule& rule) { return rule.RuleArn == arn; });
  state_.tags.erase(arn);
  rules_change(cx, *listener, "rule deleted", std::move(changed));
  return success();
}

Status Elb::SetRulePriorities(Context cx, RulePriorities priorities) {
  ListenerState* listener =
      priorities.empty() ? nullptr : state_.listener_of_rule(priorities.front().first);
  if (listener == nullptr) {
    return error::rule_not_found();
  }
  std::vector<Rule> changed = listener->description.rules;
  for (const auto& [arn, priority] : priorities) {
    const Status valid = validate_priority(priority);
    if (!valid.ok()) {
      return valid;
    }
    if (state_.listener_of_rule(arn) != listener) {
      return error::rule_not_found();
    }
    if (rule_in(changed, arn).IsDefault()) {
      return error::validation("The priority of the default rule cannot be changed");
    }
    rule_in(changed, arn).Priority = priority;
  }
  for (const auto& wanted : priorities) {
    const int priority = wanted.second;
    const auto holders = std::count_if(changed.begin(), changed.end(),
                                       [&](const Rule& rule) { return rule.Priority == priority; });
    const auto asked = std::count_if(priorities.begin(), priorities.end(),
                                     [&](const auto& one) { return one.second == priority; });
    if (asked > 1) {
      return error::validation("Priority '" + std::to_string(priority) +
                               "' was provided multiple times");
    }
    if (holders > 1) {
      return error::priority_in_use();
    }
  }
  rules_change(cx, *listener, "priorities set", std::move(changed));
  return success();
}

Result<std::vector<Rule>> Elb::DescribeRules(const std::string& listener_arn) const {
  const ListenerState* listener = state_.listener(listener_arn);
  if (listener == nullptr) {
    return error::listener_not_found();
  }
  return listener->description.rules;
}

}  // namespace greenroom::elb
