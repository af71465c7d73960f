#include "fakes/codedeploy/script_run.h"

#include <algorithm>
#include <utility>

namespace greenroom::codedeploy {
namespace {

constexpr int k_sigterm = 15;
// The service's own limit on one lifecycle event is the backstop for a script that ignores SIGTERM.
constexpr Duration k_event_limit = seconds(3600);

void append_lines(const std::string& prefix, const std::string& text,
                  std::vector<std::string>& lines) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(prefix + text.substr(begin, end - begin));
    begin = end + 1;
  }
}

// The public code of the agent's code 6, "a child keeps a pipe open". UNVERIFIED: the public
// vocabulary has no such value.
constexpr LifecycleErrorCode k_outputs_left_open = LifecycleErrorCode::UnknownError;

// Ruby's class for what exec said.
std::string errno_name(const std::string& message) {
  if (message == "Permission denied") {
    return "Errno::EACCES";
  }
  if (message == "Text file busy") {
    return "Errno::ETXTBSY";
  }
  return "Errno::ENOENT";
}

std::string first_word(const std::string& path) {
  return path.substr(0, path.find(' '));
}

std::string place(const AppSpecScript& script) {
  return "Script at specified location: " + script.location +
         (script.runas.empty() ? "" : " run as user " + script.runas);
}

}  // namespace

std::vector<std::string> script_command(const AppSpecScript& script, const std::string& path) {
  std::string line = path;
  if (!script.runas.empty()) {
    line = "su " + script.runas + " -c " + line;
  }
  if (script.sudo) {
    line = "sudo " + line;
  }
  // Ruby asks a shell only when the line has a character that needs one.
  if (line.find_first_of("*?{}[]<>()~&|\\$;'`\"#=%") != std::string::npos) {
    return {"sh", "-c", line};
  }
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < line.size();) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    if (end > begin) {
      words.push_back(line.substr(begin, end - begin));
    }
    begin = end + 1;
  }
  return words;
}

ScriptOutcome judge_script(const AppSpecScript& script, const std::string& path,
                           const ProcessStatus& status, bool timed_out) {
  ScriptOutcome outcome;
  // Simplified: all of stdout, then all of stderr; the order between two pipes is not
  // deterministic.
  append_lines("[stdout]", status.stdout_text, outcome.log);
  append_lines("[stderr]", status.stderr_text, outcome.log);
  if (!status.start_error.empty()) {
    outcome.errorCode = LifecycleErrorCode::ScriptFailed;
    outcome.message = place(script) + " failed with error " + errno_name(status.start_error) +
                      " with message " + status.start_error + " - " + first_word(path);
  } else if (timed_out) {
    outcome.errorCode = LifecycleErrorCode::ScriptTimedOut;
    outcome.message = "Script at specified location: " + script.location +
                      " failed to complete in " + std::to_string(script.timeout.whole_seconds()) +
                      " seconds";
  } else if (!status.stdout_closed || !status.stderr_closed) {
    // The agent looks at the pipes before it looks at the exit code.
    outcome.errorCode = k_outputs_left_open;
    outcome.message = "Script at specified location: " + script.location + " failed to close " +
                      (status.stdout_closed ? "STDERR" : "STDOUT");
  } else if (status.signal != 0) {
    outcome.errorCode = LifecycleErrorCode::ScriptFailed;
    outcome.message = place(script) + " failed with exit code ";  // really empty on AWS
  } else if (status.exit_code != 0) {
    outcome.errorCode = LifecycleErrorCode::ScriptFailed;
    outcome.message = place(script) + " failed with exit code " + std::to_string(status.exit_code);
  } else {
    outcome.message = "Succeeded: ";
  }
  return outcome;
}

Task<ScriptOutcome> run_script(Context cx, Machine* machine, AppSpecScript script, std::string path,
                               std::map<std::string, std::string> environment) {
  Command command;
  command.environment = std::move(environment);
  command.argv = script_command(script, path);
  Command with_shell = command;  // a script without #! is run by sh
  with_shell.argv.insert(with_shell.argv.begin(), "sh");
  const Instant deadline = cx.now() + script.timeout;
  ProcessId process = machine->start(cx, std::move(command));
  ProcessStatus status = co_await machine->wait(cx, process, deadline);
  if (status.start_error == "Exec format error") {
    process = machine->start(cx, std::move(with_shell));
    status = co_await machine->wait(cx, process, deadline);
  }
  const bool timed_out = !status.ended;
  if (timed_out) {
    machine->signal_group(process, k_sigterm);
    const Instant limit = cx.now() + k_event_limit;
    status = co_await machine->wait(cx, process, limit);
  }
  co_return judge_script(script, path, status, timed_out);
}

}  // namespace greenroom::codedeploy
