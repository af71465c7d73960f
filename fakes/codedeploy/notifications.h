// What CodeDeploy tells others: SNS messages and EventBridge events, as texts. Pure.
//
// AWS: reference codedeploy.md section 12. Three vocabularies for one state: the API's
// "InProgress", SNS's "IN_PROGRESS" and EventBridge's "START".
#pragma once

#include <optional>
#include <string>

#include "fakes/aws/ids.h"
#include "fakes/codedeploy/ports.h"
#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

// SNS: CREATED, IN_PROGRESS, SUCCEEDED, FAILED, READY; a stopped deployment is ABORTED.
[[nodiscard]] std::string sns_status(DeploymentStatus status);
[[nodiscard]] std::string sns_status(TargetStatus status);
// EventBridge: START, SUCCESS, FAILURE, STOP, READY; "" for what is not told.
[[nodiscard]] std::string event_state(DeploymentStatus status);
[[nodiscard]] std::string event_state(TargetStatus status);
// The trigger event that a new status is; nothing for the others.
[[nodiscard]] std::optional<TriggerEventType> trigger_event(const DeploymentInfo& deployment);
[[nodiscard]] std::optional<TriggerEventType> trigger_event(TargetStatus status);

// "Fri Oct 14 08:46:18 UTC 2022".
[[nodiscard]] std::string sns_time(Epoch epoch, Instant instant);
// {"Pending":0,...}: counts by status.
[[nodiscard]] std::string overview_json(const DeploymentInfo& deployment);

struct NoticeContext {
  aws::Account account;
  Epoch epoch;
};
[[nodiscard]] SnsMessage deployment_message(const NoticeContext& context,
                                            const TriggerConfig& trigger,
                                            const DeploymentInfo& deployment);
[[nodiscard]] SnsMessage instance_message(const NoticeContext& context,
                                          const TriggerConfig& trigger,
                                          const DeploymentInfo& deployment,
                                          const InstanceTarget& target);
// `state` as event_state() gives it.
[[nodiscard]] EventBridgeEvent deployment_event(const NoticeContext& context,
                                                const DeploymentGroup& group,
                                                const DeploymentInfo& deployment,
                                                const std::string& state);
[[nodiscard]] EventBridgeEvent instance_event(const NoticeContext& context,
                                              const DeploymentGroup& group,
                                              const DeploymentInfo& deployment,
                                              const std::string& instance_id,
                                              const std::string& state);

}  // namespace greenroom::codedeploy
