// How a target's health changes: pure functions and the texts AWS shows (reference
// alb-ec2-asg 1.6, 1.7).
#pragma once

#include <string>

#include "fakes/elb/types.h"

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

}  // namespace greenroom::elb
