// The story of a deployment in place: batch by batch, zone by zone, until the verdict.
//
// AWS: reference codedeploy.md 1 (events), 7.4 (scheduling), 10 (limits).
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/roles.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/sites.h"

namespace greenroom::codedeploy {
namespace {

constexpr Duration k_in_place_limit = hours(12);
constexpr Duration k_blue_green_limit = hours(109);
constexpr std::size_t k_instances_max = 1000;

bool is_stop_event(const LifecycleStep& step) {
  return step.name == "ApplicationStop" || step.name == "BeforeBlockTraffic" ||
         step.name == "AfterBlockTraffic";
}

std::vector<std::string> ids_of(const std::vector<Candidate>& candidates) {
  std::vector<std::string> ids;
  for (const Candidate& candidate : candidates) {
    ids.push_back(candidate.instance_id);
  }
  return ids;
}

std::vector<std::string> zones_of(const std::vector<Candidate>& candidates) {
  std::vector<std::string> zones;
  for (const Candidate& candidate : candidates) {
    zones.push_back(candidate.AvailabilityZone);
  }
  return zones;
}

void count_end(TargetStatus status, Progress& progress) {
  --progress.in_flight;
  if (status != TargetStatus::Skipped) {
    ++(status == TargetStatus::Failed ? progress.failed : progress.succeeded);
  }
}

Duration monitor_duration(const DeploymentConfig& config, std::size_t zone) {
  const ZonalConfig& zonal = *config.zonalConfig;
  return zone == 0 ? zonal.firstZoneMonitorDuration.value_or(zonal.monitorDuration)
                   : zonal.monitorDuration;
}

}  // namespace

Task<void> CodeDeploy::run(Context cx, std::string deployment_id) {
  const Duration schedule = group_of(deployment_id).timing.schedule;
  const bool undisturbed = co_await rest(cx, deployment_id, schedule);
  if (!undisturbed || stop_on_alarm(deployment_id)) {
    end_deployment(cx, deployment_id, *controls_.at(deployment_id).stop);
    co_return;
  }
  state_.find_deployment(deployment_id)->startTime = cx.now();
  set_status(cx, deployment_id, DeploymentStatus::InProgress);
  if (alarms_ != nullptr && state_.find_deployment(deployment_id)->alarmConfiguration.enabled) {
    cx.as("codedeploy/" + deployment_id + "/alarms")
        .spawn("alarms",
               watch_alarms(cx.as("codedeploy/" + deployment_id + "/alarms"), deployment_id));
  }
  if (std::optional<ErrorInformation> error = role_error(deployment_id)) {
    state_.find_deployment(deployment_id)->errorInformation = std::move(error);
    end_deployment(cx, deployment_id, Verdict::RoleLacksRights);
    co_return;
  }
  const DeploymentInfo& deployment = *state_.find_deployment(deployment_id);
  const bool in_place = deployment.deploymentType == DeploymentType::IN_PLACE;
  const bool rollback = deployment.creator == DeploymentCreator::codeDeployRollback;
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
  const DeploymentConfig config =
      *state_.find_config(state_.find_deployment(deployment_id)->deploymentConfigName);
  std::vector<Candidate> candidates = candidates_for(deployment_id);
  if (candidates.size() > k_instances_max) {
    co_return Verdict::OverMaxInstances;
  }
  const LifecycleScenario scenario = scenario_of(deployment_id);
  Rollout rollout;
  rollout.deployment_id = deployment_id;
  rollout.instances = config.zonalConfig ? zonal_order(std::move(candidates))
                                         : deployment_order(std::move(candidates));
  rollout.steps = lifecycle_of(scenario);
  add_targets(cx, deployment_id, ids_of(rollout.instances), TargetLabel::None, scenario);
  const Verdict verdict = co_await roll_out(cx, std::move(rollout));
  co_return verdict;
}

void CodeDeploy::start_instances(Context cx, const Rollout& rollout, RolloutState& state,
                                 std::size_t& next, Mailbox<InstanceEnd>& ends) {
  std::int64_t batch = stopped(rollout.deployment_id) ? 0 : next_batch(state);
  if (cx.fault(site::skip_forgotten) && batch == 0 && state.progress.in_flight == 0) {
    batch = 1;
  }
  Rollout course;  // what each instance's task needs: not the list of all the others
  course.deployment_id = rollout.deployment_id;
  course.steps = rollout.steps;
  course.status_at_end = rollout.status_at_end;
  for (; batch > 0; --batch) {
    const Candidate& instance = rollout.instances[next++];
    for (Progress* progress :
         {&state.progress, state.zones.empty() ? nullptr : &state.zones[state.zone].progress}) {
      if (progress != nullptr) {
        --progress->pending;
        ++progress->in_flight;
      }
    }
    const Context host = cx.as("codedeploy/" + rollout.deployment_id + "/" + instance.instance_id);
    host.spawn("instance", deploy_to_instance(host, course, instance, &ends));
  }
}

// Starts instances as the configuration allows, each as a task of its own, and waits for their
// ends. What is still pending when no more may be started is skipped.
Task<Verdict> CodeDeploy::roll_out(Context cx, Rollout rollout) {
  const std::string id = rollout.deployment_id;
  const DeploymentInfo& deployment = *state_.find_deployment(id);
  const DeploymentConfig config = *state_.find_config(deployment.deploymentConfigName);
  const bool in_place = deployment.deploymentType == DeploymentType::IN_PLACE;
  const Instant limit = *deployment.startTime + (in_place ? k_in_place_limit : k_blue_green_limit);
  RolloutState state = initial_state(config, zones_of(rollout.instances));
  Mailbox<InstanceEnd> ends("an instance to be deployed");
  std::size_t next = 0;
  const auto goes_on = [&] {
    const bool forgetful = cx.fault(site::skip_forgotten) && state.progress.pending > 0;
    return state.progress.in_flight > 0 ||
           (!stopped(id) && (verdict(state) == Verdict::Running || forgetful));
  };
  while (goes_on()) {
    if (zone_is_over(state)) {
      const bool rested = co_await rest(cx, id, monitor_duration(config, state.zone));
      state.zone += rested ? 1 : 0;
      continue;
    }
    start_instances(cx, rollout, state, next, ends);
    const std::optional<InstanceEnd> end =
        co_await ends.next_until(cx, stopped(id) ? k_never : limit);
    if (!end) {
      stop(id, Verdict::TimedOut);
      continue;
    }
    count_end(end->status, state.progress);
    if (!state.zones.empty()) {
      count_end(end->status, state.zones[state.zone].progress);
    }
  }
  std::vector<std::string> left;
  for (; next < rollout.instances.size(); ++next) {
    left.push_back(rollout.instances[next].instance_id);
  }
  skip_instances(cx, id, left);
  co_return stopped(id) ? *controls_.at(id).stop : verdict(state);
}

// One instance, event by event. A stop lets the running event end and skips the others.
Task<void> CodeDeploy::deploy_to_instance(Context cx, Rollout rollout, Candidate instance,
                                          Mailbox<InstanceEnd>* ends) {
  const std::string id = rollout.deployment_id;
  const std::string instance_id = instance.instance_id;
  const std::string group_id = group_of(id).deploymentGroupId;
  set_target(cx, id, instance_id, TargetStatus::InProgress);
  TargetStatus end = rollout.status_at_end;
  for (const LifecycleStep& step : rollout.steps) {
    if (stopped(id)) {
      end = TargetStatus::Skipped;
      break;
    }
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
      end = TargetStatus::Failed;
      break;
    }
  }
  const bool failed = end == TargetStatus::Failed || end == TargetStatus::Skipped;
  if (failed) {
    skip_rest(cx, id, instance_id);
  }
  state_.note_result(instance_id, group_id, id, !failed);
  set_target(cx, id, instance_id, end);
  ends->put({instance.AvailabilityZone, end});
}

Task<EventOutcome> CodeDeploy::carry_out(Context cx, std::string deployment_id,
                                         std::string instance_id, LifecycleStep step) {
  if (step.carrier == Carrier::LoadBalancer) {
    EventOutcome moved = co_await move_traffic(cx, deployment_id, instance_id, step);
    co_return moved;
  }
  EventOutcome outcome = co_await command_host(cx, deployment_id, instance_id, step);
  co_return outcome;
}

Task<EventOutcome> CodeDeploy::move_traffic(Context cx, std::string deployment_id,
                                            std::string instance_id, LifecycleStep step) {
  const Instant deadline = cx.now() + group_of(deployment_id).timing.traffic_timeout;
  // The deployment's own: its group may be given another load balancer meanwhile.
  std::vector<std::string> target_groups =
      state_.find_deployment(deployment_id)->loadBalancerInfo.targetGroupInfoList;
  const std::string role_arn = group_of(deployment_id).serviceRoleArn;
  EventOutcome outcome;
  Status moved = success();
  if (step.name == "AllowTraffic") {
    moved = co_await traffic_.allow(cx, role_arn, std::move(target_groups), instance_id, deadline);
  } else if (!cx.fault(site::no_block_traffic)) {
    moved = co_await traffic_.block(cx, role_arn, std::move(target_groups), instance_id, deadline);
  }
  if (!moved.ok()) {
    outcome.succeeded = false;
    outcome.diagnostics.errorCode = LifecycleErrorCode::UnknownError;
    outcome.diagnostics.message =  // of a role without that right UNVERIFIED
        moved.failure().code == k_access_denied
            ? no_permission(role_arn, "AmazonElasticLoadBalancingV2").message
            : moved.failure().message;
  }
  co_return outcome;
}

}  // namespace greenroom::codedeploy
