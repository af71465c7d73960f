// Stands in for sim/core/assert.cpp, whose _Exit libFuzzer would not take for a crash.
#include <cstdio>
#include <cstdlib>

#include "sim/core/assert.h"

namespace greenroom {

void assertion_failed(const char* condition, const char* file, int line, const std::string& why) {
  std::fprintf(stderr, "%s:%d: %s\n  expected: %s\n", file, line, why.c_str(), condition);
  std::abort();
}

}  // namespace greenroom
