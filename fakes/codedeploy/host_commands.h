// The command service's decisions, for hosts on which AWS's own agent runs. Pure: which command a
// poll is answered with, and what an acknowledgement and a completion make of it.
//
// AWS: reference codedeploy.md 3.1; the agent's own model of the service (wire_table_commands.cpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/codedeploy/types.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

enum class DeploymentCommandStatus { Pending, InProgress, Succeeded, Failed };
[[nodiscard]] const char* to_string(DeploymentCommandStatus value);

// Which agent a host has.
enum class HostAgent {
  Unsaid,        // ours, until the host polls the command service itself
  Greenroom,     // ours; what polls there gets no commands
  External,      // AWS's own, started by whoever made the host
  ExternalBeta,  // the same with codedeploy_test_profile: beta, which wants another signer
};
// As the instance's tag k_agent_tag says it: greenroom, external, external_beta; another value says
// nothing.
inline constexpr const char* k_agent_tag = "greenroom:agent";
[[nodiscard]] HostAgent host_agent_of(const std::string& tag_value);

// One lifecycle event for one host.
struct HostCommandInstance {
  std::string HostCommandIdentifier;
  std::string instance_id;
  std::string deployment_id;
  std::string CommandName;  // the lifecycle event's
  DeploymentCommandStatus status = DeploymentCommandStatus::Pending;
  std::optional<Instant> delivered;  // by the newest poll
};

// What a poll is answered with, of the commands of one host in the order in which they were given:
// the first that is Pending and not delivered. One that nobody acknowledged is delivered again
// after a minute: its agent died (UNVERIFIED). Nothing: nullptr.
[[nodiscard]] const HostCommandInstance* next_command(
    const std::vector<const HostCommandInstance*>& commands, Instant now);

// What the agent is answered to an acknowledgement, which is also what the command is then. A
// command without anything to do has Succeeded; one that was given up stays Failed.
[[nodiscard]] DeploymentCommandStatus after_acknowledgement(DeploymentCommandStatus status,
                                                            bool is_noop);
// Whether a completion ends the command; one that has ended keeps its end.
[[nodiscard]] bool is_ended_by_completion(DeploymentCommandStatus status);

// Diagnostics of a completion, {"error_code", "script_name", "message", "log"}, as the API tells
// them. Those of a command that succeeded say nothing. ClientException: no such JSON.
[[nodiscard]] Result<Diagnostics> read_diagnostics(const std::string& payload, bool succeeded);
// {"IsCommandNoop": true} of an acknowledgement; without diagnostics it is none. ClientException.
[[nodiscard]] Result<bool> read_is_noop(const std::string& payload);

// "CodeDeploy/<region>/Prod/arn:aws:sds:<region>:<account>:deployment/<id>", and back ("" when it
// is none of ours).
[[nodiscard]] std::string deployment_execution_id(const aws::Account& account,
                                                  const std::string& deployment_id);
[[nodiscard]] std::string deployment_of_execution(const aws::Account& account,
                                                  const std::string& execution_id);
// Opaque to agents: Base64 of what the real one was seen to tell.
[[nodiscard]] std::string host_command_identifier(const aws::Account& account,
                                                  const HostCommandInstance& command,
                                                  std::size_t position);
// The instance of arn:<partition>:ec2:<region>:<account>:instance/<id>; ClientException for
// anything else, on-premises instances too.
[[nodiscard]] Result<std::string> instance_of_host(const aws::Account& account,
                                                   const std::string& host_identifier);

// What a host is told of a deployment, as JSON (reference 3.2).
[[nodiscard]] std::string specification_text(const aws::Account& account,
                                             const DeploymentInfo& deployment,
                                             const DeploymentGroup& group);

}  // namespace greenroom::codedeploy
