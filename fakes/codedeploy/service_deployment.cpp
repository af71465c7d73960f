// The story of a deployment in place: batch by batch, event by event, until the verdict.
//
// AWS: reference codedeploy.md 1 (events), 7.4 (scheduling), 8 (rollback).
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/sites.h"

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_agent_silent =
    "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs "
    "on your host and make sure the agent is running and can connect to the CodeDeploy server.";
constexpr Duration k_agent_silent_after = minutes(5);

bool is_stop_event(const LifecycleStep& step) {
  return step.name == "ApplicationStop" || step.name == "BeforeBlockTraffic" ||
         step.name == "AfterBlockTraffic";
}

}  // namespace

Task<void> CodeDeploy::run(Context cx, std::string deployment_id) {
  const Duration schedule = group_of(deployment_id).timing.schedule;
  co_await cx.sleep_for(schedule);
  DeploymentInfo* deployment = state_.find_deployment(deployment_id);
  deployment->status = DeploymentStatus::InProgress;
  deployment->startTime = cx.now();
  trace_deployment(cx, *deployment);
  const bool in_place = deployment->deploymentType == DeploymentType::IN_PLACE;
  const bool rollback = deployment->creator == DeploymentCreator::codeDeployRollback;
  Verdict verdict = Verdict::Running;
  if (in_place) {
    verdict = co_await deploy_in_place(cx, deployment_id);
  } else if (rollback) {
    verdict = co_await roll_back_blue_green(cx, deployment_id);
  } else {
    verdict = co_await deploy_blue_green(cx, deployment_id);
  }
  end_deployment(cx, deployment_id, verdict);
}

Task<Verdict> CodeDeploy::deploy_in_place(Context cx, std::string deployment_id) {
  const DeploymentGroup group = group_of(deployment_id);
  std::vector<Candidate> candidates;
  for (const FleetInstance& instance : fleet_.instances(group.autoScalingGroup)) {
    const auto installed =
        state_.installed_revision.find(instance.InstanceId + "/" + group.deploymentGroupId);
    candidates.push_back({instance.InstanceId,
                          state_.is_healthy(instance.InstanceId, group.deploymentGroupId),
                          installed != state_.installed_revision.end() &&
                              installed->second == group.lastSuccessfulDeployment});
  }
  const LifecycleScenario scenario =
      group.withTrafficControl ? LifecycleScenario::InPlaceWithTraffic : LifecycleScenario::InPlace;
  Rollout rollout;
  rollout.deployment_id = deployment_id;
  rollout.instances = deployment_order(std::move(candidates));
  rollout.steps = lifecycle_of(scenario);
  add_targets(cx, deployment_id, rollout.instances, TargetLabel::None, scenario);
  const Verdict verdict = co_await roll_out(cx, std::move(rollout));
  co_return verdict;
}

// Starts instances as the configuration allows, each as a task of its own, and waits for their
// ends. What is still pending when no more may be started is skipped.
Task<Verdict> CodeDeploy::roll_out(Context cx, Rollout rollout) {
  const std::string config = state_.find_deployment(rollout.deployment_id)->deploymentConfigName;
  const FleetPlan plan = *plan_for(config, static_cast<std::int64_t>(rollout.instances.size()));
  Progress progress;
  progress.pending = plan.instances;
  Mailbox<InstanceEnd> ends("an instance to be deployed");
  std::size_t next = 0;
  while (verdict(plan, progress) == Verdict::Running ||
         (cx.fault(site::skip_forgotten) && progress.pending > 0)) {
    std::int64_t batch = next_batch(plan, progress);
    if (cx.fault(site::skip_forgotten) && batch == 0 && progress.in_flight == 0) {
      batch = 1;
    }
    for (; batch > 0; --batch) {
      const std::string instance = rollout.instances[next++];
      --progress.pending;
      ++progress.in_flight;
      const Context host = cx.as("codedeploy/" + rollout.deployment_id + "/" + instance);
      host.spawn("instance", deploy_to_instance(host, rollout, instance, &ends));
    }
    const std::optional<InstanceEnd> end = co_await ends.next(cx);
    --progress.in_flight;
    ++(end->succeeded ? progress.succeeded : progress.failed);
  }
  for (; next < rollout.instances.size(); ++next) {
    skip_rest(cx, rollout.deployment_id, rollout.instances[next]);
    set_target(cx, rollout.deployment_id, rollout.instances[next], TargetStatus::Skipped);
  }
  co_return verdict(plan, progress);
}

Task<void> CodeDeploy::deploy_to_instance(Context cx, Rollout rollout, std::string instance_id,
                                          Mailbox<InstanceEnd>* ends) {
  const std::string id = rollout.deployment_id;
  const std::string group_id = group_of(id).deploymentGroupId;
  set_target(cx, id, instance_id, TargetStatus::InProgress);
  bool failed = false;
  for (const LifecycleStep& step : rollout.steps) {
    set_event(cx, id, instance_id, step.name, LifecycleEventStatus::InProgress, {});
    EventOutcome outcome = co_await carry_out(cx, id, instance_id, step);
    if (cx.fault(site::hook_result_ignored)) {
      outcome = {};
    }
    set_event(cx, id, instance_id, step.name,
              outcome.succeeded ? LifecycleEventStatus::Succeeded : LifecycleEventStatus::Failed,
              outcome.diagnostics);
    const bool tolerated =
        is_stop_event(step) && state_.find_deployment(id)->ignoreApplicationStopFailures;
    if (!outcome.succeeded && !tolerated) {
      failed = true;
      break;
    }
  }
  if (failed) {
    skip_rest(cx, id, instance_id);
  } else {
    state_.installed_revision[instance_id + "/" + group_id] = id;
  }
  state_.note_health(instance_id, group_id, !failed);
  set_target(cx, id, instance_id, failed ? TargetStatus::Failed : rollout.status_at_end);
  ends->put({instance_id, !failed});
}

Task<EventOutcome> CodeDeploy::carry_out(Context cx, std::string deployment_id,
                                         std::string instance_id, LifecycleStep step) {
  const DeploymentGroup group = group_of(deployment_id);
  if (step.carrier == Carrier::LoadBalancer) {
    EventOutcome outcome =
        co_await move_traffic(cx, instance_id, step, group.timing.traffic_timeout);
    co_return outcome;
  }
  Machine* machine = hosts_.machine(instance_id);
  if (machine == nullptr) {
    co_await cx.sleep_for(k_agent_silent_after);
    EventOutcome silent;
    silent.succeeded = false;
    silent.diagnostics.errorCode = LifecycleErrorCode::UnknownError;
    silent.diagnostics.message = k_agent_silent;
    co_return silent;
  }
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
  Agent agent(*machine, revisions_);
  EventOutcome outcome = co_await agent.execute(cx, std::move(command));
  co_return outcome;
}

Task<EventOutcome> CodeDeploy::move_traffic(Context cx, std::string instance_id, LifecycleStep step,
                                            Duration limit) {
  const Instant deadline = cx.now() + limit;
  EventOutcome outcome;
  Status moved = success();
  if (step.name == "AllowTraffic") {
    moved = co_await traffic_.allow(cx, instance_id, deadline);
  } else if (!cx.fault(site::no_block_traffic)) {
    moved = co_await traffic_.block(cx, instance_id, deadline);
  }
  if (!moved.ok()) {
    outcome.succeeded = false;
    outcome.diagnostics.errorCode = LifecycleErrorCode::UnknownError;
    outcome.diagnostics.message = moved.failure().message;
  }
  co_return outcome;
}

}  // namespace greenroom::codedeploy
