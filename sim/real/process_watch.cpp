// Reading /proc fast: files of known threads stay open and are read again from offset 0, which
// makes the kernel produce them anew.
#include "sim/real/process_watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace greenroom::real {
namespace {

std::string_view read_again(int file, std::array<char, 1024>& buffer) {
  const ssize_t got = pread(file, buffer.data(), buffer.size(), 0);
  return got <= 0 ? std::string_view{}
                  : std::string_view(buffer.data(), static_cast<std::size_t>(got));
}

std::uint64_t number_at(std::string_view text, std::size_t field) {
  std::size_t begin = 0;
  for (; field > 0 && begin != std::string_view::npos; --field) {
    begin = text.find(' ', begin);
    begin = begin == std::string_view::npos ? begin : begin + 1;
  }
  std::uint64_t value = 0;
  if (begin != std::string_view::npos) {
    std::from_chars(text.data() + begin, text.data() + text.size(), value);
  }
  return value;
}

std::vector<pid_t> numbered_entries(int directory) {
  std::vector<pid_t> numbers;
  lseek(directory, 0, SEEK_SET);
  alignas(8) std::array<char, 8192> buffer{};
  for (;;) {
    const long got = syscall(SYS_getdents64, directory, buffer.data(), buffer.size());
    if (got <= 0) {
      break;
    }
    for (long at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer.data() + at);
      if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') {
        numbers.push_back(static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10)));
      }
      at += entry->d_reclen;
    }
  }
  return numbers;
}

// The n-th whitespace separated word of a /proc/<pid>/syscall line, as a number (0x... or decimal).
std::uint64_t word(const std::string& text, std::size_t index) {
  std::size_t begin = 0;
  for (; index > 0; --index) {
    begin = text.find(' ', begin);
    if (begin == std::string::npos) {
      return 0;
    }
    ++begin;
  }
  return std::strtoull(text.c_str() + begin, nullptr, 0);
}

bool is_timed_futex(const std::string& call) {
  const std::uint64_t operation = word(call, 2) & FUTEX_CMD_MASK;
  const bool waits = operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET ||
                     operation == FUTEX_LOCK_PI || operation == FUTEX_WAIT_REQUEUE_PI;
  return waits && word(call, 4) != 0;
}

}  // namespace

bool is_timed_wait(const std::string& call) {
  if (call.empty() || call[0] < '0' || call[0] > '9') {
    return false;  // "running" or "-1 ..." is not a system call
  }
  const auto argument = [&](std::size_t index) { return word(call, index + 1); };
  switch (static_cast<long>(word(call, 0))) {
#ifdef SYS_poll
    case SYS_poll:
      return static_cast<std::int32_t>(argument(2)) >= 0;
    case SYS_epoll_wait:
      return static_cast<std::int32_t>(argument(3)) >= 0;
    case SYS_select:
      return argument(4) != 0;
#endif
    case SYS_epoll_pwait:
      return static_cast<std::int32_t>(argument(3)) >= 0;
    case SYS_epoll_pwait2:
      return argument(3) != 0;
    case SYS_ppoll:
    case SYS_rt_sigtimedwait:
      return argument(2) != 0;
    case SYS_pselect6:
      return argument(4) != 0;
    case SYS_semtimedop:
      return argument(3) != 0;
    case SYS_nanosleep:
    case SYS_clock_nanosleep:
    case SYS_restart_syscall:
      return true;
    case SYS_futex:
      return is_timed_futex(call);
    default:
      return false;
  }
}

void ProcessWatch::close_files(const Files& files) {
  close(files.stat);
  close(files.schedstat);
  close(files.system_call);
}

ProcessWatch::~ProcessWatch() {
  for (const auto& [who, files] : files_) {
    close_files(files);
  }
}

bool ProcessWatch::look_at(pid_t pid, pid_t tid, ThreadLook& look, std::uint64_t& thread_count) {
  Files& files = files_[{pid, tid}];
  std::array<char, 1024> buffer{};
  std::string_view stat = read_again(files.stat, buffer);
  if (stat.empty()) {  // not open yet, or of a dead process whose number is used again
    close_files(files);
    const std::string own = std::to_string(pid) + "/task/" + std::to_string(tid);
    files.stat = openat(proc_, (own + "/stat").c_str(), O_RDONLY | O_CLOEXEC);
    files.schedstat = openat(proc_, (own + "/schedstat").c_str(), O_RDONLY | O_CLOEXEC);
    files.system_call = openat(proc_, (own + "/syscall").c_str(), O_RDONLY | O_CLOEXEC);
    stat = read_again(files.stat, buffer);
  }
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string_view::npos) {
    return false;  // it has gone
  }
  const std::size_t name_begin = stat.find('(') + 1;
  const std::string_view rest = stat.substr(name_end + 2);  // from the state on
  look.pid = pid;
  look.tid = tid;
  look.program = std::string(stat.substr(name_begin, name_end - name_begin));
  look.state = rest[0];
  look.parent = static_cast<pid_t>(number_at(rest, 1));
  thread_count = number_at(rest, 17);
  look.slices = number_at(read_again(files.schedstat, buffer), 2);
  return true;
}

void ProcessWatch::look_at_threads(pid_t pid, std::vector<ThreadLook>& looks) {
  const int directory =
      openat(proc_, (std::to_string(pid) + "/task").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) {
    return;
  }
  for (const pid_t tid : numbered_entries(directory)) {
    ThreadLook look;
    std::uint64_t thread_count = 0;
    if (tid != pid && look_at(pid, tid, look, thread_count)) {
      looks.push_back(look);
    }
  }
  close(directory);
}

std::vector<ThreadLook> ProcessWatch::collect() {
  std::vector<ThreadLook> looks;
  for (const pid_t pid : numbered_entries(proc_)) {
    ThreadLook look;
    std::uint64_t thread_count = 0;
    // A zombie leader may still have threads that run: ask for them in any doubt.
    if (look_at(pid, pid, look, thread_count)) {
      looks.push_back(look);
      if (thread_count > 1) {
        look_at_threads(pid, looks);
      }
    }
  }
  return looks;
}

void ProcessWatch::drop_files_of_the_dead(const std::vector<ThreadLook>& alive) {
  for (auto entry = files_.begin(); entry != files_.end();) {
    const bool lives = std::any_of(alive.begin(), alive.end(), [&](const ThreadLook& look) {
      return look.pid == entry->first.first && look.tid == entry->first.second;
    });
    if (lives) {
      ++entry;
    } else {
      close_files(entry->second);
      entry = files_.erase(entry);
    }
  }
}

// Init reaps its own zombies at once, so one of those always means that something is about to
// happen. Any other zombie may still be on its way out, with its parent not yet told: then it
// "runs".
bool ProcessWatch::left_its_processor(const ThreadLook& look) {
  if (look.state == 'Z' && look.parent == 1) {
    return false;
  }
  const std::string call = system_call(look.pid, look.tid);
  return !call.empty() && call.rfind("running", 0) != 0;
}

bool ProcessWatch::all_asleep(const std::set<pid_t>& held) {
  std::vector<ThreadLook> first = collect();
  if (first.size() != last_.size()) {
    ++population_changes_;
  }
  last_ = std::move(first);
  for (const ThreadLook& look : last_) {
    const bool says_asleep = look.state == 'S' || look.state == 'T' || look.state == 'Z' ||
                             look.state == 'I' || (look.state == 'D' && held.count(look.tid) > 0);
    if (!says_asleep) {
      return false;
    }
  }
  for (const ThreadLook& look : last_) {
    if (!left_its_processor(look)) {
      return false;
    }
  }
  std::vector<ThreadLook> second = collect();
  const bool same = second == last_;
  last_ = std::move(second);
  if (files_.size() > last_.size()) {
    drop_files_of_the_dead(last_);
  }
  return same;
}

std::string ProcessWatch::system_call(pid_t pid, pid_t tid) {
  const auto files = files_.find({pid, tid});
  if (files == files_.end()) {
    return "";
  }
  std::array<char, 1024> buffer{};
  return std::string(read_again(files->second.system_call, buffer));
}

bool ProcessWatch::in_timed_wait(const std::set<pid_t>& roots, bool any,
                                 const std::set<pid_t>& held) {
  std::set<pid_t> watched = roots;
  // Parents come before children often but not always: repeat until nothing is added.
  for (bool grown = true; grown;) {
    grown = false;
    for (const ThreadLook& look : last_) {
      if (watched.count(look.parent) > 0 && watched.insert(look.pid).second) {
        grown = true;
      }
    }
  }
  return std::any_of(last_.begin(), last_.end(), [&](const ThreadLook& look) {
    return look.state == 'S' && look.pid != 1 && held.count(look.tid) == 0 &&
           (any || watched.count(look.pid) > 0) && is_timed_wait(system_call(look.pid, look.tid));
  });
}

std::vector<std::string> ProcessWatch::timed_waits(const std::set<pid_t>& held,
                                                   const std::set<pid_t>& excused) {
  std::vector<std::string> found;
  for (const ThreadLook& look : last_) {
    const bool passed = look.pid == 1 || look.state != 'S' || held.count(look.tid) > 0 ||
                        excused.count(look.pid) > 0;
    const std::string call = passed ? "" : system_call(look.pid, look.tid);
    if (is_timed_wait(call)) {
      found.push_back(look.program + " waits in system call " + call.substr(0, call.find(' ')));
    }
  }
  return found;
}

std::string ProcessWatch::describe() {
  std::string text;
  for (const ThreadLook& look : collect()) {
    const std::string call = look.state == 'S' ? system_call(look.pid, look.tid) : "";
    if (look.pid == 1 || (look.state == 'S' && !is_timed_wait(call))) {
      continue;
    }
    text += "  " + look.program + " (pid " + std::to_string(look.pid) + " in its machine) " +
            (look.state == 'S' ? "sleeps in system call " + call.substr(0, call.find(' '))
                               : std::string("is in state ") + look.state) +
            "\n";
  }
  return text;
}

}  // namespace greenroom::real
