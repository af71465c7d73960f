// Automatic rollback: when, from which revision, and what both deployments say of it.
//
// AWS: reference codedeploy.md section 8.
#include <utility>

#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/sites.h"

namespace greenroom::codedeploy {
namespace {

// UNVERIFIED texts: the documents say that the message can tell so, not how.
constexpr const char* k_no_revision =
    "The deployment cannot be rolled back: the deployment group has no successful revision to "
    "return to.";

// Whether the group (or the request, or the stop) wants a rollback after this end.
bool wants_rollback(const DeploymentInfo& deployment, Verdict verdict,
                    const std::optional<bool>& asked) {
  const AutoRollbackConfiguration& configuration = deployment.autoRollbackConfiguration;
  const auto enabled = [&](AutoRollbackEvent event) {
    return configuration.enabled && configuration.events.count(event) > 0;
  };
  switch (verdict) {
    case Verdict::Succeeded:
    case Verdict::ReadyWaitExpired:
      return false;
    case Verdict::StoppedByAlarm:
      return enabled(AutoRollbackEvent::DEPLOYMENT_STOP_ON_ALARM);
    case Verdict::StoppedByUser:
      // UNVERIFIED: the flag of the call decides when it is given, the group's event otherwise.
      return asked.value_or(enabled(AutoRollbackEvent::DEPLOYMENT_STOP_ON_REQUEST));
    default:
      return enabled(AutoRollbackEvent::DEPLOYMENT_FAILURE);
  }
}

}  // namespace

// A rollback is a new deployment of the last *successful* revision, and is never rolled back itself
// (UNVERIFIED; reference 15). Without an earlier success there is none.
void CodeDeploy::roll_back_if_wanted(Context cx, const std::string& deployment_id,
                                     Verdict verdict) {
  const DeploymentInfo failed = *state_.find_deployment(deployment_id);
  const DeploymentGroup& group = group_of(deployment_id);
  if (failed.creator == DeploymentCreator::codeDeployRollback || !failed.onlyInstance.empty() ||
      !wants_rollback(failed, verdict, controls_.at(deployment_id).roll_back)) {
    return;
  }
  DeploymentInfo* triggering = state_.find_deployment(deployment_id);
  if (!group.targetRevision) {
    triggering->rollbackInfo.rollbackMessage = k_no_revision;
    return;
  }
  CreateDeploymentInput input;
  input.applicationName = failed.applicationName;
  input.deploymentGroupName = failed.deploymentGroupName;
  input.revision =
      cx.fault(site::rollback_uses_failed_revision) ? failed.revision : *group.targetRevision;
  input.deploymentConfigName = failed.deploymentConfigName;  // UNVERIFIED for Server
  input.creator = DeploymentCreator::codeDeployRollback;
  input.rollbackTriggeringDeploymentId = deployment_id;
  if (const DeploymentInfo* last = state_.find_deployment(group.lastSuccessfulDeployment)) {
    input.fileExistsBehavior = last->fileExistsBehavior;
  }
  const Result<std::string> created = CreateDeployment(cx, std::move(input));
  SIM_ASSERT(created.ok(), "nothing is active in a group whose deployment has just ended");
  triggering = state_.find_deployment(deployment_id);
  triggering->rollbackInfo.rollbackDeploymentId = created.value();
  triggering->rollbackInfo.rollbackMessage = "Deployment " + deployment_id +
                                             " terminated. Automatic rollback is triggered with a "
                                             "DeploymentId " +
                                             created.value() + ".";
}

}  // namespace greenroom::codedeploy
