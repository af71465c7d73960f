// The operations on applications.
//
// AWS: reference codedeploy.md 2.1, 2.3.
#include <utility>

#include "fakes/codedeploy/paging.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/validation.h"

namespace greenroom::codedeploy {

Status CodeDeploy::check_application(const std::string& name) const {
  const Status named = validate_name("Application", name);
  if (!named.ok()) {
    return named;
  }
  if (state_.applications.count(name) == 0) {
    return Failure{"ApplicationDoesNotExistException", "No application found for name: " + name};
  }
  return success();
}

Result<std::string> CodeDeploy::CreateApplication(Context cx, const std::string& name, Tags tags) {
  for (const Status& checked : {validate_name("Application", name), validate_tags(tags)}) {
    if (!checked.ok()) {
      return checked.failure();
    }
  }
  if (state_.applications.count(name) > 0) {
    return Failure{"ApplicationAlreadyExistsException", "Application already exists: " + name};
  }
  add_application(name, cx.now(), std::move(tags));
  return state_.applications.at(name).applicationId;
}

Status CodeDeploy::CreateApplication(const std::string& name) {
  const Status named = validate_name("Application", name);
  if (!named.ok()) {
    return named;
  }
  if (state_.applications.count(name) > 0) {
    return Failure{"ApplicationAlreadyExistsException", "Application already exists: " + name};
  }
  add_application(name, k_start, {});
  return success();
}

void CodeDeploy::add_application(const std::string& name, Instant created, Tags tags) {
  Application& application = state_.applications[name];
  application.applicationName = name;
  application.applicationId = ids_.uuid("codedeploy.application");
  application.createTime = created;
  application.tags = std::move(tags);
}

Result<Application> CodeDeploy::GetApplication(const std::string& name) const {
  const Status known = check_application(name);
  if (!known.ok()) {
    return known.failure();
  }
  return state_.applications.at(name);
}

Status CodeDeploy::UpdateApplication(const std::string& name, const std::string& new_name) {
  for (const Status& checked : {check_application(name), validate_name("Application", new_name)}) {
    if (!checked.ok()) {
      return checked;
    }
  }
  if (state_.applications.count(new_name) > 0) {
    return Failure{"ApplicationAlreadyExistsException", "Application already exists: " + new_name};
  }
  auto node = state_.applications.extract(name);
  node.key() = new_name;
  node.mapped().applicationName = new_name;
  state_.applications.insert(std::move(node));
  std::vector<std::string> groups;
  for (const auto& [key, group] : state_.groups) {
    if (group.applicationName == name) {
      groups.push_back(group.deploymentGroupName);
    }
  }
  for (const std::string& group : groups) {
    rename_group(name, group, new_name, group);
  }
  for (DeploymentInfo& deployment : state_.deployments) {  // those of deleted groups
    if (deployment.applicationName == name && !deployment.deletedWithApplication) {
      deployment.applicationName = new_name;
    }
  }
  return success();
}

Status CodeDeploy::DeleteApplication(Context cx, const std::string& name) {
  const Status named = validate_name("Application", name);
  if (!named.ok()) {
    return named;
  }
  std::vector<std::string> groups;
  for (const auto& [key, group] : state_.groups) {
    if (group.applicationName == name) {
      groups.push_back(group.deploymentGroupName);
    }
  }
  for (const std::string& group : groups) {
    const Result<std::vector<std::string>> left = DeleteDeploymentGroup(cx, name, group);
    SIM_ASSERT(left.ok(), "a group that was found can be deleted");
  }
  for (DeploymentInfo& deployment : state_.deployments) {
    if (deployment.applicationName == name) {
      deployment.deletedWithApplication = true;
    }
  }
  state_.applications.erase(name);
  return success();
}

Result<Page<std::string>> CodeDeploy::ListApplications(const std::string& next_token) const {
  std::vector<std::string> names;
  for (const auto& [name, application] : state_.applications) {
    names.push_back(name);
  }
  return page_of(names, next_token);
}

}  // namespace greenroom::codedeploy
