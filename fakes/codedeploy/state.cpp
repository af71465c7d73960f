#include "fakes/codedeploy/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_archives_kept = 5;

}  // namespace

bool has_ended(DeploymentStatus status) {
  return status == DeploymentStatus::Succeeded || status == DeploymentStatus::Failed ||
         status == DeploymentStatus::Stopped;
}

DeploymentGroup* State::find_group(const std::string& application, const std::string& group) {
  const auto found = groups.find(application + "/" + group);
  return found == groups.end() ? nullptr : &found->second;
}

const DeploymentGroup* State::find_group(const std::string& application,
                                         const std::string& group) const {
  return const_cast<State*>(this)->find_group(application, group);
}

DeploymentInfo* State::find_deployment(const std::string& id) {
  for (DeploymentInfo& deployment : deployments) {
    if (deployment.deploymentId == id) {
      return &deployment;
    }
  }
  return nullptr;
}

const DeploymentInfo* State::find_deployment(const std::string& id) const {
  return const_cast<State*>(this)->find_deployment(id);
}

const DeploymentInfo* State::active_in(const std::string& application,
                                       const std::string& group) const {
  for (const DeploymentInfo& deployment : deployments) {
    if (deployment.applicationName == application && deployment.deploymentGroupName == group &&
        !has_ended(deployment.status)) {
      return &deployment;
    }
  }
  return nullptr;
}

bool State::any_active() const {
  return std::any_of(deployments.begin(), deployments.end(), [](const DeploymentInfo& deployment) {
    return !has_ended(deployment.status);
  });
}

std::vector<std::string> State::keep_archive(const std::string& instance,
                                             const std::string& group_id,
                                             const std::string& deployment_id) {
  std::vector<std::string>& kept = archives_[instance + "/" + group_id];
  const auto installed = installed_revision.find(instance + "/" + group_id);
  std::vector<std::string> doomed;
  for (std::size_t i = 0; i < kept.size() && kept.size() - doomed.size() >= k_archives_kept; ++i) {
    if (installed == installed_revision.end() || kept[i] != installed->second) {
      doomed.push_back(kept[i]);
    }
  }
  std::erase_if(kept, [&](const std::string& id) {
    return std::find(doomed.begin(), doomed.end(), id) != doomed.end();
  });
  kept.push_back(deployment_id);
  return doomed;
}

void State::note_health(const std::string& instance, const std::string& group_id, bool healthy) {
  health_[instance + "/" + group_id] = healthy;
}

bool State::is_healthy(const std::string& instance, const std::string& group_id) const {
  const auto found = health_.find(instance + "/" + group_id);
  return found != health_.end() && found->second;
}

std::vector<std::string> deployment_order(std::vector<Candidate> candidates) {
  const auto rank = [](const Candidate& candidate) {
    return !candidate.healthy ? 0 : candidate.current ? 2 : 1;
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
  std::vector<std::string> order;
  for (Candidate& candidate : candidates) {
    order.push_back(std::move(candidate.instance_id));
  }
  return order;
}

}  // namespace greenroom::codedeploy
