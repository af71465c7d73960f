// Trouble with the machine greenroom runs on. Never something AWS would report.
#pragma once

#include <stdexcept>
#include <string>

namespace greenroom {

// Thrown by sim/real (cannot start a process, no permission for namespaces, disk full, watchdog)
// and caught once, in sim/app, which exits with code 6. The message names the thing and the next
// step.
class HarnessError : public std::runtime_error {
 public:
  explicit HarnessError(const std::string& what) : std::runtime_error(what) {}
};

}  // namespace greenroom
