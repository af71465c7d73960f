// Every limit of a run, in one place. A scenario's `limits:` may lower or raise them. Breaking one
// ends the run with exit code 4 and a report that names the limit.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/core/time.h"

namespace greenroom {

struct Limits {
  std::uint64_t events_max = 5'000'000;            // events executed in one run
  std::uint64_t events_per_instant_max = 100'000;  // catches loops that take no virtual time
  Duration virtual_time_max = hours(200);          // an approval may wait 7 days
  std::size_t actors_max = 100'000;
  std::size_t trace_bytes_max = 256u << 20;
  std::size_t http_body_bytes_max = 16u << 20;       // one request or response body
  std::size_t http_header_bytes_max = 64u << 10;     // AWS: 64 K for all request headers
  std::size_t process_output_bytes_max = 16u << 20;  // stdout + stderr of one command
  std::size_t archive_bytes_max = 512u << 20;        // one unpacked bundle
  std::size_t archive_entries_max = 200'000;
  std::size_t machine_disk_bytes_max = 4ull << 30;  // what one machine may write; then ENOSPC
  std::size_t processes_per_machine_max = 512;      // fork bombs
  Duration watchdog_real = seconds(20);             // REAL seconds a running process may hold time
  Duration instant_real_max = minutes(10);  // REAL time of one virtual instant, whatever progress
};

}  // namespace greenroom
