// A system call of a machine's process that the filter holds until greenroom answers it.
#pragma once

#include <sys/types.h>
#include <time.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/core/kernel.h"
#include "sim/core/time.h"

namespace greenroom::real {

struct HeldCall {
  std::uint64_t id = 0;  // of the notification
  pid_t tid = 0;         // on this computer
  long number = 0;
  std::array<std::uint64_t, 6> arguments{};
  bool of_32_bit_program = false;  // then `number` is of another table of calls
};

// How a held call goes on: the kernel carries it out after all, or it returns `value` (an error
// when negative, as system calls return them), or it stays held.
struct Answer {
  enum class Kind { CarryOut, Return, Hold };
  Kind kind = Kind::CarryOut;
  std::int64_t value = 0;
};
[[nodiscard]] constexpr Answer carry_out() {
  return {Answer::Kind::CarryOut, 0};
}
[[nodiscard]] constexpr Answer returns(std::int64_t value) {
  return {Answer::Kind::Return, value};
}
[[nodiscard]] constexpr Answer hold() {
  return {Answer::Kind::Hold, 0};
}

// A thread as /proc/<tid>/status tells it.
struct ThreadStatus {
  std::string program;
  pid_t process = 0;       // on this computer
  pid_t parent = 0;        // on this computer
  pid_t inner_thread = 0;  // inside the machine
  pid_t inner_process = 0;
  std::uint64_t pending_signals = 0;  // its own and its process's; bit n-1 is signal n
  std::uint64_t blocked_signals = 0;
  std::uint64_t caught_signals = 0;
};
// Nothing when the thread is gone.
[[nodiscard]] std::optional<ThreadStatus> read_thread_status(pid_t tid);

// A process whose wait for something ended at its deadline sees its clocks this much later:
// programs ask whether the deadline is past (now > end), and on a real computer it always is. A
// time that is computed from such a clock means the microsecond before.
inline constexpr long k_past_nanoseconds = 1;

// The clocks that a machine's processes see. All stand still while processes run.
class GuestClock {
 public:
  explicit GuestClock(const Kernel& kernel) : kernel_(kernel) {}

  [[nodiscard]] Instant now() const { return kernel_.now(); }
  // What clock_gettime says of `clock` now.
  [[nodiscard]] timespec read(clockid_t clock) const;
  // When a wait of this length, or until this time of `clock`, is over. Rounded up to microseconds;
  // k_never when that is further than a run can last.
  [[nodiscard]] Instant after(const timespec& length) const;
  [[nodiscard]] Instant at(clockid_t clock, const timespec& time) const;
  // What is left until `deadline`.
  [[nodiscard]] timespec until(Instant deadline) const;

 private:
  [[nodiscard]] std::int64_t offset_of(clockid_t clock) const;
  const Kernel& kernel_;
};

[[nodiscard]] constexpr timespec timespec_of(Duration length) {
  return {length.microseconds / 1'000'000, length.microseconds % 1'000'000 * 1'000};
}

}  // namespace greenroom::real
