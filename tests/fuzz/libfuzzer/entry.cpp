// What libFuzzer calls: compiled once for each target, whose name is GREENROOM_FUZZ_TARGET.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  greenroom::fuzz::GREENROOM_FUZZ_TARGET(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
