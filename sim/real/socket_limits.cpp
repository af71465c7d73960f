#include "sim/real/socket_limits.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "sim/real/borrowed_descriptor.h"
#include "sim/real/guest_memory.h"
#include "sim/real/interrupt_call.h"

namespace greenroom::real {
namespace {

constexpr time_t k_for_ever_seconds = 1'000'000'000;  // and the index of the limit
constexpr std::size_t k_limits_max = 100'000;         // different ones, of one machine

// Which calls a limit ends. All have the socket as their first argument.
struct LimitedCall {
  long number;
  int option;
  int error;
};
constexpr LimitedCall k_limited_calls[] = {
    {SYS_read, SO_RCVTIMEO, EAGAIN},     {SYS_readv, SO_RCVTIMEO, EAGAIN},
    {SYS_recvfrom, SO_RCVTIMEO, EAGAIN}, {SYS_recvmsg, SO_RCVTIMEO, EAGAIN},
    {SYS_recvmmsg, SO_RCVTIMEO, EAGAIN}, {SYS_accept, SO_RCVTIMEO, EAGAIN},
    {SYS_accept4, SO_RCVTIMEO, EAGAIN},  {SYS_write, SO_SNDTIMEO, EAGAIN},
    {SYS_writev, SO_SNDTIMEO, EAGAIN},   {SYS_sendto, SO_SNDTIMEO, EAGAIN},
    {SYS_sendmsg, SO_SNDTIMEO, EAGAIN},  {SYS_sendmmsg, SO_SNDTIMEO, EAGAIN},
    {SYS_sendfile, SO_SNDTIMEO, EAGAIN}, {SYS_connect, SO_SNDTIMEO, EINPROGRESS},
};

const LimitedCall* limited(long number) {
  const auto* const found =
      std::find_if(std::begin(k_limited_calls), std::end(k_limited_calls),
                   [&](const LimitedCall& one) { return one.number == number; });
  return found == std::end(k_limited_calls) ? nullptr : found;
}

// The kernel's own limit of a socket; nothing when it is no socket.
std::optional<timeval> kernel_limit(int ours, int option) {
  timeval limit{};
  socklen_t length = sizeof limit;
  const bool told = ours >= 0 && getsockopt(ours, SOL_SOCKET, option, &limit, &length) == 0;
  return told ? std::optional(limit) : std::nullopt;
}

}  // namespace

// Wrong arguments are left for the kernel to refuse.
Answer SocketLimits::set(const HeldCall& call) {
  const auto wanted = read_guest<timeval>(call.tid, call.arguments[3]);
  const bool usual = wanted && call.arguments[4] >= sizeof(timeval) && wanted->tv_sec >= 0 &&
                     wanted->tv_usec >= 0 && wanted->tv_usec < 1'000'000 &&
                     wanted->tv_sec < k_for_ever_seconds;
  if (!usual || (wanted->tv_sec == 0 && wanted->tv_usec == 0)) {
    return carry_out();
  }
  const std::pair<time_t, suseconds_t> limit{wanted->tv_sec, wanted->tv_usec};
  const auto known = std::find(limits_.begin(), limits_.end(), limit);
  const auto index = static_cast<time_t>(known - limits_.begin());
  if (known == limits_.end()) {
    if (limits_.size() == k_limits_max) {
      return returns(-ENOMEM);
    }
    limits_.push_back(limit);
  }
  const BorrowedDescriptor socket(threads_.handle_of(call.tid),
                                  static_cast<int>(call.arguments[0]));
  const timeval marked{k_for_ever_seconds + index, 0};
  if (socket.get() < 0) {
    return returns(-EBADF);
  }
  const int done = setsockopt(socket.get(), SOL_SOCKET, static_cast<int>(call.arguments[2]),
                              &marked, sizeof marked);
  return returns(done == 0 ? 0 : -errno);
}

Answer SocketLimits::get(const HeldCall& call) {
  const BorrowedDescriptor socket(threads_.handle_of(call.tid),
                                  static_cast<int>(call.arguments[0]));
  const auto limit = kernel_limit(socket.get(), static_cast<int>(call.arguments[2]));
  auto length = read_guest<socklen_t>(call.tid, call.arguments[4]);
  if (!limit || limit->tv_sec < k_for_ever_seconds || !length) {
    return carry_out();
  }
  const auto& [whole, rest] =
      limits_.at(static_cast<std::size_t>(limit->tv_sec - k_for_ever_seconds));
  const timeval set{whole, rest};
  *length = std::min<socklen_t>(*length, sizeof set);
  const bool written = write_guest(call.tid, call.arguments[3], &set, *length) &&
                       write_guest(call.tid, call.arguments[4], *length);
  return returns(written ? 0 : -EFAULT);
}

std::optional<Duration> SocketLimits::limit_of(const ProcessWatch::Sleeper& sleeper) {
  const LimitedCall* const call = limited(sleeper.call.number);
  if (call == nullptr) {
    return std::nullopt;
  }
  const pid_t tid = threads_.outer_number(sleeper.tid);
  const BorrowedDescriptor socket(tid == 0 ? -1 : threads_.handle_of(tid),
                                  static_cast<int>(sleeper.call.arguments[0]));
  const std::optional<timeval> limit = kernel_limit(socket.get(), call->option);
  if (!limit || limit->tv_sec < k_for_ever_seconds) {
    return std::nullopt;
  }
  const auto& [whole, rest] =
      limits_.at(static_cast<std::size_t>(limit->tv_sec - k_for_ever_seconds));
  return seconds(whole) + microseconds(rest);
}

// Simplified: a call that made some progress and waits on begins its limit anew.
void SocketLimits::observe(const std::vector<ProcessWatch::Sleeper>& sleepers) {
  if (limits_.empty()) {
    return;
  }
  std::map<pid_t, Blocked> still;
  for (const ProcessWatch::Sleeper& sleeper : sleepers) {
    const auto known = blocked_.find(sleeper.tid);
    if (known != blocked_.end() && known->second.slices == sleeper.slices &&
        known->second.number == sleeper.call.number) {
      still.insert(*known);
      continue;
    }
    const std::optional<Duration> limit = limit_of(sleeper);
    still[sleeper.tid] = {sleeper.slices, sleeper.call.number,
                          limit ? clock_.now() + *limit : k_never};
  }
  blocked_ = std::move(still);
}

Instant SocketLimits::next_deadline() const {
  Instant next = k_never;
  for (const auto& [thread, blocked] : blocked_) {
    next = std::min(next, blocked.deadline);
  }
  return next;
}

std::vector<pid_t> SocketLimits::due() const {
  std::vector<pid_t> threads;
  for (const auto& [thread, blocked] : blocked_) {
    if (blocked.deadline <= clock_.now()) {
      threads.push_back(thread);
    }
  }
  return threads;
}

bool SocketLimits::end_call(pid_t inner_thread) {
  const auto blocked = blocked_.find(inner_thread);
  const LimitedCall* const call = limited(blocked->second.number);
  blocked_.erase(blocked);
  const pid_t tid = threads_.outer_number(inner_thread);
  return tid != 0 && interrupt_call(tid, -call->error);
}

}  // namespace greenroom::real
