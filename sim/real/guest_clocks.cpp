#include "sim/real/guest_clocks.h"

#include <algorithm>

namespace greenroom::real {

bool GuestClocks::begin_program(pid_t process, const std::array<unsigned char, 16>& random) {
  Known& known = known_[process];
  known.vdso = GuestVdso::of(proc_, process);
  known.patched = patch_.apply(known.vdso, clock_words(clock_));
  return known.patched && known.vdso.set_random_bytes(random);
}

// A child has its parent's patched memory. A program that lives on real time, or has not come to
// its own first system calls, has none.
void GuestClocks::look_again(Known& known, pid_t process) const {
  known.vdso = GuestVdso::of(proc_, process);
  known.patched = patch_.is_applied_to(known.vdso);
}

void GuestClocks::set_just_past(pid_t process) {
  const auto [entry, is_new] = known_.try_emplace(process);
  if (is_new) {
    look_again(entry->second, process);
  }
  ClockWords words = clock_words(clock_);
  words.day_nanoseconds += k_past_nanoseconds;
  words.up_nanoseconds += k_past_nanoseconds;
  if (entry->second.patched) {
    (void)patch_.set(entry->second.vdso, words);  // it fails only when the process is gone
  }
}

void GuestClocks::time_moved(const std::vector<pid_t>& processes) {
  if (!patch_.has_words()) {
    return;
  }
  const ClockWords now = clock_words(clock_);
  for (const pid_t process : processes) {
    const auto [entry, is_new] = known_.try_emplace(process);
    Known& known = entry->second;
    if (is_new) {
      look_again(known, process);
    }
    // The number of a dead process may be used again: then the memory known is gone.
    if (known.patched && !patch_.set(known.vdso, now)) {
      look_again(known, process);
      known.patched = known.patched && patch_.set(known.vdso, now);
    }
  }
  if (known_.size() > processes.size()) {
    std::erase_if(known_, [&](const auto& entry) {
      return std::find(processes.begin(), processes.end(), entry.first) == processes.end();
    });
  }
}

}  // namespace greenroom::real
