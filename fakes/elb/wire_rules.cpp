// Listeners and rules behind the wire.
#include <utility>

#include "fakes/elb/wire_parts.h"
#include "fakes/elb/wire_values.h"

namespace greenroom::elb {
namespace {

// Simplified: no TLS. A listener that could not be spoken to is not made.
Status refuse_tls(const aws::Json& input) {
  const std::string protocol = wire::text_of(input, "Protocol");
  if (!protocol.empty() && protocol != "HTTP") {
    return Failure{"UnsupportedProtocol",
                   "Listeners for " + protocol + " are not supported here; HTTP is"};
  }
  return refuse_members(input, {"SslPolicy", "Certificates", "AlpnPolicy"});
}

template <typename Made>
Result<aws::Json> alone(const char* member, const Result<Made>& made) {
  if (!made.ok()) {
    return made.failure();
  }
  return wire::Object()
      .add(member,
           list_of(std::vector<Made>{made.value()}, [](const Made& one) { return json_of(one); }))
      .take();
}

Result<aws::Json> nothing(const Status& status) {
  return status.ok() ? Result<aws::Json>(wire::Object().take()) : status.failure();
}

const Rule* find_rule(const Elb& elb, const std::string& arn) {
  if (const ListenerState* listener = elb.state().listener_of_rule(arn)) {
    for (const Rule& rule : listener->description.rules) {
      if (rule.RuleArn == arn) {
        return &rule;
      }
    }
  }
  return nullptr;
}

Result<std::vector<Rule>> rules_by_arn(const Elb& elb, const std::vector<std::string>& arns) {
  std::vector<Rule> rules;
  for (const std::string& arn : arns) {
    const Rule* rule = find_rule(elb, arn);
    if (rule == nullptr) {
      return error::rule_not_found();
    }
    rules.push_back(*rule);
  }
  return rules;
}

Result<std::vector<Listener>> listeners_by_arn(const Elb& elb,
                                               const std::vector<std::string>& arns) {
  std::vector<Listener> listeners;
  for (const std::string& arn : arns) {
    const ListenerState* listener = elb.state().listener(arn);
    if (listener == nullptr) {
      return error::listener_not_found();
    }
    listeners.push_back(listener->description);
  }
  return listeners;
}

}  // namespace

Result<aws::Json> create_listener(const WireCall& call) {
  const Status tls = refuse_tls(call.input);
  Result<std::vector<Action>> actions = actions_of(call.input, "DefaultActions");
  const Result<Tags> tags = tags_of(call.input);
  if (!tls.ok() || !actions.ok() || !tags.ok()) {
    return !tls.ok() ? tls.failure() : !actions.ok() ? actions.failure() : tags.failure();
  }
  for (const char* needed : {"Protocol", "Port"}) {
    if (call.input.find(needed) == nullptr) {  // the text is UNVERIFIED
      return error::validation("A listener's " + std::string(needed) + " must be specified");
    }
  }
  CreateListenerInput wanted;
  wanted.LoadBalancerArn = wire::text_of(call.input, "LoadBalancerArn");
  wanted.Port = static_cast<int>(wire::number_of(call.input, "Port", 80));
  wanted.DefaultActions = std::move(actions.value());
  const Result<Listener> made = call.elb.CreateListener(call.cx, std::move(wanted));
  if (made.ok()) {
    const Status tagged = call.elb.AddTags(made.value().ListenerArn, tags.value());
    if (!tagged.ok()) {
      return tagged.failure();
    }
  }
  return alone("Listeners", made);
}

Result<aws::Json> modify_listener(const WireCall& call) {
  const Status tls = refuse_tls(call.input);
  Result<std::vector<Action>> actions = actions_of(call.input, "DefaultActions");
  if (!tls.ok() || !actions.ok()) {
    return tls.ok() ? actions.failure() : tls.failure();
  }
  ModifyListenerInput wanted;
  wanted.ListenerArn = wire::text_of(call.input, "ListenerArn");
  if (call.input.find("Port") != nullptr) {
    wanted.Port = static_cast<int>(wire::number_of(call.input, "Port", 0));
  }
  wanted.DefaultActions = std::move(actions.value());
  return alone("Listeners", call.elb.ModifyListener(call.cx, std::move(wanted)));
}

Result<aws::Json> delete_listener(const WireCall& call) {
  return nothing(call.elb.DeleteListener(call.cx, wire::text_of(call.input, "ListenerArn")));
}

Result<aws::Json> describe_listeners(const WireCall& call) {
  const std::vector<std::string> arns = wire::texts_of(call.input, "ListenerArns");
  const std::string balancer = wire::text_of(call.input, "LoadBalancerArn");
  if (arns.empty() == balancer.empty()) {
    return error::validation("You must specify either listener ARNs or a load balancer ARN");
  }
  const Result<std::vector<Listener>> found =
      arns.empty() ? call.elb.DescribeListeners(balancer) : listeners_by_arn(call.elb, arns);
  if (!found.ok()) {
    return found.failure();
  }
  return page_of(call.input, "Listeners", found.value(),
                 [](const Listener& one) { return json_of(one); });
}

Result<aws::Json> create_rule(const WireCall& call) {
  const Status transforms = refuse_members(call.input, {"Transforms"});
  Result<std::vector<Action>> actions = actions_of(call.input, "Actions");
  Result<std::vector<RuleCondition>> conditions = conditions_of(call.input);
  const Result<Tags> tags = tags_of(call.input);
  if (!transforms.ok() || !actions.ok()) {
    return transforms.ok() ? actions.failure() : transforms.failure();
  }
  if (!conditions.ok() || !tags.ok()) {
    return conditions.ok() ? tags.failure() : conditions.failure();
  }
  CreateRuleInput wanted;
  wanted.ListenerArn = wire::text_of(call.input, "ListenerArn");
  wanted.Priority = static_cast<int>(wire::number_of(call.input, "Priority", 0));
  wanted.Conditions = std::move(conditions.value());
  wanted.Actions = std::move(actions.value());
  const Result<Rule> made = call.elb.CreateRule(call.cx, std::move(wanted));
  if (made.ok()) {
    const Status tagged = call.elb.AddTags(made.value().RuleArn, tags.value());
    if (!tagged.ok()) {
      return tagged.failure();
    }
  }
  return alone("Rules", made);
}

Result<aws::Json> modify_rule(const WireCall& call) {
  const Status transforms = refuse_members(call.input, {"Transforms"});
  Result<std::vector<Action>> actions = actions_of(call.input, "Actions");
  Result<std::vector<RuleCondition>> conditions = conditions_of(call.input);
  if (!transforms.ok() || !actions.ok() || !conditions.ok()) {
    return !transforms.ok() ? transforms.failure()
           : !actions.ok()  ? actions.failure()
                            : conditions.failure();
  }
  ModifyRuleInput wanted;
  wanted.RuleArn = wire::text_of(call.input, "RuleArn");
  wanted.Conditions = std::move(conditions.value());
  wanted.Actions = std::move(actions.value());
  return alone("Rules", call.elb.ModifyRule(call.cx, std::move(wanted)));
}

Result<aws::Json> delete_rule(const WireCall& call) {
  return nothing(call.elb.DeleteRule(call.cx, wire::text_of(call.input, "RuleArn")));
}

Result<aws::Json> set_rule_priorities(const WireCall& call) {
  RulePriorities priorities;
  std::vector<std::string> arns;
  for (const aws::Json& one : call.input.find("RulePriorities")->items) {
    arns.push_back(wire::text_of(one, "RuleArn"));
    priorities.emplace_back(arns.back(), static_cast<int>(wire::number_of(one, "Priority", 0)));
  }
  const Status set = call.elb.SetRulePriorities(call.cx, std::move(priorities));
  const Result<std::vector<Rule>> rules = rules_by_arn(call.elb, arns);
  if (!set.ok() || !rules.ok()) {
    return set.ok() ? rules.failure() : set.failure();
  }
  return wire::Object()
      .add("Rules", list_of(rules.value(), [](const Rule& one) { return json_of(one); }))
      .take();
}

Result<aws::Json> describe_rules(const WireCall& call) {
  const std::vector<std::string> arns = wire::texts_of(call.input, "RuleArns");
  const std::string listener = wire::text_of(call.input, "ListenerArn");
  if (arns.empty() == listener.empty()) {
    return error::validation("You must specify either listener ARN or rule ARNs");
  }
  const Result<std::vector<Rule>> found =
      arns.empty() ? call.elb.DescribeRules(listener) : rules_by_arn(call.elb, arns);
  if (!found.ok()) {
    return found.failure();
  }
  return page_of(call.input, "Rules", found.value(), [](const Rule& one) { return json_of(one); });
}

}  // namespace greenroom::elb
