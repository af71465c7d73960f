// Runs something that must end the process with greenroom's internal error, in a child process.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "sim/core/exit_code.h"

namespace greenroom {

inline bool dies_with_internal_error(const std::function<void()>& deed) {
  const pid_t child = fork();
  if (child == 0) {
    dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
    deed();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == static_cast<int>(ExitCode::InternalError);
}

}  // namespace greenroom
