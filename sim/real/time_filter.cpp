#include "sim/real/time_filter.h"

#include <asm/prctl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

#include "sim/core/harness_error.h"

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV  // Linux 5.19
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

#ifndef SYS_futex_waitv  // Linux 5.16
#define SYS_futex_waitv 449
#endif

namespace greenroom::real {
namespace {

constexpr unsigned long k_set_flags = SECCOMP_IOW(4, std::uint64_t);
constexpr std::uint64_t k_wake_at_once = 1;

constexpr std::uint32_t k_hold = SECCOMP_RET_USER_NOTIF;
constexpr std::uint32_t k_allow = SECCOMP_RET_ALLOW;
constexpr std::uint32_t k_sign = 0x80000000u;

constexpr std::uint32_t refuse(int error) {
  return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error);
}

// brk, set_thread_area, nanosleep, clock_gettime and clock_nanosleep with their 64-bit variants:
// one of them at least is called by every 32-bit program that begins, waits or reads a clock.
constexpr std::uint32_t k_calls_of_32_bit_programs[] = {45, 243, 162, 265, 267, 403, 407};
constexpr std::uint32_t k_x32_calls = 0x40000000;

// Writes a filter rule by rule. A rule looks at one call's number and perhaps at an argument; a
// call that no rule decides is allowed.
class FilterWriter {
 public:
  FilterWriter() {
    // Only native calls can be held. Those by which 32-bit programs are known are shown to
    // greenroom, which says so in the report; the x32 variant of native calls is not there.
    load(offsetof(seccomp_data, arch));
    const auto tells = static_cast<std::uint8_t>(std::size(k_calls_of_32_bit_programs));
    jump(BPF_JEQ, AUDIT_ARCH_X86_64, static_cast<std::uint8_t>(tells + 3), 0);
    load(offsetof(seccomp_data, nr));
    for (std::uint8_t i = 0; i < tells; ++i) {
      jump(BPF_JEQ, k_calls_of_32_bit_programs[i], static_cast<std::uint8_t>(tells - i), 0);
    }
    decide(k_allow);
    decide(k_hold);
    load(offsetof(seccomp_data, nr));
    jump(BPF_JGE, k_x32_calls, 0, 1);
    decide(refuse(ENOSYS));
  }

  void always(long call, std::uint32_t verdict) { rule(call, {ret(verdict)}); }

  // Held when the pointer in `argument` is not null: a time-out is given.
  void if_pointer(long call, std::size_t argument) {
    rule(call, {low(argument), jump_if(BPF_JEQ, 0, 0, 2), high(argument), jump_if(BPF_JEQ, 0, 1, 0),
                ret(k_hold), ret(k_allow)});
  }

  // Held when the pointers in both arguments are null.
  void if_neither(long call, std::size_t one, std::size_t other) {
    rule(call, {low(one), jump_if(BPF_JEQ, 0, 0, 6), high(one), jump_if(BPF_JEQ, 0, 0, 4),
                low(other), jump_if(BPF_JEQ, 0, 0, 2), high(other), jump_if(BPF_JEQ, 0, 1, 0),
                ret(k_allow), ret(k_hold)});
  }

  // Held when the int in `argument` is above zero: a time-out in milliseconds.
  void if_positive(long call, std::size_t argument) {
    rule(call, {low(argument), jump_if(BPF_JEQ, 0, 2, 0), jump_if(BPF_JSET, k_sign, 1, 0),
                ret(k_hold), ret(k_allow)});
  }

  // Held when `argument` is one of `values`.
  void if_one_of(long call, std::size_t argument, std::initializer_list<std::uint32_t> values) {
    std::vector<sock_filter> body = {low(argument)};
    for (const std::uint32_t value : values) {
      body.push_back(jump_if(BPF_JEQ, value, 0, 1));
      body.push_back(ret(k_hold));
    }
    body.push_back(ret(k_allow));
    rule(call, body);
  }

  // Clocks of processor time stay real; negative ids are the dynamic ones of other processes.
  void clock_of(long call, std::size_t argument) {
    rule(call, {low(argument), jump_if(BPF_JSET, k_sign, 3, 0),
                jump_if(BPF_JEQ, CLOCK_PROCESS_CPUTIME_ID, 2, 0),
                jump_if(BPF_JEQ, CLOCK_THREAD_CPUTIME_ID, 1, 0), ret(k_hold), ret(k_allow)});
  }

  // A futex operation that waits, with a time-out.
  void futex() {
    std::vector<sock_filter> body = {
        low(1), {BPF_ALU | BPF_AND | BPF_K, 0, 0, static_cast<std::uint32_t>(FUTEX_CMD_MASK)}};
    const std::vector<std::uint32_t> waits = {FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_LOCK_PI,
                                              FUTEX_LOCK_PI2, FUTEX_WAIT_REQUEUE_PI};
    for (std::size_t i = 0; i < waits.size(); ++i) {  // a match jumps over the rest and the verdict
      const auto to_pointer_test = static_cast<std::uint8_t>(waits.size() - i);
      body.push_back(jump_if(BPF_JEQ, waits[i], to_pointer_test, 0));
    }
    body.push_back(ret(k_allow));
    for (const sock_filter& step : {low(3), jump_if(BPF_JEQ, 0, 0, 2), high(3),
                                    jump_if(BPF_JEQ, 0, 1, 0), ret(k_hold), ret(k_allow)}) {
      body.push_back(step);
    }
    rule(SYS_futex, body);
  }

  // Of setsockopt or getsockopt: SO_RCVTIMEO and SO_SNDTIMEO, in both their numberings.
  void socket_time_out(long call) {
    std::vector<sock_filter> body = {low(1), jump_if(BPF_JEQ, SOL_SOCKET, 1, 0), ret(k_allow),
                                     low(2)};
    for (const std::uint32_t option : {20u, 21u, 66u, 67u}) {
      body.push_back(jump_if(BPF_JEQ, option, 0, 1));
      body.push_back(ret(k_hold));
    }
    body.push_back(ret(k_allow));
    rule(call, body);
  }

  std::vector<sock_filter> take() {
    decide(k_allow);
    return std::move(program_);
  }

 private:
  static sock_filter ret(std::uint32_t verdict) { return {BPF_RET | BPF_K, 0, 0, verdict}; }
  static sock_filter load_word(std::size_t offset) {
    return {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(offset)};
  }
  // x86-64 is little-endian: the low half of an argument comes first.
  static sock_filter low(std::size_t argument) {
    return load_word(offsetof(seccomp_data, args) + argument * 8);
  }
  static sock_filter high(std::size_t argument) {
    return load_word(offsetof(seccomp_data, args) + argument * 8 + 4);
  }
  static sock_filter jump_if(std::uint16_t test, std::uint32_t value, std::uint8_t if_true,
                             std::uint8_t if_false) {
    return {static_cast<std::uint16_t>(BPF_JMP | test | BPF_K), if_true, if_false, value};
  }
  void load(std::size_t offset) { program_.push_back(load_word(offset)); }
  void jump(std::uint16_t test, std::uint32_t value, std::uint8_t if_true, std::uint8_t if_false) {
    program_.push_back(jump_if(test, value, if_true, if_false));
  }
  void decide(std::uint32_t verdict) { program_.push_back(ret(verdict)); }

  // The body must decide on every path; the call's number stays loaded for the next rule.
  void rule(long call, const std::vector<sock_filter>& body) {
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, static_cast<std::uint8_t>(body.size()));
    program_.insert(program_.end(), body.begin(), body.end());
  }

  std::vector<sock_filter> program_;
};

std::vector<sock_filter> time_filter() {
  FilterWriter filter;
  for (const long call :
       {SYS_nanosleep, SYS_alarm, SYS_timer_create, SYS_timer_settime, SYS_timer_gettime,
        SYS_timer_getoverrun, SYS_timer_delete, SYS_timerfd_create, SYS_timerfd_settime,
        SYS_timerfd_gettime, SYS_gettimeofday, SYS_time, SYS_times, SYS_sysinfo,
        SYS_sched_getaffinity, SYS_getrandom}) {
    filter.always(call, k_hold);
  }
  filter.clock_of(SYS_clock_gettime, 0);
  filter.clock_of(SYS_clock_nanosleep, 0);
  filter.if_positive(SYS_poll, 2);
  filter.if_positive(SYS_epoll_wait, 3);
  filter.if_positive(SYS_epoll_pwait, 3);
  filter.if_pointer(SYS_epoll_pwait2, 3);
  filter.if_pointer(SYS_ppoll, 2);
  filter.if_pointer(SYS_select, 4);
  filter.if_pointer(SYS_pselect6, 4);
  filter.if_pointer(SYS_rt_sigtimedwait, 2);
  filter.futex();
  filter.socket_time_out(SYS_setsockopt);
  filter.socket_time_out(SYS_getsockopt);
  filter.if_pointer(SYS_futex_waitv, 3);
  filter.if_neither(SYS_utimensat, 1, 2);  // futimens(descriptor, NULL), as touch has it
  filter.if_one_of(SYS_setitimer, 0, {ITIMER_REAL});
  filter.if_one_of(SYS_getitimer, 0, {ITIMER_REAL});
  // To an IPv4 or IPv6 address: it may be the metadata service's (metadata_route.h).
  filter.if_one_of(SYS_connect, 2, {sizeof(sockaddr_in), sizeof(sockaddr_in6)});
  // Every program sets up its thread pointer once, before it could read a clock: the moment to turn
  // its vDSO's clocks into held calls (vdso_patch.h).
  filter.if_one_of(SYS_arch_prctl, 0, {ARCH_SET_FS});
  // Root of a machine must not turn this computer's clock.
  for (const long call : {SYS_clock_settime, SYS_settimeofday, SYS_adjtimex, SYS_clock_adjtime}) {
    filter.always(call, refuse(EPERM));
  }
  filter.always(SYS_io_uring_setup, refuse(ENOSYS));  // its time-outs could not be held
  return filter.take();
}

}  // namespace

int install_time_filter() {
  std::vector<sock_filter> filter = time_filter();
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  const long listener =
      syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
              SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &program);
  if (listener < 0) {
    throw HarnessError(std::string("cannot hold the system calls of a machine (seccomp: ") +
                       std::strerror(errno) +
                       "). Virtual time for processes needs Linux 5.19 or later; `greenroom "
                       "doctor` tells more.");
  }
  // Linux 6.6: whoever is woken runs where its waker has just stopped, which spares both the way to
  // an idle processor. Older kernels refuse, and are only slower.
  ioctl(static_cast<int>(listener), k_set_flags, k_wake_at_once);
  return static_cast<int>(listener);
}

}  // namespace greenroom::real
