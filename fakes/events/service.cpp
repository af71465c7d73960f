#include "fakes/events/service.h"

#include <algorithm>
#include <utility>

#include "fakes/events/envelope.h"

namespace greenroom::events {
namespace {

constexpr std::size_t k_targets_max = 5;  // of one rule

// UNVERIFIED text.
Failure no_such_resource(const std::string& arn) {
  return {"ResourceNotFoundException", "Resource " + arn + " does not exist."};
}

void trace_rule(Context cx, const Rule& rule, const char* change) {
  cx.as("eventbridge")
      .trace("eventbridge.rule",
             {{"rule", rule.Name},
              {"change", change},
              {"state", rule.State == RuleState::ENABLED ? "ENABLED" : "DISABLED"}});
}

}  // namespace

Result<std::string> EventBridge::PutRule(Context cx, PutRuleRequest request) {
  Result<RuleRecord> made = make_rule(request);
  if (!made.ok()) {
    return made.failure();
  }
  RuleRecord& wanted = made.value();
  wanted.rule.Arn =
      "arn:aws:events:" + account_.region + ":" + account_.id + ":rule/" + request.Name;
  const bool is_new = state_.find(request.Name) == nullptr;
  const std::string schedule_before =
      is_new ? "" : state_.find(request.Name)->rule.ScheduleExpression;
  RuleRecord& record = state_.add(wanted.rule);
  record.pattern = std::move(wanted.pattern);
  record.period = wanted.period;
  if (is_new) {
    record.Tags = std::move(request.Tags);
  }
  trace_rule(cx, record.rule, is_new ? "created" : "updated");
  if (record.rule.ScheduleExpression != schedule_before) {
    record.schedule = state_.next_schedule();
    if (record.period) {
      const Context clock = cx.as("eventbridge/" + request.Name);
      clock.spawn("schedule", keep_schedule(clock, request.Name, record.schedule));
    }
  }
  return record.rule.Arn;
}

Status EventBridge::DeleteRule(Context cx, std::string name) {
  const RuleRecord* record = state_.find(name);
  if (record == nullptr) {
    return success();
  }
  if (!record->targets.empty()) {
    return Failure{"ValidationException", "Rule can't be deleted since it has targets."};
  }
  trace_rule(cx, record->rule, "deleted");
  state_.remove(name);
  return success();
}

Status EventBridge::EnableRule(Context cx, std::string name) {
  return set_state(cx, name, RuleState::ENABLED);
}

Status EventBridge::DisableRule(Context cx, std::string name) {
  return set_state(cx, name, RuleState::DISABLED);
}

Status EventBridge::set_state(Context cx, const std::string& name, RuleState rule_state) {
  RuleRecord* record = state_.find(name);
  if (record == nullptr) {
    return no_such_rule(name);
  }
  if (record->rule.State != rule_state) {
    record->rule.State = rule_state;
    trace_rule(cx, record->rule, rule_state == RuleState::ENABLED ? "enabled" : "disabled");
  }
  return success();
}

Result<Rule> EventBridge::DescribeRule(const std::string& name) const {
  const RuleRecord* record = state_.find(name);
  return record == nullptr ? Result<Rule>(no_such_rule(name)) : Result<Rule>(record->rule);
}

std::vector<Rule> EventBridge::ListRules(const std::string& name_prefix) const {
  std::vector<Rule> rules;
  for (const auto& [name, record] : state_.rules()) {
    if (name.starts_with(name_prefix)) {
      rules.push_back(record.rule);
    }
  }
  return rules;
}

Result<std::vector<FailedEntry>> EventBridge::PutTargets(Context cx, std::string rule,
                                                         std::vector<Target> targets) {
  RuleRecord* record = state_.find(rule);
  if (record == nullptr) {
    return no_such_rule(rule);
  }
  std::map<std::string, Target> wanted = record->targets;
  for (Target& target : targets) {
    if (const Status valid = validate_target(target); !valid.ok()) {
      return valid.failure();
    }
    wanted.insert_or_assign(target.Id, std::move(target));
  }
  if (wanted.size() > k_targets_max) {
    return Failure{"LimitExceededException",
                   "The requested resource exceeds the maximum number allowed."};
  }
  record->targets = std::move(wanted);
  trace_rule(cx, record->rule, "targets put");
  return std::vector<FailedEntry>();
}

Result<std::vector<FailedEntry>> EventBridge::RemoveTargets(Context cx, std::string rule,
                                                            std::vector<std::string> ids) {
  RuleRecord* record = state_.find(rule);
  if (record == nullptr) {
    return no_such_rule(rule);
  }
  std::vector<FailedEntry> failed;
  for (const std::string& id : ids) {
    if (record->targets.erase(id) == 0) {
      failed.push_back({id, "ResourceNotFoundException",
                        "Rule " + rule + " does not have any targets with id " + id + "."});
    }
  }
  trace_rule(cx, record->rule, "targets removed");
  return failed;
}

Result<std::vector<Target>> EventBridge::ListTargetsByRule(const std::string& rule) const {
  const RuleRecord* record = state_.find(rule);
  if (record == nullptr) {
    return no_such_rule(rule);
  }
  std::vector<Target> targets;
  for (const auto& [id, target] : record->targets) {
    targets.push_back(target);
  }
  return targets;
}

std::vector<std::string> EventBridge::ListRuleNamesByTarget(const std::string& target_arn) const {
  std::vector<std::string> names;
  for (const auto& [name, record] : state_.rules()) {
    if (std::any_of(record.targets.begin(), record.targets.end(),
                    [&](const auto& target) { return target.second.Arn == target_arn; })) {
      names.push_back(name);
    }
  }
  return names;
}

Status EventBridge::TagResource(const std::string& rule_arn, const Tags& tags) {
  RuleRecord* record = state_.find_arn(rule_arn);
  if (record == nullptr) {
    return no_such_resource(rule_arn);
  }
  for (const auto& [key, value] : tags) {
    record->Tags[key] = value;
  }
  return success();
}

Status EventBridge::UntagResource(const std::string& rule_arn,
                                  const std::vector<std::string>& keys) {
  RuleRecord* record = state_.find_arn(rule_arn);
  if (record == nullptr) {
    return no_such_resource(rule_arn);
  }
  for (const std::string& key : keys) {
    record->Tags.erase(key);
  }
  return success();
}

Result<Tags> EventBridge::ListTagsForResource(const std::string& rule_arn) {
  const RuleRecord* record = state_.find_arn(rule_arn);
  return record == nullptr ? Result<Tags>(no_such_resource(rule_arn)) : Result<Tags>(record->Tags);
}

std::string EventBridge::bus_arn() const {
  return "arn:aws:events:" + account_.region + ":" + account_.id + ":event-bus/default";
}

Result<bool> EventBridge::TestEventPattern(const std::string& event_pattern,
                                           const std::string& event) {
  const Result<EventPattern> pattern = parse_event_pattern(event_pattern);
  if (!pattern.ok()) {
    return pattern.failure();
  }
  if (const Status valid = validate_event(event); !valid.ok()) {
    return valid.failure();
  }
  return matches(pattern.value(), aws::parse_json(event).value());
}

}  // namespace greenroom::events
