// Attributes of load balancers and target groups: what may be set, to what, and what it means
// (reference alb-ec2-asg 1.2). Values are strings, as on the wire.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::elb {

using Attributes = std::map<std::string, std::string>;

struct AttributeSpec {
  const char* key;
  const char* standard;  // the default
  enum class Kind { Boolean, Number, Choice, Text, Fixed } kind;
  int least = 0;  // of a Number
  int most = 0;
  const char* choices = "";  // "a|b|c"; for a Number: words that are allowed too
};
[[nodiscard]] const std::vector<AttributeSpec>& load_balancer_attribute_specs();
[[nodiscard]] const std::vector<AttributeSpec>& target_group_attribute_specs();

[[nodiscard]] Attributes standard_attributes(const std::vector<AttributeSpec>& specs);
// `current` with `changes` made to it; ValidationError or InvalidConfigurationRequest.
[[nodiscard]] Result<Attributes> changed_load_balancer_attributes(Attributes current,
                                                                  const Attributes& changes);
[[nodiscard]] Result<Attributes> changed_target_group_attributes(Attributes current,
                                                                 const Attributes& changes);

enum class ForwardedForMode { append, preserve, remove };

// What to do with the headers of requests.
struct ForwardingSettings {
  bool drop_invalid_header_fields = false;
  bool preserve_host_header = false;
  ForwardedForMode forwarded_for = ForwardedForMode::append;
  bool forwarded_for_client_port = false;
};

// The attributes, read once, for those who act on them.
struct LoadBalancerSettings : ForwardingSettings {
  Duration idle_timeout = seconds(60);
  Duration client_keep_alive = seconds(3600);
  bool access_logs = false;
  std::string access_log_bucket;
  std::string access_log_prefix;
  bool deletion_protection = false;
};
[[nodiscard]] LoadBalancerSettings load_balancer_settings(const Attributes& attributes);

enum class Algorithm { round_robin, least_outstanding_requests, weighted_random };

struct TargetGroupSettings {
  Duration deregistration_delay = seconds(300);
  Duration slow_start;  // zero: off
  Algorithm algorithm = Algorithm::round_robin;
  bool sticky = false;
  bool by_app_cookie = false;
  Duration lb_cookie_duration = seconds(86400);
  Duration app_cookie_duration = seconds(86400);
  std::string app_cookie_name;
  bool cross_zone = true;
  int healthy_targets_min = 1;
  int healthy_percentage_min = 0;  // 0: off
};
[[nodiscard]] TargetGroupSettings target_group_settings(const Attributes& attributes);

}  // namespace greenroom::elb
