// CodeDeploy: deployments of the Server platform, in place and blue/green, and their rollback.
//
// AWS: docs.aws.amazon.com/codedeploy, reference codedeploy.md (lifecycle 1, agent 3, scripts 4,
// AppSpec 5, Install 6, scheduling 7, rollback 8, blue/green 9).
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/codedeploy/ports.h"
#include "fakes/codedeploy/state.h"
#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

class CodeDeploy {
 public:
  CodeDeploy(aws::Ids& ids, aws::Account account, Fleet& fleet, TrafficGate& traffic,
             RevisionStore& revisions, Hosts& hosts)
      : ids_(ids),
        account_(std::move(account)),
        fleet_(fleet),
        traffic_(traffic),
        revisions_(revisions),
        hosts_(hosts) {}

  Status CreateApplication(std::string name);
  // Gives the deploymentGroupId.
  Result<std::string> CreateDeploymentGroup(DeploymentGroup group);
  [[nodiscard]] Result<DeploymentGroup> GetDeploymentGroup(const std::string& application,
                                                           const std::string& group) const;
  // Starts a deployment and gives its id. DeploymentLimitExceededException while another deployment
  // of the group is active.
  Result<std::string> CreateDeployment(Context cx, CreateDeploymentInput input);
  // A copy of how the deployment stands now. DeploymentDoesNotExistException.
  [[nodiscard]] Result<DeploymentInfo> GetDeployment(const std::string& deployment_id) const;
  // Waits until the deployment has ended (Succeeded, Failed or Stopped).
  Task<DeploymentInfo> wait_for_end(Context cx, std::string deployment_id);
  // Waits until no deployment of any group is active (rollbacks included).
  Task<void> wait_until_idle(Context cx);

  [[nodiscard]] const State& state() const { return state_; }

 private:
  aws::Ids& ids_;
  aws::Account account_;
  Fleet& fleet_;
  TrafficGate& traffic_;
  RevisionStore& revisions_;
  Hosts& hosts_;
  State state_;
};

}  // namespace greenroom::codedeploy
