// What this computer can and cannot do for greenroom, found out by trying.
#pragma once

#include <string>
#include <vector>

namespace greenroom::real {

struct Finding {
  std::string what;  // "user namespaces"
  bool ok = false;
  std::string detail;  // what was found
  std::string mend;    // the command that mends it; "" when ok
};

// Tries everything a run needs, in child processes, so that nothing stays changed. Takes well under
// a second.
[[nodiscard]] std::vector<Finding> examine_computer();

}  // namespace greenroom::real
