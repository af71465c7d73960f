// Which sleeping threads would wake by themselves: the reading of /proc/<pid>/syscall.
#include "sim/real/system_call_look.h"

#include <sys/syscall.h>

#include <catch2/catch.hpp>

using namespace greenroom::real;

namespace {

std::string call(long number, const std::string& arguments) {
  return std::to_string(number) + " " + arguments + " 0x7ffc0 0x7f00\n";
}

bool timed(const std::string& text) {
  return is_timed_wait(parse_system_call(text));
}

}  // namespace

TEST_CASE("a sleep is a timed wait, whatever its arguments") {
  CHECK(timed(call(SYS_nanosleep, "0x7ffd 0x0 0x0 0x0 0x0 0x0")));
  CHECK(timed(call(SYS_clock_nanosleep, "0x0 0x0 0x7ffd 0x0 0x0 0x0")));
  CHECK_FALSE(timed(call(SYS_restart_syscall, "0x0 0x0 0x0 0x0 0x0 0x0")));
}

TEST_CASE("waiting for descriptors is timed only with a time-out") {
  CHECK(timed(call(SYS_epoll_pwait, "0x3 0x7ffd 0x400 0x3e8 0x0 0x8")));
  CHECK_FALSE(timed(call(SYS_epoll_pwait, "0x3 0x7ffd 0x400 0xffffffff 0x0 0x8")));
  CHECK(timed(call(SYS_ppoll, "0x7ffd 0x1 0x7ffe 0x0 0x8 0x0")));
  CHECK_FALSE(timed(call(SYS_ppoll, "0x7ffd 0x1 0x0 0x0 0x8 0x0")));
  CHECK(timed(call(SYS_pselect6, "0x5 0x7ffd 0x0 0x0 0x7ffe 0x0")));
  CHECK_FALSE(timed(call(SYS_pselect6, "0x5 0x7ffd 0x0 0x0 0x0 0x0")));
#ifdef SYS_poll
  CHECK(timed(call(SYS_poll, "0x7ffd 0x1 0x3e8 0x0 0x0 0x0")));
  CHECK_FALSE(timed(call(SYS_poll, "0x7ffd 0x1 0xffffffff 0x0 0x0 0x0")));
#endif
}

TEST_CASE("a futex wait is timed only with a time-out, a futex wake never") {
  CHECK(timed(call(SYS_futex, "0x7f00 0x189 0x0 0x7ffd 0x0 0xffffffff")));
  CHECK_FALSE(timed(call(SYS_futex, "0x7f00 0x189 0x0 0x0 0x0 0xffffffff")));
  CHECK_FALSE(timed(call(SYS_futex, "0x7f00 0x81 0x1 0x7ffd 0x0 0x0")));
}

TEST_CASE("a running thread and a thread outside system calls do not wait") {
  CHECK_FALSE(timed("running\n"));
  CHECK_FALSE(timed("-1 0x7ffd 0x7f00\n"));
  CHECK_FALSE(timed(""));
}

TEST_CASE("reading a pipe or waiting for a child ends only through somebody else") {
  CHECK_FALSE(timed(call(SYS_read, "0x0 0x7ffd 0x1000 0x0 0x0 0x0")));
  CHECK_FALSE(timed(call(SYS_wait4, "0xffffffff 0x7ffd 0x0 0x0 0x0 0x0")));
}
