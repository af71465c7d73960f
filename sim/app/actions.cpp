#include "sim/app/actions.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "sim/core/assert.h"

namespace greenroom::app {
namespace {

constexpr Duration k_script_limit = hours(1);
constexpr Duration k_reboot_limit = minutes(10);

Failure no_such(const std::string& what) {
  return {"NoSuch", what};
}

}  // namespace

Result<std::vector<std::string>> ScenarioAlarms::in_alarm(const std::vector<std::string>& names) {
  std::vector<std::string> firing;
  for (const std::string& name : names) {
    const auto found = states_.find(name);
    if (found != states_.end() && found->second == "ALARM") {
      firing.push_back(name);
    }
  }
  return firing;
}

void ScenarioAlarms::set_state(Context cx, const std::string& alarm, const std::string& state) {
  states_[alarm] = state;
  cx.as("cloudwatch").trace("cloudwatch.alarm", {{"AlarmName", alarm}, {"StateValue", state}});
}

std::string Actions::instance_id(const std::string& number) const {
  const auto index = static_cast<std::size_t>(std::atoll(number.c_str()));
  const std::vector<ec2::Instance>& all = ec2_.state().instances();
  return index < 1 || index > all.size() ? "" : all[index - 1].InstanceId;
}

Task<Status> Actions::perform(Context cx, scenario::Step step) {
  const std::string& action = step.action;
  if (action == "create_deployment") {
    co_return create_deployment(cx, step);
  }
  if (action == "stop_deployment") {
    co_return stop_deployment(step);
  }
  if (action == "continue_deployment") {
    co_return continue_deployment(step);
  }
  if (action == "set_alarm_state") {
    alarms_.set_state(cx, step.value("alarm"), step.value("state"));
    co_return success();
  }
  if (step.with.count("instance") == 0) {
    co_return act_on_group(cx, step);
  }
  const std::string id = instance_id(step.value("instance"));
  if (id.empty()) {
    co_return no_such("instance " + step.value("instance") + ": only " +
                      std::to_string(ec2_.state().instances().size()) + " were launched so far");
  }
  if (action == "run") {
    Status ran = co_await run_script(cx, id, step.value("script"));
    co_return ran;
  }
  co_return act_on_instance(cx, step, id);
}

Status Actions::create_deployment(Context cx, const scenario::Step& step) {
  const std::vector<codepipeline::StoredArtifact>& builds = deployer_.revisions();
  const auto number = step.with.count("build") == 0
                          ? builds.size()
                          : static_cast<std::size_t>(std::atoll(step.value("build").c_str()));
  if (number < 1 || number > builds.size()) {
    return no_such("build to deploy: the pipeline has deployed " + std::to_string(builds.size()));
  }
  codedeploy::CreateDeploymentInput input;
  input.applicationName = names_.application;
  input.deploymentGroupName = step.value("group");
  input.revision = revision_of(builds[number - 1]);
  input.ignoreApplicationStopFailures = step.value("ignore_application_stop_failures") == "true";
  const std::string behavior = step.value("file_exists_behavior");
  input.fileExistsBehavior = behavior == "OVERWRITE" ? codedeploy::FileExistsBehavior::OVERWRITE
                             : behavior == "RETAIN"  ? codedeploy::FileExistsBehavior::RETAIN
                                                     : codedeploy::FileExistsBehavior::DISALLOW;
  const Result<std::string> created = codedeploy_.CreateDeployment(cx, std::move(input));
  return created.ok() ? success() : Status(created.failure());
}

// The newest deployment: in a scenario at most one of a group is active.
Status Actions::stop_deployment(const scenario::Step& step) {
  const std::vector<codedeploy::DeploymentInfo>& all = codedeploy_.state().deployments;
  if (all.empty()) {
    return no_such("deployment to stop");
  }
  const std::optional<bool> roll_back = step.with.count("roll_back") == 0
                                            ? std::nullopt
                                            : std::optional(step.value("roll_back") == "true");
  const auto stopped = codedeploy_.StopDeployment(all.back().deploymentId, roll_back);
  return stopped.ok() ? success() : Status(stopped.failure());
}

Status Actions::continue_deployment(const scenario::Step& step) {
  const std::vector<codedeploy::DeploymentInfo>& all = codedeploy_.state().deployments;
  if (all.empty()) {
    return no_such("deployment to continue");
  }
  return codedeploy_.ContinueDeployment(all.back().deploymentId,
                                        step.value("wait_type") == "TERMINATION_WAIT"
                                            ? codedeploy::DeploymentWaitType::TERMINATION_WAIT
                                            : codedeploy::DeploymentWaitType::READY_WAIT);
}

Status Actions::act_on_group(Context cx, const scenario::Step& step) {
  const std::string& group = names_.auto_scaling_group;
  const Context as_group = cx.as("autoscaling/" + group);
  if (step.action == "set_desired_capacity") {
    return autoscaling_.SetDesiredCapacity(as_group, group,
                                           std::atoll(step.value("capacity").c_str()));
  }
  const std::vector<std::string>& processes = step.with.at("processes");
  return step.action == "suspend_processes"
             ? autoscaling_.SuspendProcesses(as_group, group, processes)
             : autoscaling_.ResumeProcesses(as_group, group, processes);
}

Status Actions::act_on_instance(Context cx, const scenario::Step& step, const std::string& id) {
  if (step.action == "terminate_instance") {
    const auto changed = ec2_.TerminateInstances(cx, {id});
    return changed.ok() ? success() : Status(changed.failure());
  }
  if (step.action == "reboot_instance") {
    const Status rebooting = ec2_.RebootInstances(cx, {id});
    if (rebooting.ok()) {
      codedeploy_.kill_agent(id);
      cx.spawn("reboot", restart_agent_after_reboot(cx, id));
    }
    return rebooting;
  }
  cx.trace("scenario.fault", {{"does", step.action}, {"instanceId", id}});
  if (step.action == "stop_agent") {
    return codedeploy_.stop_agent(id);
  }
  if (step.action == "kill_agent") {
    codedeploy_.kill_agent(id);
  } else if (step.action == "start_agent") {
    codedeploy_.start_agent(id);
  } else if (step.action == "break_hardware") {
    ec2_.break_hardware(cx, id);
    codedeploy_.kill_agent(id);
  } else {
    SIM_ASSERT(false, "the loader lets only known actions through");
  }
  return success();
}

// The agent is a service of the machine: it starts when that is up again.
Task<void> Actions::restart_agent_after_reboot(Context cx, std::string instance_id) {
  scenario::Wants up;
  up["event"] = {"ec2.reboot"};
  up["status"] = {"up"};
  up["instanceId"] = {instance_id};
  const bool came = co_await watch_.wait_for(cx, std::move(up), k_reboot_limit);
  if (came) {
    codedeploy_.start_agent(instance_id);
  }
}

// As root, in a login's environment.
Task<Status> Actions::run_script(Context cx, std::string instance_id, std::string script) {
  Machine* machine = ec2_.machine(instance_id);
  if (machine == nullptr) {
    co_return no_such("machine: " + instance_id + " is not switched on");
  }
  Command command;
  command.argv = {"/bin/bash", "-c", std::move(script)};
  command.environment = {
      {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
      {"HOME", "/root"},
      {"LANG", "C.UTF-8"},
  };
  const ProcessId process = machine->start(cx, std::move(command));
  const ProcessStatus status = co_await machine->wait(cx, process, cx.now() + k_script_limit);
  cx.trace("scenario.ran", {{"instanceId", instance_id},
                            {"exitCode", status.exit_code},
                            {"stdout", status.stdout_text},
                            {"stderr", status.stderr_text}});
  if (!status.done()) {
    co_return Failure{"TimeOut",
                      "the script of this step, or what holds its output, did not end in " +
                          human(k_script_limit)};
  }
  if (status.exit_code != 0 || status.signal != 0) {
    co_return Failure{"ExitCode", "the script of this step ended with exit code " +
                                      std::to_string(status.exit_code) + ": " + status.stderr_text +
                                      status.start_error};
  }
  co_return success();
}

}  // namespace greenroom::app
