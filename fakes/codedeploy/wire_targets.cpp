// The targets of deployments behind the wire, and their older twins, instances.
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codedeploy/wire_handlers.h"
#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_batch_max = 25;

aws::Json target_json(const CodeDeploy& codedeploy, Context cx, const std::string& deployment_id,
                      const InstanceTarget& target) {
  wire::Object instance;
  instance.add("deploymentId", wire::text(deployment_id))
      .add("targetId", wire::text(target.instanceId))
      .add("targetArn", wire::text(aws::instance_arn(codedeploy.account(), target.instanceId)))
      .add("status", wire::text(to_string(target.status)))
      .add("lastUpdatedAt", wire::timestamp(cx.epoch(), target.lastUpdatedAt))
      .add("lifecycleEvents", events_json(cx, target))
      .add_unless_empty("instanceLabel", to_string(target.instanceLabel));
  return wire::Object()
      .add("deploymentTargetType", wire::text("InstanceTarget"))
      .add("instanceTarget", instance.take())
      .take();
}

// An instance's id there is its ARN, although lists have bare ids.
aws::Json instance_json(const CodeDeploy& codedeploy, Context cx, const std::string& deployment_id,
                        const InstanceTarget& target) {
  return wire::Object()
      .add("deploymentId", wire::text(deployment_id))
      .add("instanceId", wire::text(aws::instance_arn(codedeploy.account(), target.instanceId)))
      .add("status", wire::text(to_string(target.status)))
      .add("lastUpdatedAt", wire::timestamp(cx.epoch(), target.lastUpdatedAt))
      .add("lifecycleEvents", events_json(cx, target))
      .add_unless_empty("instanceType", to_string(target.instanceLabel))
      .take();
}

// "i-1" of "arn:aws:ec2:<region>:<account>:instance/i-1".
std::string bare_id(const std::string& id) {
  const std::size_t slash = id.rfind('/');
  return slash == std::string::npos ? id : id.substr(slash + 1);
}

// DeploymentNotStartedException before the targets are known,
// DeploymentTargetDoesNotExistException.
Result<InstanceTarget> find_target(const CodeDeploy& codedeploy, const std::string& deployment_id,
                                   const std::string& target_id) {
  const Status good = check_deployment_id(deployment_id);
  if (!good.ok()) {
    return good.failure();
  }
  const Result<std::vector<std::string>> known = codedeploy.ListDeploymentTargets(deployment_id);
  if (!known.ok()) {
    return known.failure();
  }
  return codedeploy.GetDeploymentTarget(deployment_id, target_id);
}

// The same with the older names of what may be wrong.
Result<InstanceTarget> find_instance(const CodeDeploy& codedeploy, const aws::Json& input,
                                     const std::string& id) {
  const std::string deployment_id = wire::text_of(input, "deploymentId");
  const Status good = check_deployment_id(deployment_id);
  if (!good.ok()) {
    return good.failure();
  }
  if (id.empty()) {
    return Failure{"InstanceIdRequiredException", "The instance ID was not specified"};
  }
  Result<InstanceTarget> found = codedeploy.GetDeploymentTarget(deployment_id, bare_id(id));
  if (!found.ok() && found.failure().code == "DeploymentTargetDoesNotExistException") {
    return Failure{"InstanceDoesNotExistException",
                   "The instance " + id + " does not exist in the deployment " + deployment_id};
  }
  return found;
}

Status read_statuses(const std::vector<std::string>& values, ListTargetsInput& wanted) {
  for (const std::string& value : values) {
    const auto status = enum_of(value, TargetStatus::Ready);
    if (!status) {
      return Failure{"InvalidInstanceStatusException",
                     "The specified instance status does not exist: " + value};
    }
    wanted.statuses.insert(*status);
  }
  return success();
}

Status read_labels(const std::vector<std::string>& values, ListTargetsInput& wanted) {
  for (const std::string& value : values) {
    const auto label = enum_of(value, TargetLabel::Green);
    if (!label || *label == TargetLabel::None) {
      return Failure{
          "InvalidInstanceTypeException",
          "An invalid instance type was specified: " + value + ". Valid values are Blue and Green"};
    }
    wanted.labels.insert(*label);
  }
  return success();
}

Result<aws::Json> list_page(const CodeDeploy& codedeploy, const ListTargetsInput& wanted,
                            const std::string& member) {
  const Status good = check_deployment_id(wanted.deploymentId);
  if (!good.ok()) {
    return good.failure();
  }
  const Result<Page<std::string>> page = codedeploy.ListDeploymentTargets(wanted);
  if (!page.ok()) {
    return page.failure();
  }
  return page_json(member, page.value());
}

Result<aws::Json> list_targets(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  ListTargetsInput wanted;
  wanted.deploymentId = wire::text_of(input, "deploymentId");
  wanted.nextToken = wire::text_of(input, "nextToken");
  if (const aws::Json* filters = input.find("targetFilters")) {
    for (const aws::JsonMember& filter : filters->members) {
      if (filter.name != "TargetStatus" && filter.name != "ServerInstanceLabel") {
        return Failure{"InvalidTargetFilterNameException",
                       "The target filter name is invalid: " + filter.name};
      }
    }
    for (const Status& read :
         {read_statuses(wire::texts_of(*filters, "TargetStatus"), wanted),
          read_labels(wire::texts_of(*filters, "ServerInstanceLabel"), wanted)}) {
      if (!read.ok()) {
        return read.failure();
      }
    }
  }
  return list_page(codedeploy, wanted, "targetIds");
}

Result<aws::Json> get_target(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::string deployment_id = wire::text_of(input, "deploymentId");
  const std::string target_id = wire::text_of(input, "targetId");
  if (target_id.empty()) {
    return Failure{"DeploymentTargetIdRequiredException", "A deployment target ID is missing"};
  }
  const Result<InstanceTarget> found = find_target(codedeploy, deployment_id, target_id);
  if (!found.ok()) {
    return found.failure();
  }
  return wire::Object()
      .add("deploymentTarget", target_json(codedeploy, cx, deployment_id, found.value()))
      .take();
}

Result<aws::Json> batch_get_targets(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::string deployment_id = wire::text_of(input, "deploymentId");
  const std::vector<std::string> ids = wire::texts_of(input, "targetIds");
  if (ids.size() > k_batch_max) {
    return Failure{"DeploymentTargetListSizeExceededException",
                   "The maximum number of deployment target IDs is 25"};
  }
  const Status sized = check_batch(ids.size(), k_batch_max, "DeploymentTargetId");
  if (!sized.ok()) {
    return sized.failure();
  }
  std::vector<aws::Json> targets;
  for (const std::string& id : ids) {
    const Result<InstanceTarget> found = find_target(codedeploy, deployment_id, id);
    if (!found.ok()) {
      return found.failure();
    }
    targets.push_back(target_json(codedeploy, cx, deployment_id, found.value()));
  }
  return wire::Object().add("deploymentTargets", list(std::move(targets))).take();
}

Result<aws::Json> list_instances(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  ListTargetsInput wanted;
  wanted.deploymentId = wire::text_of(input, "deploymentId");
  wanted.nextToken = wire::text_of(input, "nextToken");
  for (const Status& read : {read_statuses(wire::texts_of(input, "instanceStatusFilter"), wanted),
                             read_labels(wire::texts_of(input, "instanceTypeFilter"), wanted)}) {
    if (!read.ok()) {
      return read.failure();
    }
  }
  return list_page(codedeploy, wanted, "instancesList");
}

Result<aws::Json> get_instance(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Result<InstanceTarget> found =
      find_instance(codedeploy, input, wire::text_of(input, "instanceId"));
  if (!found.ok()) {
    return found.failure();
  }
  return wire::Object()
      .add("instanceSummary",
           instance_json(codedeploy, cx, wire::text_of(input, "deploymentId"), found.value()))
      .take();
}

// Those that are not there are told of in errorMessage (UNVERIFIED text).
Result<aws::Json> batch_get_instances(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::vector<std::string> ids = wire::texts_of(input, "instanceIds");
  const Status sized = check_batch(ids.size(), k_batch_max, "InstanceId");
  if (!sized.ok()) {
    return sized.failure();
  }
  std::vector<aws::Json> instances;
  std::string errors;
  for (const std::string& id : ids) {
    const Result<InstanceTarget> found = find_instance(codedeploy, input, id);
    if (found.ok()) {
      instances.push_back(
          instance_json(codedeploy, cx, wire::text_of(input, "deploymentId"), found.value()));
    } else if (found.failure().code == "InstanceDoesNotExistException") {
      errors += (errors.empty() ? "" : "; ") + found.failure().message;
    } else {
      return found.failure();
    }
  }
  return wire::Object()
      .add("instancesSummary", list(std::move(instances)))
      .add_unless_empty("errorMessage", errors)
      .take();
}

}  // namespace

const Handlers& target_handlers() {
  static const Handlers k_handlers = {{"ListDeploymentTargets", list_targets},
                                      {"GetDeploymentTarget", get_target},
                                      {"BatchGetDeploymentTargets", batch_get_targets}};
  return k_handlers;
}

const Handlers& instance_handlers() {
  static const Handlers k_handlers = {{"ListDeploymentInstances", list_instances},
                                      {"GetDeploymentInstance", get_instance},
                                      {"BatchGetDeploymentInstances", batch_get_instances}};
  return k_handlers;
}

}  // namespace greenroom::codedeploy
