// CodeDeploy: deployments of the Server platform, in place and blue/green, and their rollback.
//
// AWS: docs.aws.amazon.com/codedeploy, reference codedeploy.md (lifecycle 1, agent 3, scripts 4,
// AppSpec 5, Install 6, scheduling 7, rollback 8, blue/green 9).
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/codedeploy/agent.h"
#include "fakes/codedeploy/lifecycle.h"
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
  // The part of a lifecycle that a rollout brings to each of its instances.
  struct Rollout {
    std::string deployment_id;
    std::vector<std::string> instances;  // in their order
    std::vector<LifecycleStep> steps;
    TargetStatus status_at_end = TargetStatus::Succeeded;
  };
  // What an instance's task reports when it is through.
  struct InstanceEnd {
    std::string instance_id;
    bool succeeded = false;
  };

  // Stories (service_deployment.cpp, service_blue_green.cpp).
  Task<void> run(Context cx, std::string deployment_id);
  Task<Verdict> deploy_in_place(Context cx, std::string deployment_id);
  Task<Verdict> deploy_blue_green(Context cx, std::string deployment_id);
  Task<Verdict> roll_back_blue_green(Context cx, std::string deployment_id);
  Task<Verdict> roll_out(Context cx, Rollout rollout);
  Task<void> deploy_to_instance(Context cx, Rollout rollout, std::string instance_id,
                                Mailbox<InstanceEnd>* ends);
  Task<EventOutcome> carry_out(Context cx, std::string deployment_id, std::string instance_id,
                               LifecycleStep step);
  Task<EventOutcome> move_traffic(Context cx, std::string instance_id, LifecycleStep step,
                                  Duration limit);

  // Pieces (service_records.cpp).
  void add_targets(Context cx, const std::string& deployment_id,
                   const std::vector<std::string>& instances, TargetLabel label,
                   LifecycleScenario scenario);
  [[nodiscard]] InstanceTarget* find_target(const std::string& deployment_id,
                                            const std::string& instance_id);
  void set_target(Context cx, const std::string& deployment_id, const std::string& instance_id,
                  TargetStatus status);
  void set_event(Context cx, const std::string& deployment_id, const std::string& instance_id,
                 std::string_view event, LifecycleEventStatus status,
                 const Diagnostics& diagnostics);
  void skip_rest(Context cx, const std::string& deployment_id, const std::string& instance_id);
  void trace_deployment(Context cx, const DeploymentInfo& deployment) const;
  void end_deployment(Context cx, const std::string& deployment_id, Verdict verdict);
  void roll_back_if_wanted(Context cx, const std::string& deployment_id);
  [[nodiscard]] const DeploymentGroup& group_of(const std::string& deployment_id) const;

  aws::Ids& ids_;
  aws::Account account_;
  Fleet& fleet_;
  TrafficGate& traffic_;
  RevisionStore& revisions_;
  Hosts& hosts_;
  State state_;
  Signal deployments_changed_{"a deployment to end"};
};

}  // namespace greenroom::codedeploy
