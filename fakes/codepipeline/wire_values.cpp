#include "fakes/codepipeline/wire_values.h"

namespace greenroom::codepipeline {

aws::Json empty_list() {
  return {aws::JsonKind::Array, {}, {}, {}};
}

aws::Json nothing() {
  return {aws::JsonKind::Object, {}, {}, {}};
}

aws::Json tags_of(const Tags& tags) {
  aws::Json list = empty_list();
  for (const auto& [key, value] : tags) {
    list.items.push_back(
        wire::Object().add("key", wire::text(key)).add("value", wire::text(value)).take());
  }
  return list;
}

Tags tags_in(const aws::Json& input, std::string_view member) {
  Tags tags;
  if (const aws::Json* found = input.find(member)) {
    for (const aws::Json& tag : found->items) {
      tags[wire::text_of(tag, "key")] = wire::text_of(tag, "value");
    }
  }
  return tags;
}

aws::Json action_type_of(const ActionTypeId& type) {
  return wire::Object()
      .add("category", wire::text(type.category))
      .add("owner", wire::text(type.owner))
      .add("provider", wire::text(type.provider))
      .add("version", wire::text(type.version))
      .take();
}

aws::Json trigger_of(const ExecutionTrigger& trigger) {
  return wire::Object()
      .add("triggerType", wire::text(to_string(trigger.triggerType)))
      .add_unless_empty("triggerDetail", trigger.triggerDetail)
      .take();
}

aws::Json rollback_of(const std::string& target_execution_id) {
  return wire::Object()
      .add("rollbackTargetPipelineExecutionId", wire::text(target_execution_id))
      .take();
}

aws::Json error_of(const ErrorDetails& details) {
  return wire::Object()
      .add("code", wire::text(details.code))
      .add_unless_empty("message", details.message)
      .take();
}

}  // namespace greenroom::codepipeline
