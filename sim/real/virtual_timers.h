// Timers that ring: alarm, setitimer, timer_create, timerfd, on virtual time.
//
// A timerfd becomes an eventfd: reading it, waiting for it and sharing it are the same, and we ring
// it by writing to it.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "sim/real/held_call.h"

namespace greenroom::real {

class VirtualTimers {
 public:
  explicit VirtualTimers(const GuestClock& clock) : clock_(clock) {}
  ~VirtualTimers();
  VirtualTimers(const VirtualTimers&) = delete;
  VirtualTimers& operator=(const VirtualTimers&) = delete;

  // Whether this is a call about timers.
  [[nodiscard]] static bool knows(long number);
  // `listener` is where a new descriptor is put into the calling process.
  [[nodiscard]] Answer handle(const HeldCall& call, int listener);
  // The process begins another program: its timers made by timer_create are gone.
  void forget_created(pid_t process);

  [[nodiscard]] Instant next_deadline() const;
  // The processes, by their numbers on this computer, that have a timer which is due now.
  [[nodiscard]] std::vector<pid_t> owners_of_due() const;
  // Rings the first timer of the process that is due now.
  void ring_first_of(pid_t process);
  // Timers of processes that are gone.
  void drop_orphans();

 private:
  enum class Kind { Interval, Created, Descriptor };
  struct Timer {
    Kind kind = Kind::Interval;
    int process_handle = -1;  // pidfd of the owner
    Instant deadline = k_never;
    Duration interval;
    int signal = 0;    // 0: none (SIGEV_NONE)
    pid_t thread = 0;  // the signal is for this thread; 0: for the process
    std::uint64_t value = 0;
    clockid_t clock = 0;
    int descriptor = -1;  // in the owner
  };
  // (process, kind, number): of its kind the timer's own id, or the eventfd's.
  using Key = std::pair<pid_t, std::pair<Kind, std::int64_t>>;

  Timer* of(const Key& key);
  Timer* add(const Key& key);
  Answer alarm(const HeldCall& call, pid_t process);
  Answer interval(const HeldCall& call, pid_t process);
  Answer create(const HeldCall& call, pid_t process);
  Answer set(const HeldCall& call, pid_t process);
  Answer create_descriptor(const HeldCall& call, int listener);
  Answer set_descriptor(const HeldCall& call, pid_t process);
  [[nodiscard]] itimerspec setting_of(const Timer* timer) const;
  void arm(Timer& timer, const itimerspec& setting, bool absolute);
  static void ring(const Key& key, const Timer& timer);

  const GuestClock& clock_;
  std::map<Key, Timer> timers_;
  int next_created_ = 0;
  std::map<std::int64_t, clockid_t> clocks_of_descriptors_;  // by the eventfd's number
};

}  // namespace greenroom::real
