#include "sim/real/interrupt_call.h"

#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>

#include <cerrno>

namespace greenroom::real {
namespace {

// What an interrupted call carries inside the kernel before that decides whether to restart it.
// Known to the kernel and to tracers only.
bool was_interrupted(std::int64_t result) {
  constexpr std::int64_t k_restart_system = -512;
  constexpr std::int64_t k_restart_no_interrupt = -513;
  constexpr std::int64_t k_restart_no_handler = -514;
  constexpr std::int64_t k_restart_block = -516;
  return result == -EINTR || result == k_restart_system || result == k_restart_no_interrupt ||
         result == k_restart_no_handler || result == k_restart_block;
}

}  // namespace

bool interrupt_call(pid_t tid, std::int64_t result) {
  if (ptrace(PTRACE_SEIZE, tid, nullptr, nullptr) != 0) {
    return false;
  }
  int status = 0;
  bool stopped = ptrace(PTRACE_INTERRUPT, tid, nullptr, nullptr) == 0;
  while (stopped && waitpid(tid, &status, __WALL) < 0) {
    stopped = errno == EINTR;
  }
  user_regs_struct registers{};
  bool done =
      stopped && WIFSTOPPED(status) && ptrace(PTRACE_GETREGS, tid, nullptr, &registers) == 0;
  if (done && was_interrupted(static_cast<std::int64_t>(registers.rax))) {
    registers.rax = static_cast<unsigned long long>(result);
    done = ptrace(PTRACE_SETREGS, tid, nullptr, &registers) == 0;
  }
  ptrace(PTRACE_DETACH, tid, nullptr, nullptr);
  return done;
}

}  // namespace greenroom::real
