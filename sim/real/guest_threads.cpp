#include "sim/real/guest_threads.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sim/real/held_call.h"

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

void GuestThreads::forget(pid_t tid) {
  const auto known = known_.find(tid);
  if (known != known_.end()) {
    close_handle(known->second);
    known_.erase(known);
  }
}

void GuestThreads::keep_only(const std::set<pid_t>& inner_threads) {
  std::erase_if(known_, [&](const auto& entry) {
    const bool gone = inner_threads.count(entry.second.inner_thread) == 0;
    if (gone) {
      close_handle(entry.second);
    }
    return gone;
  });
}

}  // namespace greenroom::real
