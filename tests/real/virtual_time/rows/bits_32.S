# A 32-bit program without a library: asks for the time of the day, and ends.
.globl _start
_start:
  mov $265, %eax
  xor %ebx, %ebx
  lea -64(%esp), %ecx
  int $0x80
  mov $1, %eax
  xor %ebx, %ebx
  int $0x80
