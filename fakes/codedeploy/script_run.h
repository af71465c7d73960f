// Running one hook script as the agent does, and telling how it ended in the agent's words.
//
// AWS: reference codedeploy.md section 4.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codedeploy/appspec.h"
#include "fakes/codedeploy/types.h"
#include "sim/core/machine.h"

namespace greenroom::codedeploy {

struct ScriptOutcome {
  LifecycleErrorCode errorCode = LifecycleErrorCode::Success;
  std::string message;           // "Script at specified location: ... failed with exit code 7"
  std::vector<std::string> log;  // "[stdout]...", "[stderr]..." lines
};

// Pure: the command line of the agent, one unquoted shell line, so that spaces in a path break it:
// the path; "su <user> -c <path>" with runas; "sudo ..." with sudo.
[[nodiscard]] std::vector<std::string> script_command(const AppSpecScript& script,
                                                      const std::string& path);

// Pure: what a process's end means. `timed_out`: its deadline had come.
[[nodiscard]] ScriptOutcome judge_script(const AppSpecScript& script, const std::string& path,
                                         const ProcessStatus& status, bool timed_out);

// Runs `path` (absolute, inside the machine). The deadline is shared by the process's end and by
// the closing of stdout and stderr. At the deadline a running script gets SIGTERM (its group),
// never SIGKILL, and is reported only when it has really ended.
Task<ScriptOutcome> run_script(Context cx, Machine* machine, AppSpecScript script, std::string path,
                               std::map<std::string, std::string> environment);

}  // namespace greenroom::codedeploy
