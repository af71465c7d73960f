// A project as one build sees it. Pure.
#pragma once

#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {

[[nodiscard]] Project with_overrides(Project project, const BuildOverrides& overrides);

}  // namespace greenroom::codebuild
