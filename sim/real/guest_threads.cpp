#include "sim/real/guest_threads.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>

#include "sim/real/held_call.h"
#include "sim/real/proc_text.h"

namespace greenroom::real {
namespace {

void close_handle(const GuestThreads::Thread& thread) {
  if (thread.handle >= 0) {
    close(thread.handle);
  }
}

}  // namespace

GuestThreads::~GuestThreads() {
  for (const auto& [tid, thread] : known_) {
    close_handle(thread);
  }
}

const GuestThreads::Thread* GuestThreads::find(pid_t tid) {
  const auto known = known_.find(tid);
  if (known != known_.end()) {
    return &known->second;
  }
  const std::optional<ThreadStatus> status = read_thread_status(tid);
  if (!status) {
    return nullptr;
  }
  return &(known_[tid] = {status->process, status->inner_thread, status->inner_process, -1});
}

int GuestThreads::handle_of(pid_t tid) {
  if (find(tid) == nullptr) {
    return -1;
  }
  Thread& thread = known_.at(tid);
  if (thread.handle < 0) {
    thread.handle = static_cast<int>(syscall(SYS_pidfd_open, thread.process, 0));  // close-on-exec
  }
  return thread.handle;
}

// The threads of a process, and of its children's processes.
void GuestThreads::learn_all_of(pid_t process) {
  const std::string own = "/proc/" + std::to_string(process) + "/task";
  const int directory = open(own.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (const pid_t tid : numbered_entries(directory)) {
    (void)find(tid);
    std::ifstream children(own + "/" + std::to_string(tid) + "/children");
    for (pid_t child = 0; children >> child;) {
      learn_all_of(child);
    }
  }
  if (directory >= 0) {
    close(directory);
  }
}

pid_t GuestThreads::outer_number(pid_t inner_thread) {
  const auto known_as = [&] {
    const auto known = std::find_if(known_.begin(), known_.end(), [&](const auto& entry) {
      return entry.second.inner_thread == inner_thread;
    });
    return known == known_.end() ? 0 : known->first;
  };
  if (known_as() == 0) {
    learn_all_of(init_);
  }
  return known_as();
}

void GuestThreads::forget(pid_t tid) {
  const auto known = known_.find(tid);
  if (known != known_.end()) {
    close_handle(known->second);
    known_.erase(known);
  }
}

void GuestThreads::forget_gone(const std::set<pid_t>& listed) {
  std::erase_if(known_, [&](const auto& entry) {
    const auto& [tid, thread] = entry;
    const bool gone = listed.count(thread.inner_thread) == 0 &&
                      syscall(SYS_tgkill, thread.process, tid, 0) != 0 && errno == ESRCH;
    if (gone) {
      close_handle(thread);
    }
    return gone;
  });
}

}  // namespace greenroom::real
