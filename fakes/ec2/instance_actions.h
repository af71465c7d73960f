// What a request does to an instance, by the state it is in: a table.
#pragma once

#include "fakes/ec2/types.h"
#include "sim/core/result.h"

namespace greenroom::ec2 {

enum class InstanceAction { Start, Stop, Reboot, Terminate };

// The state the instance takes at once; the state it has when the request changes nothing.
// IncorrectInstanceState when the action is impossible, OperationNotPermitted when
// DisableApiTermination forbids it (reference 3.1, 5.3; the answers for pending and stopping are
// UNVERIFIED).
[[nodiscard]] Result<InstanceStateName> outcome_of(InstanceAction action, const Instance& instance);

}  // namespace greenroom::ec2
