// Watches the processes of one machine through its /proc: the double-collect quiescence barrier.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace greenroom::real {

struct ThreadLook {
  pid_t pid = 0;
  pid_t tid = 0;
  pid_t parent = 0;
  char state = '?';          // as /proc/<pid>/stat: R S D Z T ...
  std::uint64_t slices = 0;  // how often it was given a processor
  std::string program;       // comm
  friend bool operator==(const ThreadLook& a, const ThreadLook& b) {
    return a.pid == b.pid && a.tid == b.tid && a.state == b.state && a.slices == b.slices;
  }
};

class ProcessWatch {
 public:
  // `proc_directory`: descriptor of the machine's own /proc, owned by the caller.
  explicit ProcessWatch(int proc_directory) : proc_(proc_directory) {}
  ~ProcessWatch();
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;

  // Two complete collections that agree and show every thread asleep, and between them proof that
  // each had really left its processor. Then there was an instant at which all were asleep: none
  // was given a processor after that proof, and one forked meanwhile would show in the second list.
  //
  // The proof matters. A thread announces that it sleeps before it checks, a last time, whether it
  // has to: in that moment /proc/<pid>/stat says S although the thread runs on. Reading its
  // /proc/<pid>/syscall makes the kernel wait until it is off the run queue, or say "running".
  // `held`: threads whose system call greenroom holds; the kernel shows them as D.
  [[nodiscard]] bool all_asleep(const std::set<pid_t>& held = {});

  // Whether a thread of `roots` or of their descendants (of any process, when `any`) sleeps in a
  // wait with a time-out of its own, which virtual time does not drive yet. Valid after
  // all_asleep().
  [[nodiscard]] bool in_timed_wait(const std::set<pid_t>& roots, bool any,
                                   const std::set<pid_t>& held = {});

  // The threads for which in_timed_wait() is true, but those of `excused` processes: "node waits in
  // system call 7".
  [[nodiscard]] std::vector<std::string> timed_waits(const std::set<pid_t>& held,
                                                     const std::set<pid_t>& excused);
  // Threads that are not asleep or sit in a timed wait: "node (pid 12) running".
  [[nodiscard]] std::string describe();
  // How many threads the last collection saw.
  [[nodiscard]] std::size_t threads() const { return last_.size(); }
  // Changes whenever a process of the machine started or ended between two collections.
  [[nodiscard]] std::uint64_t population_changes() const { return population_changes_; }

 private:
  struct Files {
    int stat = -1;
    int schedstat = -1;
    int system_call = -1;
  };
  [[nodiscard]] std::vector<ThreadLook> collect();
  bool look_at(pid_t pid, pid_t tid, ThreadLook& look, std::uint64_t& thread_count);
  void look_at_threads(pid_t pid, std::vector<ThreadLook>& looks);
  [[nodiscard]] bool left_its_processor(const ThreadLook& look);
  void drop_files_of_the_dead(const std::vector<ThreadLook>& alive);
  [[nodiscard]] std::string system_call(pid_t pid, pid_t tid);
  static void close_files(const Files& files);

  int proc_;
  std::map<std::pair<pid_t, pid_t>, Files> files_;
  std::vector<ThreadLook> last_;
  std::uint64_t population_changes_ = 0;
};

// Whether the text of /proc/<pid>/syscall is a wait that ends by itself after some time.
[[nodiscard]] bool is_timed_wait(const std::string& system_call);

}  // namespace greenroom::real
