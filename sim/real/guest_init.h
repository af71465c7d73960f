// Process 1 of a machine: sets it up, starts what it is asked to start, reaps everything, and takes
// the whole machine with it when it goes.
#pragma once

#include "sim/core/limits.h"
#include "sim/real/sandbox_root.h"

namespace greenroom::real {

// Runs in the freshly cloned process and never returns. `control` is its end of the socket pair.
// When greenroom dies, however it dies, the socket closes (and the parent-death signal comes), init
// ends, and the kernel ends every process of the machine and drops its mounts and network.
[[noreturn]] void run_guest_init(int control, const SandboxPlan& plan, const Limits& limits);

}  // namespace greenroom::real
