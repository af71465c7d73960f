#include "fakes/codepipeline/condition_structure.h"

#include <algorithm>
#include <array>
#include <set>

#include "fakes/codepipeline/deployment_window.h"

namespace greenroom::codepipeline {
namespace {

constexpr std::size_t k_rules_most = 5;
constexpr std::array k_alarm_states = {"OK", "ALARM", "INSUFFICIENT_DATA"};

// Texts UNVERIFIED unless said.
Failure bad_stage(const StageDeclaration& stage, const std::string& why) {
  return {"InvalidStageDeclarationException", "Stage '" + stage.name + "' " + why};
}

// AWS has no exception of its own for rules. UNVERIFIED that it is this one.
Failure bad_rule(const RuleDeclaration& rule, const std::string& why) {
  return {"InvalidActionDeclarationException", "Rule '" + rule.name + "' " + why};
}

Failure too_long(const std::string& what, std::size_t most) {
  return {"ValidationException",
          "1 validation error detected: Value at '" + what +
              "' failed to satisfy constraint: Member must have length less than or equal to " +
              std::to_string(most)};
}

bool is_whole_number(const std::string& text) {
  return !text.empty() && text.size() <= 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Status needs(const RuleDeclaration& rule, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (rule.configuration.count(key) == 0) {
      return Failure{"InvalidActionDeclarationException",
                     "Rule configuration for rule '" + rule.name +
                         "' is missing required configuration '" + key + "'"};
    }
  }
  return success();
}

Status check_alarm(const RuleDeclaration& rule) {
  const auto& settings = rule.configuration;
  const auto wait = settings.find("WaitTime");
  if (wait != settings.end() && !is_whole_number(wait->second)) {
    return bad_rule(rule, "has WaitTime '" + wait->second + "', which is no number of minutes");
  }
  const auto states = settings.find("AlarmStates");
  std::string rest = states == settings.end() ? "" : states->second;
  std::erase(rest, ' ');
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (std::count(k_alarm_states.begin(), k_alarm_states.end(), rest.substr(0, comma)) == 0) {
      return bad_rule(rule, "has AlarmStates '" + states->second +
                                "'; expected OK, ALARM and INSUFFICIENT_DATA");
    }
    rest.erase(0, comma + 1);
  }
  return needs(rule, {"AlarmName"});
}

Status check_window(const RuleDeclaration& rule) {
  const Status complete = needs(rule, {"Cron"});
  if (!complete.ok()) {
    return complete;
  }
  const auto zone = rule.configuration.find("TimeZone");
  const Result<DeploymentWindow> window = parse_deployment_window(
      rule.configuration.at("Cron"), zone == rule.configuration.end() ? "" : zone->second);
  return window.ok() ? success() : Status(bad_rule(rule, "cannot be: " + window.failure().message));
}

Status check_variable(const RuleDeclaration& rule) {
  const Status complete = needs(rule, {"Operator", "Variable", "Value"});
  if (!complete.ok()) {
    return complete;
  }
  const std::string& op = rule.configuration.at("Operator");
  return op == "EQ" || op == "NE" || op == "CONTAINS" || op == "MATCHES"
             ? success()
             : Status(bad_rule(rule,
                               "has Operator '" + op + "'; expected EQ, NE, CONTAINS or MATCHES"));
}

Status check_rule(const RuleDeclaration& rule) {
  const std::string& provider = rule.ruleTypeId.provider;
  if (provider == "CloudWatchAlarm") {
    return check_alarm(rule);
  }
  if (provider == "DeploymentWindow") {
    return check_window(rule);
  }
  if (provider == "VariableCheck") {
    return check_variable(rule);
  }
  return bad_rule(rule, "has the provider '" + provider +
                            "', which greenroom does not know: only CloudWatchAlarm, "
                            "DeploymentWindow and VariableCheck");
}

// Reference 2.6: "Entry: FAIL or SKIP (SKIP only with LambdaInvoke/VariableCheck). On success:
// ROLLBACK or FAIL. On failure: ROLLBACK".
Status check_result(const StageDeclaration& stage, ConditionType type, const Condition& condition) {
  const ConditionResult result = condition.result;
  const bool fits = type == ConditionType::BEFORE_ENTRY
                        ? result == ConditionResult::FAIL || result == ConditionResult::SKIP
                    : type == ConditionType::ON_SUCCESS
                        ? result == ConditionResult::FAIL || result == ConditionResult::ROLLBACK
                        : result == ConditionResult::ROLLBACK;
  if (!fits) {
    return bad_stage(stage, std::string("has a condition ") + to_string(type) +
                                " with the result " + to_string(result) +
                                ", which such a condition cannot have");
  }
  const bool only_variables = std::all_of(
      condition.rules.begin(), condition.rules.end(),
      [](const RuleDeclaration& rule) { return rule.ruleTypeId.provider == "VariableCheck"; });
  if (result == ConditionResult::SKIP && !only_variables) {
    return bad_stage(stage,
                     "skips itself by a rule that is neither LambdaInvoke nor VariableCheck");
  }
  return success();
}

Status check_condition(const StageDeclaration& stage, ConditionType type,
                       const Condition& condition) {
  if (condition.rules.empty()) {
    return bad_stage(stage, "has a condition without rules");
  }
  if (condition.rules.size() > k_rules_most) {
    return too_long("pipeline.stages." + stage.name + ".conditions.1.member.rules", k_rules_most);
  }
  std::set<std::string> names;
  for (const RuleDeclaration& rule : condition.rules) {
    if (rule.name.empty() || !names.insert(rule.name).second) {
      return bad_rule(rule, "needs a name of its own");
    }
    const Status checked = check_rule(rule);
    if (!checked.ok()) {
      return checked;
    }
  }
  return check_result(stage, type, condition);
}

}  // namespace

bool has_conditions(const StageDeclaration& stage) {
  return !stage.beforeEntry.empty() || !stage.onSuccess.empty() ||
         !stage.onFailureConditions.empty();
}

Status validate_conditions(const StageDeclaration& stage, ExecutionMode mode) {
  if (!stage.onFailureConditions.empty() && stage.onFailure != StageFailureResult::FAIL) {
    // AWS's own words, with their missing quotation mark.
    return Failure{"InvalidStageDeclarationException",
                   "The following stage cannot have a failure exit gate configured with both top "
                   "level result and conditions: '" +
                       stage.name};
  }
  for (const auto& [type, conditions] :
       {std::pair(ConditionType::BEFORE_ENTRY, &stage.beforeEntry),
        std::pair(ConditionType::ON_SUCCESS, &stage.onSuccess),
        std::pair(ConditionType::ON_FAILURE, &stage.onFailureConditions)}) {
    if (conditions->size() > 1) {
      return too_long("pipeline.stages." + stage.name + ".conditions", 1);
    }
    for (const Condition& condition : *conditions) {
      const Status checked = check_condition(stage, type, condition);
      if (!checked.ok()) {
        return checked;
      }
      if (mode == ExecutionMode::PARALLEL && condition.result == ConditionResult::ROLLBACK) {
        return Failure{"InvalidStageDeclarationException",
                       std::string(type == ConditionType::ON_SUCCESS ? "Success" : "Failure") +
                           " conditions with rollback result type cannot be added to a PARALLEL "
                           "pipeline."};
      }
    }
  }
  return success();
}

}  // namespace greenroom::codepipeline
