#include "sim/real/virtual_timers.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "sim/core/assert.h"
#include "sim/real/borrowed_descriptor.h"
#include "sim/real/guest_memory.h"

namespace greenroom::real {
namespace {

timeval timeval_of(const timespec& time) {
  return {time.tv_sec, time.tv_nsec / 1'000};
}
timespec timespec_of_timeval(const timeval& time) {
  return {time.tv_sec, time.tv_usec * 1'000};
}
bool is_zero(const timespec& time) {
  return time.tv_sec == 0 && time.tv_nsec == 0;
}

// The kernel's own number of an eventfd of this process; -1 when it is none.
std::int64_t eventfd_id(int descriptor) {
  const std::string path = "/proc/self/fdinfo/" + std::to_string(descriptor);
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  std::string text(1024, '\0');
  const ssize_t got = file < 0 ? -1 : read(file, text.data(), text.size());
  if (file >= 0) {
    close(file);
  }
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  const std::size_t found = text.find("eventfd-id:");
  return found == std::string::npos ? -1 : std::atoll(text.c_str() + found + 11);
}

// A thread by its number inside the machine; 0 when the process has none such.
pid_t thread_of(pid_t process, pid_t inner) {
  const std::string folder = "/proc/" + std::to_string(process) + "/task";
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const pid_t tid = std::atoi(entry.path().filename().c_str());
    const std::optional<ThreadStatus> thread = read_thread_status(tid);
    if (thread && thread->inner_thread == inner) {
      return tid;
    }
  }
  return 0;
}

}  // namespace

VirtualTimers::~VirtualTimers() {
  for (const auto& [key, timer] : timers_) {
    close(timer.process_handle);
  }
}

bool VirtualTimers::knows(long number) {
  switch (number) {
    case SYS_alarm:
    case SYS_setitimer:
    case SYS_getitimer:
    case SYS_timer_create:
    case SYS_timer_settime:
    case SYS_timer_gettime:
    case SYS_timer_getoverrun:
    case SYS_timer_delete:
    case SYS_timerfd_create:
    case SYS_timerfd_settime:
    case SYS_timerfd_gettime:
      return true;
    default:
      return false;
  }
}

VirtualTimers::Timer* VirtualTimers::of(const Key& key) {
  const auto found = timers_.find(key);
  return found == timers_.end() ? nullptr : &found->second;
}

VirtualTimers::Timer* VirtualTimers::add(const Key& key) {
  if (Timer* known = of(key)) {
    return known;
  }
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, key.first, 0));
  if (handle < 0) {
    return nullptr;
  }
  fcntl(handle, F_SETFD, FD_CLOEXEC);
  Timer& timer = timers_[key];
  timer.kind = key.second.first;
  timer.process_handle = handle;
  return &timer;
}

itimerspec VirtualTimers::setting_of(const Timer* timer) const {
  itimerspec setting{};
  if (timer != nullptr && timer->deadline != k_never) {
    setting.it_value = clock_.until(timer->deadline);
    setting.it_interval = timespec_of(timer->interval);
  }
  return setting;
}

void VirtualTimers::arm(Timer& timer, const itimerspec& setting, bool absolute) {
  const Instant now = clock_.now();
  timer.interval = clock_.after(setting.it_interval) - now;
  timer.deadline = is_zero(setting.it_value) ? k_never
                   : absolute                ? clock_.at(timer.clock, setting.it_value)
                                             : clock_.after(setting.it_value);
}

Answer VirtualTimers::alarm(const HeldCall& call, pid_t process) {
  Timer* timer = add({process, {Kind::Interval, 0}});
  if (timer == nullptr) {
    return returns(0);
  }
  const timespec left = setting_of(timer).it_value;
  timer->signal = SIGALRM;
  arm(*timer, {{}, {static_cast<time_t>(static_cast<std::uint32_t>(call.arguments[0])), 0}}, false);
  return returns(left.tv_sec + (left.tv_nsec > 0 ? 1 : 0));
}

Answer VirtualTimers::interval(const HeldCall& call, pid_t process) {
  Timer* timer = add({process, {Kind::Interval, 0}});
  if (timer == nullptr) {
    return returns(-ESRCH);
  }
  const bool sets = call.number == SYS_setitimer;
  const itimerspec before = setting_of(timer);
  const std::uint64_t to = sets ? call.arguments[2] : call.arguments[1];
  const itimerval old{timeval_of(before.it_interval), timeval_of(before.it_value)};
  std::optional<itimerval> wanted = itimerval{};
  if (sets && call.arguments[1] != 0) {
    wanted = read_guest<itimerval>(call.tid, call.arguments[1]);
  }
  if (!wanted || (to != 0 && !write_guest(call.tid, to, old))) {
    return returns(-EFAULT);
  }
  if (sets) {
    timer->signal = SIGALRM;
    arm(*timer, {timespec_of_timeval(wanted->it_interval), timespec_of_timeval(wanted->it_value)},
        false);
  }
  return returns(0);
}

Answer VirtualTimers::create(const HeldCall& call, pid_t process) {
  const int number = next_created_++;
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGALRM;
  event.sigev_value.sival_int = number;
  if (call.arguments[1] != 0) {
    const auto given = read_guest<sigevent>(call.tid, call.arguments[1]);
    if (!given) {
      return returns(-EFAULT);
    }
    event = *given;
  }
  Timer* timer = add({process, {Kind::Created, number}});
  if (timer == nullptr || !write_guest(call.tid, call.arguments[2], number)) {
    return returns(-EFAULT);
  }
  timer->clock = static_cast<clockid_t>(call.arguments[0]);
  timer->signal = event.sigev_notify == SIGEV_NONE ? 0 : event.sigev_signo;
  timer->value = reinterpret_cast<std::uint64_t>(event.sigev_value.sival_ptr);
  timer->thread =
      event.sigev_notify == SIGEV_THREAD_ID ? thread_of(process, event._sigev_un._tid) : 0;
  return returns(0);
}

Answer VirtualTimers::set(const HeldCall& call, pid_t process) {
  const Key key{process, {Kind::Created, static_cast<std::int32_t>(call.arguments[0])}};
  Timer* timer = of(key);
  if (timer == nullptr) {
    return returns(-EINVAL);
  }
  if (call.number == SYS_timer_getoverrun) {
    return returns(0);
  }
  if (call.number == SYS_timer_delete) {
    close(timer->process_handle);
    timers_.erase(key);
    return returns(0);
  }
  const bool sets = call.number == SYS_timer_settime;
  const std::uint64_t to = sets ? call.arguments[3] : call.arguments[1];
  const auto wanted = sets ? read_guest<itimerspec>(call.tid, call.arguments[2]) : itimerspec{};
  if (!wanted || (to != 0 && !write_guest(call.tid, to, setting_of(timer)))) {
    return returns(-EFAULT);
  }
  if (sets) {
    arm(*timer, *wanted, (call.arguments[1] & TIMER_ABSTIME) != 0);
  }
  return returns(0);
}

Answer VirtualTimers::create_descriptor(const HeldCall& call, int listener) {
  const auto flags = static_cast<int>(call.arguments[1]);
  const int made = eventfd(0, EFD_CLOEXEC | ((flags & TFD_NONBLOCK) != 0 ? EFD_NONBLOCK : 0));
  if (made < 0) {
    return returns(-ENOMEM);
  }
  clocks_of_descriptors_[eventfd_id(made)] = static_cast<clockid_t>(call.arguments[0]);
  seccomp_notif_addfd addition{};
  addition.id = call.id;
  addition.srcfd = static_cast<std::uint32_t>(made);
  addition.newfd_flags = (flags & TFD_CLOEXEC) != 0 ? O_CLOEXEC : 0;
  const int inside = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &addition);
  const int error = errno;
  close(made);
  return returns(inside >= 0 ? inside : -error);
}

Answer VirtualTimers::set_descriptor(const HeldCall& call, pid_t process) {
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
  const BorrowedDescriptor ours(handle, static_cast<int>(call.arguments[0]));
  close(handle);
  if (ours.get() < 0) {
    return returns(-EBADF);
  }
  const std::int64_t id = eventfd_id(ours.get());
  const bool sets = call.number == SYS_timerfd_settime;
  std::uint64_t rung = 0;
  if (id >= 0 && sets) {  // setting it again forgets that it rang
    const int status = fcntl(ours.get(), F_GETFL);
    fcntl(ours.get(), F_SETFL, status | O_NONBLOCK);
    const ssize_t forgotten = read(ours.get(), &rung, sizeof rung);
    (void)forgotten;
    fcntl(ours.get(), F_SETFL, status);
  }
  if (id < 0) {
    return returns(-EINVAL);
  }
  Timer* timer = add({process, {Kind::Descriptor, id}});
  const std::uint64_t to = sets ? call.arguments[3] : call.arguments[1];
  const auto wanted = sets ? read_guest<itimerspec>(call.tid, call.arguments[2]) : itimerspec{};
  if (timer == nullptr || !wanted || (to != 0 && !write_guest(call.tid, to, setting_of(timer)))) {
    return returns(-EFAULT);
  }
  timer->descriptor = static_cast<int>(call.arguments[0]);
  timer->value = static_cast<std::uint64_t>(id);
  if (sets) {
    timer->clock = clocks_of_descriptors_[id];
    arm(*timer, *wanted, (call.arguments[1] & TFD_TIMER_ABSTIME) != 0);
  }
  return returns(0);
}

Answer VirtualTimers::handle(const HeldCall& call, int listener) {
  const std::optional<ThreadStatus> thread = read_thread_status(call.tid);
  if (!thread) {
    return returns(-ESRCH);
  }
  switch (call.number) {
    case SYS_alarm:
      return alarm(call, thread->process);
    case SYS_setitimer:
    case SYS_getitimer:
      return interval(call, thread->process);
    case SYS_timer_create:
      return create(call, thread->process);
    case SYS_timerfd_create:
      return create_descriptor(call, listener);
    case SYS_timerfd_settime:
    case SYS_timerfd_gettime:
      return set_descriptor(call, thread->process);
    default:
      return set(call, thread->process);
  }
}

void VirtualTimers::forget_created(pid_t process) {
  std::erase_if(timers_, [&](const auto& entry) {
    const bool gone = entry.first.first == process && entry.second.kind == Kind::Created;
    if (gone) {
      close(entry.second.process_handle);
    }
    return gone;
  });
}

Instant VirtualTimers::next_deadline() const {
  Instant next = k_never;
  for (const auto& [key, timer] : timers_) {
    next = std::min(next, timer.deadline);
  }
  return next;
}

std::vector<pid_t> VirtualTimers::owners_of_due() const {
  std::vector<pid_t> owners;
  for (const auto& [key, timer] : timers_) {
    if (timer.deadline <= clock_.now() && (owners.empty() || owners.back() != key.first)) {
      owners.push_back(key.first);
    }
  }
  return owners;
}

void VirtualTimers::ring_first_of(pid_t process) {
  const auto first = std::find_if(timers_.begin(), timers_.end(), [&](const auto& entry) {
    return entry.first.first == process && entry.second.deadline <= clock_.now();
  });
  SIM_ASSERT(first != timers_.end(), "only a timer that is due rings");
  Timer& timer = first->second;
  timer.deadline = timer.interval.microseconds > 0 ? timer.deadline + timer.interval : k_never;
  ring(first->first, timer);
}

void VirtualTimers::ring(const Key& key, const Timer& timer) {
  if (timer.kind == Kind::Descriptor) {
    const BorrowedDescriptor ours(timer.process_handle, timer.descriptor);
    if (ours.get() >= 0 && eventfd_id(ours.get()) == static_cast<std::int64_t>(timer.value)) {
      const std::uint64_t once = 1;
      const ssize_t wrote = write(ours.get(), &once, sizeof once);
      (void)wrote;  // full only after 2^64 rings that nobody read
    }
  } else if (timer.kind == Kind::Interval) {
    syscall(SYS_pidfd_send_signal, timer.process_handle, timer.signal, nullptr, 0);
  } else if (timer.signal != 0) {
    siginfo_t info{};
    info.si_signo = timer.signal;
    info.si_code = SI_TIMER;
    info.si_value.sival_ptr = reinterpret_cast<void*>(timer.value);
    if (timer.thread == 0) {
      syscall(SYS_pidfd_send_signal, timer.process_handle, timer.signal, &info, 0);
    } else {
      syscall(SYS_rt_tgsigqueueinfo, key.first, timer.thread, timer.signal, &info);
    }
  }
}

void VirtualTimers::drop_orphans() {
  std::erase_if(timers_, [](const auto& entry) {
    pollfd ended{entry.second.process_handle, POLLIN, 0};
    const bool gone = poll(&ended, 1, 0) > 0;
    if (gone) {
      close(entry.second.process_handle);
    }
    return gone;
  });
}

}  // namespace greenroom::real
