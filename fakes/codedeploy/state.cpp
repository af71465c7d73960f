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
        deployment.onlyInstance.empty() && !has_ended(deployment.status)) {
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

std::optional<DeploymentConfig> State::find_config(const std::string& name) const {
  for (const std::vector<DeploymentConfig>* configs : {&predefined_configs(), &custom_configs}) {
    for (const DeploymentConfig& config : *configs) {
      if (config.deploymentConfigName == name) {
        return config;
      }
    }
  }
  return spelled_config(name);
}

void State::note_directory(const std::string& instance, const std::string& group_id,
                           const std::string& deployment_id) {
  std::vector<std::string>& kept = directories_[instance + "/" + group_id];
  if (std::find(kept.begin(), kept.end(), deployment_id) == kept.end()) {
    kept.push_back(deployment_id);
  }
}

void State::note_install(const std::string& instance, const std::string& group_id,
                         const std::string& deployment_id) {
  pointers_[instance + "/" + group_id] = deployment_id;
}

std::vector<std::string> State::keep_archive(const std::string& instance,
                                             const std::string& group_id,
                                             const std::string& deployment_id) {
  std::vector<std::string>& kept = directories_[instance + "/" + group_id];
  std::erase(kept, deployment_id);
  const auto pointer = pointers_.find(instance + "/" + group_id);
  std::vector<std::string> doomed;
  for (const std::string& id : kept) {
    const bool enough = kept.size() - doomed.size() < k_archives_kept;
    if (!enough && (pointer == pointers_.end() || id != pointer->second)) {
      doomed.push_back(id);
    }
  }
  std::erase_if(kept, [&](const std::string& id) {
    return std::find(doomed.begin(), doomed.end(), id) != doomed.end();
  });
  kept.push_back(deployment_id);
  return doomed;
}

void State::note_result(const std::string& instance, const std::string& group_id,
                        const std::string& deployment_id, bool succeeded) {
  health_[instance + "/" + group_id] = succeeded;
  if (succeeded) {
    succeeded_[instance + "/" + group_id] = deployment_id;
  }
}

bool State::is_healthy(const std::string& instance, const std::string& group_id) const {
  const auto found = health_.find(instance + "/" + group_id);
  return found != health_.end() && found->second;
}

RevisionHealth State::revision_health(const std::string& instance,
                                      const DeploymentGroup& group) const {
  const auto found = succeeded_.find(instance + "/" + group.deploymentGroupId);
  if (found == succeeded_.end()) {
    return RevisionHealth::Unknown;
  }
  const DeploymentInfo* installed = find_deployment(found->second);
  return installed != nullptr && group.targetRevision == installed->revision
             ? RevisionHealth::Current
             : RevisionHealth::Old;
}

std::vector<Candidate> deployment_order(std::vector<Candidate> candidates) {
  const auto rank = [](const Candidate& candidate) {
    return candidate.healthy ? 1 + static_cast<int>(candidate.revision) : 0;
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
  return candidates;
}

std::vector<Candidate> zonal_order(std::vector<Candidate> candidates) {
  std::vector<Candidate> ordered = deployment_order(std::move(candidates));
  std::stable_sort(ordered.begin(), ordered.end(), [](const Candidate& a, const Candidate& b) {
    return a.AvailabilityZone < b.AvailabilityZone;
  });
  return ordered;
}

bool matches(const EC2TagSet& set, const std::map<std::string, std::string>& tags) {
  const auto fits = [&](const EC2TagFilter& filter) {
    return std::any_of(tags.begin(), tags.end(), [&](const auto& tag) {
      const bool key = filter.Type == TagFilterType::VALUE_ONLY || tag.first == filter.Key;
      const bool value = filter.Type == TagFilterType::KEY_ONLY || tag.second == filter.Value;
      return key && value;
    });
  };
  return !set.empty() && std::all_of(set.begin(), set.end(), [&](const auto& group) {
    return std::any_of(group.begin(), group.end(), fits);
  });
}

}  // namespace greenroom::codedeploy
