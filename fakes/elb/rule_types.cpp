#include "fakes/elb/rule_types.h"

namespace greenroom::elb {

const char* to_string(ActionType type) {
  switch (type) {
    case ActionType::forward:
      return "forward";
    case ActionType::redirect:
      return "redirect";
    case ActionType::fixed_response:
      return "fixed-response";
    case ActionType::authenticate_cognito:
      return "authenticate-cognito";
    case ActionType::authenticate_oidc:
      return "authenticate-oidc";
  }
  return "";
}

Action forward_to(std::string target_group_arn) {
  Action action;
  action.forward.TargetGroups = {{std::move(target_group_arn), 1}};
  return action;
}

std::string priority_text(int priority) {
  return priority == k_default_priority ? "default" : std::to_string(priority);
}

}  // namespace greenroom::elb
