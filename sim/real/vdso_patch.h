// Programs read clocks without a system call, through the vDSO, a page of code the kernel maps into
// every process. Its clock functions are replaced, in each process, by plain system calls, which
// the filter holds (time_filter.h). It works for statically linked programs too, and needs no
// library in the machine.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace greenroom::real {

class VdsoPatch {
 public:
  // Finds the functions in this process's own vDSO; it is the same in every native process.
  VdsoPatch();

  // Patches a process that has just begun a program. False when its memory could not be written.
  [[nodiscard]] bool apply(pid_t pid) const;

 private:
  struct Replacement {
    std::uint64_t offset = 0;  // in the vDSO
    std::string code;
  };
  std::vector<Replacement> replacements_;
};

}  // namespace greenroom::real
