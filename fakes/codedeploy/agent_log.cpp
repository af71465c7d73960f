// The agent's own log, codedeploy-agent.log.
//
// AWS: reference codedeploy.md section 4 (agent codes, messages, form of a line).
#include "fakes/codedeploy/agent_parts.h"
#include "fakes/codedeploy/log_normalisation.h"
#include "sim/core/trace.h"

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_plugin = "InstanceAgent::Plugins::CodeDeployPlugin::";

int agent_code(LifecycleErrorCode code) {
  switch (code) {
    case LifecycleErrorCode::Success:
      return 0;
    case LifecycleErrorCode::ScriptMissing:
      return 1;
    case LifecycleErrorCode::ScriptNotExecutable:
      return 2;
    case LifecycleErrorCode::ScriptTimedOut:
      return 3;
    case LifecycleErrorCode::ScriptFailed:
      return 4;
    case LifecycleErrorCode::UnknownError:
      return 5;
  }
  return 5;
}

std::string quoted(const std::string& text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

// What it answers to CodeDeploy: JSON in a string.
std::string payload_of(const EventOutcome& outcome) {
  const Diagnostics& told = outcome.diagnostics;
  return "{\"error_code\":" + std::to_string(agent_code(told.errorCode)) +
         ",\"script_name\":" + quoted(told.scriptName) +
         ",\"message\":" + quoted(outcome.succeeded ? "Succeeded: " : told.message) +
         ",\"log\":" + quoted(told.logTail) + "}";
}

}  // namespace

std::vector<std::string> agent_log_lines(Epoch epoch, Instant now, const EventOutcome& outcome) {
  const std::string stamp = iso8601(epoch, now).substr(0, 19);
  std::vector<std::string> lines;
  if (!outcome.succeeded) {
    const bool by_script = !outcome.diagnostics.scriptName.empty();
    lines.push_back(stamp + " ERROR [codedeploy-agent(1)]: " + k_plugin +
                    "CommandPoller: Error during perform: " +
                    (by_script ? std::string(k_plugin) + "ScriptError" : "RuntimeError") + " - " +
                    outcome.diagnostics.message);
  }
  lines.push_back(stamp +
                  " INFO  [codedeploy-agent(1)]: [Aws::CodeDeployCommand::Client 200 0 retries] "
                  "put_host_command_complete(command_status:" +
                  (outcome.succeeded ? "\"Succeeded\"" : "\"Failed\"") +
                  ",diagnostics:{format:\"JSON\",payload:" + quoted(payload_of(outcome)) + "})");
  return lines;
}

// Told of what is written, not of what a full disk did not take; without what differs between two
// equal runs.
void Agent::tell(Context cx, const std::string& path, const std::vector<std::string>& lines) const {
  if (follower_.log_files == nullptr) {
    return;
  }
  std::vector<std::string> normalised;
  for (const std::string& line : lines) {
    normalised.push_back(normalised_log(line));
  }
  follower_.log_files->appended(cx, follower_.instance_id, path, normalised);
}

}  // namespace greenroom::codedeploy
