#include "sim/real/timed_waits.h"

#include <linux/futex.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "sim/real/borrowed_descriptor.h"
#include "sim/real/guest_memory.h"

#ifndef SYS_futex_waitv  // Linux 5.16
#define SYS_futex_waitv 449
#endif

namespace greenroom::real {
namespace {

constexpr std::size_t k_descriptors_max = 4096;
// Interrupted by something that runs no handler (a stop): the kernel makes the call anew.
constexpr int k_restart_without_handler = 514;  // ERESTARTNOHAND, known to the kernel only

std::optional<timespec> timespec_at(const HeldCall& call, std::size_t argument) {
  return read_guest<timespec>(call.tid, call.arguments.at(argument));
}

std::optional<Instant> relative(const HeldCall& call, std::size_t argument,
                                const GuestClock& clock) {
  const std::optional<timespec> length = timespec_at(call, argument);
  return length ? std::optional(clock.after(*length)) : std::nullopt;
}

Instant after_milliseconds(std::uint64_t argument, const GuestClock& clock) {
  const auto milliseconds_left = static_cast<std::int32_t>(argument);
  return clock.now() + milliseconds(milliseconds_left);
}

std::optional<Instant> futex_deadline(const HeldCall& call, const GuestClock& clock) {
  const auto operation = static_cast<std::uint32_t>(call.arguments[1]);
  const std::uint32_t command = operation & static_cast<std::uint32_t>(FUTEX_CMD_MASK);
  const std::optional<timespec> time = timespec_at(call, 3);
  if (!time) {
    return std::nullopt;
  }
  if (command == FUTEX_WAIT) {
    return clock.after(*time);
  }
  const bool of_the_day = command == FUTEX_LOCK_PI || (operation & FUTEX_CLOCK_REALTIME) != 0;
  return clock.at(of_the_day ? CLOCK_REALTIME : CLOCK_MONOTONIC, *time);
}

// Borrows descriptors of a process for one look: whether a poll of them would return at once.
bool any_ready(int handle, std::vector<pollfd> wanted) {
  if (handle < 0) {
    return false;  // it is gone
  }
  std::vector<BorrowedDescriptor> borrowed;
  for (pollfd& one : wanted) {
    if (one.fd >= 0) {
      one.fd = borrowed.emplace_back(handle, one.fd).get();
      if (one.fd < 0) {
        return true;  // the kernel answers at once: POLLNVAL, EBADF
      }
    }
  }
  return poll(wanted.data(), wanted.size(), 0) > 0;
}

// The set of a poll; nothing when it cannot be read.
std::optional<std::vector<pollfd>> polled(const HeldCall& call) {
  const std::uint64_t count = call.arguments[1];
  if (count > k_descriptors_max) {
    return std::nullopt;
  }
  std::vector<pollfd> set(count);
  if (!read_guest(call.tid, call.arguments[0], set.data(), count * sizeof(pollfd))) {
    return std::nullopt;
  }
  return set;
}

std::size_t set_bytes(const HeldCall& call) {
  const std::uint64_t count = call.arguments[0];
  return (count + 63) / 64 * 8;
}

std::optional<std::vector<pollfd>> selected(const HeldCall& call) {
  const std::uint64_t count = call.arguments[0];
  if (count > k_descriptors_max) {
    return std::nullopt;
  }
  std::vector<pollfd> set(count);
  constexpr short k_events[] = {POLLIN, POLLOUT, POLLPRI};
  for (std::size_t which = 0; which < 3; ++which) {
    std::vector<std::uint64_t> bits(set_bytes(call) / 8);
    const std::uint64_t address = call.arguments.at(which + 1);
    if (address != 0 && !read_guest(call.tid, address, bits.data(), bits.size() * 8)) {
      return std::nullopt;
    }
    for (std::size_t fd = 0; fd < count; ++fd) {
      set[fd].fd = static_cast<int>(fd);
      const bool wanted = (bits[fd / 64] >> (fd % 64) & 1) != 0;
      set[fd].events = static_cast<short>(set[fd].events | (wanted ? k_events[which] : 0));
    }
  }
  std::erase_if(set, [](const pollfd& one) { return one.events == 0; });
  return set;
}

bool futex_changed(const HeldCall& call) {
  const std::optional<std::uint32_t> word = read_guest<std::uint32_t>(call.tid, call.arguments[0]);
  const auto command =
      static_cast<std::uint32_t>(call.arguments[1]) & static_cast<std::uint32_t>(FUTEX_CMD_MASK);
  if (command == FUTEX_LOCK_PI || command == FUTEX_LOCK_PI2) {
    return !word || (*word & FUTEX_TID_MASK) == 0;
  }
  return !word || *word != static_cast<std::uint32_t>(call.arguments[2]);
}

// As linux/futex.h has it since 5.16.
struct WaitingWord {
  std::uint64_t value = 0;
  std::uint64_t address = 0;
  std::uint32_t flags = 0;
  std::uint32_t reserved = 0;
};
constexpr std::uint64_t k_waiting_words_max = 128;

bool any_word_changed(const HeldCall& call) {
  std::vector<WaitingWord> words(std::min(call.arguments[1], k_waiting_words_max));
  if (!read_guest(call.tid, call.arguments[0], words.data(), words.size() * sizeof(WaitingWord))) {
    return true;  // the kernel tells why
  }
  return std::any_of(words.begin(), words.end(), [&](const WaitingWord& word) {
    const auto now = read_guest<std::uint32_t>(call.tid, word.address);
    return !now || *now != static_cast<std::uint32_t>(word.value);
  });
}

// A signal set the call waits with instead of the thread's own, when it is given one.
std::optional<std::uint64_t> own_mask(const HeldCall& call) {
  const auto at = [&](std::uint64_t address) {
    return address == 0 ? std::nullopt : read_guest<std::uint64_t>(call.tid, address);
  };
  switch (call.number) {
    case SYS_ppoll:
      return at(call.arguments[3]);
    case SYS_epoll_pwait:
    case SYS_epoll_pwait2:
      return at(call.arguments[4]);
    case SYS_pselect6:
      return at(at(call.arguments[5]).value_or(0));
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Instant> deadline_of(const HeldCall& call, const GuestClock& clock) {
  switch (call.number) {
    case SYS_nanosleep:
      return relative(call, 0, clock);
    case SYS_clock_nanosleep: {
      const std::optional<timespec> time = timespec_at(call, 2);
      if (!time || (call.arguments[1] & TIMER_ABSTIME) == 0) {
        return relative(call, 2, clock);
      }
      return clock.at(static_cast<clockid_t>(call.arguments[0]), *time);
    }
    case SYS_poll:
      return after_milliseconds(call.arguments[2], clock);
    case SYS_epoll_wait:
    case SYS_epoll_pwait:
      return after_milliseconds(call.arguments[3], clock);
    case SYS_ppoll:
    case SYS_rt_sigtimedwait:
      return relative(call, 2, clock);
    case SYS_epoll_pwait2:
      return relative(call, 3, clock);
    case SYS_pselect6:
      return relative(call, 4, clock);
    case SYS_select: {
      const auto length = read_guest<timeval>(call.tid, call.arguments[4]);
      return length ? std::optional(clock.after({length->tv_sec, length->tv_usec * 1'000}))
                    : std::nullopt;
    }
    case SYS_futex:
      return futex_deadline(call, clock);
    case SYS_futex_waitv: {
      const std::optional<timespec> time = timespec_at(call, 3);
      return time ? std::optional(clock.at(static_cast<clockid_t>(call.arguments[4]), *time))
                  : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

bool would_not_wait(const HeldCall& call, int handle) {
  std::optional<std::vector<pollfd>> descriptors = std::vector<pollfd>{};
  switch (call.number) {
    case SYS_poll:
    case SYS_ppoll:
      descriptors = polled(call);
      break;
    case SYS_select:
    case SYS_pselect6:
      descriptors = selected(call);
      break;
    case SYS_epoll_wait:
    case SYS_epoll_pwait:
    case SYS_epoll_pwait2:
      descriptors->push_back({static_cast<int>(call.arguments[0]), POLLIN, 0});
      break;
    case SYS_futex:
      return futex_changed(call);
    case SYS_futex_waitv:
      return any_word_changed(call);
    default:
      break;
  }
  return !descriptors || (!descriptors->empty() && any_ready(handle, std::move(*descriptors)));
}

bool waits_with_own_signals(const HeldCall& call) {
  return call.number == SYS_rt_sigtimedwait || own_mask(call).has_value();
}

Answer at_deadline(const HeldCall& call) {
  bool written = true;
  switch (call.number) {
    case SYS_poll:
    case SYS_ppoll: {
      std::vector<pollfd> set = polled(call).value_or(std::vector<pollfd>{});
      for (pollfd& one : set) {
        one.revents = 0;
      }
      written = write_guest(call.tid, call.arguments[0], set.data(), set.size() * sizeof(pollfd));
      break;
    }
    case SYS_select:
    case SYS_pselect6: {
      const std::vector<char> nobody(set_bytes(call));
      for (std::size_t which = 1; which <= 3; ++which) {
        const std::uint64_t address = call.arguments.at(which);
        written = written &&
                  (address == 0 || write_guest(call.tid, address, nobody.data(), nobody.size()));
      }
      written = written && write_guest(call.tid, call.arguments[4], timespec{});
      break;
    }
    case SYS_futex:
    case SYS_futex_waitv:
      return returns(-ETIMEDOUT);
    case SYS_rt_sigtimedwait:
      return returns(-EAGAIN);
    default:
      break;
  }
  return returns(written ? 0 : -EFAULT);
}

std::optional<Answer> interrupted(const HeldCall& call, const ThreadStatus& thread,
                                  const GuestClock& clock, Instant deadline) {
  if (call.number == SYS_rt_sigtimedwait) {
    const auto wanted = read_guest<std::uint64_t>(call.tid, call.arguments[0]);
    if (wanted && (thread.pending_signals & *wanted) != 0) {
      return carry_out();
    }
  }
  const std::optional<std::uint64_t> mask = own_mask(call);
  const std::uint64_t arrived = thread.pending_signals & ~mask.value_or(thread.blocked_signals);
  if (arrived == 0) {
    return std::nullopt;
  }
  if (mask) {
    return carry_out();  // with its own set of signals in force, the kernel ends the call at once
  }
  const bool sleeps = call.number == SYS_nanosleep || call.number == SYS_clock_nanosleep;
  const std::uint64_t rest = call.number == SYS_nanosleep ? call.arguments[1] : call.arguments[3];
  const bool absolute =
      call.number == SYS_clock_nanosleep && (call.arguments[1] & TIMER_ABSTIME) != 0;
  if (sleeps && rest != 0 && !absolute && !write_guest(call.tid, rest, clock.until(deadline))) {
    return returns(-EFAULT);
  }
  const bool handled = (arrived & thread.caught_signals) != 0;
  return returns(handled ? -EINTR : -k_restart_without_handler);
}

}  // namespace greenroom::real
