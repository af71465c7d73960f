// Actions and conditions, as the API spells them and as the rules have them.
#include <algorithm>
#include <array>
#include <utility>

#include "fakes/elb/wire_parts.h"
#include "fakes/elb/wire_values.h"

namespace greenroom::elb {
namespace {

struct ConditionSpelling {
  const char* field;
  const char* config;  // the member that holds its values
};
constexpr std::array<ConditionSpelling, 6> k_conditions = {
    {{field::k_host_header, "HostHeaderConfig"},
     {field::k_path_pattern, "PathPatternConfig"},
     {field::k_http_header, "HttpHeaderConfig"},
     {field::k_http_request_method, "HttpRequestMethodConfig"},
     {field::k_query_string, "QueryStringConfig"},
     {field::k_source_ip, "SourceIpConfig"}}};

// Simplified: "key=value" in one text, so that a value with '=' needs its key.
Result<std::vector<std::string>> query_strings_of(const aws::Json& config) {
  std::vector<std::string> values;
  if (const aws::Json* pairs = config.find("Values")) {
    for (const aws::Json& pair : pairs->items) {
      const std::string key = wire::text_of(pair, "Key");
      const std::string value = wire::text_of(pair, "Value");
      if (key.find('=') != std::string::npos ||
          (key.empty() && value.find('=') != std::string::npos)) {
        return error::validation(
            "A query string with '=' in its key, or in a value without key, "
            "is not supported here");
      }
      values.push_back(key.empty() ? value : key + "=" + value);
    }
  }
  return values;
}

Result<RuleCondition> condition_of(const aws::Json& given) {
  RuleCondition condition;
  condition.Field = wire::text_of(given, "Field");
  if (condition.Field.empty()) {
    return error::validation("A condition field must be specified");
  }
  Status regular = refuse_members(given, {"RegexValues"});
  condition.Values = wire::texts_of(given, "Values");
  for (const ConditionSpelling& spelling : k_conditions) {
    const aws::Json* config = given.find(spelling.config);
    if (config == nullptr) {
      continue;
    }
    if (condition.Field != spelling.field || !condition.Values.empty()) {
      return error::validation(std::string(spelling.config) + " does not go with the field '" +
                               condition.Field + "' or with its values");
    }
    regular = regular.ok() ? refuse_members(*config, {"RegexValues"}) : regular;
    condition.HttpHeaderName = wire::text_of(*config, "HttpHeaderName");
    if (condition.Field == field::k_query_string) {
      Result<std::vector<std::string>> values = query_strings_of(*config);
      if (!values.ok()) {
        return values.failure();
      }
      condition.Values = std::move(values.value());
    } else {
      condition.Values = wire::texts_of(*config, "Values");
    }
  }
  return regular.ok() ? Result<RuleCondition>(condition) : regular.failure();
}

aws::Json query_strings_json(const std::vector<std::string>& values) {
  return list_of(values, [](const std::string& value) {
    const std::size_t equals = value.find('=');
    wire::Object pair;
    if (equals != std::string::npos) {
      pair.add("Key", wire::text(value.substr(0, equals)));
    }
    return pair.add("Value", wire::text(value.substr(equals + 1))).take();  // npos + 1 is 0
  });
}

aws::Json json_of_condition(const RuleCondition& condition) {
  wire::Object out;
  out.add("Field", wire::text(condition.Field));
  const bool also_plain =
      condition.Field == field::k_host_header || condition.Field == field::k_path_pattern;
  if (also_plain) {
    out.add("Values", wire::texts(condition.Values));
  }
  for (const ConditionSpelling& spelling : k_conditions) {
    if (condition.Field == spelling.field) {
      out.add(spelling.config, wire::Object()
                                   .add_unless_empty("HttpHeaderName", condition.HttpHeaderName)
                                   .add("Values", condition.Field == field::k_query_string
                                                      ? query_strings_json(condition.Values)
                                                      : wire::texts(condition.Values))
                                   .take());
    }
  }
  return out.take();
}

int int_of(const aws::Json& given, std::string_view member, int otherwise) {
  return static_cast<int>(wire::number_of(given, member, otherwise));
}

Result<ForwardConfig> forward_of(const aws::Json& given) {
  ForwardConfig forward;
  const std::string alone = wire::text_of(given, "TargetGroupArn");
  if (const aws::Json* config = given.find("ForwardConfig")) {
    if (const aws::Json* groups = config->find("TargetGroups")) {
      for (const aws::Json& group : groups->items) {
        forward.TargetGroups.push_back(
            {wire::text_of(group, "TargetGroupArn"), int_of(group, "Weight", 1)});
      }
    }
    if (const aws::Json* stickiness = config->find("TargetGroupStickinessConfig")) {
      forward.stickiness.Enabled = wire::flag_of(*stickiness, "Enabled");
      forward.stickiness.DurationSeconds = int_of(*stickiness, "DurationSeconds", 0);
    }
  }
  // Clients send what they were shown: the one group by both names.
  if (!alone.empty() && forward.TargetGroups.empty()) {
    forward.TargetGroups.push_back({alone, 1});
  }
  const bool same =
      forward.TargetGroups.size() == 1 && forward.TargetGroups.front().TargetGroupArn == alone;
  if (!alone.empty() && !same) {
    return error::validation(
        "You cannot specify both a target group and a forward config with other target groups");
  }
  return forward;
}

RedirectConfig redirect_of(const aws::Json& given) {
  RedirectConfig redirect;
  const auto set = [&](std::string& text, const char* member) {
    text = given.find(member) == nullptr ? text : wire::text_of(given, member);
  };
  set(redirect.Protocol, "Protocol");
  set(redirect.Port, "Port");
  set(redirect.Host, "Host");
  set(redirect.Path, "Path");
  set(redirect.Query, "Query");
  set(redirect.StatusCode, "StatusCode");
  return redirect;
}

Result<Action> action_of(const aws::Json& given) {
  static const aws::Json none;
  const auto config = [&](const char* member) -> const aws::Json& {
    const aws::Json* found = given.find(member);
    return found == nullptr ? none : *found;
  };
  const std::string type = wire::text_of(given, "Type");
  Action action;
  action.Order = int_of(given, "Order", 1);
  if (type == "forward") {
    Result<ForwardConfig> forward = forward_of(given);
    if (!forward.ok()) {
      return forward.failure();
    }
    action.forward = std::move(forward.value());
  } else if (type == "redirect") {
    action.Type = ActionType::redirect;
    action.redirect = redirect_of(config("RedirectConfig"));
  } else if (type == "fixed-response") {
    const aws::Json& fixed = config("FixedResponseConfig");
    action.Type = ActionType::fixed_response;
    action.fixed_response = {wire::text_of(fixed, "StatusCode"),
                             wire::text_of(fixed, "ContentType"),
                             wire::text_of(fixed, "MessageBody")};
  } else {  // authenticate-oidc, authenticate-cognito, jwt-validation: HTTPS only
    return error::invalid_action("The action type '" + type + "' is not supported here");
  }
  return action;
}

aws::Json json_of_forward(const ForwardConfig& forward) {
  wire::Object stickiness;
  stickiness.add(
      "Enabled",
      {forward.stickiness.Enabled ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}});
  if (forward.stickiness.Enabled) {
    stickiness.add("DurationSeconds", wire::number(forward.stickiness.DurationSeconds));
  }
  return wire::Object()
      .add("TargetGroups", list_of(forward.TargetGroups,
                                   [](const TargetGroupTuple& one) {
                                     return wire::Object()
                                         .add("TargetGroupArn", wire::text(one.TargetGroupArn))
                                         .add("Weight", wire::number(one.Weight))
                                         .take();
                                   }))
      .add("TargetGroupStickinessConfig", stickiness.take())
      .take();
}

aws::Json json_of_action(const Action& action) {
  wire::Object out;
  out.add("Type", wire::text(to_string(action.Type)));
  out.add("Order", wire::number(action.Order));
  if (action.Type == ActionType::forward) {
    if (action.forward.TargetGroups.size() == 1) {
      out.add("TargetGroupArn", wire::text(action.forward.TargetGroups.front().TargetGroupArn));
    }
    out.add("ForwardConfig", json_of_forward(action.forward));
  } else if (action.Type == ActionType::redirect) {
    const RedirectConfig& redirect = action.redirect;
    out.add("RedirectConfig", wire::Object()
                                  .add("Protocol", wire::text(redirect.Protocol))
                                  .add("Port", wire::text(redirect.Port))
                                  .add("Host", wire::text(redirect.Host))
                                  .add("Path", wire::text(redirect.Path))
                                  .add("Query", wire::text(redirect.Query))
                                  .add("StatusCode", wire::text(redirect.StatusCode))
                                  .take());
  } else if (action.Type == ActionType::fixed_response) {
    const FixedResponseConfig& fixed = action.fixed_response;
    out.add("FixedResponseConfig", wire::Object()
                                       .add_unless_empty("MessageBody", fixed.MessageBody)
                                       .add("StatusCode", wire::text(fixed.StatusCode))
                                       .add_unless_empty("ContentType", fixed.ContentType)
                                       .take());
  }
  return out.take();
}

// What `read` makes of each, until one is refused.
template <typename Item>
Result<std::vector<Item>> all_of(const aws::Json& input, std::string_view member,
                                 Result<Item> (*read)(const aws::Json&)) {
  std::vector<Item> all;
  if (const aws::Json* given = input.find(member)) {
    for (const aws::Json& one : given->items) {
      Result<Item> item = read(one);
      if (!item.ok()) {
        return item.failure();
      }
      all.push_back(std::move(item.value()));
    }
  }
  return all;
}

}  // namespace

aws::Json json_of(const Listener& listener) {
  return wire::Object()
      .add("ListenerArn", wire::text(listener.ListenerArn))
      .add("LoadBalancerArn", wire::text(listener.LoadBalancerArn))
      .add("Port", wire::number(listener.Port))
      .add("Protocol", wire::text(listener.Protocol))
      .add("DefaultActions", list_of(listener.rules.back().Actions, json_of_action))
      .take();
}

aws::Json json_of(const Rule& rule) {
  return wire::Object()
      .add("RuleArn", wire::text(rule.RuleArn))
      .add("Priority", wire::text(priority_text(rule.Priority)))
      .add("Conditions", list_of(rule.Conditions, json_of_condition))
      .add("Actions", list_of(rule.Actions, json_of_action))
      .add("IsDefault", {rule.IsDefault() ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}})
      .take();
}

Result<std::vector<Action>> actions_of(const aws::Json& input, std::string_view member) {
  return all_of<Action>(input, member, action_of);
}

Result<std::vector<RuleCondition>> conditions_of(const aws::Json& input) {
  return all_of<RuleCondition>(input, "Conditions", condition_of);
}

}  // namespace greenroom::elb
