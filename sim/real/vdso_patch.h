// Programs read clocks without a system call, through the vDSO, a page of code the kernel maps into
// every process. Its clock functions are overwritten, in each process, by code of ours that reads
// the virtual time from a few words beside it; greenroom writes those words whenever virtual time
// moves. So a clock read costs as little as ever, in statically linked programs too, and nothing is
// needed in the machine. Where the vDSO has no room for that, its functions become plain system
// calls, which the filter holds (time_filter.h).
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/real/held_call.h"

namespace greenroom::real {

// What the code in the vDSO reads. Written only while the process sleeps.
struct ClockWords {
  std::int64_t day_seconds = 0;  // CLOCK_REALTIME and its kin
  std::int64_t day_nanoseconds = 0;
  std::int64_t up_seconds = 0;  // CLOCK_MONOTONIC and its kin
  std::int64_t up_nanoseconds = 0;
  std::int64_t day_microseconds = 0;  // gettimeofday
};
[[nodiscard]] ClockWords clock_words(const GuestClock& clock);

// Where a process has its vDSO, and the way to write to its memory. Owns a descriptor.
class GuestVdso {
 public:
  GuestVdso() = default;
  ~GuestVdso();
  GuestVdso(GuestVdso&& other) noexcept;
  GuestVdso& operator=(GuestVdso&& other) noexcept;

  // `proc_directory`: the machine's own /proc; `pid`: as it is numbered there.
  [[nodiscard]] static GuestVdso of(int proc_directory, pid_t pid);

  [[nodiscard]] bool exists() const { return memory_ >= 0 && address_ != 0; }
  [[nodiscard]] bool reachable() const { return memory_ >= 0; }
  [[nodiscard]] bool write(std::uint64_t offset, const void* bytes, std::size_t count) const;
  [[nodiscard]] bool read(std::uint64_t offset, void* bytes, std::size_t count) const;
  // The 16 bytes (AT_RANDOM) that the kernel gives a program to begin with. True when there are
  // none.
  [[nodiscard]] bool set_random_bytes(const std::array<unsigned char, 16>& bytes) const;

 private:
  explicit GuestVdso(int memory) : memory_(memory) {}
  int memory_ = -1;  // /proc/<pid>/mem
  std::uint64_t address_ = 0;
  std::uint64_t random_bytes_ = 0;
};

class VdsoPatch {
 public:
  // Finds the functions in this process's own vDSO; it is the same in every native process.
  VdsoPatch();

  // Patches a process that has just begun a program. False when its memory could not be written.
  [[nodiscard]] bool apply(const GuestVdso& process, const ClockWords& now) const;
  // Whether there are words to be written at all.
  [[nodiscard]] bool has_words() const { return words_offset_ != 0; }
  // Whether the process has been patched, so that it has words to write.
  [[nodiscard]] bool is_applied_to(const GuestVdso& process) const;
  // False when the process no longer has this memory: it is gone, or runs another program.
  [[nodiscard]] bool set(const GuestVdso& process, const ClockWords& now) const;

 private:
  struct Replacement {
    std::uint64_t offset = 0;  // in the vDSO
    std::string code;
  };
  std::vector<Replacement> replacements_;
  std::uint64_t words_offset_ = 0;  // 0: its clocks are plain calls, there are no words
};

}  // namespace greenroom::real
