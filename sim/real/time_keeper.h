// Holds the clock for the processes of one machine: receives the calls its filter holds, answers
// what reads a clock, keeps what waits until its virtual deadline or until something ends it
// earlier.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/random.h"
#include "sim/real/held_call.h"
#include "sim/real/timed_waits.h"
#include "sim/real/vdso_patch.h"
#include "sim/real/virtual_timers.h"

namespace greenroom::real {

class TimeKeeper {
 public:
  // Owns `listener`. `machine` names the machine's random stream; `init` is its first process here.
  TimeKeeper(const Kernel& kernel, int listener, std::string machine, pid_t init);
  ~TimeKeeper();
  TimeKeeper(const TimeKeeper&) = delete;
  TimeKeeper& operator=(const TimeKeeper&) = delete;

  [[nodiscard]] int listener() const { return listener_; }
  // Answers or keeps every call that has arrived; whether there was one.
  bool serve();
  // Forgets waits and timers whose threads are gone.
  void forget_the_dead();
  // The threads that wait here, by their numbers inside the machine.
  [[nodiscard]] const std::set<pid_t>& waiting() const { return waiting_; }

  // Only when the machine is quiescent otherwise, and one at a time, so that what follows has one
  // order too. Among several the order is that of their lineage: parents before children, siblings
  // as they were forked, threads as they were made. (Process numbers alone would not do: two
  // processes that fork at the same time get them by chance.)
  //
  // Lets one wait end whose descriptor, futex or signal is there; whether there was one.
  bool let_ready_go();
  // Lets one wait end, or one timer ring, that is due now; whether there was one.
  bool let_due_go();
  [[nodiscard]] Instant next_deadline() const;
  // From now on some programs of this machine may be marked to live on real time (k_time_variable).
  void expect_real_time() { real_time_expected_ = true; }
  // Processes that live on real time, by their numbers inside the machine.
  [[nodiscard]] const std::set<pid_t>& on_real_time() const { return on_real_time_; }
  // Whether a held call was answered since the last time: its thread runs now.
  [[nodiscard]] bool take_let_go() { return std::exchange(let_go_, false); }
  // What was asked for that cannot be held, since the last time: "perl gives a socket a time-out".
  [[nodiscard]] std::vector<std::string> take_escapes() { return std::exchange(escapes_, {}); }

 private:
  struct Wait {
    HeldCall call;
    pid_t process = 0;
    Instant deadline;
  };
  [[nodiscard]] Answer answer_to(const HeldCall& call);
  [[nodiscard]] Answer read_clock(const HeldCall& call) const;
  [[nodiscard]] Answer begin_program(const HeldCall& call);
  [[nodiscard]] Answer random_bytes(const HeldCall& call);
  [[nodiscard]] Answer begin_wait(const HeldCall& call);
  [[nodiscard]] bool is_on_real_time(const HeldCall& call);
  [[nodiscard]] Answer limit_socket(const HeldCall& call);
  // The numbers inside the machine of a thread's ancestors, the oldest first, then its own.
  [[nodiscard]] std::vector<pid_t> lineage(const Wait& wait) const;
  [[nodiscard]] pid_t first_of(const std::vector<pid_t>& threads) const;
  [[nodiscard]] std::optional<Answer> early_end(const Wait& wait) const;
  void send(std::uint64_t id, Answer answer);
  [[nodiscard]] bool is_held(std::uint64_t id) const;
  void end_wait(std::map<pid_t, Wait>::iterator wait, Answer answer);

  GuestClock clock_;
  Seed seed_;
  int listener_;
  std::string machine_;
  pid_t init_;
  VdsoPatch vdso_;
  VirtualTimers timers_;
  std::map<pid_t, Wait> waits_;  // by the thread's number inside the machine
  std::set<pid_t> waiting_;
  // Deadlines of waits that were interrupted by something that runs no handler: by thread, with the
  // number of the call that begins anew.
  std::map<pid_t, std::pair<long, Instant>> begun_anew_;
  bool let_go_ = false;
  bool real_time_expected_ = false;
  std::map<pid_t, bool> is_real_;  // by process, on this computer
  std::set<pid_t> on_real_time_;
  std::vector<std::string> escapes_;
  std::map<pid_t, RandomStream> random_;  // by the process's number inside the machine
};

}  // namespace greenroom::real
