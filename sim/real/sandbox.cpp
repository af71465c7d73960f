#include "sim/real/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "sim/core/harness_error.h"
#include "sim/real/guest_init.h"

namespace greenroom::real {
namespace {

constexpr int k_ready_milliseconds_max = 10'000;
// Covered by a file system in memory, in this process's own mount namespace only. It exists on
// every Linux, nothing here needs what lies below, and so no directory has to be made on the
// computer.
constexpr const char* k_scratch = "/sys";

bool g_user_namespace = false;
int g_network_template = -1;

std::string reason() {
  return std::strerror(errno);
}

void write_map(const char* path, const std::string& text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  const bool ok =
      file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const std::string why = reason();
  if (file >= 0) {
    close(file);
  }
  if (!ok) {
    throw HarnessError(std::string("cannot map users in a user namespace (") + path + "): " + why);
  }
}

void enter_user_namespace() {
  const std::string uid = std::to_string(getuid());
  const std::string gid = std::to_string(getgid());
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
    throw HarnessError("no permission to make namespaces (unshare: " + reason() +
                       "). Run greenroom as root, or allow user namespaces: "
                       "`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` on Ubuntu, "
                       "`sudo sysctl -w kernel.unprivileged_userns_clone=1` on older Debian. "
                       "`greenroom doctor` checks everything.");
  }
  write_map("/proc/self/setgroups", "deny");
  write_map("/proc/self/uid_map", "0 " + uid + " 1");
  write_map("/proc/self/gid_map", "0 " + gid + " 1");
  g_user_namespace = true;
}

// Root of a user namespace, as in a container without privileges, is not root of this computer: the
// map of the first namespace is one line for all four thousand million users.
bool inside_a_user_namespace() {
  std::array<char, 64> map{};
  const int file = open("/proc/self/uid_map", O_RDONLY | O_CLOEXEC);
  const ssize_t got = file < 0 ? -1 : read(file, map.data(), map.size() - 1);
  if (file >= 0) {
    close(file);
  }
  unsigned long first = 0;
  unsigned long outside = 0;
  unsigned long count = 0;
  const bool parsed =
      got > 0 && std::sscanf(map.data(), "%lu %lu %lu", &first, &outside, &count) == 3;
  return parsed && (first != 0 || outside != 0 || count < 0xffffffffUL);
}

// A network namespace whose children have a connection table of their own with few buckets. Without
// it every look at /proc/net/tcp walks the computer's global table, which takes milliseconds on a
// large machine. Needs Linux 6.1; older kernels do without it, only slower.
int make_network_template() {
  int ends[2];
  int release[2];  // the child stays until we close our end, or are gone
  if (pipe2(ends, O_CLOEXEC) != 0 || pipe2(release, O_CLOEXEC) != 0) {
    return -1;
  }
  const pid_t child = fork();
  if (child == 0) {
    close(release[1]);
    bool ok = unshare(CLONE_NEWNET) == 0;
    const int knob = open("/proc/sys/net/ipv4/tcp_child_ehash_entries", O_WRONLY | O_CLOEXEC);
    ok = ok && knob >= 0 && write(knob, "64", 2) == 2;
    char answer = ok ? '1' : '0';
    const ssize_t told = write(ends[1], &answer, 1);
    const ssize_t released = read(release[0], &answer, 1);
    _exit(told == 1 && released == 0 ? 0 : 1);
  }
  close(release[0]);
  char answer = '0';
  const ssize_t got = child > 0 ? read(ends[0], &answer, 1) : -1;
  int descriptor = -1;
  if (got == 1 && answer == '1') {
    descriptor = open(("/proc/" + std::to_string(child) + "/ns/net").c_str(), O_RDONLY | O_CLOEXEC);
  }
  close(ends[0]);
  close(ends[1]);
  close(release[1]);
  if (child > 0) {
    waitpid(child, nullptr, 0);
  }
  return descriptor;
}

pid_t clone_into_namespaces() {
  unsigned long flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | SIGCHLD;
  if (g_network_template < 0) {
    flags |= CLONE_NEWNET;
  }
  return static_cast<pid_t>(syscall(SYS_clone, flags, nullptr, nullptr, nullptr, nullptr));
}

}  // namespace

bool in_user_namespace() {
  return g_user_namespace;
}

std::string scratch_directory() {
  return k_scratch;
}

void enter_private_space() {
  g_user_namespace = inside_a_user_namespace();
  if (geteuid() != 0) {
    enter_user_namespace();
  } else if (unshare(CLONE_NEWNS) != 0) {
    throw HarnessError("no permission to make a mount namespace (unshare: " + reason() +
                       "), although running as root: in a container, start it with CAP_SYS_ADMIN "
                       "(docker run --privileged), or run as an ordinary user.");
  }
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      mount("greenroom", k_scratch, "tmpfs", 0, "mode=755") != 0) {
    throw HarnessError("cannot mount a private file system in memory: " + reason() +
                       ". `greenroom doctor` tells what is missing.");
  }
  g_network_template = make_network_template();
}

Sandbox::Sandbox(SandboxPlan plan, const Limits& limits) {
  plan.user_namespace = g_user_namespace;
  plan.disk_bytes = limits.machine_disk_bytes_max;
  plan.network_template = g_network_template;
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    throw HarnessError("cannot make a socket pair: " + reason());
  }
  init_ = clone_into_namespaces();
  if (init_ == 0) {
    run_guest_init(ends[1], plan, limits);
  }
  const std::string why = reason();
  close(ends[1]);
  control_ = ends[0];
  if (init_ < 0) {
    close_all();
    throw HarnessError("no permission to make the namespaces of a machine (clone: " + why +
                       "). `greenroom doctor` tells what is missing.");
  }
  try {
    wait_until_ready();
  } catch (const HarnessError&) {
    close_all();
    throw;
  }
  fcntl(control_, F_SETFL, O_NONBLOCK);
}

void Sandbox::wait_until_ready() {
  pollfd watched{control_, POLLIN, 0};
  if (poll(&watched, 1, k_ready_milliseconds_max) != 1) {
    throw HarnessError("a machine did not come up within 10 seconds");
  }
  Message message;
  if (receive_message(control_, message) != Received::Message) {
    throw HarnessError("a machine's init process ended while it was set up");
  }
  if (message.kind == MessageKind::Trouble) {
    throw HarnessError(message.payload);
  }
  if (message.descriptors.size() < 2) {
    throw HarnessError("a machine came up without a way to look into it");
  }
  proc_ = message.descriptors[0];
  listener_ = message.descriptors[1];
  tcp_.open(proc_, message.descriptors.size() > 2 ? message.descriptors[2] : -1);
}

Sandbox::~Sandbox() {
  close_all();
}

void Sandbox::close_all() {
  if (init_ > 0) {
    kill(init_, SIGKILL);
    while (waitpid(init_, nullptr, 0) < 0 && errno == EINTR) {
    }
    init_ = -1;
  }
  for (int* descriptor : {&control_, &proc_, &listener_}) {
    if (*descriptor >= 0) {
      close(*descriptor);
      *descriptor = -1;
    }
  }
}

}  // namespace greenroom::real
