// The store of EventBridge: rules of the default bus with their targets. Pure: no context, no
// trace.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "fakes/events/event_pattern.h"
#include "fakes/events/types.h"
#include "sim/core/result.h"

namespace greenroom::events {

struct RuleRecord {
  Rule rule;
  std::optional<EventPattern> pattern;
  std::optional<Duration> period;         // of a schedule
  std::int64_t schedule = 0;              // the number of the one that runs; never used twice
  std::map<std::string, Target> targets;  // by Id
  events::Tags Tags;
};

class State {
 public:
  [[nodiscard]] const std::map<std::string, RuleRecord>& rules() const { return rules_; }
  [[nodiscard]] RuleRecord* find(const std::string& rule);
  [[nodiscard]] const RuleRecord* find(const std::string& rule) const;
  [[nodiscard]] RuleRecord* find_arn(const std::string& rule_arn);
  RuleRecord& add(Rule rule);
  void remove(const std::string& rule) { rules_.erase(rule); }
  std::int64_t next_schedule() { return ++schedules_; }

 private:
  std::map<std::string, RuleRecord> rules_;  // by Name
  std::int64_t schedules_ = 0;
};

// ValidationException, or InvalidEventPatternException. A record without Arn and targets.
[[nodiscard]] Result<RuleRecord> make_rule(const PutRuleRequest& request);
// The failed entry of one target; nothing when it is as AWS wants it.
[[nodiscard]] Status validate_target(const Target& target);

[[nodiscard]] Failure no_such_rule(const std::string& rule);
[[nodiscard]] Failure no_such_bus(const std::string& bus);

}  // namespace greenroom::events
