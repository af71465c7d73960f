#include "fakes/elb/types.h"

namespace greenroom::elb {

const char* to_string(TargetHealthState state) {
  switch (state) {
    case TargetHealthState::initial:
      return "initial";
    case TargetHealthState::healthy:
      return "healthy";
    case TargetHealthState::unhealthy:
      return "unhealthy";
    case TargetHealthState::unused:
      return "unused";
    case TargetHealthState::draining:
      return "draining";
  }
  return "";
}

Timing aws_like_timing() {
  Timing timing;
  timing.provisioning = seconds(120);
  timing.registration_to_first_check = seconds(6);
  timing.deregistration_lag_max = seconds(10);
  timing.rule_change_lag_max = seconds(5);
  timing.nodes = 2;
  return timing;
}

Timing harsh_timing() {
  Timing timing = aws_like_timing();
  timing.deregistration_lag_max = seconds(25);
  return timing;
}

}  // namespace greenroom::elb
