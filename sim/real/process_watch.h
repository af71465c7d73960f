// Watches the processes of one machine through its /proc: the double-collect quiescence barrier.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sim/real/system_call_look.h"

namespace greenroom::real {

class ProcessWatch {
 public:
  // Whether greenroom holds a system call of this thread (by its number inside the machine) now.
  using StillHeld = std::function<bool(pid_t tid)>;

  // `proc_directory`: descriptor of the machine's own /proc, owned by the caller.
  explicit ProcessWatch(int proc_directory) : proc_(proc_directory) {}
  ~ProcessWatch();
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;

  // Two complete collections that agree, between them the list of threads. The first asks of every
  // thread how often it was given a processor, and for proof that it has left it; the second asks
  // for its state, and again how often. A thread for which these agree slept from its first answer
  // to its last: woken, it would show as running, or have been given a processor. So there was an
  // instant, between the two collections, at which all were asleep and nobody had been woken.
  //
  // Neither answer would do alone. A thread announces that it sleeps before it checks, a last time,
  // whether it has to: in that moment its state is S although it runs on; reading its
  // /proc/<pid>/syscall makes the kernel wait until it is off the run queue, or say "running". And
  // one that is being woken from another processor is off the run queue for a moment, where only
  // its state tells.
  //
  // A thread whose call is held can be woken by nothing but a signal that kills it. Of those the
  // state is enough, and that the call is still held after it.
  [[nodiscard]] bool all_asleep(const StillHeld& still_held);

  // The same, for less, when since mark_quiet() nothing has reached the machine and only threads
  // were let go whose calls were held. If all those are held again, and after that nobody is new,
  // nobody else has been given a processor and nobody is about to be, then all have been asleep
  // since. False says nothing: ask all_asleep(). `only_one`: a single thread was let go, by its
  // number inside the machine, so that nobody can have killed it since; 0: several were.
  [[nodiscard]] bool still_asleep_but_for_held(const StillHeld& still_held, pid_t only_one);

  // After all_asleep(): whether a thread that was not held has run, started or ended since
  // mark_quiet() was called last.
  [[nodiscard]] bool changed_since_quiet() const;
  void mark_quiet();

  // What the following tell is of the last all_asleep() that was true.
  //
  // Whether a thread of `roots` or of their descendants (of any process, when `any`) sleeps in a
  // wait with a time-out that is not held.
  [[nodiscard]] bool in_timed_wait(const std::set<pid_t>& roots, bool any);
  // The threads for which that is true, but those of `excused` processes: "node waits in poll".
  [[nodiscard]] std::vector<std::string> timed_waits(const std::set<pid_t>& excused);
  struct Sleeper {
    pid_t pid = 0;
    pid_t tid = 0;
    std::uint64_t slices = 0;  // how often it was given a processor: tells one sleep from the next
    SystemCallLook call;
  };
  // The threads that are not held and wait in a system call, init's apart.
  [[nodiscard]] std::vector<Sleeper> sleepers() const;
  // All threads, by their numbers inside the machine.
  [[nodiscard]] std::set<pid_t> thread_numbers() const;
  // The processes, init apart.
  [[nodiscard]] std::vector<pid_t> processes() const;

  // Threads that are not asleep or sit in a timed wait: "node (pid 12 in its machine) runs". When
  // there is none at this moment, those that are asleep.
  [[nodiscard]] std::string describe();
  // How many threads the last collection saw.
  [[nodiscard]] std::size_t threads() const { return threads_.size(); }
  // Changes whenever a thread of the machine started or ended between two collections.
  [[nodiscard]] std::uint64_t population_changes() const { return population_changes_; }

 private:
  struct Thread {
    pid_t pid = 0;
    pid_t tid = 0;
    int schedstat_file = -1;
    int system_call_file = -1;
    int stat_file = -1;
    bool held = false;
    char state = '?';  // as /proc/<pid>/stat: R S D Z T ...
    std::uint64_t slices = 0;
    std::uint64_t slices_when_quiet = 0;
    SystemCallLook call;
  };
  struct Process {
    pid_t pid = 0;
    int task_directory = -1;
    std::size_t first = 0;  // of its threads in threads_
    std::size_t count = 0;
  };
  struct Stat {
    std::string program;
    char state = '?';
    pid_t parent = 0;
  };

  // It waits in a system call that is not held, and is neither init's nor stopped.
  [[nodiscard]] static bool waits(const Thread& thread);
  [[nodiscard]] bool fell_asleep(Thread& thread, const StillHeld& still_held);
  [[nodiscard]] bool stayed_asleep(Thread& thread, const StillHeld& still_held);
  [[nodiscard]] static bool held_asleep(const Thread& thread, const StillHeld& still_held);
  // Lists processes and threads anew; whether that differs from what was known.
  bool list_again();
  void list_threads(Process& process, std::vector<Thread>& into);
  [[nodiscard]] bool open_files(Thread& thread) const;
  [[nodiscard]] static Stat read_stat(const Thread& thread);
  static void close_files(Thread& thread);

  int proc_;
  std::vector<Process> processes_;  // in the order of the list
  std::vector<Thread> threads_;     // process by process
  std::uint64_t population_changes_ = 0;
  std::uint64_t population_when_quiet_ = 0;
};

}  // namespace greenroom::real
