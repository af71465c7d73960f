// The scriptable events: which revision's AppSpec, which scripts, their logs.
//
// AWS: reference codedeploy.md 1.2 and section 4.
#include <utility>

#include "fakes/codedeploy/agent_parts.h"
#include "fakes/codedeploy/log_normalisation.h"
#include "fakes/codedeploy/paths.h"
#include "fakes/codedeploy/script_run.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_log_tail_bytes = 2048;

EventOutcome script_error(const AppSpecScript& script, LifecycleErrorCode code,
                          std::string message) {
  EventOutcome outcome;
  outcome.succeeded = false;
  outcome.diagnostics.errorCode = code;
  outcome.diagnostics.scriptName = script.location;
  outcome.diagnostics.message = std::move(message);
  return outcome;
}

}  // namespace

std::string log_tail(const std::vector<std::string>& lines) {
  std::string tail;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (tail.size() + line->size() + 1 >= k_log_tail_bytes) {
      break;
    }
    tail = *line + "\n" + tail;
  }
  return tail;
}

// The agent's own environment under systemd, plus what it tells every script. They describe the
// current deployment even when the script comes from an earlier revision (reference 4).
std::map<std::string, std::string> script_environment(const HostCommand& command) {
  std::map<std::string, std::string> environment = {
      {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
      {"HOME", "/root"},
      {"LANG", "C.UTF-8"},
      {"LIFECYCLE_EVENT", command.eventName},
      {"DEPLOYMENT_ID", command.deploymentId},
      {"APPLICATION_NAME", command.applicationName},
      {"DEPLOYMENT_GROUP_NAME", command.deploymentGroupName},
      {"DEPLOYMENT_GROUP_ID", command.deploymentGroupId},
      {"BUNDLE_BUCKET", command.revision.bucket},
      {"BUNDLE_KEY", command.revision.key},
  };
  if (command.real_time) {
    environment[k_time_variable] = "real";
  }
  if (!command.revision.version.empty()) {
    environment["BUNDLE_VERSION"] = command.revision.version;
  }
  if (!command.revision.eTag.empty()) {
    environment["BUNDLE_ETAG"] = command.revision.eTag;
  }
  return environment;
}

Task<void> Agent::write_log(Context cx, HostCommand command, std::vector<std::string> lines) {
  const std::string stamp = plain_seconds(cx.epoch(), cx.now());
  const std::string milliseconds = iso8601(cx.epoch(), cx.now()).substr(stamp.size(), 4);
  std::string scripts;
  std::string deployments;
  std::vector<std::string> of_deployments;
  for (const std::string& line : lines) {
    scripts += stamp + " " + line + "\n";
    of_deployments.push_back("[" + stamp + milliseconds + "] [" + command.deploymentId + "]" +
                             line);
    deployments += of_deployments.back() + "\n";
  }
  std::vector<FileChange> changes;
  changes.push_back(append_to_file(directory_of(command) + "/logs/scripts.log", scripts));
  changes.push_back(append_to_file(k_deployments_log, deployments));
  const Status written = co_await change_files(cx, std::move(changes));
  if (written.ok()) {  // the agent, too, goes on when its log cannot be written
    tell(cx, k_deployments_log, of_deployments);
  }
}

Task<EventOutcome> Agent::run_one(Context cx, HostCommand command, AppSpecScript script,
                                  std::string archive, std::vector<std::string>* log) {
  const std::string path = archive + "/" + without_slashes(script.location);
  std::vector<std::string> probed = {path};
  const std::vector<FileKind> kinds = co_await machine_.probe(cx, std::move(probed));
  if (kinds.at(0) == FileKind::Missing) {
    co_return script_error(script, LifecycleErrorCode::ScriptMissing,
                           "Script does not exist at specified location: " + path);
  }
  // "Not executable" is almost never a failure: the agent sets the bit itself.
  std::vector<FileChange> executable;
  executable.push_back({FileChangeKind::AddExecute, path, "", "", 0});
  const Status made = co_await change_files(cx, std::move(executable));
  if (!made.ok()) {
    co_return script_error(
        script, LifecycleErrorCode::ScriptNotExecutable,
        "Unable to set script at specified location: " + script.location + " as executable");
  }
  std::vector<std::string> begun = {"Script - " + script.location};
  log->push_back(begun.front());
  co_await write_log(cx, command, std::move(begun));
  std::map<std::string, std::string> environment = script_environment(command);
  const ScriptOutcome ran =
      co_await run_script(cx, &machine_, script, path, std::move(environment));
  co_await cx.sleep_for(command.timing.script);
  log->insert(log->end(), ran.log.begin(), ran.log.end());
  co_await write_log(cx, command, ran.log);
  if (ran.errorCode != LifecycleErrorCode::Success) {
    co_return script_error(script, ran.errorCode, ran.message);
  }
  co_return EventOutcome{};
}

Task<EventOutcome> Agent::run_scripts(Context cx, HostCommand command,
                                      std::vector<AppSpecScript> scripts, std::string archive) {
  std::vector<std::string> log = {"LifecycleEvent - " + command.eventName};
  co_await write_log(cx, command, log);
  for (const AppSpecScript& script : scripts) {
    EventOutcome outcome = co_await run_one(cx, command, script, archive, &log);
    if (!outcome.succeeded) {  // the first failure aborts the rest
      outcome.diagnostics.logTail = normalised_log(log_tail(log));
      co_return outcome;
    }
  }
  co_return EventOutcome{};
}

Task<EventOutcome> Agent::run_hook(Context cx, HostCommand command) {
  const std::string directory = co_await select_revision(cx, command);
  if (directory.empty()) {
    co_await cx.sleep_for(command.timing.event);
    co_return no_operation();  // the first deployment of this group on this host: nothing to run
  }
  const Result<std::string> text = co_await read_appspec(cx, directory);
  if (!text.ok()) {
    co_await cx.sleep_for(command.timing.event);
    co_return unknown_error(text.failure().message);
  }
  const Result<AppSpec> spec = appspecs_.parse(text.value());
  if (!spec.ok()) {
    co_await cx.sleep_for(command.timing.event);
    co_return unknown_error(spec.failure().message);
  }
  const std::vector<AppSpecScript> scripts = spec.value().scripts_of(command.eventName);
  if (scripts.empty()) {
    co_await cx.sleep_for(command.timing.event);
    co_return no_operation();
  }
  co_await begin_command(cx, command);
  EventOutcome outcome =
      co_await run_scripts(cx, command, scripts, directory + "/deployment-archive");
  co_await end_command(cx, command, outcome);
  co_return outcome;
}

}  // namespace greenroom::codedeploy
