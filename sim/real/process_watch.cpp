#include "sim/real/process_watch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "sim/real/proc_text.h"

namespace greenroom::real {
namespace {

constexpr pid_t k_init = 1;
// The link count of /proc/<pid>/task is this and one for every thread.
constexpr nlink_t k_links_without_threads = 2;
// How often a list that has just changed is worth another collection at once.
constexpr int k_attempts = 2;
constexpr int k_reads_of_one_that_falls_asleep = 8;

}  // namespace

ProcessWatch::~ProcessWatch() {
  for (Thread& thread : threads_) {
    close_files(thread);
  }
  for (const Process& process : processes_) {
    close(process.task_directory);
  }
}

void ProcessWatch::close_files(Thread& thread) {
  for (int* file : {&thread.schedstat_file, &thread.system_call_file, &thread.stat_file}) {
    if (*file >= 0) {
      close(*file);
      *file = -1;
    }
  }
}

bool ProcessWatch::open_files(Thread& thread) const {
  close_files(thread);
  const std::string own = std::to_string(thread.pid) + "/task/" + std::to_string(thread.tid) + "/";
  thread.schedstat_file = open_below(proc_, own + "schedstat");
  thread.system_call_file = open_below(proc_, own + "syscall");
  thread.stat_file = open_below(proc_, own + "stat");
  return thread.stat_file >= 0;
}

ProcessWatch::Stat ProcessWatch::read_stat(const Thread& thread) {
  ProcBuffer buffer{};
  const std::string_view text = read_again(thread.stat_file, buffer);
  const std::size_t name_begin = text.find('(');
  const std::size_t name_end = text.rfind(')');
  if (name_begin == std::string_view::npos || name_end == std::string_view::npos) {
    return {};
  }
  const std::string_view rest = text.substr(name_end + 2);  // from the state on
  return {std::string(text.substr(name_begin + 1, name_end - name_begin - 1)), rest[0],
          static_cast<pid_t>(number_at(rest, 1))};
}

bool ProcessWatch::fell_asleep(Thread& thread, const StillHeld& still_held) {
  thread.held = still_held(thread.tid);
  if (thread.held) {
    return true;
  }
  ProcBuffer buffer{};
  std::string_view schedstat = read_again(thread.schedstat_file, buffer);
  if (schedstat.empty()) {  // a dead process, whose number may be used again
    if (!open_files(thread)) {
      return false;
    }
    schedstat = read_again(thread.schedstat_file, buffer);
  }
  thread.slices = number_at(schedstat, 2);
  thread.call = parse_system_call(read_again(thread.system_call_file, buffer));
  return thread.call.kind == SystemCallLook::Kind::None ||
         thread.call.kind == SystemCallLook::Kind::InCall;
}

// One that waits for a disk (D) has left its processor too, but will go on by itself. Init buries
// its own dead at once, so one of those always means that something is about to happen.
bool ProcessWatch::stayed_asleep(Thread& thread, const StillHeld& still_held) {
  if (thread.held) {
    return held_asleep(thread, still_held);
  }
  const Stat stat = read_stat(thread);
  thread.state = stat.state;
  const bool asleep = stat.state == 'S' || stat.state == 'T' || stat.state == 't' ||
                      stat.state == 'I' || (stat.state == 'Z' && stat.parent != k_init);
  ProcBuffer buffer{};
  return asleep && number_at(read_again(thread.schedstat_file, buffer), 2) == thread.slices;
}

// Its call may have arrived here before it has quite left its processor.
bool ProcessWatch::held_asleep(const Thread& thread, const StillHeld& still_held) {
  for (int attempt = 0; attempt < k_reads_of_one_that_falls_asleep; ++attempt) {
    const char state = read_stat(thread).state;
    if (!still_held(thread.tid)) {
      return false;
    }
    if (state == 'S' || state == 'D') {
      return true;
    }
  }
  return false;
}

void ProcessWatch::list_threads(Process& process, std::vector<Thread>& into) {
  process.first = into.size();
  const auto add = [&](pid_t tid) {
    Thread thread;
    thread.pid = process.pid;
    thread.tid = tid;
    into.push_back(thread);
  };
  struct stat links {};
  const bool known = process.task_directory >= 0 && fstat(process.task_directory, &links) == 0;
  if (known && links.st_nlink == k_links_without_threads + 1) {
    add(process.pid);
  } else {
    // Not open yet, several threads, or of a dead process whose number may be used again.
    if (!known || links.st_nlink <= k_links_without_threads) {
      if (process.task_directory >= 0) {
        close(process.task_directory);
      }
      process.task_directory =
          open_below(proc_, std::to_string(process.pid) + "/task", O_DIRECTORY);
    }
    for (const pid_t tid : numbered_entries(process.task_directory)) {
      add(tid);
    }
  }
  process.count = into.size() - process.first;
}

bool ProcessWatch::list_again() {
  std::vector<Process> processes;
  std::vector<Thread> threads;
  for (const pid_t pid : numbered_entries(proc_)) {
    Process process;
    process.pid = pid;
    const auto known = std::find_if(processes_.begin(), processes_.end(),
                                    [&](const Process& one) { return one.pid == pid; });
    if (known != processes_.end()) {
      process.task_directory = std::exchange(known->task_directory, -1);
    }
    list_threads(process, threads);
    processes.push_back(process);
  }
  const auto same = [](const Thread& a, const Thread& b) {
    return a.pid == b.pid && a.tid == b.tid;
  };
  const bool changed =
      !std::equal(threads.begin(), threads.end(), threads_.begin(), threads_.end(), same);
  for (const Process& gone : processes_) {
    if (gone.task_directory >= 0) {
      close(gone.task_directory);
    }
  }
  processes_ = std::move(processes);
  if (!changed) {
    return false;
  }
  for (Thread& thread : threads) {
    const auto known = std::find_if(threads_.begin(), threads_.end(),
                                    [&](const Thread& one) { return same(one, thread); });
    if (known != threads_.end()) {
      thread = std::exchange(*known, {});
    } else {
      (void)open_files(thread);
    }
  }
  for (Thread& gone : threads_) {
    close_files(gone);
  }
  threads_ = std::move(threads);
  ++population_changes_;
  return true;
}

bool ProcessWatch::all_asleep(const StillHeld& still_held) {
  for (int attempt = 0; attempt < k_attempts; ++attempt) {
    const bool asleep = std::all_of(threads_.begin(), threads_.end(), [&](Thread& thread) {
      return fell_asleep(thread, still_held);
    });
    // Also when one is awake: whoever reports on us wants to know who came and went.
    if (list_again()) {
      continue;
    }
    return asleep && std::all_of(threads_.begin(), threads_.end(),
                                 [&](Thread& thread) { return stayed_asleep(thread, still_held); });
  }
  return false;
}

bool ProcessWatch::still_asleep_but_for_held(const StillHeld& still_held, pid_t only_one) {
  if (list_again()) {
    return false;
  }
  return std::all_of(threads_.begin(), threads_.end(), [&](Thread& thread) {
    const bool was_held = std::exchange(thread.held, still_held(thread.tid));
    if (thread.held) {
      return thread.tid == only_one || held_asleep(thread, still_held);
    }
    thread.slices = thread.slices_when_quiet;
    return !was_held && stayed_asleep(thread, still_held);
  });
}

bool ProcessWatch::changed_since_quiet() const {
  return population_changes_ != population_when_quiet_ ||
         std::any_of(threads_.begin(), threads_.end(), [](const Thread& thread) {
           return !thread.held && thread.slices != thread.slices_when_quiet;
         });
}

void ProcessWatch::mark_quiet() {
  population_when_quiet_ = population_changes_;
  for (Thread& thread : threads_) {
    thread.slices_when_quiet = thread.slices;
  }
}

bool ProcessWatch::waits(const Thread& thread) {
  return thread.pid != k_init && !thread.held && thread.state == 'S' &&
         thread.call.kind == SystemCallLook::Kind::InCall;
}

bool ProcessWatch::in_timed_wait(const std::set<pid_t>& roots, bool any) {
  std::vector<const Thread*> waiting;
  for (const Thread& thread : threads_) {
    if (waits(thread) && is_timed_wait(thread.call)) {
      waiting.push_back(&thread);
    }
  }
  if (waiting.empty() || any) {
    return !waiting.empty();
  }
  std::set<pid_t> watched = roots;
  // Parents come before children often but not always: repeat until nothing is added.
  for (bool grown = true; grown;) {
    grown = false;
    for (const Process& process : processes_) {
      const pid_t parent = process.count == 0 ? 0 : read_stat(threads_[process.first]).parent;
      grown = (watched.count(parent) > 0 && watched.insert(process.pid).second) || grown;
    }
  }
  return std::any_of(waiting.begin(), waiting.end(),
                     [&](const Thread* thread) { return watched.count(thread->pid) > 0; });
}

std::vector<std::string> ProcessWatch::timed_waits(const std::set<pid_t>& excused) {
  std::vector<std::string> found;
  for (const Thread& thread : threads_) {
    if (waits(thread) && is_timed_wait(thread.call) && excused.count(thread.pid) == 0) {
      found.push_back(read_stat(thread).program + " waits in " +
                      name_of_system_call(thread.call.number));
    }
  }
  return found;
}

std::vector<ProcessWatch::Sleeper> ProcessWatch::sleepers() const {
  std::vector<Sleeper> found;
  for (const Thread& thread : threads_) {
    if (waits(thread)) {
      found.push_back({thread.pid, thread.tid, thread.slices, thread.call});
    }
  }
  return found;
}

std::set<pid_t> ProcessWatch::thread_numbers() const {
  std::set<pid_t> numbers;
  for (const Thread& thread : threads_) {
    numbers.insert(thread.tid);
  }
  return numbers;
}

std::vector<pid_t> ProcessWatch::processes() const {
  std::vector<pid_t> found;
  for (const Process& process : processes_) {
    if (process.pid != k_init) {
      found.push_back(process.pid);
    }
  }
  return found;
}

std::string ProcessWatch::describe() {
  list_again();
  std::string busy;
  std::string asleep;  // all that is left in the moment between two short programs of a loop
  for (const Thread& thread : threads_) {
    ProcBuffer buffer{};
    const SystemCallLook call = parse_system_call(read_again(thread.system_call_file, buffer));
    const Stat stat = read_stat(thread);
    const bool sleeps = stat.state == 'S' && call.kind == SystemCallLook::Kind::InCall;
    if (thread.pid == k_init || stat.program.empty()) {
      continue;
    }
    std::string& text = sleeps && !is_timed_wait(call) ? asleep : busy;
    text +=
        "  " + stat.program + " (pid " + std::to_string(thread.pid) + " in its machine) " +
        (sleeps ? "sleeps in " + name_of_system_call(call.number)
         : call.kind == SystemCallLook::Kind::InCall
             ? std::string("is in state ") + stat.state + " in " + name_of_system_call(call.number)
             : std::string("is in state ") + stat.state + ", outside system calls") +
        "\n";
  }
  return busy.empty() ? asleep : busy;
}

}  // namespace greenroom::real
