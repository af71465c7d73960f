#include "sim/real/held_call.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace greenroom::real {
namespace {

constexpr std::int64_t k_second = 1'000'000;
// A machine seems to have been up for a while: programs take a clock at zero for "not set".
constexpr std::int64_t k_up_before = 1'000 * k_second;
// Waits beyond a hundred years are for ever: programs write INT_MAX or LONG_MAX seconds for it.
constexpr std::int64_t k_longest_seconds = 3'000'000'000;

// The words after "Name:" in a status file; "" when there is no such line.
std::string_view line_of(std::string_view status, std::string_view name) {
  std::size_t begin = status.find("\n" + std::string(name) + ":");
  if (begin == std::string_view::npos) {
    return {};
  }
  begin += name.size() + 2;
  return status.substr(begin, status.find('\n', begin) - begin);
}

pid_t last_number(std::string_view words) {
  const std::size_t tab = words.rfind('\t');
  return static_cast<pid_t>(std::atol(std::string(words.substr(tab + 1)).c_str()));
}

std::uint64_t hexadecimal(std::string_view words) {
  return std::strtoull(std::string(words).c_str(), nullptr, 16);
}

}  // namespace

std::optional<ThreadStatus> read_thread_status(pid_t tid) {
  const int file = open(("/proc/" + std::to_string(tid) + "/status").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return std::nullopt;
  }
  std::string text(4096, '\0');
  const ssize_t got = read(file, text.data(), text.size());
  close(file);
  if (got <= 0) {
    return std::nullopt;
  }
  text.resize(static_cast<std::size_t>(got));
  ThreadStatus status;
  status.program = text.substr(6, text.find('\n') - 6);  // "Name:\tnode"
  status.process = last_number(line_of(text, "Tgid"));
  status.parent = last_number(line_of(text, "PPid"));
  status.inner_process = last_number(line_of(text, "NStgid"));
  status.inner_thread = last_number(line_of(text, "NSpid"));
  status.pending_signals =
      hexadecimal(line_of(text, "SigPnd")) | hexadecimal(line_of(text, "ShdPnd"));
  status.blocked_signals = hexadecimal(line_of(text, "SigBlk"));
  status.caught_signals = hexadecimal(line_of(text, "SigCgt"));
  return status;
}

std::int64_t GuestClock::offset_of(clockid_t clock) const {
  const bool of_the_day = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ||
                          clock == CLOCK_REALTIME_ALARM || clock == CLOCK_TAI;
  return of_the_day ? kernel_.epoch().seconds_since_1970 * k_second : k_up_before;
}

timespec GuestClock::read(clockid_t clock) const {
  return timespec_of({now().microseconds + offset_of(clock)});
}

Instant GuestClock::after(const timespec& length) const {
  if (length.tv_sec > k_longest_seconds) {
    return k_never;
  }
  const std::int64_t length_us = length.tv_sec * k_second + (length.tv_nsec + 999) / 1'000;
  return now() + Duration{std::max<std::int64_t>(length_us, 0)};
}

Instant GuestClock::at(clockid_t clock, const timespec& time) const {
  if (time.tv_sec > 2 * k_longest_seconds) {
    return k_never;
  }
  const std::int64_t at_us =
      time.tv_sec * k_second + (time.tv_nsec + 999 - k_past_nanoseconds) / 1'000 - offset_of(clock);
  return std::max(Instant{at_us}, now());
}

timespec GuestClock::until(Instant deadline) const {
  return timespec_of(std::max(deadline - now(), Duration{}));
}

}  // namespace greenroom::real
