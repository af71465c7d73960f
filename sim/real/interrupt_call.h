// Ends a system call that a thread of a machine sleeps in, from outside.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace greenroom::real {

// The call returns `result` (an error when negative), unless it has something to return already: a
// part of what was to be sent. `tid`: its number on this computer; it must sleep in a call that
// signals interrupt. False when it cannot be traced: another program in the machine traces it.
[[nodiscard]] bool interrupt_call(pid_t tid, std::int64_t result);

}  // namespace greenroom::real
