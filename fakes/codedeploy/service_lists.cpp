// Lists of deployments and of their targets, with filters, a page at a time.
//
// AWS: reference codedeploy.md 2.3.
#include <utility>

#include "fakes/codedeploy/paging.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/validation.h"

namespace greenroom::codedeploy {

std::vector<std::string> CodeDeploy::ListDeployments(const std::string& application,
                                                     const std::string& group) const {
  std::vector<std::string> ids;
  for (auto each = state_.deployments.rbegin(); each != state_.deployments.rend(); ++each) {
    if (each->applicationName == application && each->deploymentGroupName == group &&
        !each->deletedWithApplication) {
      ids.push_back(each->deploymentId);
    }
  }
  return ids;
}

Result<Page<std::string>> CodeDeploy::ListDeployments(const ListDeploymentsInput& input) const {
  const bool of_group = !input.applicationName.empty() || !input.deploymentGroupName.empty();
  if (of_group) {
    for (const Status& checked : {check_application(input.applicationName),
                                  validate_name("DeploymentGroup", input.deploymentGroupName)}) {
      if (!checked.ok()) {
        return checked.failure();
      }
    }
    const Result<DeploymentGroup> group =
        GetDeploymentGroup(input.applicationName, input.deploymentGroupName);
    if (!group.ok()) {
      return group.failure();
    }
  }
  if (input.createdFrom && input.createdUntil && *input.createdUntil < *input.createdFrom) {
    return Failure{"InvalidTimeRangeException", "The time range ends before it starts"};
  }
  std::vector<std::string> ids;
  std::map<std::string, const DeploymentInfo*> by_id;
  for (auto each = state_.deployments.rbegin(); each != state_.deployments.rend(); ++each) {
    ids.push_back(each->deploymentId);
    by_id[each->deploymentId] = &*each;
  }
  return page_of(ids, input.nextToken, [&](const std::string& id) {
    const DeploymentInfo& deployment = *by_id.at(id);
    const std::set<DeploymentStatus>& statuses = input.includeOnlyStatuses;
    return !deployment.deletedWithApplication &&
           (!of_group || (deployment.applicationName == input.applicationName &&
                          deployment.deploymentGroupName == input.deploymentGroupName)) &&
           (statuses.empty() || statuses.count(deployment.status) > 0) &&
           (!input.createdFrom || deployment.createTime >= *input.createdFrom) &&
           (!input.createdUntil || deployment.createTime <= *input.createdUntil);
  });
}

Result<std::vector<std::string>> CodeDeploy::ListDeploymentTargets(
    const std::string& deployment_id) const {
  const Result<DeploymentInfo> found = GetDeployment(deployment_id);
  if (!found.ok()) {
    return found.failure();
  }
  if (found.value().targets.empty() && !has_ended(found.value().status)) {
    return Failure{"DeploymentNotStartedException",
                   "The deployment " + deployment_id + " has not started yet"};
  }
  std::vector<std::string> ids;
  for (const InstanceTarget& target : found.value().targets) {
    ids.push_back(target.instanceId);
  }
  return ids;
}

Result<Page<std::string>> CodeDeploy::ListDeploymentTargets(const ListTargetsInput& input) const {
  const Result<std::vector<std::string>> ids = ListDeploymentTargets(input.deploymentId);
  if (!ids.ok()) {
    return ids.failure();
  }
  const DeploymentInfo& deployment = *state_.find_deployment(input.deploymentId);
  if (!input.labels.empty() && deployment.deploymentType == DeploymentType::IN_PLACE) {
    return Failure{"InvalidDeploymentInstanceTypeException",
                   "An instance type was specified for an in-place deployment. Instance types are "
                   "supported for blue/green deployments only."};
  }
  std::map<std::string, const InstanceTarget*> by_id;
  for (const InstanceTarget& target : deployment.targets) {
    by_id[target.instanceId] = &target;
  }
  return page_of(ids.value(), input.nextToken, [&](const std::string& id) {
    const InstanceTarget& target = *by_id.at(id);
    return (input.statuses.empty() || input.statuses.count(target.status) > 0) &&
           (input.labels.empty() || input.labels.count(target.instanceLabel) > 0);
  });
}

}  // namespace greenroom::codedeploy
