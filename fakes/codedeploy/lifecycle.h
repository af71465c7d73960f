// The lifecycle as data: which events, in which order, who carries them out, whose scripts run.
//
// AWS: reference codedeploy.md 1.1 (order) and 1.2 (which revision supplies the scripts).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

enum class LifecycleScenario {
  InPlace,              // no load balancer
  InPlaceWithTraffic,   // and its rollback
  Green,                // blue/green: replacement instances
  Blue,                 // blue/green: original instances
  RollbackOriginal,     // blue/green rollback: traffic comes back to blue
  RollbackReplacement,  // blue/green rollback: traffic leaves green
  AutoScalingLaunch,    // a new instance of a group without load balancer
  AutoScalingLaunchWithTraffic,
  AutoScalingTermination,  // an instance about to go, without load balancer
  AutoScalingTerminationWithTraffic,
};

enum class Carrier {
  Agent,         // a host command
  LoadBalancer,  // the service itself: BlockTraffic, AllowTraffic are never sent to an agent
};

struct LifecycleStep {
  std::string_view name;
  Carrier carrier = Carrier::Agent;
  bool scriptable = true;  // a script may be attached
};

[[nodiscard]] const std::vector<LifecycleStep>& lifecycle_of(LifecycleScenario scenario);
// Steps of Green that come before traffic moves (ApplicationStop to ValidateService), and after.
[[nodiscard]] std::vector<LifecycleStep> before_traffic(LifecycleScenario scenario);
[[nodiscard]] std::vector<LifecycleStep> traffic_part(LifecycleScenario scenario);

enum class RevisionSource { Current, LastSuccessful, MostRecent };
// Which revision on the host supplies the scripts of an event, as long as the current deployment
// has not been downloaded yet.
[[nodiscard]] RevisionSource revision_source(std::string_view event, DeploymentCreator creator,
                                             DeploymentType type);

}  // namespace greenroom::codedeploy
