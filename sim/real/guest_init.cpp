#include "sim/real/guest_init.h"

#include <fcntl.h>
#include <linux/netlink.h>
#include <poll.h>
#include <sched.h>
#include <spawn.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>

#include "sim/core/harness_error.h"
#include "sim/real/guest_files.h"
#include "sim/real/guest_protocol.h"
#include "sim/real/time_filter.h"

namespace greenroom::real {
namespace {

constexpr int k_control = 3;

// The network of a machine is made from inside the template network, so that it inherits the small
// connection table set there (see make_network_template).
void make_own_network(const SandboxPlan& plan) {
  if (plan.network_template >= 0 &&
      (setns(plan.network_template, CLONE_NEWNET) != 0 || unshare(CLONE_NEWNET) != 0)) {
    throw HarnessError(std::string("cannot make a network of its own for a machine: ") +
                       std::strerror(errno));
  }
}

// The descriptors, signals and limits of the greenroom process must not leak into the machine.
void forget_the_parent(int control) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NAME, "greenroom-init");
  setsid();
  if (control != k_control) {
    dup2(control, k_control);
  }
  const int null_device = open("/dev/null", O_RDWR);
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    dup2(null_device, descriptor);
  }
  close_range(k_control + 1, ~0U, 0);
  fcntl(k_control, F_SETFD, FD_CLOEXEC);
  fcntl(k_control, F_SETFL, 0);
  for (int number = 1; number < NSIG; ++number) {
    std::signal(number, SIG_DFL);
  }
  personality(ADDR_NO_RANDOMIZE);  // programs draw "random" numbers from their addresses, too
  rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
}

std::string find_program(const Command& command) {
  const std::string& name = command.argv.at(0);
  if (name.find('/') != std::string::npos) {
    return name;
  }
  const auto path = command.environment.find("PATH");
  std::string rest = path == command.environment.end() ? "/usr/bin:/bin" : path->second;
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    const std::string candidate = rest.substr(0, colon) + "/" + name;
    if (access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return name;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

class GuestInit {
 public:
  GuestInit(const Limits& limits, int proc_directory)
      : limits_(limits), proc_directory_(proc_directory) {}

  [[noreturn]] void run() {
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_BLOCK, &blocked, nullptr);
    signals_ = signalfd(-1, &blocked, SFD_CLOEXEC | SFD_NONBLOCK);
    say_ready();
    std::array<pollfd, 2> watched{pollfd{k_control, POLLIN, 0}, pollfd{signals_, POLLIN, 0}};
    for (;;) {
      if (poll(watched.data(), watched.size(), -1) < 0) {
        continue;
      }
      if (watched[1].revents != 0) {
        reap();
      }
      if (watched[0].revents != 0) {
        serve();
      }
    }
  }

 private:
  // Hands over the ways to look into this machine: its processes, the system calls of theirs that
  // are held and, if the kernel can tell about them that way, its connections.
  void say_ready() {
    Message message{MessageKind::Ready, 0, "", {proc_directory_, install_time_filter()}};
    const int diagnosis = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (diagnosis >= 0) {
      message.descriptors.push_back(diagnosis);
    }
    send_message(k_control, message);
    for (const int descriptor : message.descriptors) {
      close(descriptor);
    }
  }

  void reap() {
    signalfd_siginfo info{};
    while (read(signals_, &info, sizeof info) > 0) {
    }
    int status = 0;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG)) {
      const auto found = ids_.find(pid);
      if (found != ids_.end()) {
        PayloadWriter out;
        out.number(static_cast<std::uint64_t>(status));
        send_message(k_control, {MessageKind::Ended, found->second, out.take(), {}});
        ids_.erase(found);
      }
    }
  }

  void serve() {
    Message message;
    switch (receive_message(k_control, message)) {
      case Received::Closed:
        _exit(0);
      case Received::NothingYet:
        return;
      case Received::Message:
        break;
    }
    if (message.kind == MessageKind::Start) {
      start(message);
    } else if (message.kind == MessageKind::SignalGroup) {
      PayloadReader in(message.payload);
      const auto group = static_cast<pid_t>(in.number());
      kill(-group, static_cast<int>(in.number()));
    } else if (message.kind == MessageKind::Sockets) {
      dispense_sockets();
    } else {
      send_message(k_control, {MessageKind::Reply,
                               message.id,
                               answer_file_request(message.kind, message.payload, limits_),
                               {}});
    }
  }

  static void dispense_sockets() {
    Message message{MessageKind::Dispensed, 0, "", {}};
    for (std::size_t i = 0; i < k_socket_batch; ++i) {
      const int made = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      if (made >= 0) {
        message.descriptors.push_back(made);
      }
    }
    send_message(k_control, message);
    for (const int descriptor : message.descriptors) {
      close(descriptor);
    }
  }

  void start(Message& message) {
    Command command = decode_command(message.payload);
    pid_t pid = 0;
    const int error = spawn(command, message.descriptors, pid);
    for (const int descriptor : message.descriptors) {
      close(descriptor);
    }
    if (error == 0) {
      ids_[pid] = message.id;
    }
    PayloadWriter out;
    out.text(error == 0 ? "" : std::strerror(error)).number(static_cast<std::uint64_t>(pid));
    send_message(k_control, {MessageKind::Started, message.id, out.take(), {}});
  }

  // posix_spawn (vfork inside): init's own memory is never copied.
  static int spawn(Command& command, const std::vector<int>& outputs, pid_t& pid) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, outputs.at(0), 1);
    posix_spawn_file_actions_adddup2(&actions, outputs.at(command.merge_output ? 0 : 1), 2);
    posix_spawn_file_actions_addchdir_np(&actions, command.working_directory.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    std::vector<std::string> environment;
    for (const auto& [name, value] : command.environment) {
      environment.push_back(name + "=" + value);
    }
    const std::string program = find_program(command);
    const int error = posix_spawn(&pid, program.c_str(), &actions, &attributes,
                                  pointers(command.argv).data(), pointers(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }

  Limits limits_;
  int proc_directory_;
  int signals_ = -1;
  std::map<pid_t, std::uint32_t> ids_;
};

}  // namespace

void run_guest_init(int control, const SandboxPlan& plan, const Limits& limits) {
  try {
    make_own_network(plan);
    forget_the_parent(control);
    const int proc_directory = build_sandbox_root(plan);
    GuestInit(limits, proc_directory).run();
  } catch (const std::exception& error) {
    send_message(control, {MessageKind::Trouble, 0, error.what(), {}});
    send_message(k_control, {MessageKind::Trouble, 0, error.what(), {}});
  }
  _exit(1);
}

}  // namespace greenroom::real
