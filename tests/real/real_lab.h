// A lab for tests of sim/real: a kernel, the settlement, and machines of real processes.
#pragma once

#include <functional>
#include <string>

#include "sim/core/harness_error.h"
#include "sim/real/hardware.h"

namespace greenroom::real {

// Enters the private space once per test program.
inline void enter_private_space_once() {
  static const bool entered = (enter_private_space(), true);
  (void)entered;
}

inline Command shell(std::string script) {
  Command command;
  command.argv = {"sh", "-c", std::move(script)};
  command.environment = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
  return command;
}

struct RealLab {
  explicit RealLab(KernelOptions options = {})
      : kernel((enter_private_space_once(), options)),
        settlement(kernel),
        hardware(kernel, settlement, "") {}
  ~RealLab() { kernel.shutdown(); }

  [[nodiscard]] Context context(const std::string& actor) { return {kernel, kernel.actor(actor)}; }

  // Runs the story to its end. Throws what it threw.
  RunEnd run(Task<void> story) {
    const Context cx = context("story");
    cx.spawn("story", then_stop(cx, std::move(story)));
    return kernel.run(&settlement);
  }

  Task<void> boot(Context cx, std::string id, std::string ip) {
    ec2::InstanceIdentity identity{id, ip, "ip-10-0-1-10.ec2.internal"};
    co_await hardware.power_on(cx, std::move(identity));
  }

  // Runs a shell script on an instance and gives how it ended, at most five virtual minutes later.
  Task<ProcessStatus> sh(Context cx, std::string id, std::string script) {
    Machine* machine = hardware.machine(id);
    const ProcessId process = machine->start(cx, shell(std::move(script)));
    const Instant deadline = cx.now() + minutes(5);
    const ProcessStatus status = co_await machine->wait(cx, process, deadline);
    co_return status;
  }

  Kernel kernel;
  Settlement settlement;
  RealHardware hardware;

 private:
  static Task<void> then_stop(Context cx, Task<void> story) {
    co_await std::move(story);
    cx.kernel().stop();
  }
};

}  // namespace greenroom::real
