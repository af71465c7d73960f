// A build as the API tells it (reference 1.3).
#pragma once

#include "fakes/aws/json.h"
#include "fakes/codebuild/service.h"

namespace greenroom::codebuild {

// A build that still runs is IN_PROGRESS whatever its phases have come to.
[[nodiscard]] aws::Json build_of(Context cx, const CodeBuild& codebuild, const Build& build);

}  // namespace greenroom::codebuild
