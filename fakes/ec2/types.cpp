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
    case InstanceStateName::stopping:
      return "stopping";
    case InstanceStateName::stopped:
      return "stopped";
  }
  return "";
}

int code_of(InstanceStateName state) {
  switch (state) {
    case InstanceStateName::pending:
      return 0;
    case InstanceStateName::running:
      return 16;
    case InstanceStateName::shutting_down:
      return 32;
    case InstanceStateName::terminated:
      return 48;
    case InstanceStateName::stopping:
      return 64;
    case InstanceStateName::stopped:
      return 80;
  }
  return -1;
}

const char* to_string(SummaryStatus status) {
  switch (status) {
    case SummaryStatus::ok:
      return "ok";
    case SummaryStatus::impaired:
      return "impaired";
    case SummaryStatus::not_applicable:
      return "not-applicable";
    case SummaryStatus::initializing:
      return "initializing";
  }
  return "";
}

}  // namespace greenroom::ec2
