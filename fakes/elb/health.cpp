#include "fakes/elb/health.h"

#include <algorithm>
#include <cstdlib>

namespace greenroom::elb {
namespace {

TargetHealth why_unhealthy(const CheckOutcome& outcome) {
  switch (outcome.end) {
    case HttpEnd::Answered:
      return {TargetHealthState::unhealthy, "Target.ResponseCodeMismatch",
              "Health checks failed with these codes: [" + std::to_string(outcome.status) + "]"};
    case HttpEnd::DeadlineReached:
      return {TargetHealthState::unhealthy, "Target.Timeout", "Request timed out"};
    default:
      return {TargetHealthState::unhealthy, "Target.FailedHealthChecks", "Health checks failed"};
  }
}

}  // namespace

bool matches(const std::string& matcher, int status) {
  for (std::size_t begin = 0; begin < matcher.size();) {
    const std::size_t comma = std::min(matcher.find(',', begin), matcher.size());
    const std::string part = matcher.substr(begin, comma - begin);
    const std::size_t dash = part.find('-');
    const int low = std::atoi(part.c_str());
    const int high = dash == std::string::npos ? low : std::atoi(part.c_str() + dash + 1);
    if (status >= low && status <= high) {
      return true;
    }
    begin = comma + 1;
  }
  return false;
}

HealthRecord registered() {
  return {{TargetHealthState::initial, "Elb.RegistrationInProgress",
           "Target registration is in progress"},
          0,
          0};
}

HealthRecord first_check_begins() {
  return {{TargetHealthState::initial, "Elb.InitialHealthChecking",
           "Initial health checks in progress"},
          0,
          0};
}

HealthRecord after_check(HealthRecord record, const CheckOutcome& outcome,
                         const HealthCheck& settings) {
  const bool passed = outcome.end == HttpEnd::Answered && matches(settings.Matcher, outcome.status);
  record.passes = passed ? record.passes + 1 : 0;
  record.failures = passed ? 0 : record.failures + 1;
  const bool initial = record.health.State == TargetHealthState::initial;
  const bool unhealthy = record.health.State == TargetHealthState::unhealthy;
  if (passed && (initial || record.passes >= settings.HealthyThresholdCount)) {
    record.health = {TargetHealthState::healthy, "", ""};
  } else if (!passed && (unhealthy || record.failures >= settings.UnhealthyThresholdCount)) {
    record.health = why_unhealthy(outcome);
  }
  return record;
}

TargetHealth draining() {
  return {TargetHealthState::draining, "Target.DeregistrationInProgress",
          "Target deregistration is in progress"};
}

TargetHealth not_registered() {
  return {TargetHealthState::unused, "Target.NotRegistered",
          "Target is not registered to the target group"};
}

}  // namespace greenroom::elb
