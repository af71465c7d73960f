#include "fakes/elb/rule_validation.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "fakes/elb/errors.h"
#include "fakes/elb/rules.h"

namespace greenroom::elb {
namespace {

using Check = bool (*)(std::string_view value);

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool only(std::string_view value, std::string_view others) {
  return std::all_of(value.begin(), value.end(), [&](char c) {
    return is_letter(c) || is_digit(c) || others.find(c) != std::string_view::npos;
  });
}

// Contains a dot; only letters (or wildcards) after the last one.
bool is_host(std::string_view value) {
  const std::size_t dot = value.rfind('.');
  if (dot == std::string_view::npos || !only(value, "-.*?")) {
    return false;
  }
  const std::string_view last = value.substr(dot + 1);
  return !last.empty() && std::all_of(last.begin(), last.end(),
                                      [](char c) { return is_letter(c) || c == '*' || c == '?'; });
}
bool is_path(std::string_view value) {
  return only(value, "_-.$/~\"'@:+&*?");
}
bool is_method(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; });
}
bool is_anything(std::string_view) {
  return true;
}
bool is_source(std::string_view value) {
  return is_cidr(value) && value != "255.255.255.255/32";
}

struct FieldLimits {
  const char* field;
  std::size_t characters;  // of one value
  bool once;               // at most one such condition in a rule
  bool wildcards;
  Check valid;
};

// Reference alb-ec2-asg 1.3.
constexpr FieldLimits k_fields[] = {
    {field::k_host_header, 128, true, true, is_host},
    {field::k_path_pattern, 128, true, true, is_path},
    {field::k_http_header, 128, false, true, is_anything},
    {field::k_http_request_method, 40, true, false, is_method},
    // A key and a value of up to 128 characters each, and the '=' between them.
    {field::k_query_string, 257, false, true, is_anything},
    {field::k_source_ip, 43, true, false, is_source},
};
constexpr std::size_t k_header_name_characters = 40;

const FieldLimits* limits_of(const std::string& what) {
  const auto* found = std::find_if(std::begin(k_fields), std::end(k_fields),
                                   [&](const FieldLimits& limits) { return what == limits.field; });
  return found == std::end(k_fields) ? nullptr : found;
}

Failure unknown_field(const std::string& what) {
  return error::validation("Condition field '" + what +
                           "' must be one of '[path-pattern, host-header, http-header, "
                           "http-request-method, query-string, source-ip]'");
}

Status validate_query(const std::string& value) {
  const std::size_t equals = value.find('=');
  const std::size_t key = equals == std::string::npos ? 0 : equals;
  const std::size_t rest = equals == std::string::npos ? value.size() : value.size() - equals - 1;
  if (key > 128 || rest > 128) {
    return error::validation(
        "The key and the value of a query string condition cannot be longer "
        "than '128' characters");
  }
  return success();
}

Status validate_value(const FieldLimits& limits, const std::string& value) {
  const std::string name = limits.field;
  if (value.empty()) {
    return error::validation("A condition value must be specified");
  }
  if (value.size() > limits.characters) {
    return error::validation("Condition value '" + value + "' cannot be longer than '" +
                             std::to_string(limits.characters) + "' characters");
  }
  if (!limits.valid(value)) {
    return error::validation("Condition value '" + value + "' is not valid for the field '" + name +
                             "'");
  }
  return name == field::k_query_string ? validate_query(value) : success();
}

Status validate_condition(const RuleCondition& condition, const FieldLimits& limits) {
  if (condition.Values.empty()) {
    return error::validation("A condition value must be specified");
  }
  if (condition.Values.size() > k_condition_values_per_condition) {
    return error::validation("The '" + condition.Field +
                             "' field contains too many values; the limit is '" +
                             std::to_string(k_condition_values_per_condition) + "'");
  }
  const std::string& header = condition.HttpHeaderName;
  const bool is_header = condition.Field == field::k_http_header;
  if (is_header &&
      (header.empty() || header.size() > k_header_name_characters ||
       header.find_first_of("*? ") != std::string::npos || same_header_name(header, "Host"))) {
    return error::validation("The HTTP header name '" + header + "' is not valid");
  }
  for (const std::string& value : condition.Values) {
    const Status valid = validate_value(limits, value);
    if (!valid.ok()) {
      return valid;
    }
  }
  return success();
}

Status validate_forward(const ForwardConfig& forward, const ActionSurroundings& around) {
  const auto has = [](const std::vector<std::string>& list, const std::string& arn) {
    return std::find(list.begin(), list.end(), arn) != list.end();
  };
  if (forward.TargetGroups.empty()) {
    return error::validation("A target group ARN must be specified");
  }
  if (forward.TargetGroups.size() > k_target_groups_per_action) {
    return error::too_many("TooManyTargetGroups", "target groups per action on this load balancer",
                           k_target_groups_per_action);
  }
  std::set<std::string> named;
  bool sticky_target = false;
  for (const TargetGroupTuple& tuple : forward.TargetGroups) {
    if (!has(around.target_groups, tuple.TargetGroupArn)) {
      return error::action_target_group_not_found(tuple.TargetGroupArn);
    }
    if (!named.insert(tuple.TargetGroupArn).second) {
      return error::validation("Target group '" + tuple.TargetGroupArn +
                               "' was specified more than once");
    }
    if (tuple.Weight < 0 || tuple.Weight > 999) {
      return error::validation("The weight of a target group must be between 0 and 999");
    }
    sticky_target = sticky_target || has(around.sticky_target_groups, tuple.TargetGroupArn);
  }
  const TargetGroupStickinessConfig& sticky = forward.stickiness;
  if (sticky.Enabled && (sticky.DurationSeconds < 1 || sticky.DurationSeconds > 604800)) {
    return error::validation("Target group stickiness duration must be between 1 and 604800");
  }
  // A group with target stickiness among several needs group stickiness (reference 1.4).
  if (sticky_target && forward.TargetGroups.size() > 1 && !sticky.Enabled) {
    return error::invalid_configuration(
        "You must enable target group stickiness on a rule that forwards to several target groups "
        "if one of them has stickiness enabled");
  }
  return success();
}

Status validate_redirect(const RedirectConfig& redirect, bool https_listener) {
  const bool to_http =
      redirect.Protocol == "HTTP" || (redirect.Protocol == "#{protocol}" && !https_listener);
  if (redirect.StatusCode != "HTTP_301" && redirect.StatusCode != "HTTP_302") {
    return error::validation(
        "1 validation error detected: Value '" + redirect.StatusCode +
        "' at 'actions.1.member.redirectConfig.statusCode' failed to satisfy "
        "constraint: Member must satisfy enum value set: [HTTP_301, HTTP_302]");
  }
  if (redirect.Protocol != "HTTP" && redirect.Protocol != "HTTPS" &&
      redirect.Protocol != "#{protocol}") {
    return error::validation("The redirect protocol must be HTTP, HTTPS or #{protocol}");
  }
  if (https_listener && to_http) {
    return error::invalid_action("You cannot redirect HTTPS to HTTP");
  }
  const bool same = redirect.Protocol == "#{protocol}" && redirect.Port == "#{port}" &&
                    redirect.Host == "#{host}" && redirect.Path == "/#{path}";
  if (same) {
    return error::invalid_action(
        "The redirect configuration is not valid because it creates a loop");
  }
  if (redirect.Path.empty() || redirect.Path.front() != '/') {
    return error::validation("The redirect path must start with '/'");
  }
  return success();
}

Status validate_fixed_response(const FixedResponseConfig& fixed) {
  static const std::set<std::string> k_types = {
      "", "text/plain", "text/css", "text/html", "application/javascript", "application/json"};
  const std::string& code = fixed.StatusCode;
  const bool valid_code = code.size() == 3 &&
                          (code[0] == '2' || code[0] == '4' || code[0] == '5') &&
                          is_digit(code[1]) && is_digit(code[2]);
  if (!valid_code) {
    return error::validation("1 validation error detected: Value '" + code +
                             "' at 'actions.1.member.fixedResponseConfig.statusCode' failed to "
                             "satisfy constraint: Member must satisfy regular expression pattern: "
                             "^(2|4|5)\\d\\d$");
  }
  if (k_types.count(fixed.ContentType) == 0) {
    return error::validation(
        "The ContentType must be one of:'text/html', 'application/json', "
        "'application/javascript', 'text/css', 'text/plain'");
  }
  if (fixed.MessageBody.size() > 1024) {
    return error::validation(
        "The message body of a fixed response cannot be longer than '1024' "
        "characters");
  }
  return success();
}

bool answers(ActionType type) {
  return type == ActionType::forward || type == ActionType::redirect ||
         type == ActionType::fixed_response;
}

}  // namespace

Status validate_conditions(const std::vector<RuleCondition>& conditions) {
  std::map<std::string, int> seen;
  std::size_t values = 0;
  std::size_t wildcards = 0;
  if (conditions.empty()) {
    return error::validation("A condition must be specified");
  }
  for (const RuleCondition& condition : conditions) {
    const FieldLimits* limits = limits_of(condition.Field);
    if (limits == nullptr) {
      return unknown_field(condition.Field);
    }
    const Status valid = validate_condition(condition, *limits);
    if (!valid.ok()) {
      return valid;
    }
    if (++seen[condition.Field] > 1 && limits->once) {
      return error::validation("A rule can have only one '" + condition.Field + "' condition");
    }
    values += condition.Values.size();
    for (const std::string& value : condition.Values) {
      wildcards +=
          limits->wildcards
              ? static_cast<std::size_t>(std::count_if(value.begin(), value.end(),
                                                       [](char c) { return c == '*' || c == '?'; }))
              : 0;
    }
  }
  if (values > k_condition_values_per_rule) {
    return error::validation("A rule can only have '" +
                             std::to_string(k_condition_values_per_rule) + "' condition values");
  }
  if (wildcards > k_wildcards_per_rule) {
    return error::validation("A rule can only have '" + std::to_string(k_wildcards_per_rule) +
                             "' condition wildcards");
  }
  return success();
}

Status validate_priority(int priority) {
  if (priority < 1 || priority > k_priority_max) {
    return error::validation("The priority must be between 1 and 50000, inclusive");
  }
  return success();
}

Status validate_actions(const std::vector<Action>& actions, const ActionSurroundings& around) {
  if (actions.empty()) {
    return error::validation("An action must be specified");
  }
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const Action& action = actions[i];
    const bool last = i + 1 == actions.size();
    if (!last && action.Order >= actions[i + 1].Order) {
      return error::validation("Actions must have ascending, different orders");
    }
    if (answers(action.Type) != last) {
      return error::invalid_action(
          "A rule must have exactly one forward, redirect or fixed-response action, as its last");
    }
    if (!last && !around.https_listener) {
      return error::invalid_action("Authenticate actions need an HTTPS listener");
    }
  }
  const Action& answer = actions.back();
  switch (answer.Type) {
    case ActionType::redirect:
      return validate_redirect(answer.redirect, around.https_listener);
    case ActionType::fixed_response:
      return validate_fixed_response(answer.fixed_response);
    default:
      return validate_forward(answer.forward, around);
  }
}

}  // namespace greenroom::elb
