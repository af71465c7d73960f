// ListActionTypes: those of AWS that run here.
#include "fakes/codepipeline/action_structure.h"
#include "fakes/codepipeline/wire_handlers.h"
#include "fakes/codepipeline/wire_values.h"

namespace greenroom::codepipeline {
namespace {

aws::Json counts_of(std::size_t least, std::size_t most) {
  return wire::Object()
      .add("minimumCount", wire::number(static_cast<std::int64_t>(least)))
      .add("maximumCount", wire::number(static_cast<std::int64_t>(most)))
      .take();
}

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

aws::Json property_of(const std::string& name) {
  return wire::Object()
      .add("name", wire::text(name))
      .add("required", flag(true))
      .add("key", flag(true))
      .add("secret", flag(false))
      .add("queryable", flag(false))
      .take();
}

// Simplified: of their configuration only what must be there.
aws::Json type_of(const ActionType& type) {
  return wire::Object()
      .add("id", action_type_of({type.category, "AWS", type.provider, "1"}))
      .add("settings", nothing())
      .add("actionConfigurationProperties", wire::list_of(type.required, property_of))
      .add("inputArtifactDetails", counts_of(type.inputs_least, type.inputs_most))
      .add("outputArtifactDetails", counts_of(type.outputs_least, type.outputs_most))
      .take();
}

}  // namespace

// Built-in types are the same in every region, and nobody has registered others.
Result<aws::Json> list_action_types(CodePipeline&, Context, const aws::Json& input) {
  const std::string owner = wire::text_of(input, "actionOwnerFilter");
  const bool is_ours = owner.empty() || owner == "AWS";
  return wire::Object()
      .add("actionTypes", is_ours ? wire::list_of(action_types(), type_of) : empty_list())
      .take();
}

}  // namespace greenroom::codepipeline
