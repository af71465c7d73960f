#include "sim/real/system_call_look.h"

#include <linux/futex.h>
#include <sys/syscall.h>

#include <charconv>

#ifndef SYS_futex_waitv  // Linux 5.16
#define SYS_futex_waitv 449
#endif
#ifndef SYS_epoll_pwait2  // Linux 5.11
#define SYS_epoll_pwait2 441
#endif

namespace greenroom::real {
namespace {

// Takes the next blank-separated number, decimal or 0x...; 0 when there is none.
std::uint64_t take_number(std::string_view& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) {
    text = {};
    return 0;
  }
  text.remove_prefix(begin);
  const bool hexadecimal = text.starts_with("0x");
  text.remove_prefix(hexadecimal ? 2 : 0);
  std::uint64_t value = 0;
  const auto end =
      std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10).ptr;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool is_timed_futex(const SystemCallLook& look) {
  const std::uint64_t operation = look.arguments[1] & FUTEX_CMD_MASK;
  const bool waits = operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET ||
                     operation == FUTEX_LOCK_PI || operation == FUTEX_LOCK_PI2 ||
                     operation == FUTEX_WAIT_REQUEUE_PI;
  return waits && look.arguments[3] != 0;
}

struct Wait {
  long number;
  const char* name;
  int time_out;  // the argument that is a pointer to one, or milliseconds
  enum class Means { Always, Pointer, Milliseconds } means;
};
// restart_syscall is none of them: what goes on after a stop are the waits that were not held,
// those without a time-out.
constexpr Wait k_waits[] = {
    {SYS_nanosleep, "nanosleep", 0, Wait::Means::Always},
    {SYS_clock_nanosleep, "clock_nanosleep", 0, Wait::Means::Always},
    {SYS_poll, "poll", 2, Wait::Means::Milliseconds},
    {SYS_ppoll, "ppoll", 2, Wait::Means::Pointer},
    {SYS_select, "select", 4, Wait::Means::Pointer},
    {SYS_pselect6, "pselect6", 4, Wait::Means::Pointer},
    {SYS_epoll_wait, "epoll_wait", 3, Wait::Means::Milliseconds},
    {SYS_epoll_pwait, "epoll_pwait", 3, Wait::Means::Milliseconds},
    {SYS_epoll_pwait2, "epoll_pwait2", 3, Wait::Means::Pointer},
    {SYS_rt_sigtimedwait, "rt_sigtimedwait", 2, Wait::Means::Pointer},
    {SYS_semtimedop, "semtimedop", 3, Wait::Means::Pointer},
    {SYS_mq_timedsend, "mq_timedsend", 4, Wait::Means::Pointer},
    {SYS_mq_timedreceive, "mq_timedreceive", 4, Wait::Means::Pointer},
    {SYS_io_getevents, "io_getevents", 4, Wait::Means::Pointer},
    {SYS_io_pgetevents, "io_pgetevents", 4, Wait::Means::Pointer},
    {SYS_futex_waitv, "futex_waitv", 3, Wait::Means::Pointer},
};

}  // namespace

SystemCallLook parse_system_call(std::string_view text) {
  SystemCallLook look;
  if (text.empty()) {
    return look;
  }
  if (text.starts_with("running")) {
    look.kind = SystemCallLook::Kind::Running;
  } else if (text.starts_with("-1")) {
    look.kind = SystemCallLook::Kind::None;
  } else {
    look.kind = SystemCallLook::Kind::InCall;
    look.number = static_cast<long>(take_number(text));
    for (std::uint64_t& argument : look.arguments) {
      argument = take_number(text);
    }
  }
  return look;
}

bool is_timed_wait(const SystemCallLook& look) {
  if (look.kind != SystemCallLook::Kind::InCall) {
    return false;
  }
  if (look.number == SYS_futex) {
    return is_timed_futex(look);
  }
  for (const Wait& wait : k_waits) {
    if (wait.number == look.number) {
      const std::uint64_t value = look.arguments.at(static_cast<std::size_t>(wait.time_out));
      return wait.means == Wait::Means::Always ||
             (wait.means == Wait::Means::Pointer && value != 0) ||
             (wait.means == Wait::Means::Milliseconds && static_cast<std::int32_t>(value) >= 0);
    }
  }
  return false;
}

std::string name_of_system_call(long number) {
  constexpr std::pair<long, const char*> k_others[] = {
      {SYS_read, "read"},
      {SYS_write, "write"},
      {SYS_wait4, "wait4"},
      {SYS_waitid, "waitid"},
      {SYS_futex, "futex"},
      {SYS_pause, "pause"},
      {SYS_accept, "accept"},
      {SYS_accept4, "accept4"},
      {SYS_connect, "connect"},
      {SYS_recvfrom, "recvfrom"},
      {SYS_recvmsg, "recvmsg"},
      {SYS_sendto, "sendto"},
      {SYS_sendmsg, "sendmsg"},
      {SYS_rt_sigsuspend, "rt_sigsuspend"},
      {SYS_clock_gettime, "clock_gettime"},
      {SYS_gettimeofday, "gettimeofday"},
      {SYS_time, "time"},
      {SYS_getrandom, "getrandom"},
      {SYS_semop, "semop"},
      {SYS_restart_syscall, "restart_syscall"},
  };
  for (const auto& [known, name] : k_others) {
    if (known == number) {
      return name;
    }
  }
  for (const Wait& wait : k_waits) {
    if (wait.number == number) {
      return wait.name;
    }
  }
  return "system call " + std::to_string(number);
}

}  // namespace greenroom::real
