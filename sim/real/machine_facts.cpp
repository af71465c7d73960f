#include "sim/real/machine_facts.h"

#include <sys/sysinfo.h>

#include <algorithm>
#include <cerrno>
#include <iterator>

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

}  // namespace greenroom::real
