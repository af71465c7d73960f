// A sandbox: the namespaces of one machine, its init process, and the way to talk to it.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>

#include "sim/core/limits.h"
#include "sim/real/guest_protocol.h"
#include "sim/real/sandbox_root.h"
#include "sim/real/tcp_table.h"

namespace greenroom::real {

// Call once, early, in a single-threaded process that will make sandboxes. As root: a private mount
// namespace. Otherwise also a user namespace in which this process is root. Puts a file system in
// memory at scratch_directory(); all of it vanishes with the process, however it ends.
// Throws HarnessError with the command that allows it when the kernel refuses.
void enter_private_space();
[[nodiscard]] bool in_user_namespace();
// Where this process may keep files for the run (the Git repository). In memory, private.
[[nodiscard]] std::string scratch_directory();

class Sandbox {
 public:
  // Clones init into new pid, mount, net, uts and ipc namespaces and waits until it is ready.
  Sandbox(SandboxPlan plan, const Limits& limits);
  ~Sandbox();  // kills init, and with it everything, and waits until it is gone
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] int control() const { return control_; }
  // Directory of the machine's own /proc, for looking at its processes.
  [[nodiscard]] int proc_directory() const { return proc_; }
  // The listener of its held system calls, to be owned by the caller. Once.
  [[nodiscard]] int take_listener() { return std::exchange(listener_, -1); }
  // Its first process, as this computer numbers it.
  [[nodiscard]] pid_t init() const { return init_; }
  // Whether a TCP connection of the machine still has bytes or a handshake under way.
  [[nodiscard]] bool tcp_under_way() { return tcp_.has_bytes_under_way(); }

 private:
  void wait_until_ready();
  void close_all();
  pid_t init_ = -1;
  int control_ = -1;
  int proc_ = -1;
  int listener_ = -1;
  TcpTable tcp_;
};

}  // namespace greenroom::real
