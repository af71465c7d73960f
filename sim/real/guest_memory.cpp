#include "sim/real/guest_memory.h"

#include <sys/uio.h>

namespace greenroom::real {

bool read_guest(pid_t tid, std::uint64_t address, void* to, std::size_t bytes) {
  const iovec here{to, bytes};
  const iovec there{reinterpret_cast<void*>(address), bytes};
  return process_vm_readv(tid, &here, 1, &there, 1, 0) == static_cast<ssize_t>(bytes);
}

bool write_guest(pid_t tid, std::uint64_t address, const void* from, std::size_t bytes) {
  const iovec here{const_cast<void*>(from), bytes};
  const iovec there{reinterpret_cast<void*>(address), bytes};
  return process_vm_writev(tid, &here, 1, &there, 1, 0) == static_cast<ssize_t>(bytes);
}

}  // namespace greenroom::real
