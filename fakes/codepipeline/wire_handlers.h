// The operations of CodePipeline's wire, by name.
#pragma once

#include <map>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {

using Handler = Result<aws::Json> (*)(CodePipeline& codepipeline, Context cx,
                                      const aws::Json& input);
using Handlers = std::map<std::string_view, Handler>;

// wire_pipelines.cpp: pipelines, their lists and tags.
[[nodiscard]] const Handlers& pipeline_handlers();
// wire_control.cpp: what people do to executions and stages.
[[nodiscard]] const Handlers& control_handlers();
// wire_queries.cpp: executions, actions and rules; wire_state.cpp: the state of a pipeline.
[[nodiscard]] const Handlers& query_handlers();
Result<aws::Json> get_pipeline_state(CodePipeline& codepipeline, Context cx,
                                     const aws::Json& input);
// wire_action_types.cpp.
Result<aws::Json> list_action_types(CodePipeline& codepipeline, Context cx, const aws::Json& input);

}  // namespace greenroom::codepipeline
