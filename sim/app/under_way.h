// Whether something is going on in a cloud that ends without anybody's help.
#pragma once

#include "fakes/codebuild/state.h"
#include "fakes/codedeploy/state.h"
#include "fakes/codepipeline/state.h"

namespace greenroom::app {

// A deployment that is no longer asked whether to go on (Ready), a build, an action of a pipeline
// that is no approval: somebody who waits for their ends waits for nobody but them.
[[nodiscard]] bool something_under_way(const codedeploy::State& codedeploy,
                                       const codebuild::State& codebuild,
                                       const codepipeline::State& codepipeline);

}  // namespace greenroom::app
