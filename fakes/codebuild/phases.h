// Which phase follows which: the transition table as a pure function (reference 1.4).
#pragma once

#include "fakes/codebuild/on_failure.h"
#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {

// The phase after `phase`, which ended as `status`. INSTALL and PRE_BUILD failures end the build;
// a BUILD failure still runs POST_BUILD and UPLOAD_ARTIFACTS. `on_failure` is the phase's own:
// ABORT ends the build, CONTINUE goes on.
[[nodiscard]] BuildPhaseType next_phase(BuildPhaseType phase, StatusType status,
                                        OnFailure::Kind on_failure = OnFailure::Kind::Default);

}  // namespace greenroom::codebuild
