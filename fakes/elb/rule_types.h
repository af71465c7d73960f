// Listener rules as plain data: conditions and actions (reference alb-ec2-asg 1.3, 1.4).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::elb {

// Field of a condition, as the API spells it.
namespace field {
inline constexpr const char* k_host_header = "host-header";
inline constexpr const char* k_path_pattern = "path-pattern";
inline constexpr const char* k_http_header = "http-header";
inline constexpr const char* k_http_request_method = "http-request-method";
inline constexpr const char* k_query_string = "query-string";
inline constexpr const char* k_source_ip = "source-ip";
}  // namespace field

struct RuleCondition {
  std::string Field;
  std::vector<std::string> Values;  // or-ed; for query-string: "key=value", or "value" without key
  std::string HttpHeaderName;       // only for http-header
};

enum class ActionType {
  forward,
  redirect,
  fixed_response,
  authenticate_cognito,
  authenticate_oidc
};
[[nodiscard]] const char* to_string(ActionType type);

struct TargetGroupTuple {
  std::string TargetGroupArn;
  int Weight = 1;  // 0-999; share = weight / sum
};

struct TargetGroupStickinessConfig {
  bool Enabled = false;
  int DurationSeconds = 0;  // 1-604800
};

struct ForwardConfig {
  std::vector<TargetGroupTuple> TargetGroups;
  TargetGroupStickinessConfig stickiness;
};

// Placeholders: #{protocol} #{host} #{port} #{path} #{query}; #{path} has no leading slash.
struct RedirectConfig {
  std::string Protocol = "#{protocol}";
  std::string Port = "#{port}";
  std::string Host = "#{host}";
  std::string Path = "/#{path}";
  std::string Query = "#{query}";
  std::string StatusCode;  // HTTP_301 or HTTP_302
};

struct FixedResponseConfig {
  std::string StatusCode;  // 2xx, 4xx or 5xx
  std::string ContentType;
  std::string MessageBody;
};

// Exactly one of the three configurations is used, as Type says.
struct Action {
  ActionType Type = ActionType::forward;
  int Order = 1;
  ForwardConfig forward;
  RedirectConfig redirect;
  FixedResponseConfig fixed_response;
};

// Simply forwards to one group.
[[nodiscard]] Action forward_to(std::string target_group_arn);

inline constexpr int k_priority_max = 50000;
inline constexpr int k_default_priority = k_priority_max + 1;  // shown as "default"; logged as 0

struct Rule {
  std::string RuleArn;
  int Priority = k_default_priority;
  std::vector<RuleCondition> Conditions;  // all must hold; the default rule has none
  std::vector<Action> Actions;            // ascending Order; the last decides

  [[nodiscard]] bool IsDefault() const { return Priority == k_default_priority; }
};

// "1".."50000" or "default".
[[nodiscard]] std::string priority_text(int priority);

}  // namespace greenroom::elb
