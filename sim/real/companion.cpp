#include "sim/real/companion.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "sim/core/harness_error.h"

namespace greenroom::real {
namespace {

constexpr int k_own_socket = 3;
constexpr std::uint64_t k_bytes_max = 1ull << 30;  // of one text; a trace may have 256 MiB
constexpr std::uint64_t k_parts_max = 10'000'000;

bool send_all(int socket, const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t sent = send(socket, at, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) {
      continue;
    }
    if (sent <= 0) {
      return false;
    }
    at += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int socket, void* data, std::size_t size) {
  char* at = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t got = recv(socket, at, size, 0);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return false;
    }
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool send_parts(int socket, const Parts& parts) {
  const std::uint64_t count = parts.size();
  if (!send_all(socket, &count, sizeof count)) {
    return false;
  }
  for (const std::string& part : parts) {
    const std::uint64_t size = part.size();
    if (!send_all(socket, &size, sizeof size) || !send_all(socket, part.data(), part.size())) {
      return false;
    }
  }
  return true;
}

// Nothing when the other side is gone.
std::optional<Parts> receive_parts(int socket) {
  std::uint64_t count = 0;
  if (!receive_all(socket, &count, sizeof count) || count > k_parts_max) {
    return std::nullopt;
  }
  Parts parts;
  for (; count > 0; --count) {
    std::uint64_t size = 0;
    if (!receive_all(socket, &size, sizeof size) || size > k_bytes_max) {
      return std::nullopt;
    }
    std::string part(size, '\0');
    if (!receive_all(socket, part.data(), part.size())) {
      return std::nullopt;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

// Descriptors of the parent, its listening sockets for one, must not live on in here.
int keep_only(int socket) {
  if (socket != k_own_socket) {
    dup2(socket, k_own_socket);
  }
  fcntl(k_own_socket, F_SETFD, FD_CLOEXEC);
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing >= 0) {
    dup2(nothing, STDIN_FILENO);
  }
  close_range(k_own_socket + 1, UINT_MAX, 0);
  return k_own_socket;
}

[[noreturn]] void be_the_child(int socket, pid_t parent,
                               const std::function<void(const Companion::Next&)>& live) noexcept {
  forget_the_callers_world();
  if (getppid() != parent) {
    _exit(1);  // it died before the death signal was set
  }
  socket = keep_only(socket);
  live([socket](const std::function<Parts(const Parts&)>& answer) {
    const std::optional<Parts> question = receive_parts(socket);
    return question && send_parts(socket, answer(*question));
  });
  std::fflush(nullptr);
  _exit(0);
}

std::string how_it_ended(int status) {
  return WIFSIGNALED(status) ? "was ended by signal " + std::to_string(WTERMSIG(status))
                             : "ended with code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Companion::Companion(const std::function<void(const Next&)>& live) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw HarnessError(std::string("cannot make a socket pair: ") + std::strerror(errno));
  }
  const pid_t parent = getpid();
  std::fflush(nullptr);
  child_ = fork();
  if (child_ == 0) {
    be_the_child(ends[1], parent, live);
  }
  const int why = errno;
  close(ends[1]);
  socket_ = ends[0];
  if (child_ < 0) {
    close(socket_);
    throw HarnessError(std::string("cannot start a process: ") + std::strerror(why));
  }
}

Companion::~Companion() {
  close(socket_);
  if (child_ > 0) {
    kill(child_, SIGKILL);
    while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
}

Parts Companion::ask(const Parts& question) {
  if (child_ > 0 && send_parts(socket_, question)) {
    if (std::optional<Parts> answer = receive_parts(socket_)) {
      return std::move(*answer);
    }
  }
  int status = 0;
  std::string how = "has ended before";
  if (child_ > 0) {
    kill(child_, SIGKILL);
    how = waitpid(child_, &status, 0) == child_ ? how_it_ended(status) : "is gone";
    child_ = -1;
  }
  throw HarnessError("the process that works for this one " + how + "; its last words stand above");
}

void forget_the_callers_world() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setenv("TZ", "UTC", 1);
  unsetenv("LC_ALL");
  setenv("LANG", "C.UTF-8", 1);
  umask(022);
  for (int number = 1; number < NSIG; ++number) {
    std::signal(number, SIG_DFL);  // fails for SIGKILL and SIGSTOP, which have no handler
  }
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace greenroom::real
