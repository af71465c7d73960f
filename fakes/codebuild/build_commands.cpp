// INSTALL, PRE_BUILD, BUILD, POST_BUILD: the commands of the buildspec, one after the other.
#include <algorithm>
#include <utility>

#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/command_script.h"

namespace greenroom::codebuild {
namespace {

constexpr const char* k_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr int k_sigkill = 9;

FileChange script_of(std::string content) {
  return write_file(std::string(k_build_tmp) + "/script.sh", std::move(content), 0755);
}

}  // namespace

Task<BuildRun::PhaseEnd> BuildRun::run_commands(Context cx, BuildPhaseType phase) {
  log_.container(cx, std::string("Entering phase ") + to_string(phase));
  PhaseEnd end;
  const auto found = spec_.phases.find(phase);
  if (found != spec_.phases.end()) {  // all four are entered and completed, defined or not
    const BuildspecPhase content = found->second;
    const bool was_succeeding = succeeding_;
    for (int tries = 0;; ++tries) {
      end = co_await run_phase_once(cx, content);
      if (end.status != StatusType::FAILED ||
          !retries(content.on_failure, tries, end.context.message)) {
        break;
      }
      log_.remark("greenroom: on-failure runs the phase again");
      succeeding_ = was_succeeding;
    }
  }
  if (phase == BuildPhaseType::POST_BUILD && !spec_.exported_variables.empty() && !stopped_ &&
      end.status != StatusType::TIMED_OUT) {
    PhaseEnd exported = co_await read_exported_variables(cx);
    if (end.status == StatusType::SUCCEEDED) {
      end = std::move(exported);
    }
  }
  co_return end;
}

// All `finally` commands run, whatever became of the others; the phase succeeds only if every
// command of both lists did.
Task<BuildRun::PhaseEnd> BuildRun::run_phase_once(Context cx, BuildspecPhase phase) {
  const std::string user = phase.run_as.empty() ? spec_.run_as : phase.run_as;
  PhaseEnd end = co_await run_list(cx, phase.commands, user, true);
  if (end.status != StatusType::TIMED_OUT && !stopped_) {
    PhaseEnd after = co_await run_list(cx, phase.finally, user, false);
    if (end.status == StatusType::SUCCEEDED) {
      end = std::move(after);
    }
  }
  co_return end;
}

Task<BuildRun::PhaseEnd> BuildRun::run_list(Context cx, std::vector<std::string> commands,
                                            std::string user, bool stop_at_failure) {
  PhaseEnd end;
  for (const std::string& command : commands) {
    PhaseEnd one = co_await run_command(cx, command, user);
    if (one.status != StatusType::SUCCEEDED && end.status == StatusType::SUCCEEDED) {
      end = std::move(one);
    }
    if (stopped_ || end.status == StatusType::TIMED_OUT ||
        (end.status != StatusType::SUCCEEDED && stop_at_failure)) {
      break;
    }
  }
  co_return end;
}

Command BuildRun::shell_command(const std::string& user) const {
  std::string path = k_path;
  for (const RuntimeChoice& choice : runtimes_) {
    path = choice.path.empty() ? path : choice.path + ":" + path;
  }
  const std::string home = user == "root" ? "/root" : "/home/" + user;
  Command command;
  command.argv = {spec_.shell, std::string(k_build_tmp) + "/script.sh"};
  command.environment = around_.containers.environment();
  command.environment.merge(
      std::map<std::string, std::string>{{"PATH", path}, {"HOME", home}, {"LANG", "C.UTF-8"}});
  command.user = user;
  command.merge_output = true;
  if (project_.realTime) {
    command.environment[k_time_variable] = "real";
  }
  return command;
}

// Until it ends, or the build's time is up.
Task<ProcessStatus> BuildRun::run_process(Context cx, Command command) {
  const Instant deadline = build_.startTime + project_.timeout;
  const ProcessId process = container_->start(cx, std::move(command));
  running_ = process;
  ProcessStatus status = co_await container_->wait(cx, process, deadline);
  running_.reset();
  if (!status.ended && status.start_error.empty()) {
    container_->signal_group(process, k_sigkill);
  }
  co_return status;
}

Task<BuildRun::PhaseEnd> BuildRun::run_command(Context cx, std::string command_text,
                                               std::string user) {
  log_.container(cx, "Running command " + command_text);
  std::vector<FileChange> changes;
  changes.push_back(script_of(wrapped_command(command_text, {succeeding_, spec_.carries_state()})));
  const Status written = co_await container_->apply(cx, std::move(changes));
  if (!written.ok()) {
    co_return PhaseEnd{StatusType::FAULT, {"INTERNAL_ERROR", written.failure().message}};
  }
  Command command = shell_command(user);
  const ProcessStatus status = co_await run_process(cx, std::move(command));
  if (!status.ended && status.start_error.empty()) {
    succeeding_ = false;
    co_return PhaseEnd{StatusType::TIMED_OUT,
                       {"BUILD_TIMED_OUT", "Build has timed out. "}};  // UNVERIFIED texts
  }
  if (stopped_) {
    co_return PhaseEnd{StatusType::STOPPED, {}};
  }
  co_await cx.sleep_for(project_.timing.command);
  co_return judged(cx, command_text, status);
}

BuildRun::PhaseEnd BuildRun::judged(Context cx, const std::string& command,
                                    const ProcessStatus& status) {
  log_.output(status.start_error.empty() ? status.stdout_text : status.start_error);
  // 126: a shell's own code for what cannot be executed.
  const int code = !status.start_error.empty() ? 126
                   : status.signal != 0        ? 128 + status.signal
                                               : status.exit_code;
  if (code == 0) {
    return {};
  }
  succeeding_ = false;
  log_.container(
      cx, "Command did not exit successfully " + command + " exit status " + std::to_string(code));
  return failed("COMMAND_EXECUTION_ERROR", "Error while executing command: " + command +
                                               ". Reason: exit status " + std::to_string(code));
}

// As they are at the end of POST_BUILD (reference 1.7). A variable that nobody set is empty.
Task<BuildRun::PhaseEnd> BuildRun::read_exported_variables(Context cx) {
  std::vector<FileChange> changes;
  changes.push_back(script_of(variables_script(spec_.exported_variables)));
  const Status written = co_await container_->apply(cx, std::move(changes));
  if (!written.ok()) {
    co_return PhaseEnd{StatusType::FAULT, {"INTERNAL_ERROR", written.failure().message}};
  }
  Command command = shell_command("root");
  const ProcessStatus status = co_await run_process(cx, std::move(command));
  if (!status.ended || status.exit_code != 0 || status.signal != 0 || !status.start_error.empty()) {
    co_return PhaseEnd{StatusType::FAULT, {"INTERNAL_ERROR", "the exported variables are lost"}};
  }
  std::size_t begin = 0;
  for (const std::string& name : spec_.exported_variables) {
    const std::size_t end =
        std::min(status.stdout_text.find('\0', begin), status.stdout_text.size());
    build_.exportedEnvironmentVariables.emplace_back(name,
                                                     status.stdout_text.substr(begin, end - begin));
    begin = std::min(end + 1, status.stdout_text.size());
  }
  co_return PhaseEnd{};
}

}  // namespace greenroom::codebuild
