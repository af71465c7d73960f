// What a machine is, for programs that ask: how long it is up, how many processors it has.
#pragma once

#include <sys/types.h>

#include "sim/real/held_call.h"

namespace greenroom::real {

// sysinfo: up since virtual time began, under no load; the memory is this computer's, as in
// /proc/meminfo.
[[nodiscard]] Answer tell_uptime(const HeldCall& call, const GuestClock& clock);

// sched_getaffinity: one processor, as a t2.micro has one
// (https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html), whatever this computer has.
// Programs that start a thread for each processor (Go, the JVM, npm's tools) are the same programs
// on every computer, and Go's threads do not steal work from each other by chance.
[[nodiscard]] Answer tell_processors(const HeldCall& call);

// What a machine has at /proc/uptime: a file of its own, kept by us.
class UptimeFile {
 public:
  // `init`: the machine's first process, whose root is complete. Throws HarnessError.
  explicit UptimeFile(pid_t init);
  ~UptimeFile();
  UptimeFile(const UptimeFile&) = delete;
  UptimeFile& operator=(const UptimeFile&) = delete;

  void set(const GuestClock& clock) const;

 private:
  int file_;
};

}  // namespace greenroom::real
