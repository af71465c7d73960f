// The conditions of a stage between AWS's JSON and ours (reference 2.6).
#include <utility>

#include "fakes/codepipeline/wire_values.h"

namespace greenroom::codepipeline {
namespace {

Result<RuleDeclaration> rule_in(const aws::Json& json, const std::string& region) {
  const Status known = check_action_members(json, region);
  if (!known.ok()) {
    return known.failure();
  }
  RuleDeclaration rule;
  rule.name = wire::text_of(json, "name");
  const aws::Json& type = *json.find("ruleTypeId");
  rule.ruleTypeId.category = wire::text_of(type, "category");
  rule.ruleTypeId.provider = wire::text_of(type, "provider");
  if (type.find("version") != nullptr) {
    rule.ruleTypeId.version = wire::text_of(type, "version");
  }
  rule.configuration = wire::map_of_texts(json, "configuration");
  if (const aws::Json* inputs = json.find("inputArtifacts")) {
    for (const aws::Json& artifact : inputs->items) {
      rule.inputArtifacts.push_back(wire::text_of(artifact, "name"));
    }
  }
  rule.timeoutInMinutes = wire::number_of(json, "timeoutInMinutes", 0);
  rule.roleArn = wire::text_of(json, "roleArn");
  rule.region = wire::text_of(json, "region");
  return rule;
}

aws::Json rule_of(const RuleDeclaration& rule) {
  wire::Object object;
  object.add("name", wire::text(rule.name))
      .add("ruleTypeId", action_type_of(rule.ruleTypeId))
      .add("configuration", wire::map_of(rule.configuration))
      .add("inputArtifacts",
           wire::list_of(rule.inputArtifacts,
                         [](const std::string& name) {
                           return wire::Object().add("name", wire::text(name)).take();
                         }))
      .add_unless_empty("roleArn", rule.roleArn)
      .add_unless_empty("region", rule.region);
  if (rule.timeoutInMinutes > 0) {
    object.add("timeoutInMinutes", wire::number(rule.timeoutInMinutes));
  }
  return object.take();
}

Result<std::vector<Condition>> conditions_in(const aws::Json* gate, const std::string& region) {
  std::vector<Condition> conditions;
  const aws::Json* list = gate == nullptr ? nullptr : gate->find("conditions");
  if (list == nullptr) {
    return conditions;
  }
  for (const aws::Json& each : list->items) {
    Condition condition;
    condition.result =
        named<ConditionResult>(wire::text_of(each, "result"), 4).value_or(ConditionResult::FAIL);
    const aws::Json* rules = each.find("rules");
    for (std::size_t i = 0; rules != nullptr && i < rules->items.size(); ++i) {
      Result<RuleDeclaration> rule = rule_in(rules->items[i], region);
      if (!rule.ok()) {
        return rule.failure();
      }
      condition.rules.push_back(std::move(rule).value());
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

aws::Json conditions_of(const std::vector<Condition>& conditions) {
  return wire::list_of(conditions, [](const Condition& condition) {
    return wire::Object()
        .add("result", wire::text(to_string(condition.result)))
        .add("rules", wire::list_of(condition.rules, rule_of))
        .take();
  });
}

Status read_failure_result(const aws::Json& on_failure, StageDeclaration& stage) {
  const std::string result = wire::text_of(on_failure, "result");
  if (result == "SKIP") {  // AWS: for entry conditions only; text UNVERIFIED
    return Failure{"InvalidStageDeclarationException",
                   "The result SKIP cannot be used in onFailure of stage '" + stage.name + "'"};
  }
  stage.onFailure = named<StageFailureResult>(result, 3).value_or(StageFailureResult::FAIL);
  if (const aws::Json* retry = on_failure.find("retryConfiguration")) {
    stage.retryMode = named<StageRetryMode>(wire::text_of(*retry, "retryMode"), 2)
                          .value_or(StageRetryMode::FAILED_ACTIONS);
  }
  return success();
}

}  // namespace

Status read_conditions(const aws::Json& stage, const std::string& region,
                       StageDeclaration& declaration) {
  const aws::Json* on_failure = stage.find("onFailure");
  Result<std::vector<Condition>> before = conditions_in(stage.find("beforeEntry"), region);
  Result<std::vector<Condition>> success_of = conditions_in(stage.find("onSuccess"), region);
  Result<std::vector<Condition>> failure_of = conditions_in(on_failure, region);
  for (const auto* each : {&before, &success_of, &failure_of}) {
    if (!each->ok()) {
      return each->failure();
    }
  }
  declaration.beforeEntry = std::move(before).value();
  declaration.onSuccess = std::move(success_of).value();
  declaration.onFailureConditions = std::move(failure_of).value();
  return on_failure == nullptr ? success() : read_failure_result(*on_failure, declaration);
}

// Simplified: an onFailure that says FAIL and no more is not told again; it means the same.
void add_conditions(wire::Object& stage, const StageDeclaration& declaration) {
  wire::Object on_failure;
  if (declaration.onFailure != StageFailureResult::FAIL) {
    on_failure.add("result", wire::text(to_string(declaration.onFailure)));
  }
  if (declaration.onFailure == StageFailureResult::RETRY) {
    on_failure.add(
        "retryConfiguration",
        wire::Object().add("retryMode", wire::text(to_string(declaration.retryMode))).take());
  }
  if (!declaration.onFailureConditions.empty()) {
    on_failure.add("conditions", conditions_of(declaration.onFailureConditions));
  }
  aws::Json failure = on_failure.take();
  if (!failure.members.empty()) {
    stage.add("onFailure", std::move(failure));
  }
  if (!declaration.onSuccess.empty()) {
    stage.add("onSuccess",
              wire::Object().add("conditions", conditions_of(declaration.onSuccess)).take());
  }
  if (!declaration.beforeEntry.empty()) {
    stage.add("beforeEntry",
              wire::Object().add("conditions", conditions_of(declaration.beforeEntry)).take());
  }
}

}  // namespace greenroom::codepipeline
