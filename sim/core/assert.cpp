#include "sim/core/assert.h"

#include <cstdio>
#include <cstdlib>

#include "sim/core/exit_code.h"

namespace greenroom {

void assertion_failed(const char* condition, const char* file, int line, const std::string& why) {
  std::fprintf(stderr,
               "greenroom: internal error: %s\n  expected: %s\n  at: %s:%d\n"
               "  This is a bug in greenroom. The scenario, the seed and this text reproduce it.\n",
               why.c_str(), condition, file, line);
  std::fflush(stderr);
  std::_Exit(static_cast<int>(ExitCode::InternalError));
}

}  // namespace greenroom
