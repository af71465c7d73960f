// What CodeBuild tells EventBridge. Pure.
//
// AWS: reference codebuild-codepipeline-s3 1.12.
#pragma once

#include <string>

#include "fakes/codebuild/ports.h"
#include "fakes/codebuild/types.h"
#include "sim/core/time.h"

namespace greenroom::codebuild {

// What an event tells of a build beside the build itself.
struct EventContext {
  const Project& project;
  const StartBuild& request;
  Epoch epoch;
};

// "May 20, 2018 4:12:23 AM": the times inside an event's detail.
[[nodiscard]] std::string event_time(Epoch epoch, Instant instant);

// "CodeBuild Build State Change": a build that was submitted, or one that is COMPLETED.
[[nodiscard]] EventBridgeEvent state_change_event(const EventContext& context, const Build& build);
// "CodeBuild Build Phase Change": `completed` has ended, `next` begins. UNVERIFIED: there is none
// for COMPLETED itself.
[[nodiscard]] EventBridgeEvent phase_change_event(const EventContext& context, const Build& build,
                                                  const BuildPhase& completed, BuildPhaseType next);

}  // namespace greenroom::codebuild
