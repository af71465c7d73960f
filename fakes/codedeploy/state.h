// The store of CodeDeploy: applications, groups, deployments in order, what hosts keep.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/codedeploy/deployment_config.h"
#include "fakes/codedeploy/resources.h"
#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

enum class RevisionHealth { Unknown, Old, Current };

class State {
 public:
  std::map<std::string, Application> applications;        // by name
  std::map<std::string, DeploymentGroup> groups;          // by "application/group"
  std::map<std::string, DeploymentGroup> deleted_groups;  // by id: their deployments may still run
  std::vector<DeploymentInfo> deployments;                // in order of creation

  [[nodiscard]] DeploymentGroup* find_group(const std::string& application,
                                            const std::string& group);
  [[nodiscard]] const DeploymentGroup* find_group(const std::string& application,
                                                  const std::string& group) const;
  [[nodiscard]] DeploymentInfo* find_deployment(const std::string& id);
  [[nodiscard]] const DeploymentInfo* find_deployment(const std::string& id) const;
  // The deployment of the group that has not ended; nullptr when there is none. Those to a single
  // new or leaving instance of an Auto Scaling group do not count.
  [[nodiscard]] const DeploymentInfo* active_in(const std::string& application,
                                                const std::string& group) const;
  [[nodiscard]] bool any_active() const;
  // Predefined, custom, or spelled ("HOST_COUNT:2"); nothing for an unknown name.
  [[nodiscard]] std::optional<DeploymentConfig> find_config(const std::string& name) const;
  std::vector<DeploymentConfig> custom_configs;  // in order of creation

  // What a host keeps. A deployment's directory is made by its first command there.
  void note_directory(const std::string& instance, const std::string& group_id,
                      const std::string& deployment_id);
  // The agent's pointer, moved at the end of Install.
  void note_install(const std::string& instance, const std::string& group_id,
                    const std::string& deployment_id);
  // Notes the directory of a deployment about to be downloaded and gives the ids of those that must
  // go now: five are kept, the last successfully installed one always (reference 3.4).
  std::vector<std::string> keep_archive(const std::string& instance, const std::string& group_id,
                                        const std::string& deployment_id);

  // An instance is Healthy for a group when its last deployment there succeeded (reference 7.3).
  void note_result(const std::string& instance, const std::string& group_id,
                   const std::string& deployment_id, bool succeeded);
  [[nodiscard]] bool is_healthy(const std::string& instance, const std::string& group_id) const;
  [[nodiscard]] RevisionHealth revision_health(const std::string& instance,
                                               const DeploymentGroup& group) const;

 private:
  std::map<std::string, std::vector<std::string>> directories_;  // by "instance/group id"
  std::map<std::string, std::string> pointers_;                  // the same
  std::map<std::string, std::string> succeeded_;                 // the same: deployment id
  std::map<std::string, bool> health_;                           // the same
};

[[nodiscard]] bool has_ended(DeploymentStatus status);

// The order in which instances get their turn: Unhealthy ones first, then those of Unknown, Old and
// Current revision; equals in the order given (reference 7.3; ties are random on AWS).
struct Candidate {
  std::string instance_id;
  bool healthy = false;
  RevisionHealth revision = RevisionHealth::Unknown;
  std::string AvailabilityZone;
};
[[nodiscard]] std::vector<Candidate> deployment_order(std::vector<Candidate> candidates);
// The same, zone by zone in the order of their names.
[[nodiscard]] std::vector<Candidate> zonal_order(std::vector<Candidate> candidates);

// Whether an instance with these tags belongs to the set: inside a group any filter may match,
// every group must have a match. An empty set matches nothing (reference 2.5).
[[nodiscard]] bool matches(const EC2TagSet& set, const std::map<std::string, std::string>& tags);

}  // namespace greenroom::codedeploy
