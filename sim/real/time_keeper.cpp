#include "sim/real/time_keeper.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/times.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "sim/core/harness_error.h"
#include "sim/core/machine.h"
#include "sim/real/borrowed_descriptor.h"
#include "sim/real/guest_memory.h"
#include "sim/real/metadata_route.h"

namespace greenroom::real {
namespace {

constexpr std::size_t k_random_bytes_max = 32u << 10;  // of one call; more is asked for again
constexpr std::int64_t k_ticks_per_second = 100;       // what times() counts in

// Whether the environment a process began its program with has this setting.
bool has_setting(pid_t process, const std::string& setting) {
  std::ifstream file("/proc/" + std::to_string(process) + "/environ", std::ios::binary);
  for (std::string one; std::getline(file, one, '\0');) {
    if (one == setting) {
      return true;
    }
  }
  return false;
}

}  // namespace

TimeKeeper::TimeKeeper(const Kernel& kernel, int listener, std::string machine, pid_t init,
                       int proc_directory)
    : clock_(kernel),
      seed_(kernel.seed()),
      listener_(listener),
      machine_(std::move(machine)),
      init_(init),
      threads_(init),
      clocks_(clock_, proc_directory),
      uptime_(init),
      timers_(clock_),
      limits_(clock_, threads_) {
  uptime_.set(clock_);
}

TimeKeeper::~TimeKeeper() {
  close(listener_);
}

void TimeKeeper::send(const HeldCall& call, Answer answer) {
  let_go_ = true;
  ran_.insert(call.tid);
  seccomp_notif_resp response{};
  response.id = call.id;
  if (answer.kind == Answer::Kind::CarryOut) {
    response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  } else if (answer.value < 0) {
    response.error = static_cast<std::int32_t>(answer.value);
  } else {
    response.val = answer.value;
  }
  ioctl(listener_, SECCOMP_IOCTL_NOTIF_SEND, &response);  // fails only when the thread is gone
}

bool TimeKeeper::is_held(std::uint64_t id) const {
  return ioctl(listener_, SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0;
}

TimeKeeper::Served TimeKeeper::serve() {
  Served served = Served::Nothing;
  for (;;) {
    pollfd arrived{listener_, POLLIN, 0};
    if (poll(&arrived, 1, 0) <= 0 || (arrived.revents & POLLIN) == 0) {
      return served;
    }
    seccomp_notif notification{};
    if (ioctl(listener_, SECCOMP_IOCTL_NOTIF_RECV, &notification) != 0) {
      if (errno == ENOENT || errno == EINTR) {
        continue;  // its thread was killed meanwhile
      }
      throw HarnessError(std::string("cannot receive a held system call: ") + std::strerror(errno));
    }
    HeldCall call;
    call.id = notification.id;
    call.tid = static_cast<pid_t>(notification.pid);
    call.number = notification.data.nr;
    call.of_32_bit_program = notification.data.arch != AUDIT_ARCH_X86_64;
    std::copy_n(notification.data.args, call.arguments.size(), call.arguments.begin());
    const Answer answer = answer_to(call);
    if (answer.kind != Answer::Kind::Hold) {
      send(call, answer);
      served = Served::Answered;
    } else if (served == Served::Nothing) {
      served = Served::Kept;
    }
  }
}

Answer TimeKeeper::answer_to(const HeldCall& call) {
  if (call.tid == init_ || is_on_real_time(call)) {
    return carry_out();
  }
  if (call.of_32_bit_program) {
    return note_32_bit_program(call);
  }
  switch (call.number) {
    case SYS_clock_gettime:
    case SYS_gettimeofday:
    case SYS_time:
    case SYS_times:
      return read_clock(call);
    case SYS_arch_prctl:
      return begin_program(call);
    case SYS_getrandom:
      return random_bytes(call);
    case SYS_setsockopt:
      return limits_.set(call);
    case SYS_getsockopt:
      return limits_.get(call);
    case SYS_sysinfo:
      return tell_uptime(call, clock_);
    case SYS_sched_getaffinity:
      return tell_processors(call);
    case SYS_utimensat:
      return touch_file(call);
    case SYS_connect:
      return connect_to_metadata(call, threads_.handle_of(call.tid)).value_or(carry_out());
    default:
      break;
  }
  return VirtualTimers::knows(call.number) ? timers_.handle(call, listener_) : begin_wait(call);
}

// A program is marked by its environment, which its children inherit, daemons too.
bool TimeKeeper::is_on_real_time(const HeldCall& call) {
  if (!real_time_expected_) {
    return false;
  }
  const std::optional<ThreadStatus> thread = read_thread_status(call.tid);
  if (!thread) {
    return false;
  }
  if (call.number == SYS_arch_prctl) {
    is_real_.erase(thread->process);  // another program
  }
  const auto known = is_real_.find(thread->process);
  if (known != is_real_.end()) {
    return known->second;
  }
  const bool real = has_setting(thread->process, std::string(k_time_variable) + "=real");
  is_real_[thread->process] = real;
  if (real) {
    on_real_time_.insert(thread->inner_process);
  }
  return real;
}

Answer TimeKeeper::read_clock(const HeldCall& call) const {
  const auto& arguments = call.arguments;
  bool written = true;
  std::int64_t value = 0;
  if (call.number == SYS_clock_gettime) {
    written =
        write_guest(call.tid, arguments[1], clock_.read(static_cast<clockid_t>(arguments[0])));
  } else if (call.number == SYS_gettimeofday) {
    const timespec now = clock_.read(CLOCK_REALTIME);
    written = arguments[0] == 0 ||
              write_guest(call.tid, arguments[0], timeval{now.tv_sec, now.tv_nsec / 1'000});
    written = written &&
              (arguments[1] == 0 || write_guest(call.tid, arguments[1], std::int64_t{0}));  // UTC
  } else if (call.number == SYS_time) {
    value = clock_.read(CLOCK_REALTIME).tv_sec;
    written = arguments[0] == 0 || write_guest(call.tid, arguments[0], value);
  } else {  // times: no processor time is ever used on virtual time
    const timespec up = clock_.read(CLOCK_MONOTONIC);
    value = up.tv_sec * k_ticks_per_second + up.tv_nsec / (1'000'000'000 / k_ticks_per_second);
    written = arguments[0] == 0 || write_guest(call.tid, arguments[0], tms{});
  }
  return returns(written ? value : -EFAULT);
}

RandomStream& TimeKeeper::stream_of(const std::string& kind, pid_t inner_process) {
  const std::string name = machine_ + "/" + kind + "/" + std::to_string(inner_process);
  return random_.try_emplace(name, seed_, name).first->second;
}

Answer TimeKeeper::begin_program(const HeldCall& call) {
  timers_.forget_created(call.tid);
  begun_anew_.erase(call.tid);
  threads_.forget(call.tid);
  const GuestThreads::Thread* thread = threads_.find(call.tid);
  if (thread == nullptr) {
    return carry_out();  // it was killed meanwhile
  }
  std::array<unsigned char, 16> random{};
  RandomStream& stream = stream_of("AT_RANDOM", thread->inner_process);
  for (unsigned char& byte : random) {
    byte = static_cast<unsigned char>(stream.below(256));
  }
  if (!clocks_.begin_program(thread->inner_process, random) && is_held(call.id)) {
    throw HarnessError(
        "cannot put the clocks of a process on virtual time: writing to its memory "
        "was refused. `greenroom doctor` tells what is missing.");
  }
  return carry_out();
}

// From the stream of the process: what others draw meanwhile does not matter.
Answer TimeKeeper::random_bytes(const HeldCall& call) {
  const GuestThreads::Thread* thread = threads_.find(call.tid);
  if (thread == nullptr) {
    return returns(-ESRCH);
  }
  RandomStream& stream = stream_of("getrandom", thread->inner_process);
  std::vector<unsigned char> bytes(std::min<std::size_t>(call.arguments[1], k_random_bytes_max));
  for (unsigned char& byte : bytes) {
    byte = static_cast<unsigned char>(stream.below(256));
  }
  const bool written = write_guest(call.tid, call.arguments[0], bytes.data(), bytes.size());
  return returns(written ? static_cast<std::int64_t>(bytes.size()) : -EFAULT);
}

// "Now" for a file is the virtual now.
Answer TimeKeeper::touch_file(const HeldCall& call) {
  const BorrowedDescriptor ours(threads_.handle_of(call.tid), static_cast<int>(call.arguments[0]));
  if (ours.get() < 0) {
    return carry_out();  // the kernel tells why
  }
  const std::array<timespec, 2> now = {clock_.read(CLOCK_REALTIME), clock_.read(CLOCK_REALTIME)};
  return returns(futimens(ours.get(), now.data()) == 0 ? 0 : -errno);
}

Answer TimeKeeper::note_32_bit_program(const HeldCall& call) {
  if (const std::optional<ThreadStatus> thread = read_thread_status(call.tid)) {
    escapes_.push_back(thread->program + " is a 32-bit program, whose waits and clocks stay real,");
  }
  return carry_out();
}

Answer TimeKeeper::begin_wait(const HeldCall& call) {
  const GuestThreads::Thread* thread = threads_.find(call.tid);
  std::optional<Instant> deadline = deadline_of(call, clock_);
  const auto anew = begun_anew_.find(call.tid);
  if (anew != begun_anew_.end()) {
    if (anew->second.first == call.number) {
      deadline = anew->second.second;
    }
    begun_anew_.erase(anew);
  }
  if (thread == nullptr || !deadline || would_not_wait(call, threads_.handle_of(call.tid))) {
    return carry_out();
  }
  if (*deadline <= clock_.now()) {
    tell_it_is_past(call);
    return at_deadline(call);
  }
  ran_.insert(call.tid);
  waits_[thread->inner_thread] = {call, *deadline, !waits_with_own_signals(call)};
  return hold();
}

void TimeKeeper::tell_it_is_past(const HeldCall& call) {
  const bool only_sleeps = call.number == SYS_nanosleep || call.number == SYS_clock_nanosleep;
  const GuestThreads::Thread* thread = only_sleeps ? nullptr : threads_.find(call.tid);
  if (thread != nullptr) {
    clocks_.set_just_past(thread->inner_process);
  }
}

bool TimeKeeper::still_waits(pid_t inner_thread) {
  const auto wait = waits_.find(inner_thread);
  if (wait == waits_.end()) {
    return false;
  }
  const bool held = is_held(wait->second.call.id);
  if (!held) {
    waits_.erase(wait);
  }
  return held;
}

bool TimeKeeper::all_came_back() {
  return !ran_.empty() && std::all_of(ran_.begin(), ran_.end(), [this](pid_t tid) {
    const GuestThreads::Thread* thread = tid == 0 ? nullptr : threads_.find(tid);
    return thread != nullptr && waits_.count(thread->inner_thread) > 0;
  });
}

pid_t TimeKeeper::only_one_let_go() {
  const GuestThreads::Thread* thread = ran_.size() == 1 ? threads_.find(*ran_.begin()) : nullptr;
  return thread == nullptr ? 0 : thread->inner_thread;
}

void TimeKeeper::forget_gone(const std::set<pid_t>& listed) {
  std::erase_if(waits_, [&](const auto& entry) {
    return listed.count(entry.first) == 0 && !is_held(entry.second.call.id);
  });
  threads_.forget_gone(listed);
  timers_.drop_orphans();
}

void TimeKeeper::end_wait(std::map<pid_t, Wait>::iterator wait, Answer answer) {
  send(wait->second.call, answer);
  waits_.erase(wait);
}

std::vector<pid_t> TimeKeeper::lineage(pid_t tid) const {
  std::vector<pid_t> ancestors;
  std::optional<ThreadStatus> thread = read_thread_status(tid);
  if (thread) {
    ancestors.push_back(thread->inner_thread);
  }
  while (thread && thread->parent != init_ && thread->parent > 1) {
    thread = read_thread_status(thread->parent);
    ancestors.push_back(thread ? thread->inner_process : 0);
  }
  std::reverse(ancestors.begin(), ancestors.end());
  return ancestors;
}

pid_t TimeKeeper::first_by_lineage(const std::vector<pid_t>& tids) const {
  if (tids.size() == 1) {
    return tids.front();
  }
  std::map<std::vector<pid_t>, pid_t> by_lineage;
  for (const pid_t tid : tids) {
    by_lineage.emplace(lineage(tid), tid);
  }
  return by_lineage.begin()->second;
}

pid_t TimeKeeper::first_of(const std::vector<pid_t>& threads) {
  if (threads.size() == 1) {
    return threads.front();
  }
  std::map<pid_t, pid_t> threads_by_tid;
  std::vector<pid_t> tids;
  for (const pid_t thread : threads) {
    const auto wait = waits_.find(thread);
    tids.push_back(wait == waits_.end() ? threads_.outer_number(thread) : wait->second.call.tid);
    threads_by_tid[tids.back()] = thread;
  }
  return threads_by_tid.at(first_by_lineage(tids));
}

std::optional<Answer> TimeKeeper::early_end(const Wait& wait, bool signals_may_have_come) {
  if (would_not_wait(wait.call, threads_.handle_of(wait.call.tid))) {
    return carry_out();
  }
  if (!signals_may_have_come) {
    return std::nullopt;
  }
  const std::optional<ThreadStatus> thread = read_thread_status(wait.call.tid);
  return thread ? interrupted(wait.call, *thread, clock_, wait.deadline) : std::nullopt;
}

// A descriptor, a futex or a signal can only be there when somebody else has run since.
bool TimeKeeper::may_have_changed(const Wait& wait) const {
  const bool ran_itself = ran_.count(wait.call.tid) > 0;
  return !wait.looked_at || ran_.size() > (ran_itself ? 1u : 0u);
}

bool TimeKeeper::let_ready_go(bool disturbed, bool others_ran) {
  std::map<pid_t, Answer> ready;
  std::vector<pid_t> threads;
  for (auto& [thread, wait] : waits_) {
    const bool signals_may_have_come = others_ran || may_have_changed(wait);
    if (!disturbed && !signals_may_have_come) {
      continue;
    }
    wait.looked_at = true;
    if (const std::optional<Answer> answer = early_end(wait, signals_may_have_come)) {
      ready[thread] = *answer;
      threads.push_back(thread);
    }
  }
  if (threads.empty()) {
    return false;
  }
  const auto chosen = waits_.find(first_of(threads));
  const Wait& wait = chosen->second;
  const Answer answer = ready.at(chosen->first);
  if (answer.kind == Answer::Kind::Return && answer.value != -EINTR) {
    begun_anew_[wait.call.tid] = {wait.call.number, wait.deadline};
  }
  end_wait(chosen, answer);
  return true;
}

bool TimeKeeper::let_due_go() {
  const std::vector<pid_t> owners = timers_.owners_of_due();
  if (!owners.empty()) {
    timers_.ring_first_of(first_by_lineage(owners));
    ran_.insert(0);
    return true;
  }
  std::vector<pid_t> due = limits_.due();
  for (const auto& [thread, wait] : waits_) {
    if (wait.deadline <= clock_.now()) {
      due.push_back(thread);
    }
  }
  if (due.empty()) {
    return false;
  }
  const pid_t first = first_of(due);
  const auto wait = waits_.find(first);
  if (wait != waits_.end()) {
    tell_it_is_past(wait->second.call);
    end_wait(wait, at_deadline(wait->second.call));
  } else {
    end_limited_call(first);
  }
  return true;
}

void TimeKeeper::end_limited_call(pid_t thread) {
  let_go_ = true;
  ran_.insert(0);
  if (!limits_.end_call(thread)) {
    escapes_.push_back("a thread (" + std::to_string(thread) +
                       ") that another program traces waits beyond its socket's time-out");
  }
}

void TimeKeeper::mark_quiet(const std::vector<ProcessWatch::Sleeper>& sleepers) {
  ran_.clear();
  limits_.observe(sleepers);
}

Instant TimeKeeper::next_deadline() const {
  Instant next = std::min(timers_.next_deadline(), limits_.next_deadline());
  for (const auto& [thread, wait] : waits_) {
    next = std::min(next, wait.deadline);
  }
  return next;
}

}  // namespace greenroom::real
