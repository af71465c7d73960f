// What the API accepts as conditions, actions and priorities (reference alb-ec2-asg 1.2 to 1.4).
// Texts that the reference does not give are ours, in AWS's manner.
#pragma once

#include <vector>

#include "fakes/elb/rule_types.h"
#include "sim/core/result.h"

namespace greenroom::elb {

// Known field, values within their limits, at most one condition of the fields that allow one.
[[nodiscard]] Status validate_conditions(const std::vector<RuleCondition>& conditions);
// 1-50000.
[[nodiscard]] Status validate_priority(int priority);

// What the actions of a rule are checked against.
struct ActionSurroundings {
  bool https_listener = false;
  // Groups that exist, and those of them with stickiness on.
  std::vector<std::string> target_groups;
  std::vector<std::string> sticky_target_groups;
};
// Ascending Order, exactly one of forward, redirect, fixed-response, which is last; each valid.
[[nodiscard]] Status validate_actions(const std::vector<Action>& actions,
                                      const ActionSurroundings& surroundings);

}  // namespace greenroom::elb
