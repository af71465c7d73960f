#include "fakes/autoscaling/lifecycle.h"

#include <algorithm>

namespace greenroom::autoscaling {
namespace {

using S = LifecycleState;

// As in reference 2.2; the ways out of Pending and out of Standby are ends that come too soon.
constexpr LifecycleStep k_steps[] = {
    {S::Pending, S::PendingWait, "it runs, and the group has launch hooks"},
    {S::PendingWait, S::PendingProceed, "every launch hook said CONTINUE"},
    {S::Pending, S::InService, "it runs and is registered with the target groups"},
    {S::PendingProceed, S::InService, "it is registered with the target groups"},
    {S::Pending, S::Terminating, "it ended while it was launched, or nobody wants it any more"},
    {S::PendingWait, S::Terminating, "a launch hook said ABANDON, or nobody wants it any more"},
    {S::PendingProceed, S::Terminating, "it ended, or nobody wants it any more"},
    {S::InService, S::Terminating, "scale-in, replacement, or a user request"},
    {S::Terminating, S::TerminatingWait, "it is drained, and the group has termination hooks"},
    {S::TerminatingWait, S::TerminatingProceed, "the termination hooks are over"},
    {S::Terminating, S::Terminated, "EC2 has terminated it"},
    {S::TerminatingProceed, S::Terminated, "EC2 has terminated it"},
    {S::InService, S::EnteringStandby, "EnterStandby"},
    {S::EnteringStandby, S::Standby, "it is drained"},
    {S::Standby, S::Pending, "ExitStandby"},
    {S::EnteringStandby, S::Terminating, "a user request, or the end of its group"},
    {S::Standby, S::Terminating, "a user request, or the end of its group"},
    {S::InService, S::Detaching, "DetachInstances"},
    {S::Standby, S::Detaching, "DetachInstances"},
    {S::Detaching, S::Detached, "it is drained"},
};

}  // namespace

const char* to_string(LifecycleState state) {
  switch (state) {
    case S::Pending:
      return "Pending";
    case S::PendingWait:
      return "Pending:Wait";
    case S::PendingProceed:
      return "Pending:Proceed";
    case S::InService:
      return "InService";
    case S::Terminating:
      return "Terminating";
    case S::TerminatingWait:
      return "Terminating:Wait";
    case S::TerminatingProceed:
      return "Terminating:Proceed";
    case S::Terminated:
      return "Terminated";
    case S::EnteringStandby:
      return "EnteringStandby";
    case S::Standby:
      return "Standby";
    case S::Detaching:
      return "Detaching";
    case S::Detached:
      return "Detached";
  }
  return "";
}

std::span<const LifecycleStep> lifecycle_steps() {
  return k_steps;
}

bool may_step(LifecycleState from, LifecycleState to) {
  return std::any_of(std::begin(k_steps), std::end(k_steps),
                     [&](const LifecycleStep& step) { return step.from == from && step.to == to; });
}

bool counts_as_capacity(LifecycleState state) {
  return state == S::Pending || state == S::PendingWait || state == S::PendingProceed ||
         state == S::InService;
}

bool is_leaving(LifecycleState state) {
  return state == S::Terminating || state == S::TerminatingWait || state == S::TerminatingProceed ||
         state == S::Terminated || state == S::Detaching || state == S::Detached;
}

LifecycleState target_of(LifecycleState state) {
  if (counts_as_capacity(state)) {
    return S::InService;
  }
  if (state == S::EnteringStandby || state == S::Standby) {
    return S::Standby;
  }
  return state == S::Detaching || state == S::Detached ? S::Detached : S::Terminated;
}

}  // namespace greenroom::autoscaling
