// Deployments behind the wire: created, read, listed, steered.
#include <utility>

#include "fakes/codedeploy/wire_handlers.h"
#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_batch_max = 25;

Result<TargetInstances> target_instances_of(const aws::Json& input) {
  TargetInstances targets;
  targets.autoScalingGroups = wire::texts_of(input, "autoScalingGroups");
  const std::vector<aws::Json>& filters = items_of(input, "tagFilters");
  const aws::Json* set = input.find("ec2TagSet");
  if (!filters.empty() && set != nullptr) {
    return Failure{"InvalidTargetInstancesException",
                   "Only one of tagFilters and ec2TagSet can be used in a single call"};
  }
  if (!filters.empty()) {
    const Result<std::vector<EC2TagFilter>> read = filters_of(filters);
    if (!read.ok()) {
      return read.failure();
    }
    targets.ec2TagSet.push_back(read.value());
  }
  if (set != nullptr) {
    const Result<EC2TagSet> read = tag_set_of(*set);
    if (!read.ok()) {
      return read.failure();
    }
    targets.ec2TagSet = read.value();
  }
  return targets;
}

Result<CreateDeploymentInput> deployment_of(const aws::Json& input) {
  const Result<S3Location> revision = revision_of(input.find("revision"));
  if (!revision.ok()) {
    return revision.failure();
  }
  CreateDeploymentInput wanted;
  wanted.applicationName = wire::text_of(input, "applicationName");
  wanted.deploymentGroupName = wire::text_of(input, "deploymentGroupName");
  wanted.revision = revision.value();
  wanted.deploymentConfigName = wire::text_of(input, "deploymentConfigName");
  wanted.description = wire::text_of(input, "description");
  wanted.ignoreApplicationStopFailures = wire::flag_of(input, "ignoreApplicationStopFailures");
  wanted.updateOutdatedInstancesOnly = wire::flag_of(input, "updateOutdatedInstancesOnly");
  wanted.fileExistsBehavior =
      enum_of(wire::text_of(input, "fileExistsBehavior"), FileExistsBehavior::RETAIN)
          .value_or(FileExistsBehavior::DISALLOW);
  if (const aws::Json* targets = input.find("targetInstances")) {
    const Result<TargetInstances> read = target_instances_of(*targets);
    if (!read.ok()) {
      return read.failure();
    }
    wanted.targetInstances = read.value();
  }
  if (const aws::Json* rollback = input.find("autoRollbackConfiguration")) {
    wanted.autoRollbackConfiguration = rollback_of(*rollback);
  }
  if (const aws::Json* alarms = input.find("overrideAlarmConfiguration")) {
    wanted.overrideAlarmConfiguration = alarms_of(*alarms);
  }
  return wanted;
}

Result<aws::Json> create_deployment(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Result<CreateDeploymentInput> wanted = deployment_of(input);
  if (!wanted.ok()) {
    return wanted.failure();
  }
  const Result<std::string> created = codedeploy.CreateDeployment(cx, wanted.value());
  if (!created.ok()) {
    return created.failure();
  }
  return wire::Object().add("deploymentId", wire::text(created.value())).take();
}

Result<aws::Json> get_deployment(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "deploymentId");
  const Status good = check_deployment_id(id);
  if (!good.ok()) {
    return good.failure();
  }
  const Result<DeploymentInfo> found = codedeploy.GetDeployment(id);
  if (!found.ok()) {
    return found.failure();
  }
  return wire::Object()
      .add("deploymentInfo", deployment_json(codedeploy, cx, found.value()))
      .take();
}

// Those that are not there are left out (UNVERIFIED; the API names no exception for them).
Result<aws::Json> batch_get_deployments(CodeDeploy& codedeploy, Context cx,
                                        const aws::Json& input) {
  const std::vector<std::string> ids = wire::texts_of(input, "deploymentIds");
  const Status sized = check_batch(ids.size(), k_batch_max, "DeploymentId");
  if (!sized.ok()) {
    return sized.failure();
  }
  std::vector<aws::Json> deployments;
  for (const std::string& id : ids) {
    const Status good = check_deployment_id(id);
    if (!good.ok()) {
      return good.failure();
    }
    const Result<DeploymentInfo> found = codedeploy.GetDeployment(id);
    if (found.ok()) {
      deployments.push_back(deployment_json(codedeploy, cx, found.value()));
    }
  }
  return wire::Object().add("deploymentsInfo", list(std::move(deployments))).take();
}

// Both ends of createTimeRange.
Status read_time_range(Epoch epoch, const aws::Json& range, ListDeploymentsInput& wanted) {
  for (const auto& [member, end] :
       {std::pair("start", &wanted.createdFrom), std::pair("end", &wanted.createdUntil)}) {
    if (const aws::Json* given = range.find(member)) {
      *end = wire::instant_of(epoch, range, member);
      if (!*end) {
        return Failure{"SerializationException",
                       given->text + " can not be converted to Timestamp"};
      }
    }
  }
  return success();
}

Result<aws::Json> list_deployments(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  ListDeploymentsInput wanted;
  wanted.applicationName = wire::text_of(input, "applicationName");
  wanted.deploymentGroupName = wire::text_of(input, "deploymentGroupName");
  wanted.nextToken = wire::text_of(input, "nextToken");
  for (const std::string& status : wire::texts_of(input, "includeOnlyStatuses")) {
    wanted.includeOnlyStatuses.insert(enum_of(status, DeploymentStatus::Ready).value());
  }
  if (const aws::Json* range = input.find("createTimeRange")) {
    const Status read = read_time_range(cx.epoch(), *range, wanted);
    if (!read.ok()) {
      return read.failure();
    }
  }
  Result<Page<std::string>> page = codedeploy.ListDeployments(wanted);
  if (!page.ok()) {
    return page.failure();
  }
  if (!wire::text_of(input, "externalId").empty()) {
    page = Page<std::string>{};  // CloudFormation gives external ids: no deployment here has one
  }
  return page_json("deployments", page.value());
}

Result<aws::Json> stop_deployment(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  const std::string id = wire::text_of(input, "deploymentId");
  const Status good = check_deployment_id(id);
  if (!good.ok()) {
    return good.failure();
  }
  std::optional<bool> roll_back;
  if (input.find("autoRollbackEnabled") != nullptr) {
    roll_back = wire::flag_of(input, "autoRollbackEnabled");
  }
  const Result<StopDeploymentOutput> stopped = codedeploy.StopDeployment(id, roll_back);
  if (!stopped.ok()) {
    return stopped.failure();
  }
  return wire::Object()
      .add("status", wire::text(to_string(stopped.value().status)))
      .add("statusMessage", wire::text(stopped.value().statusMessage))
      .take();
}

Result<aws::Json> go_on(CodeDeploy& codedeploy, const aws::Json& input,
                        DeploymentWaitType wait_type) {
  const std::string id = wire::text_of(input, "deploymentId");
  const Status good = check_deployment_id(id);
  const Status done = good.ok() ? codedeploy.ContinueDeployment(id, wait_type) : good;
  if (!done.ok()) {
    return done.failure();
  }
  return object();
}

Result<aws::Json> continue_deployment(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  // UNVERIFIED: what is meant without a type.
  return go_on(
      codedeploy, input,
      enum_of(wire::text_of(input, "deploymentWaitType"), DeploymentWaitType::TERMINATION_WAIT)
          .value_or(DeploymentWaitType::READY_WAIT));
}

Result<aws::Json> skip_wait_time(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  return go_on(codedeploy, input, DeploymentWaitType::TERMINATION_WAIT);
}

// Lambda functions report so: none of the deployments here has any.
Result<aws::Json> put_hook_status(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  const std::string id = wire::text_of(input, "deploymentId");
  const Status good = check_deployment_id(id);
  if (!good.ok()) {
    return good.failure();
  }
  const Result<DeploymentInfo> found = codedeploy.GetDeployment(id);
  if (!found.ok()) {
    return found.failure();
  }
  return Failure{"UnsupportedActionForDeploymentTypeException",
                 "Deployments of the Server compute platform have no lifecycle event hooks that "
                 "report by themselves"};
}

}  // namespace

const Handlers& deployment_handlers() {
  static const Handlers k_handlers = {{"CreateDeployment", create_deployment},
                                      {"GetDeployment", get_deployment},
                                      {"BatchGetDeployments", batch_get_deployments},
                                      {"ListDeployments", list_deployments},
                                      {"StopDeployment", stop_deployment},
                                      {"ContinueDeployment", continue_deployment},
                                      {"SkipWaitTimeForInstanceTermination", skip_wait_time},
                                      {"PutLifecycleEventHookExecutionStatus", put_hook_status}};
  return k_handlers;
}

}  // namespace greenroom::codedeploy
