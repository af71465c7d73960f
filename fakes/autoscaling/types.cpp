#include "fakes/autoscaling/types.h"

#include <algorithm>

namespace greenroom::autoscaling {

const char* to_string(HealthStatus status) {
  return status == HealthStatus::Healthy ? "Healthy" : "Unhealthy";
}

const char* to_string(ActivityStatus status) {
  switch (status) {
    case ActivityStatus::InProgress:
      return "InProgress";
    case ActivityStatus::PreInService:
      return "PreInService";
    case ActivityStatus::WaitingForELBConnectionDraining:
      return "WaitingForELBConnectionDraining";
    case ActivityStatus::MidLifecycleAction:
      return "MidLifecycleAction";
    case ActivityStatus::MidTerminatingLifecycleAction:
      return "MidTerminatingLifecycleAction";
    case ActivityStatus::Successful:
      return "Successful";
    case ActivityStatus::Failed:
      return "Failed";
    case ActivityStatus::Cancelled:
      return "Cancelled";
  }
  return "";
}

bool is_over(ActivityStatus status) {
  return status == ActivityStatus::Successful || status == ActivityStatus::Failed ||
         status == ActivityStatus::Cancelled;
}

const char* to_string(LifecycleTransition transition) {
  return transition == LifecycleTransition::EC2_INSTANCE_LAUNCHING
             ? "autoscaling:EC2_INSTANCE_LAUNCHING"
             : "autoscaling:EC2_INSTANCE_TERMINATING";
}

const char* to_string(LifecycleActionResult result) {
  return result == LifecycleActionResult::CONTINUE ? "CONTINUE" : "ABANDON";
}

Duration LifecycleHook::GlobalTimeout() const {
  return std::min(seconds(172800), HeartbeatTimeout * 100);
}

}  // namespace greenroom::autoscaling
