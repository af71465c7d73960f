// The operations on deployment groups, and the hooks that come and go with them.
//
// AWS: reference codedeploy.md 2.3, 2.5, 11.
#include <utility>

#include "fakes/codedeploy/paging.h"
#include "fakes/codedeploy/roles.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/validation.h"

namespace greenroom::codedeploy {
namespace {

Failure no_group(const std::string& name) {
  return {"DeploymentGroupDoesNotExistException", "No Deployment Group found for name: " + name};
}

Failure group_exists(const std::string& name) {
  return {"DeploymentGroupAlreadyExistsException", "Deployment group already exists: " + name};
}

// A client's words for what is there and what is not.
Failure no_auto_scaling_group(const std::string& name, const std::string& role_arn,
                              const Failure& why) {
  if (why.code == k_access_denied) {
    return {"InvalidRoleException", no_permission(role_arn, "AmazonAutoScaling").message};
  }
  return {"InvalidAutoScalingGroupException",
          "The Auto Scaling group " + name + " cannot be used: " + why.message};
}

}  // namespace

Status CodeDeploy::check_group(const DeploymentGroup& group) const {
  const Result<DeploymentConfig> config = GetDeploymentConfig(group.deploymentConfigName);
  if (!config.ok()) {
    return config.failure();
  }
  return validate_group(group);
}

Result<std::string> CodeDeploy::CreateDeploymentGroup(DeploymentGroup group) {
  const Status known = check_application(group.applicationName);
  if (!known.ok()) {
    return known.failure();
  }
  if (state_.find_group(group.applicationName, group.deploymentGroupName) != nullptr) {
    return group_exists(group.deploymentGroupName);
  }
  const Status valid = check_group(group);
  if (!valid.ok()) {
    return valid.failure();
  }
  group.deploymentGroupId = ids_.uuid("codedeploy.group");
  const std::string id = group.deploymentGroupId;
  state_.groups[group.applicationName + "/" + group.deploymentGroupName] = std::move(group);
  return id;
}

Result<std::string> CodeDeploy::CreateDeploymentGroup(Context cx, DeploymentGroup group) {
  const std::string key = group.applicationName + "/" + group.deploymentGroupName;
  const std::string role_arn = group.serviceRoleArn;
  if (const Status role = check_role(role_arn); !role.ok()) {
    return role.failure();
  }
  HookChanges changes;
  for (const std::string& each : group.autoScalingGroups) {
    changes.emplace_back(each, watched(each));
  }
  const Result<std::string> created = CreateDeploymentGroup(std::move(group));
  if (!created.ok()) {
    return created;
  }
  std::vector<std::string> left;
  const Status settled =
      settle_hooks(cx, role_arn, changes, left, [&] { state_.groups.erase(key); });
  if (!settled.ok()) {
    return settled.failure();
  }
  return created;
}

Result<DeploymentGroup> CodeDeploy::GetDeploymentGroup(const std::string& application,
                                                       const std::string& group) const {
  const Status known = check_application(application);
  if (!known.ok()) {
    return known.failure();
  }
  const DeploymentGroup* found = state_.find_group(application, group);
  if (found == nullptr) {
    return no_group(group);
  }
  return *found;
}

Result<Page<std::string>> CodeDeploy::ListDeploymentGroups(const std::string& application,
                                                           const std::string& next_token) const {
  const Status known = check_application(application);
  if (!known.ok()) {
    return known.failure();
  }
  std::vector<std::string> names;
  for (const auto& [key, group] : state_.groups) {
    if (group.applicationName == application) {
      names.push_back(group.deploymentGroupName);
    }
  }
  return page_of(names, next_token);
}

Status CodeDeploy::UpdateDeploymentGroup(DeploymentGroup group) {
  DeploymentGroup* known = state_.find_group(group.applicationName, group.deploymentGroupName);
  if (known == nullptr) {
    return no_group(group.deploymentGroupName);
  }
  const Status valid = check_group(group);
  if (!valid.ok()) {
    return valid;
  }
  group.deploymentGroupId = known->deploymentGroupId;
  group.targetRevision = known->targetRevision;
  group.lastSuccessfulDeployment = known->lastSuccessfulDeployment;
  group.lastAttemptedDeployment = known->lastAttemptedDeployment;
  group.tags = known->tags;
  *known = std::move(group);
  return success();
}

Result<std::vector<std::string>> CodeDeploy::UpdateDeploymentGroup(Context cx,
                                                                   const std::string& name,
                                                                   DeploymentGroup group) {
  const Result<DeploymentGroup> old = GetDeploymentGroup(group.applicationName, name);
  if (!old.ok()) {
    return old.failure();
  }
  const std::string application = group.applicationName;
  const std::string new_name = group.deploymentGroupName;
  const Status named = validate_name("DeploymentGroup", new_name);
  if (!named.ok()) {
    return named.failure();
  }
  if (new_name != name && state_.find_group(application, new_name) != nullptr) {
    return group_exists(new_name);
  }
  const std::string role_arn = group.serviceRoleArn;
  if (const Status role = check_role(role_arn); !role.ok()) {
    return role.failure();
  }
  HookChanges changes;  // the new ones first: they may be refused
  for (const auto& watching : {group.autoScalingGroups, old.value().autoScalingGroups}) {
    for (const std::string& each : watching) {
      changes.emplace_back(each, watched(each));
    }
  }
  group.deploymentGroupName = name;
  const Status updated = UpdateDeploymentGroup(std::move(group));
  if (!updated.ok()) {
    return updated.failure();
  }
  std::vector<std::string> left;
  const Status settled = settle_hooks(cx, role_arn, changes, left, [&] {
    const Status restored = UpdateDeploymentGroup(old.value());
    SIM_ASSERT(restored.ok(), "what a group was, it can be again");
  });
  if (!settled.ok()) {
    return settled.failure();
  }
  rename_group(application, name, application, new_name);
  return left;
}

// Where a group stands in memory, it stays: stories hold on to it.
void CodeDeploy::rename_group(const std::string& application, const std::string& name,
                              const std::string& new_application, const std::string& new_name) {
  if (application == new_application && name == new_name) {
    return;
  }
  auto node = state_.groups.extract(application + "/" + name);
  SIM_ASSERT(!node.empty(), "a group that is renamed is there");
  node.key() = new_application + "/" + new_name;
  node.mapped().applicationName = new_application;
  node.mapped().deploymentGroupName = new_name;
  const std::string id = node.mapped().deploymentGroupId;
  state_.groups.insert(std::move(node));
  for (DeploymentInfo& deployment : state_.deployments) {
    if (deployment.deploymentGroupId == id) {
      deployment.applicationName = new_application;
      deployment.deploymentGroupName = new_name;
    }
  }
}

CodeDeploy::Watched CodeDeploy::watched(const std::string& auto_scaling_group) const {
  return {watches_launches(auto_scaling_group), watches_terminations(auto_scaling_group)};
}

// When a hook is refused, `restore` takes the change back, and what was settled follows it.
Status CodeDeploy::settle_hooks(Context cx, const std::string& role_arn, const HookChanges& changes,
                                std::vector<std::string>& left,
                                const std::function<void()>& restore) {
  std::map<std::string, Watched> settled;
  for (const auto& [auto_scaling_group, before] : changes) {
    const auto already = settled.find(auto_scaling_group);
    const Watched was = already == settled.end() ? before : already->second;
    const Status put = settle_hooks(cx, role_arn, auto_scaling_group, was, left);
    if (put.ok()) {
      settled[auto_scaling_group] = watched(auto_scaling_group);
      continue;
    }
    restore();
    for (const auto& [earlier, now] : settled) {
      (void)settle_hooks(cx, role_arn, earlier, now,
                         left);  // refused: somebody has deleted the group
    }
    return no_auto_scaling_group(auto_scaling_group, role_arn, put.failure());
  }
  return success();
}

// Simplified: one hook of a kind for all deployment groups that watch an Auto Scaling group. What
// nobody wants any more goes; the names of what does not go are added to `left`. A hook that was
// there and cannot come back refuses nothing: its Auto Scaling group is gone.
Status CodeDeploy::settle_hooks(Context cx, const std::string& role_arn,
                                const std::string& auto_scaling_group, Watched before,
                                std::vector<std::string>& left) {
  const Watched now = watched(auto_scaling_group);
  Watched there = before;
  if ((before.launches && !now.launches) || (before.terminations && !now.terminations)) {
    for (std::string& hook : fleet_.delete_hooks(cx, role_arn, auto_scaling_group)) {
      left.push_back(std::move(hook));
    }
    there = {};
  }
  if (now.launches && !there.launches) {
    const Status put = fleet_.put_hook(cx, role_arn, auto_scaling_group, HookKind::Launch);
    if (!put.ok() && !before.launches) {
      return put;
    }
  }
  if (now.terminations && !there.terminations) {
    const Status put = fleet_.put_hook(cx, role_arn, auto_scaling_group, HookKind::Termination);
    if (!put.ok() && !before.terminations) {
      return put;
    }
  }
  return success();
}

Result<std::vector<std::string>> CodeDeploy::DeleteDeploymentGroup(Context cx,
                                                                   const std::string& application,
                                                                   const std::string& group) {
  for (const Status& checked :
       {validate_name("Application", application), validate_name("DeploymentGroup", group)}) {
    if (!checked.ok()) {
      return checked.failure();
    }
  }
  auto node = state_.groups.extract(application + "/" + group);
  std::vector<std::string> left;
  if (node.empty()) {
    return left;
  }
  const std::vector<std::string> watched = node.mapped().autoScalingGroups;
  const std::string role_arn = node.mapped().serviceRoleArn;
  node.key() = node.mapped().deploymentGroupId;
  state_.deleted_groups.insert(std::move(node));  // where it stands in memory, it stays
  for (const std::string& auto_scaling_group : watched) {
    // Simplified: one hook of a kind for all deployment groups that watch an Auto Scaling group.
    if (watches_launches(auto_scaling_group) || watches_terminations(auto_scaling_group)) {
      continue;
    }
    for (std::string& hook : fleet_.delete_hooks(cx, role_arn, auto_scaling_group)) {
      left.push_back(std::move(hook));
    }
  }
  return left;
}

}  // namespace greenroom::codedeploy
