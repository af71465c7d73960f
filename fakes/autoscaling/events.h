// What Auto Scaling tells EventBridge, as events. Pure.
//
// AWS: reference alb-ec2-asg 2.4 (detail-types, fields of a lifecycle notification); the user
// guide's "EC2 Auto Scaling event reference".
#pragma once

#include <string>
#include <vector>

#include "fakes/autoscaling/ports.h"
#include "fakes/aws/ids.h"
#include "sim/core/time.h"

namespace greenroom::autoscaling {

struct EventBridgeEvent {
  std::string source = "aws.autoscaling";
  std::string detail_type;
  std::vector<std::string> resources;
  std::string detail;  // JSON
};

struct EventContext {
  aws::Account account;
  Epoch epoch;
};

// "EC2 Instance Launch Successful" and its like: the activity, StatusCode InProgress when it
// succeeded. Simplified: the group's ARN has no UUID; RequestId is the activity's id.
[[nodiscard]] EventBridgeEvent event_of(const EventContext& context, const GroupEvent& event);
// "EC2 Instance-launch Lifecycle Action", "EC2 Instance-terminate Lifecycle Action".
[[nodiscard]] EventBridgeEvent event_of(const EventContext& context,
                                        const LifecycleNotification& notification);

}  // namespace greenroom::autoscaling
