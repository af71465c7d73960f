// Elastic Load Balancing's words as plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fakes/elb/ports.h"
#include "sim/core/time.h"

namespace greenroom::elb {

enum class TargetHealthState { initial, healthy, unhealthy, unused, draining };
[[nodiscard]] const char* to_string(TargetHealthState state);

struct TargetHealth {
  TargetHealthState State = TargetHealthState::unused;
  std::string Reason;       // "Target.FailedHealthChecks"; "" when healthy
  std::string Description;  // AWS's text; "" when healthy
};

// Defaults are the lab's, chosen within AWS's ranges (reference alb-ec2-asg.md 1.7).
struct HealthCheck {
  std::string Path = "/";
  Duration Interval = seconds(10);
  Duration Timeout = seconds(5);
  int HealthyThresholdCount = 2;
  int UnhealthyThresholdCount = 2;
  std::string Matcher = "200";  // "200,202" or "200-299"
};

struct TargetGroup {
  std::string TargetGroupName;
  int Port = 8080;
  HealthCheck health_check;
  Duration deregistration_delay = seconds(20);
};

// Propagation and latency; all UNVERIFIED, fixed so that a run is explainable (reference 1.14, 6).
struct Timing {
  Duration registration_to_first_check = seconds(2);
  Duration idle_timeout = seconds(60);
  Duration connect_timeout = seconds(10);
  Duration target_latency = milliseconds(2);  // modelled time of an answer that did not wait
};

struct LoadBalancer {
  std::string LoadBalancerName = "lab-app-alb";
  std::string DNSName;
  int listener_port = 80;
  Timing timing;
};

}  // namespace greenroom::elb
