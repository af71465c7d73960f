#include "fakes/ec2/types.h"

namespace greenroom::ec2 {

const char* to_string(InstanceStateName state) {
  switch (state) {
    case InstanceStateName::pending:
      return "pending";
    case InstanceStateName::running:
      return "running";
    case InstanceStateName::shutting_down:
      return "shutting-down";
    case InstanceStateName::terminated:
      return "terminated";
  }
  return "";
}

const char* to_string(LifecycleState state) {
  switch (state) {
    case LifecycleState::Pending:
      return "Pending";
    case LifecycleState::InService:
      return "InService";
    case LifecycleState::Terminating:
      return "Terminating";
    case LifecycleState::Terminated:
      return "Terminated";
  }
  return "";
}

}  // namespace greenroom::ec2
