// Attributes: defaults, ranges and what excludes what (reference alb-ec2-asg 1.2, 1.5, 1.10).
#include "fakes/elb/attributes.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::elb;

namespace {

std::string code_of(const Result<Attributes>& result) {
  return result.ok() ? "" : result.failure().code;
}

}  // namespace

TEST_CASE("load balancers begin with AWS's defaults") {
  const Attributes standard = standard_attributes(load_balancer_attribute_specs());
  CHECK(standard.at("idle_timeout.timeout_seconds") == "60");
  CHECK(standard.at("client_keep_alive.seconds") == "3600");
  CHECK(standard.at("routing.http.desync_mitigation_mode") == "defensive");
  CHECK(standard.at("routing.http.xff_header_processing.mode") == "append");
  CHECK(standard.at("load_balancing.cross_zone.enabled") == "true");
  CHECK(standard.at("deletion_protection.enabled") == "false");
  CHECK(load_balancer_settings(standard).idle_timeout == seconds(60));
}

TEST_CASE("target groups begin with AWS's defaults, and know no key of network load balancers") {
  const Attributes standard = standard_attributes(target_group_attribute_specs());
  CHECK(standard.at("deregistration_delay.timeout_seconds") == "300");
  CHECK(standard.at("load_balancing.algorithm.type") == "round_robin");
  CHECK(standard.at("stickiness.lb_cookie.duration_seconds") == "86400");
  CHECK(standard.count("deregistration_delay.connection_termination.enabled") == 0);
  const TargetGroupSettings settings = target_group_settings(standard);
  CHECK(settings.deregistration_delay == seconds(300));
  CHECK(settings.healthy_targets_min == 1);
  CHECK(settings.healthy_percentage_min == 0);
  CHECK(settings.cross_zone);
}

TEST_CASE("values outside AWS's ranges are refused") {
  struct Case {
    Attributes changes;
    std::string code;
  };
  const Case one = GENERATE(values<Case>({
      {{{"deregistration_delay.timeout_seconds", "0"}}, ""},
      {{{"deregistration_delay.timeout_seconds", "3600"}}, ""},
      {{{"deregistration_delay.timeout_seconds", "3601"}}, "ValidationError"},
      {{{"deregistration_delay.timeout_seconds", "soon"}}, "ValidationError"},
      {{{"slow_start.duration_seconds", "0"}}, ""},
      {{{"slow_start.duration_seconds", "29"}}, "ValidationError"},
      {{{"slow_start.duration_seconds", "900"}}, ""},
      {{{"load_balancing.algorithm.type", "random"}}, "ValidationError"},
      {{{"stickiness.lb_cookie.duration_seconds", "604801"}}, "ValidationError"},
      {{{"stickiness.app_cookie.cookie_name", "AWSALBTG"}}, "ValidationError"},
      {{{"no.such.key", "1"}}, "ValidationError"},
      {{{"load_balancing.algorithm.type", "least_outstanding_requests"},
        {"slow_start.duration_seconds", "30"}},
       "InvalidConfigurationRequest"},
      {{{"load_balancing.algorithm.anomaly_mitigation", "on"}}, "InvalidConfigurationRequest"},
      {{{"load_balancing.algorithm.anomaly_mitigation", "on"},
        {"load_balancing.algorithm.type", "weighted_random"}},
       ""},
      {{{"stickiness.enabled", "true"}, {"load_balancing.cross_zone.enabled", "false"}},
       "InvalidConfigurationRequest"},
      {{{"stickiness.enabled", "true"}, {"stickiness.type", "app_cookie"}},
       "InvalidConfigurationRequest"},
  }));
  const Attributes standard = standard_attributes(target_group_attribute_specs());
  CAPTURE(one.changes.begin()->first, one.changes.begin()->second);
  CHECK(code_of(changed_target_group_attributes(standard, one.changes)) == one.code);
}

TEST_CASE("cross-zone of a load balancer stays on; access logs need a bucket") {
  const Attributes standard = standard_attributes(load_balancer_attribute_specs());
  CHECK(code_of(changed_load_balancer_attributes(
            standard, {{"load_balancing.cross_zone.enabled", "false"}})) == "ValidationError");
  CHECK(code_of(changed_load_balancer_attributes(standard, {{"access_logs.s3.enabled", "true"}})) ==
        "InvalidConfigurationRequest");
  CHECK(code_of(changed_load_balancer_attributes(
            standard, {{"idle_timeout.timeout_seconds", "4001"}})) == "ValidationError");
  const Result<Attributes> changed = changed_load_balancer_attributes(
      standard, {{"access_logs.s3.enabled", "true"},
                 {"access_logs.s3.bucket", "logs"},
                 {"routing.http.xff_header_processing.mode", "remove"}});
  const LoadBalancerSettings settings = load_balancer_settings(changed.value());
  CHECK(settings.access_logs);
  CHECK(settings.access_log_bucket == "logs");
  CHECK(settings.forwarded_for == ForwardedForMode::remove);
}
