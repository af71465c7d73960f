// The seccomp filter of a machine: which system calls are held for greenroom, so that they live on
// virtual time. Everything else runs at full speed and is never looked at.
#pragma once

namespace greenroom::real {

// Installs the filter on the calling process, for it and all its descendants, and gives the
// listener where their held calls arrive. Once a call was received, signals do not end it (unless
// they kill): greenroom decides when it goes on. Needs Linux 5.19 and CAP_SYS_ADMIN in the user
// namespace. Throws HarnessError.
[[nodiscard]] int install_time_filter();

}  // namespace greenroom::real
