// Who the threads of a machine are: their numbers here and inside, and a lasting handle of their
// process. Kept, because reading it costs more than a held call does otherwise.
#pragma once

#include <sys/types.h>

#include <map>
#include <set>

namespace greenroom::real {

class GuestThreads {
 public:
  struct Thread {
    pid_t process = 0;  // on this computer
    pid_t inner_thread = 0;
    pid_t inner_process = 0;
    int handle = -1;  // pidfd of the process; -1 until it is asked for
  };

  // `init`: the machine's first process, by its number on this computer.
  explicit GuestThreads(pid_t init) : init_(init) {}
  ~GuestThreads();
  GuestThreads(const GuestThreads&) = delete;
  GuestThreads& operator=(const GuestThreads&) = delete;

  // `tid`: its number on this computer. nullptr when it is gone.
  [[nodiscard]] const Thread* find(pid_t tid);
  // A pidfd of the thread's process, to borrow descriptors with; -1 when it is gone.
  [[nodiscard]] int handle_of(pid_t tid);
  // The number on this computer of a thread by its number inside the machine; 0 when it is gone.
  // Slow for a thread that was not known yet.
  [[nodiscard]] pid_t outer_number(pid_t inner_thread);
  // What was known of it may have changed: it begins another program.
  void forget(pid_t tid);
  // Forgets the threads that have ended. Those in a list of the machine's threads, by their numbers
  // inside, are not asked. (A list alone would not do: while threads end, the kernel leaves out
  // some that live.)
  void forget_gone(const std::set<pid_t>& listed);

 private:
  void learn_all_of(pid_t process);

  pid_t init_;
  std::map<pid_t, Thread> known_;  // by the number on this computer
};

}  // namespace greenroom::real
