// SO_RCVTIMEO and SO_SNDTIMEO on virtual time.
//
// The calls they limit (read, recv, accept, write, connect ...) are far too many to be held. So
// they run, and wait in the kernel for ever: the socket is given a limit of many years whose number
// of seconds says which limit the program set. It goes where the socket goes: to duplicates,
// children, accepted connections. When the machine is quiescent, a thread that sleeps in such a
// call on such a socket has a virtual deadline; when that comes, its call is ended from outside.
#pragma once

#include <sys/time.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/real/guest_threads.h"
#include "sim/real/held_call.h"
#include "sim/real/process_watch.h"

namespace greenroom::real {

class SocketLimits {
 public:
  SocketLimits(const GuestClock& clock, GuestThreads& threads) : clock_(clock), threads_(threads) {}

  // setsockopt and getsockopt of one of the two.
  [[nodiscard]] Answer set(const HeldCall& call);
  [[nodiscard]] Answer get(const HeldCall& call);

  // All threads that sleep in a call, in a quiescent machine.
  void observe(const std::vector<ProcessWatch::Sleeper>& sleepers);
  [[nodiscard]] Instant next_deadline() const;
  // The threads whose limit is reached, by their numbers inside the machine.
  [[nodiscard]] std::vector<pid_t> due() const;
  // Ends the thread's call as the kernel does at the limit. False when it could not be.
  [[nodiscard]] bool end_call(pid_t inner_thread);

 private:
  struct Blocked {
    std::uint64_t slices = 0;  // tells this sleep from the next in the same call
    long number = 0;
    Instant deadline = k_never;
  };
  [[nodiscard]] std::optional<Duration> limit_of(const ProcessWatch::Sleeper& sleeper);

  const GuestClock& clock_;
  GuestThreads& threads_;
  std::vector<std::pair<time_t, suseconds_t>> limits_;  // that programs have set; no socket before
  std::map<pid_t, Blocked> blocked_;                    // by the number inside the machine
};

}  // namespace greenroom::real
