// The store of CodeDeploy: applications, groups, deployments in order, what hosts keep.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fakes/codedeploy/deployment_config.h"
#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

class State {
 public:
  std::set<std::string> applications;
  std::map<std::string, DeploymentGroup> groups;  // by "application/group"
  std::vector<DeploymentInfo> deployments;        // in order of creation

  [[nodiscard]] DeploymentGroup* find_group(const std::string& application,
                                            const std::string& group);
  [[nodiscard]] const DeploymentGroup* find_group(const std::string& application,
                                                  const std::string& group) const;
  [[nodiscard]] DeploymentInfo* find_deployment(const std::string& id);
  [[nodiscard]] const DeploymentInfo* find_deployment(const std::string& id) const;
  // The deployment of the group that has not ended; nullptr when there is none.
  [[nodiscard]] const DeploymentInfo* active_in(const std::string& application,
                                                const std::string& group) const;
  [[nodiscard]] bool any_active() const;

  // Notes a bundle kept on a host and gives the ids whose archives must go now: five are kept, the
  // last successfully installed one always (reference 3.4).
  std::vector<std::string> keep_archive(const std::string& instance, const std::string& group_id,
                                        const std::string& deployment_id);
  // An instance is Healthy for a group when its last deployment there succeeded (reference 7.3).
  void note_health(const std::string& instance, const std::string& group_id, bool healthy);
  [[nodiscard]] bool is_healthy(const std::string& instance, const std::string& group_id) const;
  // Which deployment's revision is on the host: set when a deployment to it succeeded.
  std::map<std::string, std::string> installed_revision;  // by "instance/group id"

 private:
  std::map<std::string, std::vector<std::string>> archives_;  // by "instance/group id"
  std::map<std::string, bool> health_;                        // by "instance/group id"
};

[[nodiscard]] bool has_ended(DeploymentStatus status);

// The order in which instances get their turn: unhealthy ones first, then those with another
// revision, then those that already have the current one; equals in the order given.
struct Candidate {
  std::string instance_id;
  bool healthy = false;
  bool current = false;
};
[[nodiscard]] std::vector<std::string> deployment_order(std::vector<Candidate> candidates);

}  // namespace greenroom::codedeploy
