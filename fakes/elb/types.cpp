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

}  // namespace greenroom::elb
