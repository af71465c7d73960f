// The clocks that the processes of one machine read: patches every program as it begins, and tells
// all processes when virtual time has moved.
#pragma once

#include <sys/types.h>

#include <array>
#include <map>
#include <vector>

#include "sim/real/held_call.h"
#include "sim/real/vdso_patch.h"

namespace greenroom::real {

class GuestClocks {
 public:
  // `proc_directory`: the machine's own /proc, owned by the caller. Processes go by their numbers
  // inside the machine.
  GuestClocks(const GuestClock& clock, int proc_directory) : clock_(clock), proc_(proc_directory) {}

  // The process begins another program; `random`: what it finds at AT_RANDOM. False when its memory
  // could not be written.
  [[nodiscard]] bool begin_program(pid_t process, const std::array<unsigned char, 16>& random);
  // The process saw a wait end at its deadline: until time moves, its clocks are just past it.
  void set_just_past(pid_t process);
  // `processes`: all there are, all asleep. Those that were never patched are left alone.
  void time_moved(const std::vector<pid_t>& processes);

 private:
  struct Known {
    GuestVdso vdso;
    bool patched = false;
  };
  void look_again(Known& known, pid_t process) const;

  const GuestClock& clock_;
  int proc_;
  VdsoPatch patch_;
  std::map<pid_t, Known> known_;
};

}  // namespace greenroom::real
