#include "sim/real/doctor.h"

#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "sim/core/context.h"
#include "sim/core/harness_error.h"
#include "sim/real/hardware.h"

namespace greenroom::real {
namespace {

// Runs `attempt` in a child process; gives what it reported ("" = fine).
std::string in_child(std::string (*attempt)()) {
  int ends[2];
  if (pipe(ends) != 0) {
    return "cannot make a pipe";
  }
  const pid_t child = fork();
  if (child == 0) {
    std::string text;
    try {
      text = attempt();
    } catch (const std::exception& error) {
      text = error.what();
    }
    const ssize_t wrote = write(ends[1], text.data(), text.size());
    _exit(wrote == static_cast<ssize_t>(text.size()) && text.empty() ? 0 : 1);
  }
  close(ends[1]);
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 1; got > 0;) {
    got = read(ends[0], buffer.data(), buffer.size());
    text.append(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  }
  close(ends[0]);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) < 0) {
    return "cannot start a child process";
  }
  return text.empty() && status != 0 ? "the attempt crashed" : text;
}

std::string try_private_space() {
  enter_private_space();
  return "";
}

Task<void> run_true(Context cx, RealHardware& hardware, std::string& outcome) {
  ec2::InstanceIdentity identity{"i-doctor", "10.0.1.10", "doctor"};
  co_await hardware.power_on(cx, std::move(identity));
  Machine* machine = hardware.machine("i-doctor");
  Command command;
  // A year, on virtual time; were it real, the limit of ten seconds below would come first.
  command.argv = {"sh", "-c", "sleep 31536000; exec perl -e 'print qq(ok)'"};
  command.environment = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}};
  const ProcessId process = machine->start(cx, std::move(command));
  const Instant deadline = cx.now() + hours(9000);
  const ProcessStatus status = co_await machine->wait(cx, process, deadline);
  outcome =
      status.stdout_text == "ok" ? "" : "a command in a machine failed: " + status.stderr_text;
  cx.kernel().stop();
}

std::string try_machine() {
  enter_private_space();
  Kernel kernel({});
  Settlement settlement(kernel);
  RealHardware hardware(kernel, settlement, "");
  std::string outcome;
  const Context cx(kernel, kernel.actor("doctor"));
  cx.spawn("try", run_true(cx, hardware, outcome));
  kernel.run(&settlement);
  kernel.shutdown();
  return outcome;
}

Finding examine_kernel() {
  utsname name{};
  uname(&name);
  const int major = std::atoi(name.release);
  const char* dot = std::string(name.release).find('.') == std::string::npos
                        ? nullptr
                        : name.release + std::string(name.release).find('.') + 1;
  const int minor = dot == nullptr ? 0 : std::atoi(dot);
  const bool ok = major > 5 || (major == 5 && minor >= 19);
  return {"Linux 5.19 or later", ok, std::string("Linux ") + name.release,
          ok ? "" : "install a newer kernel, e.g. `sudo apt install linux-image-amd64`"};
}

Finding examine_program(const std::string& program, const std::string& package) {
  std::string path;
  for (const char* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
    if (path.empty() && access((folder + program).c_str(), X_OK) == 0) {
      path = folder + program;
    }
  }
  return {program, !path.empty(), path.empty() ? "not found" : path,
          path.empty() ? "sudo apt install " + package : ""};
}

}  // namespace

std::vector<Finding> examine_computer() {
  std::vector<Finding> findings{examine_kernel()};
  const bool root = geteuid() == 0;
  const std::string space = in_child(try_private_space);
  findings.push_back({root ? "mount namespaces (as root)" : "user namespaces", space.empty(),
                      space.empty() ? "allowed" : space,
                      space.empty() ? ""
                      : root        ? "give this container CAP_SYS_ADMIN (docker run --privileged)"
                             : "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"});
  const std::string machine = space.empty() ? in_child(try_machine) : "not tried";
  findings.push_back({"a machine: namespaces, overlay file system, /proc, network, virtual time",
                      machine.empty(),
                      machine.empty() ? "starts, runs a program, and sleeps a year" : machine,
                      machine.empty() ? "" : "sudo modprobe overlay"});
  findings.push_back(examine_program("sh", "dash"));
  findings.push_back(examine_program("perl", "perl-base"));
  findings.push_back(examine_program("curl", "curl"));
  findings.push_back(examine_program("flock", "util-linux"));
  return findings;
}

}  // namespace greenroom::real
