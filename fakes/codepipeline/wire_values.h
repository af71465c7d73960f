// Between the API's JSON and CodePipeline's own values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/codepipeline/history.h"
#include "fakes/codepipeline/types.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/values.h"
#include "sim/core/context.h"

namespace greenroom::codepipeline {

// The enumerator of that name among the first `count`; nothing when there is none.
template <typename Enum>
[[nodiscard]] std::optional<Enum> named(const std::string& text, int count) {
  for (int i = 0; i < count; ++i) {
    if (text == to_string(static_cast<Enum>(i))) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

[[nodiscard]] aws::Json empty_list();
[[nodiscard]] aws::Json nothing();  // {}

// Tags: [{ key, value }].
[[nodiscard]] aws::Json tags_of(const Tags& tags);
[[nodiscard]] Tags tags_in(const aws::Json& input, std::string_view member);

[[nodiscard]] aws::Json action_type_of(const ActionTypeId& type);
[[nodiscard]] aws::Json trigger_of(const ExecutionTrigger& trigger);
[[nodiscard]] aws::Json rollback_of(const std::string& target_execution_id);
[[nodiscard]] aws::Json error_of(const ErrorDetails& details);

// A pipeline's structure as AWS writes it. Refused, each with the failure of its kind, is what is
// absent here and would change what a pipeline does: artifactStores, git triggers, blockers,
// commands and variables of Compute actions, files of output artifacts, actions in other regions.
[[nodiscard]] Result<PipelineDeclaration> pipeline_in(const aws::Json& pipeline,
                                                      const std::string& region);
[[nodiscard]] aws::Json pipeline_of(const PipelineDeclaration& pipeline);

// The stage's conditions: beforeEntry, onSuccess, onFailure.
[[nodiscard]] Status read_conditions(const aws::Json& stage, const std::string& region,
                                     StageDeclaration& declaration);
void add_conditions(wire::Object& stage, const StageDeclaration& declaration);

// InvalidActionDeclarationException for what actions and rules have in common and is absent here.
[[nodiscard]] Status check_action_members(const aws::Json& action, const std::string& region);

}  // namespace greenroom::codepipeline
