#include "fakes/elb/health.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "fakes/elb/errors.h"

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

// "200", "200,202", "200-299"; values from 200 to 499.
Status validate_matcher(const std::string& matcher) {
  int digits = 0;
  bool good = !matcher.empty();
  for (const char c : matcher + ",") {
    const bool digit = c >= '0' && c <= '9';
    good = good && (digit || (digits == 3 && (c == ',' || c == '-')));
    digits = digit ? digits + 1 : 0;
  }
  for (std::size_t at = 0; good && at < matcher.size(); at += 4) {
    const int status = std::atoi(matcher.c_str() + at);
    good = status >= 200 && status <= 499;
  }
  return good ? success()
              : Status(error::validation("Health check matcher HTTP code '" + matcher +
                                         "' must be within '200-499' inclusive"));
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

Status validate(const HealthCheck& settings) {
  struct Range {
    const char* what;
    std::int64_t value, least, most;
  };
  const Range ranges[] = {
      {"Health check interval", settings.Interval.whole_seconds(), 5, 300},
      {"Health check timeout", settings.Timeout.whole_seconds(), 2, 120},
      {"Healthy threshold", settings.HealthyThresholdCount, 2, 10},
      {"Unhealthy threshold", settings.UnhealthyThresholdCount, 2, 10},
      {"Health check path length", static_cast<std::int64_t>(settings.Path.size()), 1, 1024},
  };
  for (const Range& range : ranges) {
    if (range.value < range.least || range.value > range.most) {
      return error::validation(std::string(range.what) + " must be between '" +
                               std::to_string(range.least) + "' and '" +
                               std::to_string(range.most) + "'");
    }
  }
  if (settings.Timeout >= settings.Interval) {  // the text is UNVERIFIED
    return error::validation("Health check timeout '" +
                             std::to_string(settings.Timeout.whole_seconds()) +
                             "' must be smaller than the interval '" +
                             std::to_string(settings.Interval.whole_seconds()) + "'");
  }
  if (settings.Path.front() != '/') {
    return error::validation("Health check path '" + settings.Path + "' must start with '/'");
  }
  const bool traffic_port = settings.Port == "traffic-port";
  const int port = std::atoi(settings.Port.c_str());
  if (!traffic_port && (port < 1 || port > 65535)) {
    return error::validation("Health check port '" + settings.Port + "' is not valid");
  }
  return validate_matcher(settings.Matcher);
}

HttpRequest check_request(const HealthCheck& settings, const std::string& ip, int port) {
  HttpRequest check;
  check.target = settings.Path;
  check.headers = {{"Host", ip + ":" + std::to_string(port)},
                   {"User-Agent", "ELB-HealthChecker/2.0"},
                   {"Accept-Encoding", "gzip, compressed"},  // UNVERIFIED
                   {"Connection", "close"}};
  return check;
}

int check_port(const HealthCheck& settings, int traffic_port) {
  return settings.Port == "traffic-port" ? traffic_port : std::atoi(settings.Port.c_str());
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

TargetHealth not_in_use() {
  return {TargetHealthState::unused, "Target.NotInUse",
          "Target group is not configured to receive traffic from the load balancer"};
}

TargetHealth zone_not_enabled() {
  return {TargetHealthState::unused, "Target.NotInUse",
          "Target is in an Availability Zone that is not enabled for the load balancer"};
}

TargetHealth invalid_state(const std::string& instance_state) {
  return {TargetHealthState::unused, "Target.InvalidState",
          "Target is in the " + instance_state + " state"};
}

TargetHealth shown_health(const std::vector<HealthRecord>& nodes) {
  for (const TargetHealthState state : {TargetHealthState::unhealthy, TargetHealthState::initial}) {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const HealthRecord& node) {
      return node.health.State == state;
    });
    if (found != nodes.end()) {
      return found->health;
    }
  }
  return {TargetHealthState::healthy, "", ""};
}

}  // namespace greenroom::elb
