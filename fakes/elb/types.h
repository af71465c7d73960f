// Elastic Load Balancing's words as plain data (reference alb-ec2-asg 1.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/elb/attributes.h"
#include "fakes/elb/rule_types.h"
#include "sim/core/time.h"

namespace greenroom::elb {

enum class TargetHealthState { initial, healthy, unhealthy, unused, draining };
[[nodiscard]] const char* to_string(TargetHealthState state);

struct TargetHealth {
  TargetHealthState State = TargetHealthState::unused;
  std::string Reason;       // "Target.FailedHealthChecks"; "" when healthy
  std::string Description;  // AWS's text; "" when healthy

  friend bool operator==(const TargetHealth&, const TargetHealth&) = default;
};

// A target as API calls name it. Port 0: the group's port, or any port where one is looked for.
struct TargetDescription {
  std::string Id;
  int Port = 0;
};

struct TargetHealthDescription {
  TargetDescription Target;
  std::string HealthCheckPort;
  TargetHealth health;
};

// Ranges: reference 1.7.
struct HealthCheck {
  std::string Path = "/";
  std::string Port = "traffic-port";  // or "1".."65535"
  Duration Interval = seconds(30);
  Duration Timeout = seconds(5);
  int HealthyThresholdCount = 5;
  int UnhealthyThresholdCount = 2;
  std::string Matcher = "200";  // "200,202" or "200-299"

  friend bool operator==(const HealthCheck&, const HealthCheck&) = default;
};

struct TargetGroup {
  std::string TargetGroupName;
  std::string TargetGroupArn;  // given by CreateTargetGroup
  std::string Protocol = "HTTP";
  int Port = 80;
  HealthCheck health_check;
  std::string LoadBalancerArn;  // of the one that uses it; "" when none does
  std::string VpcId;            // "" where nobody said; it changes nothing
};

struct Listener {
  std::string ListenerArn;
  std::string LoadBalancerArn;
  std::string Protocol = "HTTP";  // or HTTPS
  int Port = 80;
  std::vector<Rule> rules;  // ascending priority, the default rule last
};

struct LoadBalancer {
  std::string LoadBalancerName;
  std::string LoadBalancerArn;  // given by CreateLoadBalancer, as what follows
  std::string DNSName;
  std::string Scheme = "internet-facing";      // or internal
  std::vector<std::string> AvailabilityZones;  // enabled ones; none: all
  Instant CreatedTime;
  std::string State;  // provisioning, active
  // Kept and told, to no further effect: a subnet counts by its zone.
  std::vector<std::string> Subnets;  // one of each zone, in the zones' order; none where unknown
  std::vector<std::string> SecurityGroups;
  std::string VpcId;
};

// Propagation and latency. Most of AWS's are not published: all UNVERIFIED, in this one place.
// The default is the ideal profile, with fixed values, so that a run is explainable (reference
// 1.14, 6).
struct Timing {
  Duration provisioning;  // CreateLoadBalancer -> active
  Duration registration_to_first_check = seconds(2);
  // DeregisterTargets -> no more new requests: each node draws its own delay up to this, seeded.
  Duration deregistration_lag_max;
  // Rule changes take effect after a delay drawn up to this, seeded.
  Duration rule_change_lag_max;
  Duration connect_timeout = seconds(10);
  Duration target_latency = milliseconds(2);  // modelled time of an answer that did not wait
  int nodes = 1;  // of the load balancer; each checks every target on its own
};
// Reference 6, "aws-like": two nodes, lags up to 10 s and 5 s.
[[nodiscard]] Timing aws_like_timing();
// The same with lags as users report them at their worst: 25 s.
[[nodiscard]] Timing harsh_timing();

}  // namespace greenroom::elb
