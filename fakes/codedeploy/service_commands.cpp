// Commands for hosts with AWS's own agent: queued until the host polls, acknowledged, completed, or
// given up.
//
// AWS: reference codedeploy.md 3.1 and section 10.
#include <utility>

#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {
namespace {

EventOutcome outcome_of(DeploymentCommandStatus status, Diagnostics diagnostics) {
  EventOutcome outcome;
  outcome.succeeded = status == DeploymentCommandStatus::Succeeded;
  outcome.diagnostics = std::move(diagnostics);
  return outcome;
}

}  // namespace

bool CodeDeploy::has_external_agent(const std::string& instance_id) const {
  switch (hosts_.agent(instance_id)) {
    case HostAgent::Unsaid:
      return hosts_that_polled_.count(instance_id) > 0;
    case HostAgent::Greenroom:
      return false;
    case HostAgent::External:
    case HostAgent::ExternalBeta:
      return true;
  }
  return false;
}

// The clock runs until the acknowledgement, as the agent's guarantee that it has the command; what
// is completed without one (an AppSpec that cannot be read) was received, too.
Task<EventOutcome> CodeDeploy::queue_command(Context cx, HostCommand command,
                                             std::string instance_id, CommandLimits limits) {
  const InstanceTarget& target = *find_target(command.deploymentId, instance_id);
  std::size_t position = 1;
  while (target.lifecycleEvents.at(position - 1).lifecycleEventName != command.eventName) {
    ++position;
  }
  HostCommandInstance instance;
  instance.instance_id = instance_id;
  instance.deployment_id = command.deploymentId;
  instance.CommandName = command.eventName;
  const std::string identifier = host_command_identifier(account_, instance, position);
  instance.HostCommandIdentifier = identifier;
  const auto added = queued_commands_.try_emplace(identifier);
  SIM_ASSERT(added.second, "a deployment gives a host each lifecycle event once");
  QueuedCommand& queued = added.first->second;  // the map never moves it
  queued.instance = std::move(instance);
  commands_of_host_[instance_id].push_back(identifier);

  const Instant picked_up_by = cx.now() + limits.pick_up;
  while (queued.instance.status == DeploymentCommandStatus::Pending && cx.now() < picked_up_by) {
    const bool changed = co_await queued.changed.wait_until(cx, picked_up_by);
    (void)changed;
  }
  if (queued.instance.status == DeploymentCommandStatus::InProgress) {
    const Instant done_by = cx.now() + limits.event;
    while (queued.instance.status == DeploymentCommandStatus::InProgress && cx.now() < done_by) {
      const bool changed = co_await queued.changed.wait_until(cx, done_by);
      (void)changed;
    }
  }
  std::erase(commands_of_host_[instance_id], identifier);
  if (is_ended_by_completion(queued.instance.status)) {
    end_command(cx, queued, DeploymentCommandStatus::Failed, limits.when_given_up);
  }
  co_return queued.outcome;
}

void CodeDeploy::end_command(Context cx, QueuedCommand& queued, DeploymentCommandStatus status,
                             EventOutcome outcome) {
  set_command(cx, queued, status);
  queued.outcome = std::move(outcome);
}

void CodeDeploy::set_command(Context cx, QueuedCommand& queued, DeploymentCommandStatus status) {
  queued.instance.status = status;
  const HostCommandInstance& command = queued.instance;
  cx.as("codedeploy/" + command.deployment_id + "/" + command.instance_id)
      .trace("codedeploy.host_command", {{"deploymentId", command.deployment_id},
                                         {"instanceId", command.instance_id},
                                         {"commandName", command.CommandName},
                                         {"commandStatus", to_string(status)}});
  queued.changed.notify();
}

Result<CodeDeploy::QueuedCommand*> CodeDeploy::find_command(const std::string& identifier) {
  const auto found = queued_commands_.find(identifier);
  if (found == queued_commands_.end()) {
    return Failure{"ClientException", "No command has the HostCommandIdentifier " + identifier};
  }
  return &found->second;
}

Result<std::optional<HostCommandInstance>> CodeDeploy::PollHostCommand(
    Context cx, const std::string& host_identifier) {
  const Result<std::string> instance_id = instance_of_host(account_, host_identifier);
  if (!instance_id) {
    return instance_id.failure();
  }
  if (hosts_.machine(instance_id.value()) == nullptr) {
    return Failure{"ClientException", "The host does not run: " + host_identifier};
  }
  if (hosts_that_polled_.insert(instance_id.value()).second) {
    cx.as("codedeploy")
        .trace("codedeploy.host_polls", {{"instanceId", instance_id.value()},
                                         {"external", has_external_agent(instance_id.value())}});
  }
  std::vector<const HostCommandInstance*> commands;
  for (const std::string& identifier : commands_of_host_[instance_id.value()]) {
    commands.push_back(&queued_commands_.at(identifier).instance);
  }
  const HostCommandInstance* next = next_command(commands, cx.now());
  if (next == nullptr) {
    return std::optional<HostCommandInstance>();
  }
  queued_commands_.at(next->HostCommandIdentifier).instance.delivered = cx.now();
  return std::optional<HostCommandInstance>(*next);
}

Result<DeploymentCommandStatus> CodeDeploy::PutHostCommandAcknowledgement(
    Context cx, const std::string& identifier, bool is_noop) {
  const Result<QueuedCommand*> found = find_command(identifier);
  if (!found) {
    return found.failure();
  }
  QueuedCommand& queued = *found.value();
  const DeploymentCommandStatus status = after_acknowledgement(queued.instance.status, is_noop);
  if (status != queued.instance.status) {
    queued.outcome.noop = is_noop;
    set_command(cx, queued, status);
  }
  return status;
}

Status CodeDeploy::PutHostCommandComplete(Context cx, const std::string& identifier,
                                          DeploymentCommandStatus status, Diagnostics diagnostics) {
  const Result<QueuedCommand*> found = find_command(identifier);
  if (!found) {
    return found.failure();
  }
  if (is_ended_by_completion(status)) {
    return Failure{"ClientException", "A command is completed as Succeeded or Failed, not " +
                                          std::string(to_string(status))};
  }
  if (is_ended_by_completion(found.value()->instance.status)) {
    end_command(cx, *found.value(), status, outcome_of(status, std::move(diagnostics)));
  }
  return success();
}

Result<DeploymentCommandStatus> CodeDeploy::PostHostCommandUpdate(const std::string& identifier) {
  const Result<QueuedCommand*> found = find_command(identifier);
  if (!found) {
    return found.failure();
  }
  return found.value()->instance.status;
}

Result<HostSpecification> CodeDeploy::GetDeploymentSpecification(
    const std::string& execution_id, const std::string& host_identifier) {
  const Result<std::string> instance_id = instance_of_host(account_, host_identifier);
  if (!instance_id) {
    return instance_id.failure();
  }
  const std::string id = deployment_of_execution(account_, execution_id);
  const DeploymentInfo* deployment = state_.find_deployment(id);
  if (deployment == nullptr || find_target(id, instance_id.value()) == nullptr) {
    return Failure{"ClientException",
                   "No deployment of that host has the DeploymentExecutionId " + execution_id};
  }
  const bool beta = hosts_.agent(instance_id.value()) == HostAgent::ExternalBeta;
  return HostSpecification{specification_text(account_, *deployment, group_of(id)),
                           beta ? "codedeploy-signer-integ.amazonaws.com"
                                : "codedeploy-signer-" + account_.region + ".amazonaws.com"};
}

}  // namespace greenroom::codedeploy
