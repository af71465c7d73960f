#include "fakes/codebuild/phases.h"

namespace greenroom::codebuild {

BuildPhaseType next_phase(BuildPhaseType phase, StatusType status, OnFailure::Kind on_failure) {
  using Phase = BuildPhaseType;
  if (status == StatusType::TIMED_OUT || status == StatusType::STOPPED) {
    return phase == Phase::FINALIZING ? Phase::COMPLETED : Phase::FINALIZING;
  }
  const bool failed = status != StatusType::SUCCEEDED && on_failure != OnFailure::Kind::CONTINUE;
  if (failed && on_failure == OnFailure::Kind::ABORT) {
    return Phase::FINALIZING;
  }
  switch (phase) {
    case Phase::SUBMITTED:
      return failed ? Phase::FINALIZING : Phase::QUEUED;
    case Phase::QUEUED:
      return failed ? Phase::FINALIZING : Phase::PROVISIONING;
    case Phase::PROVISIONING:
      return failed ? Phase::FINALIZING : Phase::DOWNLOAD_SOURCE;
    case Phase::DOWNLOAD_SOURCE:
      return failed ? Phase::FINALIZING : Phase::INSTALL;
    case Phase::INSTALL:
      return failed ? Phase::FINALIZING : Phase::PRE_BUILD;
    case Phase::PRE_BUILD:
      return failed ? Phase::FINALIZING : Phase::BUILD;
    case Phase::BUILD:
      return Phase::POST_BUILD;
    case Phase::POST_BUILD:
      return Phase::UPLOAD_ARTIFACTS;
    case Phase::UPLOAD_ARTIFACTS:
      return Phase::FINALIZING;
    case Phase::FINALIZING:
    case Phase::COMPLETED:
      return Phase::COMPLETED;
  }
  return Phase::COMPLETED;
}

}  // namespace greenroom::codebuild
