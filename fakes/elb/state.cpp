#include "fakes/elb/state.h"

#include <algorithm>
#include <climits>
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

Target& Group::add(TargetEndpoint endpoint, std::uint64_t entry) {
  entries_[{endpoint.InstanceId, endpoint.Port}] = entry;
  Target& target = targets.emplace_back();
  target.endpoint = std::move(endpoint);
  target.entry = entry;
  return target;
}

void Group::forget(const Target& target) {
  entries_.erase({target.endpoint.InstanceId, target.endpoint.Port});
  const std::uint64_t entry = target.entry;
  targets.erase(std::find_if(targets.begin(), targets.end(),
                             [&](const Target& one) { return one.entry == entry; }));
}

const Target* Group::find(const std::string& instance_id, int port) const {
  const int last = port == 0 ? INT_MAX : port;
  std::uint64_t first = UINT64_MAX;
  for (auto found = entries_.lower_bound({instance_id, port});
       found != entries_.end() && found->first.first == instance_id && found->first.second <= last;
       ++found) {
    first = std::min(first, found->second);
  }
  return const_cast<Group*>(this)->find_entry(first);
}

Target* Group::find_entry(std::uint64_t entry) {
  const auto at = std::lower_bound(
      targets.begin(), targets.end(), entry,
      [](const Target& target, std::uint64_t wanted) { return target.entry < wanted; });
  return at == targets.end() || at->entry != entry ? nullptr : &*at;
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
  return const_cast<ListenerState*>(std::as_const(*this).listener_of_rule(rule_arn));
}

const ListenerState* State::listener_of_rule(const std::string& rule_arn) const {
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
