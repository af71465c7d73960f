#include "sim/real/clock_code.h"

#include <sys/syscall.h>
#include <time.h>

extern "C" {
extern const char greenroom_clock_code[];
extern const char greenroom_clock_code_gettimeofday[];
extern const char greenroom_clock_code_time[];
extern const char greenroom_clock_code_words[];
extern const char greenroom_clock_code_end[];
}

namespace greenroom::real {
namespace {

constexpr unsigned bit(clockid_t clock) {
  return 1u << static_cast<unsigned>(clock);
}

// The masks and numbers that stand in the assembly below.
static_assert((bit(CLOCK_REALTIME) | bit(CLOCK_REALTIME_COARSE) | bit(CLOCK_REALTIME_ALARM) |
               bit(CLOCK_TAI)) == 0x921);
static_assert((bit(CLOCK_MONOTONIC) | bit(CLOCK_MONOTONIC_RAW) | bit(CLOCK_MONOTONIC_COARSE) |
               bit(CLOCK_BOOTTIME) | bit(CLOCK_BOOTTIME_ALARM)) == 0x2d2);
static_assert(CLOCK_TAI == 11 && SYS_clock_gettime == 228);

}  // namespace

// Clocks that are none of these (processor time, unknown ones) are asked for by a plain call.
asm(R"(
  .pushsection .rodata
  .balign 16
greenroom_clock_code:
  endbr64
  cmpl $11, %edi
  ja 3f
  movl $1, %eax
  movl %edi, %ecx
  shll %cl, %eax
  testl $0x921, %eax
  jnz 1f
  testl $0x2d2, %eax
  jz 3f
  movq greenroom_clock_code_words+16(%rip), %rax
  movq greenroom_clock_code_words+24(%rip), %rdx
  jmp 2f
1:
  movq greenroom_clock_code_words(%rip), %rax
  movq greenroom_clock_code_words+8(%rip), %rdx
2:
  movq %rax, (%rsi)
  movq %rdx, 8(%rsi)
  xorl %eax, %eax
  ret
3:
  movl $228, %eax
  syscall
  ret
greenroom_clock_code_gettimeofday:
  testq %rdi, %rdi
  jz 4f
  movq greenroom_clock_code_words(%rip), %rax
  movq %rax, (%rdi)
  movq greenroom_clock_code_words+32(%rip), %rax
  movq %rax, 8(%rdi)
4:
  testq %rsi, %rsi
  jz 5f
  movq $0, (%rsi)
5:
  xorl %eax, %eax
  ret
greenroom_clock_code_time:
  movq greenroom_clock_code_words(%rip), %rax
  testq %rdi, %rdi
  jz 6f
  movq %rax, (%rdi)
6:
  ret
  .balign 8
greenroom_clock_code_words:
  .zero 40
greenroom_clock_code_end:
  .popsection
)");

ClockCode clock_code() {
  const auto length = [](const char* to) {
    return static_cast<std::uint64_t>(to - greenroom_clock_code);
  };
  return {{greenroom_clock_code, length(greenroom_clock_code_end)},
          length(greenroom_clock_code_gettimeofday),
          length(greenroom_clock_code_time),
          length(greenroom_clock_code_words)};
}

}  // namespace greenroom::real
