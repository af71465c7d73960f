#include "fakes/elb/attributes.h"

#include <algorithm>
#include <cstdlib>

#include "fakes/elb/errors.h"

namespace greenroom::elb {
namespace {

using Kind = AttributeSpec::Kind;

bool is_word_of(std::string_view choices, std::string_view word) {
  for (std::size_t begin = 0; begin < choices.size();) {
    const std::size_t end = std::min(choices.find('|', begin), choices.size());
    if (choices.substr(begin, end - begin) == word) {
      return true;
    }
    begin = end + 1;
  }
  return false;
}

bool is_number_within(const std::string& value, int least, int most) {
  const bool digits = !value.empty() && value.size() <= 7 &&
                      value.find_first_not_of("0123456789") == std::string::npos;
  return digits && std::atoi(value.c_str()) >= least && std::atoi(value.c_str()) <= most;
}

bool is_valid(const AttributeSpec& spec, const std::string& value) {
  switch (spec.kind) {
    case Kind::Boolean:
      return value == "true" || value == "false";
    case Kind::Number:
      return is_word_of(spec.choices, value) || is_number_within(value, spec.least, spec.most);
    case Kind::Choice:
      return is_word_of(spec.choices, value);
    case Kind::Text:
      return true;
    case Kind::Fixed:
      return value == spec.standard;
  }
  return false;
}

Result<Attributes> changed(const std::vector<AttributeSpec>& specs, Attributes current,
                           const Attributes& changes) {
  for (const auto& change : changes) {
    const std::string& key = change.first;
    const std::string& value = change.second;
    const auto spec = std::find_if(specs.begin(), specs.end(),
                                   [&](const AttributeSpec& one) { return key == one.key; });
    if (spec == specs.end()) {
      return error::validation("The attribute key '" + key + "' is not recognized");
    }
    if (!is_valid(*spec, value)) {
      return error::validation("The value '" + value + "' of the attribute '" + key +
                               "' is not valid");
    }
    current[key] = value;
  }
  return current;
}

std::string at(const Attributes& attributes, const char* key) {
  const auto found = attributes.find(key);
  return found == attributes.end() ? std::string() : found->second;
}
bool is_on(const Attributes& attributes, const char* key) {
  return at(attributes, key) == "true";
}
int number(const Attributes& attributes, const char* key) {
  return std::atoi(at(attributes, key).c_str());  // "off" is 0
}

// What holds between attributes (reference 1.2, 1.5, 1.10).
Status consistent(const Attributes& group) {
  const std::string algorithm = at(group, "load_balancing.algorithm.type");
  const bool slow_start = number(group, "slow_start.duration_seconds") > 0;
  if (slow_start && algorithm == "least_outstanding_requests") {
    return error::invalid_configuration(
        "Slow start cannot be used with the least outstanding requests algorithm");
  }
  if (at(group, "load_balancing.algorithm.anomaly_mitigation") == "on" &&
      algorithm != "weighted_random") {
    return error::invalid_configuration(
        "Anomaly mitigation can only be used with the weighted random algorithm");
  }
  if (!is_on(group, "stickiness.enabled")) {
    return success();
  }
  if (at(group, "load_balancing.cross_zone.enabled") == "false") {
    return error::invalid_configuration(
        "Stickiness cannot be enabled while cross-zone load balancing is off");
  }
  const std::string cookie = at(group, "stickiness.app_cookie.cookie_name");
  if (at(group, "stickiness.type") == "app_cookie" && cookie.empty()) {
    return error::invalid_configuration("A cookie name must be specified for app_cookie");
  }
  return success();
}

Duration seconds_of(const Attributes& attributes, const char* key) {
  return seconds(number(attributes, key));
}

}  // namespace

const std::vector<AttributeSpec>& load_balancer_attribute_specs() {
  static const std::vector<AttributeSpec> k_specs = {
      {"idle_timeout.timeout_seconds", "60", Kind::Number, 1, 4000},
      {"client_keep_alive.seconds", "3600", Kind::Number, 60, 604800},
      {"routing.http2.enabled", "true", Kind::Boolean},
      {"routing.http.desync_mitigation_mode", "defensive", Kind::Choice, 0, 0,
       "monitor|defensive|strictest"},
      {"routing.http.drop_invalid_header_fields.enabled", "false", Kind::Boolean},
      {"routing.http.preserve_host_header.enabled", "false", Kind::Boolean},
      {"routing.http.xff_header_processing.mode", "append", Kind::Choice, 0, 0,
       "append|preserve|remove"},
      {"routing.http.xff_client_port.enabled", "false", Kind::Boolean},
      {"routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", Kind::Boolean},
      {"access_logs.s3.enabled", "false", Kind::Boolean},
      {"access_logs.s3.bucket", "", Kind::Text},
      {"access_logs.s3.prefix", "", Kind::Text},
      {"connection_logs.s3.enabled", "false", Kind::Boolean},
      {"load_balancing.cross_zone.enabled", "true", Kind::Fixed},
      {"deletion_protection.enabled", "false", Kind::Boolean},
      {"waf.fail_open.enabled", "false", Kind::Boolean},
      {"zonal_shift.config.enabled", "false", Kind::Boolean},
  };
  return k_specs;
}

// The network load balancer's own keys are not offered.
const std::vector<AttributeSpec>& target_group_attribute_specs() {
  static const std::vector<AttributeSpec> k_specs = {
      {"deregistration_delay.timeout_seconds", "300", Kind::Number, 0, 3600},
      {"slow_start.duration_seconds", "0", Kind::Number, 30, 900, "0"},
      {"load_balancing.algorithm.type", "round_robin", Kind::Choice, 0, 0,
       "round_robin|least_outstanding_requests|weighted_random"},
      {"load_balancing.algorithm.anomaly_mitigation", "off", Kind::Choice, 0, 0, "on|off"},
      {"load_balancing.cross_zone.enabled", "use_load_balancer_configuration", Kind::Choice, 0, 0,
       "true|false|use_load_balancer_configuration"},
      {"stickiness.enabled", "false", Kind::Boolean},
      {"stickiness.type", "lb_cookie", Kind::Choice, 0, 0, "lb_cookie|app_cookie"},
      {"stickiness.lb_cookie.duration_seconds", "86400", Kind::Number, 1, 604800},
      {"stickiness.app_cookie.duration_seconds", "86400", Kind::Number, 1, 604800},
      {"stickiness.app_cookie.cookie_name", "", Kind::Text},
      {"target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1",
       Kind::Number, 1, 1000},
      {"target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off",
       Kind::Number, 1, 100, "off"},
      {"target_group_health.dns_failover.minimum_healthy_targets.count", "off", Kind::Number, 1,
       1000, "off"},
      {"target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", Kind::Number,
       1, 100, "off"},
  };
  return k_specs;
}

Attributes standard_attributes(const std::vector<AttributeSpec>& specs) {
  Attributes attributes;
  for (const AttributeSpec& spec : specs) {
    attributes[spec.key] = spec.standard;
  }
  return attributes;
}

Result<Attributes> changed_load_balancer_attributes(Attributes current, const Attributes& changes) {
  Result<Attributes> result = changed(load_balancer_attribute_specs(), std::move(current), changes);
  if (result.ok() && is_on(result.value(), "access_logs.s3.enabled") &&
      at(result.value(), "access_logs.s3.bucket").empty()) {
    return error::invalid_configuration(
        "An S3 bucket must be specified when access logs are enabled");
  }
  return result;
}

Result<Attributes> changed_target_group_attributes(Attributes current, const Attributes& changes) {
  Result<Attributes> result = changed(target_group_attribute_specs(), std::move(current), changes);
  if (!result.ok()) {
    return result;
  }
  const std::string cookie = at(result.value(), "stickiness.app_cookie.cookie_name");
  if (cookie.rfind("AWSALB", 0) == 0) {  // AWSALBAPP and AWSALBTG too
    return error::validation("The cookie name '" + cookie + "' is reserved");
  }
  const Status fits = consistent(result.value());
  return fits.ok() ? result : Result<Attributes>(fits.failure());
}

LoadBalancerSettings load_balancer_settings(const Attributes& attributes) {
  const std::string mode = at(attributes, "routing.http.xff_header_processing.mode");
  LoadBalancerSettings settings;
  settings.idle_timeout = seconds_of(attributes, "idle_timeout.timeout_seconds");
  settings.client_keep_alive = seconds_of(attributes, "client_keep_alive.seconds");
  settings.drop_invalid_header_fields =
      is_on(attributes, "routing.http.drop_invalid_header_fields.enabled");
  settings.preserve_host_header = is_on(attributes, "routing.http.preserve_host_header.enabled");
  settings.forwarded_for = mode == "preserve" ? ForwardedForMode::preserve
                           : mode == "remove" ? ForwardedForMode::remove
                                              : ForwardedForMode::append;
  settings.forwarded_for_client_port = is_on(attributes, "routing.http.xff_client_port.enabled");
  settings.access_logs = is_on(attributes, "access_logs.s3.enabled");
  settings.access_log_bucket = at(attributes, "access_logs.s3.bucket");
  settings.access_log_prefix = at(attributes, "access_logs.s3.prefix");
  settings.deletion_protection = is_on(attributes, "deletion_protection.enabled");
  return settings;
}

TargetGroupSettings target_group_settings(const Attributes& attributes) {
  const std::string algorithm = at(attributes, "load_balancing.algorithm.type");
  TargetGroupSettings settings;
  settings.deregistration_delay = seconds_of(attributes, "deregistration_delay.timeout_seconds");
  settings.slow_start = seconds_of(attributes, "slow_start.duration_seconds");
  settings.algorithm = algorithm == "least_outstanding_requests"
                           ? Algorithm::least_outstanding_requests
                       : algorithm == "weighted_random" ? Algorithm::weighted_random
                                                        : Algorithm::round_robin;
  settings.sticky = is_on(attributes, "stickiness.enabled");
  settings.by_app_cookie = at(attributes, "stickiness.type") == "app_cookie";
  settings.lb_cookie_duration = seconds_of(attributes, "stickiness.lb_cookie.duration_seconds");
  settings.app_cookie_duration = seconds_of(attributes, "stickiness.app_cookie.duration_seconds");
  settings.app_cookie_name = at(attributes, "stickiness.app_cookie.cookie_name");
  settings.cross_zone = at(attributes, "load_balancing.cross_zone.enabled") != "false";
  settings.healthy_targets_min = number(
      attributes, "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count");
  settings.healthy_percentage_min = number(
      attributes, "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage");
  return settings;
}

}  // namespace greenroom::elb
