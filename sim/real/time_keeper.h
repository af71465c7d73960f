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
#include "sim/real/guest_clocks.h"
#include "sim/real/guest_threads.h"
#include "sim/real/held_call.h"
#include "sim/real/machine_facts.h"
#include "sim/real/process_watch.h"
#include "sim/real/socket_limits.h"
#include "sim/real/timed_waits.h"
#include "sim/real/virtual_timers.h"

namespace greenroom::real {

class TimeKeeper {
 public:
  // Owns `listener`. `machine` names the machine's random streams; `init` is its first process
  // here; `proc_directory` its own /proc, owned by the caller.
  TimeKeeper(const Kernel& kernel, int listener, std::string machine, pid_t init,
             int proc_directory);
  ~TimeKeeper();
  TimeKeeper(const TimeKeeper&) = delete;
  TimeKeeper& operator=(const TimeKeeper&) = delete;

  [[nodiscard]] int listener() const { return listener_; }
  // Answers or keeps every call that has arrived.
  enum class Served {
    Nothing,   // none had arrived
    Kept,      // all that had arrived wait now
    Answered,  // at least one goes on
  };
  Served serve();
  // Whether a thread, by its number inside the machine, waits here. A thread that was killed does
  // not, and is forgotten.
  [[nodiscard]] bool still_waits(pid_t inner_thread);
  // Whether all threads that were let go since mark_quiet() wait here again, and no timer rang.
  [[nodiscard]] bool all_came_back();
  // The one thread that was let go, by its number inside the machine; 0: there were several.
  [[nodiscard]] pid_t only_one_let_go();
  // Threads have come or gone: forgets who is gone, as GuestThreads::forget_gone() says.
  void forget_gone(const std::set<pid_t>& listed);
  // Virtual time has moved: sets the clocks of `processes`, all there are, all asleep.
  void time_moved(const std::vector<pid_t>& processes) {
    clocks_.time_moved(processes);
    uptime_.set(clock_);
  }

  // Only when the machine is quiescent otherwise, and one at a time, so that what follows has one
  // order too. Among several the order is that of their lineage: parents before children, siblings
  // as they were forked, threads as they were made. (Process numbers alone would not do: two
  // processes that fork at the same time get them by chance.)
  //
  // Lets one wait end whose descriptor, futex or signal is there; whether there was one. Only those
  // are looked at for which that can have changed since mark_quiet(): `disturbed`: something from
  // outside has reached the machine; `others_ran`: threads that were not let go from here.
  bool let_ready_go(bool disturbed, bool others_ran);
  // The machine was found quiescent, and none of its waits ready. `sleepers`: all threads that
  // sleep in a call that is not held.
  void mark_quiet(const std::vector<ProcessWatch::Sleeper>& sleepers);
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
    Instant deadline;
    bool looked_at = false;  // was not ready then
  };
  [[nodiscard]] Answer answer_to(const HeldCall& call);
  [[nodiscard]] Answer read_clock(const HeldCall& call) const;
  [[nodiscard]] Answer begin_program(const HeldCall& call);
  [[nodiscard]] Answer random_bytes(const HeldCall& call);
  [[nodiscard]] Answer begin_wait(const HeldCall& call);
  [[nodiscard]] bool is_on_real_time(const HeldCall& call);
  [[nodiscard]] Answer touch_file(const HeldCall& call);
  [[nodiscard]] Answer note_32_bit_program(const HeldCall& call);
  // The numbers inside the machine of a thread's ancestors, the oldest first, then its own.
  [[nodiscard]] std::vector<pid_t> lineage(pid_t tid) const;
  // Of threads by their numbers inside the machine, those that wait here or in a limited call.
  [[nodiscard]] pid_t first_of(const std::vector<pid_t>& threads);
  // Of threads or processes by their numbers on this computer.
  [[nodiscard]] pid_t first_by_lineage(const std::vector<pid_t>& tids) const;
  // Somebody who waited for something until a deadline asks next whether that is past.
  void tell_it_is_past(const HeldCall& call);
  void end_limited_call(pid_t thread);
  [[nodiscard]] std::optional<Answer> early_end(const Wait& wait, bool signals_may_have_come);
  [[nodiscard]] bool may_have_changed(const Wait& wait) const;
  [[nodiscard]] RandomStream& stream_of(const std::string& kind, pid_t inner_process);
  void send(const HeldCall& call, Answer answer);
  [[nodiscard]] bool is_held(std::uint64_t id) const;
  void end_wait(std::map<pid_t, Wait>::iterator wait, Answer answer);

  GuestClock clock_;
  Seed seed_;
  int listener_;
  std::string machine_;
  pid_t init_;
  GuestThreads threads_;
  GuestClocks clocks_;
  UptimeFile uptime_;
  VirtualTimers timers_;
  SocketLimits limits_;
  std::map<pid_t, Wait> waits_;  // by the thread's number inside the machine
  // Whose calls were answered or kept since mark_quiet(), by their numbers on this computer; 0 for
  // a timer that rang.
  std::set<pid_t> ran_;
  // Deadlines of waits that were interrupted by something that runs no handler: by thread, with the
  // number of the call that begins anew.
  std::map<pid_t, std::pair<long, Instant>> begun_anew_;
  bool let_go_ = false;
  bool real_time_expected_ = false;
  std::map<pid_t, bool> is_real_;  // by process, on this computer
  std::set<pid_t> on_real_time_;
  std::vector<std::string> escapes_;
  std::map<std::string, RandomStream> random_;  // by name
};

}  // namespace greenroom::real
