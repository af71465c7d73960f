// The gates of a stage: conditions and their rules (reference 2.6).
#include <algorithm>
#include <utility>

#include "fakes/codepipeline/rules.h"
#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {
namespace {

// "a condition is met when all its rules succeed; otherwise the condition's `result` is applied"
// (reference 2.6). AWS's API speaks of a failure condition the other way round, as something that
// is met when it shall roll back: UNVERIFIED which of the two it does.
bool applies_result(ConditionExecutionStatus status) {
  return status == ConditionExecutionStatus::Failed;
}

// The words of whatever failed first.
std::string summary_of(const std::vector<RuleExecutionDetail>& rules) {
  for (const RuleExecutionDetail& rule : rules) {
    if (rule.status == RuleExecutionStatus::Failed) {
      return "Rule " + rule.ruleName + " failed: " + rule.errorDetails.message;
    }
  }
  return "";
}

Failure not_overridable(const std::string& stage, ConditionType type) {  // text UNVERIFIED
  return {"ConditionNotOverridableException", std::string("The condition ") + to_string(type) +
                                                  " of stage '" + stage + "' cannot be overridden"};
}

}  // namespace

// A condition that somebody has overridden stays so within its execution.
Task<CodePipeline::Gate> CodePipeline::pass(Context cx, Place place, ConditionType type,
                                            std::vector<Condition> conditions) {
  if (conditions.empty() || state_.execution(place.pipeline, place.ordinal).is_over()) {
    co_return Gate{};
  }
  auto& runs = state_.execution(place.pipeline, place.ordinal).stages[place.stage].conditions;
  const auto before = runs.find(type);
  if (before != runs.end() && before->second.status == ConditionExecutionStatus::Overridden) {
    co_return Gate{};
  }
  const Condition condition = conditions.front();
  const ConditionExecutionStatus status = co_await look_at_rules(cx, place, type, condition);
  co_return Gate{!applies_result(status), condition.result};
}

Task<ConditionExecutionStatus> CodePipeline::look_at_rules(Context cx, Place place,
                                                           ConditionType type,
                                                           Condition condition) {
  set_condition(cx, place, type, ConditionExecutionStatus::InProgress);
  const std::size_t first = begin_rules(cx, place, type, condition);
  for (;;) {
    const Execution& execution = state_.execution(place.pipeline, place.ordinal);
    const ConditionExecutionStatus now =
        execution.stages.at(place.stage).conditions.at(type).status;
    if (now == ConditionExecutionStatus::Overridden) {
      co_return now;
    }
    if (execution.is_over()) {
      const ConditionExecutionStatus end = execution.status == PipelineExecutionStatus::Cancelled
                                               ? ConditionExecutionStatus::Cancelled
                                               : ConditionExecutionStatus::Abandoned;
      set_condition(cx, place, type, end);
      co_return end;
    }
    const Instant again = look_once(cx, place, condition.rules, first);
    const auto& all = state_.pipelines.at(place.pipeline).ruleExecutions;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
    const std::vector<RuleExecutionDetail> rules(
        begin, begin + static_cast<std::ptrdiff_t>(condition.rules.size()));
    const auto count = [&](RuleExecutionStatus status) {
      return std::count_if(rules.begin(), rules.end(),
                           [&](const RuleExecutionDetail& rule) { return rule.status == status; });
    };
    if (count(RuleExecutionStatus::InProgress) == 0) {
      const ConditionExecutionStatus end = count(RuleExecutionStatus::Failed) > 0
                                               ? ConditionExecutionStatus::Failed
                                               : ConditionExecutionStatus::Succeeded;
      state_.execution(place.pipeline, place.ordinal).stages[place.stage].conditions[type].summary =
          summary_of(rules);
      set_condition(cx, place, type, end);
      co_return end;
    }
    (void)co_await executions_changed_.wait_until(cx, again);
  }
}

// Variables are resolved when the rule begins. Gives the place of the first rule in the history.
std::size_t CodePipeline::begin_rules(Context cx, const Place& place, ConditionType type,
                                      const Condition& condition) {
  Pipeline& pipeline = state_.pipelines.at(place.pipeline);
  const Execution& execution = state_.execution(place.pipeline, place.ordinal);
  const std::size_t first = pipeline.ruleExecutions.size();
  for (const RuleDeclaration& rule : condition.rules) {
    RuleExecutionDetail detail;
    detail.pipelineExecutionId = execution.pipelineExecutionId;
    detail.ruleExecutionId = ids_.uuid("codepipeline.rule");
    detail.pipelineVersion = execution.declaration.version;
    detail.stageName = place.stage;
    detail.ruleName = rule.name;
    detail.conditionType = type;
    detail.ruleTypeId = rule.ruleTypeId;
    detail.configuration = rule.configuration;
    detail.startTime = cx.now();
    detail.lastUpdateTime = cx.now();
    for (const auto& [key, value] : rule.configuration) {
      const Result<std::string> resolved = resolve_variables(value, execution.variables);
      if (resolved.ok()) {
        detail.resolvedConfiguration[key] = resolved.value();
      } else {
        detail.status = RuleExecutionStatus::Failed;
        detail.errorDetails = {resolved.failure().code, resolved.failure().message};
      }
    }
    pipeline.ruleExecutions.push_back(detail);
    trace_rule(cx, place, detail);
  }
  return first;
}

Result<std::string> CodePipeline::alarm_state(Context cx, const std::string& pipeline,
                                              const std::string& alarm) const {
  if (alarms_ == nullptr) {
    return Failure{"ResourceNotFound", "There are no alarms"};
  }
  const Status may_look = may(cx, pipeline, {{"cloudwatch:DescribeAlarms", "*"}});
  return may_look.ok() ? alarms_->state_of(alarm) : Result<std::string>(may_look.failure());
}

Instant CodePipeline::look_once(Context cx, const Place& place,
                                const std::vector<RuleDeclaration>& rules, std::size_t first) {
  Instant again = k_never;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    RuleExecutionDetail& detail = state_.pipelines.at(place.pipeline).ruleExecutions[first + i];
    if (detail.status != RuleExecutionStatus::InProgress) {
      continue;
    }
    RuleFacts facts;
    facts.conditionType = detail.conditionType;
    facts.started = detail.startTime;
    facts.now = cx.now();
    facts.epoch = cx.epoch();
    facts.alarm_look = timing_.alarm_look;
    const auto alarm = detail.resolvedConfiguration.find("AlarmName");
    if (alarm != detail.resolvedConfiguration.end()) {
      facts.alarm_state = alarm_state(cx, place.pipeline, alarm->second);
    }
    const RuleLook look = look_at(rules[i], detail.resolvedConfiguration, facts);
    if (look.status == RuleExecutionStatus::InProgress) {
      again = std::min(again, look.look_again);
      continue;
    }
    detail.status = look.status;
    detail.summary = look.summary;
    detail.errorDetails = look.errorDetails;
    detail.lastUpdateTime = cx.now();
    trace_rule(cx, place, detail);
  }
  return again;
}

// Rules that have not ended by now never will.
void CodePipeline::set_condition(Context cx, const Place& place, ConditionType type,
                                 ConditionExecutionStatus status) {
  Execution& execution = state_.execution(place.pipeline, place.ordinal);
  ConditionRun& run = execution.stages[place.stage].conditions[type];
  run.status = status;
  run.lastStatusChange = cx.now();
  if (status == ConditionExecutionStatus::InProgress) {
    run.summary.clear();
  } else {
    for (RuleExecutionDetail& rule : state_.pipelines.at(place.pipeline).ruleExecutions) {
      if (rule.pipelineExecutionId == execution.pipelineExecutionId &&
          rule.stageName == place.stage && rule.conditionType == type &&
          rule.status == RuleExecutionStatus::InProgress) {
        rule.status = RuleExecutionStatus::Abandoned;
        rule.lastUpdateTime = cx.now();
        trace_rule(cx, place, rule);
      }
    }
  }
  std::vector<Field> fields = {{"pipeline", place.pipeline},
                               {"execution", place.ordinal},
                               {"stage", place.stage},
                               {"condition", to_string(type)},
                               {"status", to_string(status)}};
  if (!run.summary.empty()) {
    fields.emplace_back("summary", run.summary);
  }
  cx.as("codepipeline/" + place.pipeline).trace("codepipeline.condition", fields);
}

void CodePipeline::trace_rule(Context cx, const Place& place, const RuleExecutionDetail& rule) {
  std::vector<Field> fields = {{"pipeline", place.pipeline},
                               {"execution", place.ordinal},
                               {"stage", place.stage},
                               {"condition", to_string(rule.conditionType)},
                               {"rule", rule.ruleName},
                               {"provider", rule.ruleTypeId.provider},
                               {"status", to_string(rule.status)}};
  if (!rule.summary.empty()) {
    fields.emplace_back("summary", rule.summary);
  }
  if (rule.status == RuleExecutionStatus::Failed) {
    fields.emplace_back("errorCode", rule.errorDetails.code);
    fields.emplace_back("errorMessage", rule.errorDetails.message);
  }
  cx.as("codepipeline/" + place.pipeline).trace("codepipeline.rule", fields);
}

// After a failure the same execution goes on: before entry with the stage's actions, on success
// behind them. "conditions can be overridden ... except SKIP ones" (reference 2.6).
Status CodePipeline::OverrideStageCondition(Context cx, const std::string& name,
                                            const std::string& stage,
                                            const std::string& execution_id, ConditionType type) {
  const Status found = find_stage(name, stage);
  if (!found.ok()) {
    return found;
  }
  Pipeline& pipeline = state_.pipelines.at(name);
  Execution* execution = state_.find_execution(name, execution_id);
  if (execution == nullptr) {
    return pipeline_execution_not_found(execution_id);
  }
  const auto at = execution->stages.find(stage);
  const bool has_run = at != execution->stages.end() && at->second.conditions.count(type) > 0;
  const std::vector<StageDeclaration>& stages = execution->declaration.stages;
  const auto declared = std::find_if(
      stages.begin(), stages.end(), [&](const StageDeclaration& one) { return one.name == stage; });
  if (!has_run || type == ConditionType::ON_FAILURE || declared == stages.end() ||
      (type == ConditionType::BEFORE_ENTRY &&
       declared->beforeEntry.front().result == ConditionResult::SKIP)) {
    return not_overridable(stage, type);
  }
  const Place place{name, execution->ordinal, stage, 1};
  const ConditionExecutionStatus status = at->second.conditions.at(type).status;
  if (status == ConditionExecutionStatus::InProgress) {
    set_condition(cx, place, type, ConditionExecutionStatus::Overridden);
    executions_changed_.notify();
    return success();
  }
  if (status != ConditionExecutionStatus::Failed ||
      execution->status != PipelineExecutionStatus::Failed) {
    return not_overridable(stage, type);
  }
  const Status free = check_may_resume(pipeline, *execution, stage);
  if (!free.ok()) {
    return free;
  }
  set_condition(cx, place, type, ConditionExecutionStatus::Overridden);
  set_execution(cx, name, place.ordinal, PipelineExecutionStatus::InProgress);
  go_on(cx, name, place.ordinal, stage_index(pipeline.declaration, stage),
        type == ConditionType::ON_SUCCESS ? std::optional(StageRetryMode::FAILED_ACTIONS)
                                          : std::nullopt);
  return success();
}

}  // namespace greenroom::codepipeline
