// How a target's health changes: pure functions and the texts AWS shows (reference
// alb-ec2-asg 1.6, 1.7).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/elb/types.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::elb {

// What one health check found.
struct CheckOutcome {
  HttpEnd end = HttpEnd::Answered;
  int status = 0;  // when Answered
};

// A target's health and the streak of equal outcomes that led to it.
struct HealthRecord {
  TargetHealth health;
  int passes = 0;
  int failures = 0;
};

// "200", "200,202" and "200-299" as HealthCheck.Matcher knows them.
[[nodiscard]] bool matches(const std::string& matcher, int status);
// The ranges of reference 1.7; ValidationError.
[[nodiscard]] Status validate(const HealthCheck& settings);
// The request of a check (reference 1.7), and the port it goes to.
[[nodiscard]] HttpRequest check_request(const HealthCheck& settings, const std::string& ip,
                                        int port);
[[nodiscard]] int check_port(const HealthCheck& settings, int traffic_port);

[[nodiscard]] HealthRecord registered();
// RegistrationInProgress -> InitialHealthChecking: the first check is about to be sent.
[[nodiscard]] HealthRecord first_check_begins();
// One passing check makes an initial target healthy, whatever HealthyThresholdCount says; an
// unhealthy one needs the threshold; failures need UnhealthyThresholdCount (while initial:
// UNVERIFIED, the same count is taken).
[[nodiscard]] HealthRecord after_check(HealthRecord record, const CheckOutcome& outcome,
                                       const HealthCheck& settings);
[[nodiscard]] TargetHealth draining();
[[nodiscard]] TargetHealth not_registered();
// The group is named by no listener or rule: no checks are sent.
[[nodiscard]] TargetHealth not_in_use();
[[nodiscard]] TargetHealth zone_not_enabled();
// The instance does not run: "stopped", "terminated".
[[nodiscard]] TargetHealth invalid_state(const std::string& instance_state);

// What DescribeTargetHealth shows when nodes see a target differently. UNVERIFIED (the reference
// says nothing): healthy when it is for every node, else what the first other node sees, an
// unhealthy one before an initial one.
[[nodiscard]] TargetHealth shown_health(const std::vector<HealthRecord>& nodes);

}  // namespace greenroom::elb
