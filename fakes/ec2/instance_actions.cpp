#include "fakes/ec2/instance_actions.h"

#include <optional>

namespace greenroom::ec2 {
namespace {

struct Row {
  InstanceAction action;
  const char* done;  // "started", for the text of the error
  // By state: pending, running, shutting-down, terminated, stopping, stopped. Empty = impossible.
  std::optional<InstanceStateName> outcome[6];
};

constexpr auto pending = InstanceStateName::pending;
constexpr auto running = InstanceStateName::running;
constexpr auto shutting_down = InstanceStateName::shutting_down;
constexpr auto terminated = InstanceStateName::terminated;
constexpr auto stopping = InstanceStateName::stopping;
constexpr auto stopped = InstanceStateName::stopped;
constexpr auto never = std::nullopt;

constexpr Row k_rows[] = {
    {InstanceAction::Start, "started", {pending, running, never, never, never, pending}},
    {InstanceAction::Stop, "stopped", {never, stopping, never, never, stopping, stopped}},
    {InstanceAction::Reboot, "rebooted", {never, running, never, never, never, never}},
    {InstanceAction::Terminate,
     "terminated",
     {shutting_down, shutting_down, shutting_down, terminated, shutting_down, shutting_down}},
};

}  // namespace

Result<InstanceStateName> outcome_of(InstanceAction action, const Instance& instance) {
  const Row& row = k_rows[static_cast<std::size_t>(action)];
  const std::optional<InstanceStateName> outcome =
      row.outcome[static_cast<std::size_t>(instance.State)];
  if (!outcome.has_value()) {
    return Failure{"IncorrectInstanceState", "The instance '" + instance.InstanceId +
                                                 "' is not in a state from which it can be " +
                                                 row.done + "."};
  }
  const bool is_protected = instance.made_of.DisableApiTermination.value_or(false);
  if (action == InstanceAction::Terminate && is_protected && instance.State != terminated) {
    return Failure{"OperationNotPermitted",
                   "The instance '" + instance.InstanceId +
                       "' may not be terminated. Modify its 'disableApiTermination' instance "
                       "attribute and try again."};
  }
  return *outcome;
}

}  // namespace greenroom::ec2
