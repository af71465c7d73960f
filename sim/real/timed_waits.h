// Waits with a time-out, held: until when, what would end them earlier, and how they end.
#pragma once

#include "sim/real/held_call.h"

namespace greenroom::real {

// When the wait ends by itself. Nothing when its arguments cannot be read; the kernel tells why.
[[nodiscard]] std::optional<Instant> deadline_of(const HeldCall& call, const GuestClock& clock);
// Whether carrying the call out now would not wait: a descriptor is ready, the futex word differs.
// `handle`: pidfd of the process.
[[nodiscard]] bool would_not_wait(const HeldCall& call, int handle);
// Whether signals that were pending before the call can end it: it waits with a signal set of its
// own, or for signals.
[[nodiscard]] bool waits_with_own_signals(const HeldCall& call);
// The answer at the deadline, with what the kernel would write to the process's memory.
[[nodiscard]] Answer at_deadline(const HeldCall& call);
// The answer to signals that are pending now: nothing when none may interrupt the wait.
[[nodiscard]] std::optional<Answer> interrupted(const HeldCall& call, const ThreadStatus& thread,
                                                const GuestClock& clock, Instant deadline);

}  // namespace greenroom::real
