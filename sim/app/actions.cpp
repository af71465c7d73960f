#include "sim/app/actions.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "fakes/iam/managed_policies.h"
#include "sim/app/deployment_groups.h"
#include "sim/app/rights.h"
#include "sim/core/assert.h"

namespace greenroom::app {
namespace {

constexpr Duration k_script_limit = hours(1);
constexpr Duration k_boot_limit = minutes(10);

Failure no_such(const std::string& what) {
  return {"NoSuch", what};
}

}  // namespace

Result<std::vector<std::string>> ScenarioAlarms::in_alarm(const std::vector<std::string>& names) {
  std::vector<std::string> firing;
  for (const std::string& name : names) {
    const Result<cloudwatch::StateValue> measured = cloudwatch_.state_of(name);
    const auto set = states_.find(name);
    const bool fires = measured.ok() ? measured.value() == cloudwatch::StateValue::ALARM
                                     : set != states_.end() && set->second == "ALARM";
    if (fires) {
      firing.push_back(name);
    }
  }
  return firing;
}

Result<std::string> ScenarioAlarms::state_of(const std::string& alarm) {
  const Result<cloudwatch::StateValue> measured = cloudwatch_.state_of(alarm);
  if (measured.ok()) {
    return std::string(cloudwatch::to_string(measured.value()));
  }
  const auto set = states_.find(alarm);
  return set != states_.end() ? Result<std::string>(set->second)
                              : Result<std::string>(measured.failure());
}

// Times are whole microseconds there and decimal seconds here.
void ScenarioAlarms::put_metric_data(Context cx, const std::string& name_space,
                                     const std::vector<elb::MetricDatum>& data) {
  std::vector<cloudwatch::MetricDatum> batch;
  for (const elb::MetricDatum& from : data) {
    const bool is_time = from.Unit == "Microseconds";
    const auto decimal = [&](std::int64_t value) {
      return is_time ? cloudwatch::Decimal{value} : cloudwatch::Decimal::whole(value);
    };
    cloudwatch::MetricDatum datum;
    datum.MetricName = from.MetricName;
    datum.Dimensions.insert(from.Dimensions.begin(), from.Dimensions.end());
    datum.Timestamp = from.Timestamp;
    datum.Unit = is_time ? "Seconds" : from.Unit;
    datum.Statistics = {from.Statistics.SampleCount, decimal(from.Statistics.Sum),
                        decimal(from.Statistics.Minimum), decimal(from.Statistics.Maximum)};
    // RequestCount is told as 0, without a sample; CloudWatch takes no empty sets.
    if (datum.Statistics.SampleCount > 0) {
      batch.push_back(std::move(datum));
    }
  }
  constexpr std::size_t k_data_per_call = 1000;
  for (std::size_t begin = 0; begin < batch.size(); begin += k_data_per_call) {
    const std::size_t end = std::min(begin + k_data_per_call, batch.size());
    const Status put =
        cloudwatch_.PutMetricData(cx, name_space,
                                  {batch.begin() + static_cast<std::ptrdiff_t>(begin),
                                   batch.begin() + static_cast<std::ptrdiff_t>(end)});
    SIM_ASSERT(put.ok(), put.failure().code + ": " + put.failure().message);
  }
}

Status ScenarioAlarms::set_state(Context cx, const std::string& alarm, const std::string& state) {
  if (!cloudwatch_.state_of(alarm).ok()) {
    states_[alarm] = state;
    cx.as("cloudwatch").trace("cloudwatch.alarm", {{"AlarmName", alarm}, {"StateValue", state}});
    return success();
  }
  cloudwatch::SetAlarmStateInput input;
  input.AlarmName = alarm;
  input.StateValue = state == "ALARM" ? cloudwatch::StateValue::ALARM
                     : state == "OK"  ? cloudwatch::StateValue::OK
                                      : cloudwatch::StateValue::INSUFFICIENT_DATA;
  input.StateReason = "set by the scenario";
  return cloudwatch_.SetAlarmState(cx, std::move(input));
}

std::string Actions::instance_id(const std::string& number) const {
  const auto index = static_cast<std::size_t>(std::atoll(number.c_str()));
  const std::vector<ec2::Instance>& all = services_.ec2.state().instances();
  return index < 1 || index > all.size() ? "" : all[index - 1].InstanceId;
}

Task<Status> Actions::perform(Context cx, scenario::Step step) {
  if (step.action == "set_alarm_state") {
    co_return services_.alarms.set_state(cx, step.value("alarm"), step.value("state"));
  }
  if (PipelineActions::knows(step.action)) {
    co_return services_.pipeline.perform(cx, step);
  }
  if (step.action == "confirm_subscription") {
    co_return services_.messaging.confirm_subscription(cx, step.value("topic"),
                                                       step.value("endpoint"));
  }
  if (step.action == "put_parameter") {
    co_return put_parameter(cx, step);
  }
  if (step.action.ends_with("_role_policy")) {
    co_return act_on_role(cx, step);
  }
  if (step.action == "put_object") {
    const std::string bucket =
        step.with.count("bucket") == 0 ? lab_.artifact_bucket : step.value("bucket");
    const auto put =
        services_.s3.PutObject(cx.as("s3"), bucket, step.value("key"), step.value("content"));
    co_return put.ok() ? success() : Status(put.failure());
  }
  if (step.action.ends_with("_deployment") || step.action.ends_with("_deployment_group")) {
    co_return act_on_deployments(cx, step);
  }
  if (step.with.count("instance") == 0) {
    co_return act_on_group(cx, step);
  }
  const std::string id = instance_id(step.value("instance"));
  if (id.empty()) {
    co_return no_such("instance " + step.value("instance") + ": only " +
                      std::to_string(services_.ec2.state().instances().size()) +
                      " were launched so far");
  }
  if (step.action == "run") {
    Status ran = co_await run_script(cx, id, step.value("script"));
    co_return ran;
  }
  co_return act_on_instance(cx, step, id);
}

Status Actions::put_parameter(Context cx, const scenario::Step& step) {
  ssm::PutParameterInput input;
  input.Name = step.value("name");
  input.Value = step.value("value");
  input.Type = ssm::ParameterType::SecureString;
  input.Overwrite = true;
  const auto put = services_.parameters.PutParameter(cx.as("ssm"), std::move(input));
  return put.ok() ? success() : Status(put.failure());
}

Status Actions::act_on_role(Context cx, const scenario::Step& step) {
  const Context as_iam = cx.as("iam");
  const std::string role = lab_role(step.value("role"));
  if (step.action != "put_role_policy") {
    const std::string arn = iam::arn_of_managed_policy(step.value("policy"));
    return step.action == "attach_role_policy" ? services_.iam.AttachRolePolicy(as_iam, role, arn)
                                               : services_.iam.DetachRolePolicy(as_iam, role, arn);
  }
  std::string actions;
  for (const std::string& action : step.with.at("actions")) {
    actions += (actions.empty() ? "\"" : ",\"") + action + "\"";
  }
  const std::string resource = step.with.count("resource") == 0 ? "*" : step.value("resource");
  return services_.iam.PutRolePolicy(
      as_iam, role, step.with.count("name") == 0 ? "mended" : step.value("name"),
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[)" + actions +
          R"(],"Resource":")" + resource + R"("}]})");
}

// Stop and continue mean the newest deployment: in a scenario at most one of a group is active.
Status Actions::act_on_deployments(Context cx, const scenario::Step& step) {
  if (step.action == "create_deployment") {
    return create_deployment(cx, step);
  }
  if (step.action == "create_deployment_group") {
    const auto created = services_.codedeploy.CreateDeploymentGroup(deployment_group_of(
        lab_.scenario, lab_.account, step.value("group"), lab_.auto_scaling_group));
    return created.ok() ? success() : Status(created.failure());
  }
  if (step.action == "delete_deployment_group") {
    return delete_deployment_group(cx, step);
  }
  codedeploy::CodeDeploy& codedeploy = services_.codedeploy;
  if (codedeploy.state().deployments.empty()) {
    return no_such("deployment: none was created so far");
  }
  const std::string id = codedeploy.state().deployments.back().deploymentId;
  if (step.action == "continue_deployment") {
    return codedeploy.ContinueDeployment(id, step.value("wait_type") == "TERMINATION_WAIT"
                                                 ? codedeploy::DeploymentWaitType::TERMINATION_WAIT
                                                 : codedeploy::DeploymentWaitType::READY_WAIT);
  }
  const std::optional<bool> roll_back = step.with.count("roll_back") == 0
                                            ? std::nullopt
                                            : std::optional(step.value("roll_back") == "true");
  const auto stopped = codedeploy.StopDeployment(id, roll_back);
  return stopped.ok() ? success() : Status(stopped.failure());
}

// A build of the pipeline, the newest unless the step says which, or any object.
Result<codedeploy::S3Location> Actions::revision_for(const scenario::Step& step) const {
  codedeploy::S3Location revision;
  if (step.with.count("key") > 0) {
    revision.bucket = lab_.artifact_bucket;
    revision.key = step.value("key");
  } else {
    const std::vector<codepipeline::StoredArtifact>& builds = services_.deployer.revisions();
    const auto number = step.with.count("build") == 0
                            ? builds.size()
                            : static_cast<std::size_t>(std::atoll(step.value("build").c_str()));
    if (number < 1 || number > builds.size()) {
      return no_such("build to deploy: the pipeline has deployed " + std::to_string(builds.size()));
    }
    revision = revision_of(builds[number - 1]);
  }
  if (step.with.count("bundle_type") > 0) {
    revision.bundleType = step.value("bundle_type");
  }
  return revision;
}

Status Actions::create_deployment(Context cx, const scenario::Step& step) {
  const Result<codedeploy::S3Location> revision = revision_for(step);
  if (!revision.ok()) {
    return revision.failure();
  }
  codedeploy::CreateDeploymentInput input;
  input.deploymentGroupName = step.value("group");
  input.applicationName =
      lab_.scenario.environment.deployment_groups.at(input.deploymentGroupName).application;
  input.revision = revision.value();
  input.deploymentConfigName = step.value("deployment_config");
  input.ignoreApplicationStopFailures = step.value("ignore_application_stop_failures") == "true";
  const std::string behavior = step.value("file_exists_behavior");
  input.fileExistsBehavior = behavior == "OVERWRITE" ? codedeploy::FileExistsBehavior::OVERWRITE
                             : behavior == "RETAIN"  ? codedeploy::FileExistsBehavior::RETAIN
                                                     : codedeploy::FileExistsBehavior::DISALLOW;
  if (step.value("override_alarms") == "true") {
    input.overrideAlarmConfiguration = codedeploy::AlarmConfiguration{};  // none, this time
  }
  std::vector<std::pair<std::string, std::string>> tags;
  for (const auto& [key, values] : step.with) {
    const std::string prefix = "target_tags.";
    if (key.rfind(prefix, 0) == 0) {
      tags.emplace_back(key.substr(prefix.size()), values.front());
    }
  }
  input.targetInstances.ec2TagSet = tag_set_of(tags);
  const Result<std::string> created = services_.codedeploy.CreateDeployment(cx, std::move(input));
  return created.ok() ? success() : Status(created.failure());
}

Status Actions::delete_deployment_group(Context cx, const scenario::Step& step) {
  const std::string name = step.value("group");
  services_.fleet.set_may_delete_hooks(step.value("leaves_hooks") != "true");
  const auto left = services_.codedeploy.DeleteDeploymentGroup(
      cx, lab_.scenario.environment.deployment_groups.at(name).application, name);
  services_.fleet.set_may_delete_hooks(true);
  if (!left.ok()) {
    return left.failure();
  }
  cx.as("codedeploy")
      .trace("codedeploy.group_deleted",
             {{"deploymentGroupName", name}, {"hooksNotCleanedUp", json_array(left.value())}});
  return success();
}

std::string Actions::group_named(const std::string& name) const {
  if (name.empty()) {
    return lab_.auto_scaling_group;
  }
  if (name.back() != '*') {
    return name;
  }
  std::string newest = name;  // which no group has: it is refused as AWS refuses it
  for (const codedeploy::DeploymentInfo& deployment : services_.codedeploy.state().deployments) {
    const std::string copy =
        "CodeDeploy_" + deployment.deploymentGroupName + "_" + deployment.deploymentId;
    if (copy.rfind(name.substr(0, name.size() - 1), 0) == 0 &&
        services_.autoscaling.group(copy).ok()) {
      newest = copy;
    }
  }
  return newest;
}

Status Actions::act_on_group(Context cx, const scenario::Step& step) {
  const std::string group = group_named(step.value("auto_scaling_group"));
  const Context as_group = cx.as("autoscaling/" + group);
  autoscaling::AutoScaling& autoscaling = services_.autoscaling;
  if (step.action == "set_desired_capacity") {
    return autoscaling.SetDesiredCapacity(as_group, group,
                                          std::atoll(step.value("capacity").c_str()));
  }
  if (step.action == "start_instance_refresh") {
    const auto started = autoscaling.StartInstanceRefresh(as_group, group, std::nullopt, {});
    return started.ok() ? success() : Status(started.failure());
  }
  const std::vector<std::string>& processes = step.with.at("processes");
  return step.action == "suspend_processes"
             ? autoscaling.SuspendProcesses(as_group, group, processes)
             : autoscaling.ResumeProcesses(as_group, group, processes);
}

// What Auto Scaling does to an instance of its own.
Status Actions::act_on_member(Context cx, const scenario::Step& step, const std::string& id) {
  const autoscaling::Instance* member = services_.autoscaling.state().find_instance(id);
  const std::string group =
      member == nullptr ? lab_.auto_scaling_group : member->AutoScalingGroupName;
  const Context as_group = cx.as("autoscaling/" + group);
  const bool decrement = step.value("decrement") == "true";
  autoscaling::AutoScaling& autoscaling = services_.autoscaling;
  if (step.action == "terminate_instance") {
    const auto ended = autoscaling.TerminateInstanceInAutoScalingGroup(as_group, id, decrement);
    return ended.ok() ? success() : Status(ended.failure());
  }
  if (step.action == "exit_standby") {
    const auto back = autoscaling.ExitStandby(as_group, group, {id});
    return back.ok() ? success() : Status(back.failure());
  }
  const auto out = step.action == "enter_standby"
                       ? autoscaling.EnterStandby(as_group, group, {id}, decrement)
                       : autoscaling.DetachInstances(as_group, group, {id}, decrement);
  return out.ok() ? success() : Status(out.failure());
}

Status Actions::act_on_instance(Context cx, const scenario::Step& step, const std::string& id) {
  const bool by_auto_scaling =
      step.action.ends_with("_standby") || step.action == "detach_instance" ||
      (step.action == "terminate_instance" && step.with.count("decrement") > 0);
  if (by_auto_scaling) {
    return act_on_member(cx, step, id);
  }
  ec2::Ec2& ec2 = services_.ec2;
  if (step.action == "terminate_instance" || step.action == "stop_instance") {
    const auto changed = step.action == "stop_instance" ? ec2.StopInstances(cx, {id})
                                                        : ec2.TerminateInstances(cx, {id});
    if (changed.ok() && step.action == "stop_instance") {
      services_.codedeploy.kill_agent(id);
    }
    return changed.ok() ? success() : Status(changed.failure());
  }
  if (step.action == "start_instance") {
    const auto changed = ec2.StartInstances(cx, {id});
    if (changed.ok()) {
      services_.codedeploy.set_network(id, true);
      scenario::Wants up{{"event", {"ec2.instance"}}, {"state", {"running"}}, {"instanceId", {id}}};
      cx.spawn("start", start_agent_when_up(cx, id, std::move(up)));
    }
    return changed.ok() ? success() : Status(changed.failure());
  }
  if (step.action == "reboot_instance") {
    const Status rebooting = ec2.RebootInstances(cx, {id});
    if (rebooting.ok()) {
      services_.codedeploy.kill_agent(id);
      scenario::Wants up{{"event", {"ec2.reboot"}}, {"status", {"up"}}, {"instanceId", {id}}};
      cx.spawn("reboot", start_agent_when_up(cx, id, std::move(up)));
    }
    return rebooting;
  }
  return break_something(cx, step, id);
}

// What nobody asked for.
Status Actions::break_something(Context cx, const scenario::Step& step, const std::string& id) {
  codedeploy::CodeDeploy& codedeploy = services_.codedeploy;
  cx.trace("scenario.fault", {{"does", step.action}, {"instanceId", id}});
  if (step.action == "stop_agent") {
    return codedeploy.stop_agent(id);
  }
  if (step.action == "kill_agent") {
    codedeploy.kill_agent(id);
  } else if (step.action == "start_agent") {
    codedeploy.start_agent(id);
  } else if (step.action == "break_hardware") {
    services_.ec2.break_hardware(cx, id);
    codedeploy.kill_agent(id);
  } else if (step.action == "cut_network" || step.action == "mend_network") {
    services_.ec2.set_network(cx, id, step.action == "mend_network");
    codedeploy.set_network(id, step.action == "mend_network");
  } else {
    SIM_ASSERT(false, "the loader lets only known actions through");
  }
  return success();
}

// The agent is a service of the machine: it starts when that is up again.
Task<void> Actions::start_agent_when_up(Context cx, std::string instance_id, scenario::Wants up) {
  const bool came = co_await services_.watch.wait_for(cx, std::move(up), k_boot_limit);
  if (came) {
    services_.codedeploy.start_agent(instance_id);
  }
}

// As root, in a login's environment.
Task<Status> Actions::run_script(Context cx, std::string instance_id, std::string script) {
  Machine* machine = services_.ec2.machine(instance_id);
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
                          human(k_script_limit) +
                          ". Next step: give what goes on running an output of its own, such as "
                          "`server > /tmp/server.log 2>&1 &`"};
  }
  if (status.exit_code != 0 || status.signal != 0) {
    co_return Failure{"ExitCode", "the script of this step ended with exit code " +
                                      std::to_string(status.exit_code) + ": " + status.stderr_text +
                                      status.start_error};
  }
  co_return success();
}

}  // namespace greenroom::app
