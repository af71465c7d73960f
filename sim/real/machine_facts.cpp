#include "sim/real/machine_facts.h"

#include <fcntl.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <string>

#include "sim/core/harness_error.h"
#include "sim/real/guest_memory.h"

namespace greenroom::real {
namespace {

// The mask of the first processor alone, as long as the kernel writes it for up to 64.
constexpr std::uint64_t k_one_processor = 1;

}  // namespace

Answer tell_uptime(const HeldCall& call, const GuestClock& clock) {
  struct sysinfo info {};
  if (sysinfo(&info) != 0) {
    return returns(-errno);
  }
  info.uptime = clock.read(CLOCK_MONOTONIC).tv_sec;
  std::fill(std::begin(info.loads), std::end(info.loads), 0);
  return returns(write_guest(call.tid, call.arguments[0], info) ? 0 : -EFAULT);
}

Answer tell_processors(const HeldCall& call) {
  const std::uint64_t length = call.arguments[1];
  if (length < sizeof k_one_processor || length % sizeof k_one_processor != 0) {
    return returns(-EINVAL);
  }
  const bool written = write_guest(call.tid, call.arguments[2], k_one_processor);
  return returns(written ? std::int64_t{sizeof k_one_processor} : -EFAULT);
}

UptimeFile::UptimeFile(pid_t init)
    : file_(open(("/proc/" + std::to_string(init) + "/root/proc/uptime").c_str(),
                 O_WRONLY | O_CLOEXEC)) {
  if (file_ < 0) {
    throw HarnessError(std::string("cannot open a machine's /proc/uptime: ") +
                       std::strerror(errno));
  }
}

UptimeFile::~UptimeFile() {
  close(file_);
}

// Up, and idle: no processor time is ever used on virtual time.
void UptimeFile::set(const GuestClock& clock) const {
  const timespec up = clock.read(CLOCK_MONOTONIC);
  std::array<char, 64> text{};
  const auto seconds = static_cast<long long>(up.tv_sec);
  const auto hundredths = static_cast<int>(up.tv_nsec / 10'000'000);
  const int length = std::snprintf(text.data(), text.size(), "%lld.%02d %lld.%02d\n", seconds,
                                   hundredths, seconds, hundredths);
  // Never shorter than before, so nothing of the old text stays.
  const ssize_t wrote = pwrite(file_, text.data(), static_cast<std::size_t>(length), 0);
  (void)wrote;  // a machine whose disk is full keeps the time it had
}

}  // namespace greenroom::real
