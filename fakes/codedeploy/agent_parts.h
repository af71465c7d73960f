// What the sources of the agent share: its places on a host, and small builders.
#pragma once

#include <string>

#include "fakes/codedeploy/agent.h"

namespace greenroom::codedeploy {

inline const std::string k_root = "/opt/codedeploy-agent/deployment-root";
inline const std::string k_instructions = k_root + "/deployment-instructions";
inline const std::string k_deployments_log =
    k_root + "/deployment-logs/codedeploy-agent-deployments.log";
inline const std::string k_agent_log = "/var/log/aws/codedeploy-agent/codedeploy-agent.log";

[[nodiscard]] inline FileChange append_to_file(std::string path, std::string content) {
  return {FileChangeKind::AppendToFile, std::move(path), "", std::move(content), 0644};
}
[[nodiscard]] inline FileChange remove_tree(std::string path) {
  return {FileChangeKind::RemoveTree, std::move(path), "", "", 0};
}

// "Anything else" of reference 4: agent code 5, no script name.
[[nodiscard]] inline EventOutcome unknown_error(std::string message) {
  EventOutcome outcome;
  outcome.succeeded = false;
  outcome.diagnostics.errorCode = LifecycleErrorCode::UnknownError;
  outcome.diagnostics.message = std::move(message);
  return outcome;
}

// Nothing to do: the service answers such a command before it is executed (reference 3.1).
[[nodiscard]] inline EventOutcome no_operation() {
  EventOutcome outcome;
  outcome.noop = true;
  return outcome;
}

[[nodiscard]] inline std::string directory_of(const HostCommand& command) {
  return deployment_directory(command.deploymentGroupId, command.deploymentId);
}

[[nodiscard]] inline std::string tracking_file(const HostCommand& command) {
  return k_root + "/ongoing-deployment/" + command.deploymentId;
}

}  // namespace greenroom::codedeploy
