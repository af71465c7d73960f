// One host command: picked up by the agent or not, completed in time or not; and the agents' own
// lives.
//
// AWS: reference codedeploy.md 3.1, 3.5 and section 10.
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_agent_silent =
    "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs "
    "on your host and make sure the agent is running and can connect to the CodeDeploy server.";
constexpr const char* k_agent_restarted =
    "Failed: Failing in-progress lifecycle event after an agent restart.";
constexpr Duration k_pick_up_limit = minutes(5);
constexpr Duration k_pick_up_limit_of_launches = hours(1);
constexpr Duration k_poll = seconds(1);
// Simplified: a minute on top of the documented hour, so that an agent's own report of a script
// that timed out after an hour comes first.
constexpr Duration k_event_limit = hours(1) + minutes(1);

EventOutcome failure(const std::string& message) {
  EventOutcome outcome;
  outcome.succeeded = false;
  outcome.diagnostics.errorCode = LifecycleErrorCode::UnknownError;
  outcome.diagnostics.message = message;
  return outcome;
}

// UNVERIFIED text for a command that was received and never completes.
EventOutcome agent_silent() {
  EventOutcome outcome = failure(k_agent_silent);
  outcome.unheard = true;
  return outcome;
}

}  // namespace

Duration CodeDeploy::pick_up_limit(const std::string& deployment_id) const {
  const bool launch =
      state_.find_deployment(deployment_id)->creator == DeploymentCreator::autoscaling;
  return launch ? k_pick_up_limit_of_launches : k_pick_up_limit;
}

// Polls as the agent does: the command is there, the agent may come back in time to take it.
Task<bool> CodeDeploy::wait_for_agent(Context cx, std::string deployment_id,
                                      std::string instance_id) {
  const Instant give_up = cx.now() + pick_up_limit(deployment_id);
  while (hosts_.machine(instance_id) == nullptr || !agents_[instance_id].running ||
         !agents_[instance_id].connected) {
    if (cx.now() >= give_up) {
      co_return false;
    }
    const Instant next = std::min(cx.now() + k_poll, give_up);
    co_await cx.sleep_until(next);
  }
  co_return true;
}

HostCommand CodeDeploy::host_command(const std::string& deployment_id,
                                     const std::string& instance_id, const LifecycleStep& step) {
  const DeploymentGroup& group = group_of(deployment_id);
  const DeploymentInfo& deployment = *state_.find_deployment(deployment_id);
  HostCommand command;
  command.eventName = std::string(step.name);
  command.deploymentId = deployment_id;
  command.deploymentGroupId = group.deploymentGroupId;
  command.deploymentGroupName = group.deploymentGroupName;
  command.applicationName = group.applicationName;
  command.creator = deployment.creator;
  command.type = deployment.deploymentType;
  command.revision = deployment.revision;
  command.fileExistsBehavior = deployment.fileExistsBehavior;
  command.timing = group.timing;
  command.real_time = group.realTimeEvents.count(command.eventName) > 0;
  if (step.name == "DownloadBundle") {
    command.archives_to_delete =
        state_.keep_archive(instance_id, group.deploymentGroupId, deployment_id);
  }
  return command;
}

// Either agent works by itself: the service waits for its report, but not for ever.
Task<EventOutcome> CodeDeploy::command_host(Context cx, std::string deployment_id,
                                            std::string instance_id, LifecycleStep step) {
  const std::string group_id = group_of(deployment_id).deploymentGroupId;
  EventOutcome outcome;
  if (has_external_agent(instance_id)) {
    CommandLimits limits{pick_up_limit(deployment_id), k_event_limit, agent_silent()};
    outcome = co_await queue_command(cx, host_command(deployment_id, instance_id, step),
                                     instance_id, std::move(limits));
  } else {
    outcome = co_await command_own_agent(cx, deployment_id, instance_id, step);
  }
  if (outcome.noop || outcome.unheard) {
    co_return outcome;
  }
  state_.note_directory(instance_id, group_id, deployment_id);
  if (step.name == "Install" && outcome.succeeded) {
    state_.note_install(instance_id, group_id, deployment_id);
  }
  co_return outcome;
}

Task<EventOutcome> CodeDeploy::command_own_agent(Context cx, std::string deployment_id,
                                                 std::string instance_id, LifecycleStep step) {
  const bool picked_up = co_await wait_for_agent(cx, deployment_id, instance_id);
  if (!picked_up) {
    co_return agent_silent();
  }
  const std::uint64_t number = ++last_run_;
  host_runs_[number].instance_id = instance_id;
  cx.spawn("agent", tell_agent(cx, number, host_command(deployment_id, instance_id, step)));
  const Instant limit = cx.now() + k_event_limit;
  std::optional<EventOutcome> outcome =
      co_await host_runs_.at(number).outcome.take_until(cx, limit);
  if (!outcome) {
    host_runs_.at(number).given_up = true;
    co_return agent_silent();
  }
  host_runs_.erase(number);
  co_return *outcome;
}

Task<void> CodeDeploy::tell_agent(Context cx, std::uint64_t run, HostCommand command) {
  const std::string instance_id = host_runs_.at(run).instance_id;
  Host host(hosts_, instance_id, agents_[instance_id]);
  Agent agent(host, revisions_, appspecs_, {instance_id, log_files_});
  EventOutcome outcome = co_await agent.execute(cx, std::move(command));
  const std::uint64_t life = agents_[instance_id].generation;
  while (!agents_[instance_id].connected && host_runs_.count(run) > 0 &&
         !host_runs_.at(run).given_up) {
    co_await cx.sleep_for(k_poll);  // it reports again and again
  }
  if (agents_[instance_id].generation != life) {
    co_return;  // it died before anybody heard of it
  }
  const auto found = host_runs_.find(run);
  if (found == host_runs_.end() || found->second.given_up) {
    host_runs_.erase(run);  // too late: the service has failed the event
  } else if (!found->second.outcome.has_value()) {
    found->second.outcome.set(std::move(outcome));
  }
}

Status CodeDeploy::stop_agent(const std::string& instance_id) {
  for (const auto& [number, run] : host_runs_) {
    if (run.instance_id == instance_id && !run.given_up) {
      return Failure{"DeploymentInProgress",
                     "The agent of " + instance_id + " does not stop while a deployment runs"};
    }
  }
  kill_agent(instance_id);
  return success();
}

void CodeDeploy::kill_agent(const std::string& instance_id) {
  agents_[instance_id].running = false;
  ++agents_[instance_id].generation;
}

void CodeDeploy::set_network(const std::string& instance_id, bool connected) {
  agents_[instance_id].connected = connected;
}

// The newest command that was under way is failed; an older one waits for its limit.
void CodeDeploy::start_agent(const std::string& instance_id) {
  AgentProcess& agent = agents_[instance_id];
  ++agent.generation;
  agent.running = true;
  HostRun* newest = nullptr;
  for (auto& [number, run] : host_runs_) {
    if (run.instance_id == instance_id && !run.given_up && !run.outcome.has_value()) {
      newest = &run;
    }
  }
  if (newest != nullptr) {
    newest->outcome.set(failure(k_agent_restarted));
  }
}

}  // namespace greenroom::codedeploy
