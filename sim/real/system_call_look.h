// What a sleeping thread waits in, as /proc/<pid>/syscall tells it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace greenroom::real {

struct SystemCallLook {
  enum class Kind {
    Gone,     // there is no such thread any more
    Running,  // it is not asleep
    None,     // asleep outside system calls: stopped, a page fault, or dead and not yet buried
    InCall,
  };
  Kind kind = Kind::Gone;
  long number = 0;
  std::array<std::uint64_t, 6> arguments{};
};

// The text of /proc/<pid>/syscall; empty when it could not be read.
[[nodiscard]] SystemCallLook parse_system_call(std::string_view text);

// Whether it is a wait that ends by itself after some time, or may (sockets' own time-outs apart:
// socket_limits.h).
[[nodiscard]] bool is_timed_wait(const SystemCallLook& look);

// "epoll_wait" for those that wait, "system call 123" for others.
[[nodiscard]] std::string name_of_system_call(long number);

}  // namespace greenroom::real
