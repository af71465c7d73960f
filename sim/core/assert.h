// The always-on assertion. A failure here is a bug in Greenroom, never something AWS would report.
#pragma once

#include <string>

namespace greenroom {

// Prints what was expected, where, and how to report it, then ends the process with exit code 70.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line,
                                   const std::string& why);

}  // namespace greenroom

#define SIM_ASSERT(condition, why)                                          \
  do {                                                                      \
    if (!(condition)) {                                                     \
      ::greenroom::assertion_failed(#condition, __FILE__, __LINE__, (why)); \
    }                                                                       \
  } while (false)
