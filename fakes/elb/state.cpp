#include "fakes/elb/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::elb {
namespace {

bool names_group(const Rule& rule, const std::string& group_arn) {
  return std::any_of(rule.Actions.begin(), rule.Actions.end(), [&](const Action& action) {
    const std::vector<TargetGroupTuple>& groups = action.forward.TargetGroups;
    return action.Type == ActionType::forward &&
           std::any_of(groups.begin(), groups.end(), [&](const TargetGroupTuple& tuple) {
             return tuple.TargetGroupArn == group_arn;
           });
  });
}

}  // namespace

const Target* Group::find(const std::string& instance_id, int port) const {
  const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& target) {
    return target.endpoint.InstanceId == instance_id && (port == 0 || target.endpoint.Port == port);
  });
  return found == targets.end() ? nullptr : &*found;
}

Target* Group::find(const std::string& instance_id, int port) {
  return const_cast<Target*>(std::as_const(*this).find(instance_id, port));
}

const Balancer* State::balancer(const std::string& arn) const {
  const auto found = std::find_if(balancers.begin(), balancers.end(), [&](const Balancer& one) {
    return one.description.LoadBalancerArn == arn;
  });
  return found == balancers.end() ? nullptr : &*found;
}

Balancer* State::balancer(const std::string& arn) {
  return const_cast<Balancer*>(std::as_const(*this).balancer(arn));
}

const ListenerState* State::listener(const std::string& arn) const {
  const auto found =
      std::find_if(listeners.begin(), listeners.end(),
                   [&](const ListenerState& one) { return one.description.ListenerArn == arn; });
  return found == listeners.end() ? nullptr : &*found;
}

ListenerState* State::listener(const std::string& arn) {
  return const_cast<ListenerState*>(std::as_const(*this).listener(arn));
}

ListenerState* State::listener_of_rule(const std::string& rule_arn) {
  const auto found =
      std::find_if(listeners.begin(), listeners.end(), [&](const ListenerState& one) {
        const std::vector<Rule>& rules = one.description.rules;
        return std::any_of(rules.begin(), rules.end(),
                           [&](const Rule& rule) { return rule.RuleArn == rule_arn; });
      });
  return found == listeners.end() ? nullptr : &*found;
}

const Group* State::group(const std::string& arn) const {
  const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& one) {
    return one.description.TargetGroupArn == arn;
  });
  return found == groups.end() ? nullptr : &*found;
}

Group* State::group(const std::string& arn) {
  return const_cast<Group*>(std::as_const(*this).group(arn));
}

std::string State::user_of_group(const std::string& group_arn) const {
  for (const ListenerState& listener : listeners) {
    for (const Rule& rule : listener.description.rules) {
      if (names_group(rule, group_arn)) {
        return listener.description.LoadBalancerArn;
      }
    }
  }
  return "";
}

}  // namespace greenroom::elb
