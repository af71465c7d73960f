// The code that takes the place of the vDSO's clock functions (vdso_patch.h). It may stand at any
// address: all it refers to is in itself.
#pragma once

#include <cstdint>
#include <string_view>

namespace greenroom::real {

struct ClockCode {
  std::string_view bytes;          // clock_gettime stands at their beginning
  std::uint64_t gettimeofday = 0;  // where the others stand in them
  std::uint64_t time = 0;
  std::uint64_t words = 0;  // where the ClockWords are, at their end
};
[[nodiscard]] ClockCode clock_code();

}  // namespace greenroom::real
