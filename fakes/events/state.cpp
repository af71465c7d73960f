#include "fakes/events/state.h"

#include <algorithm>
#include <utility>

#include "fakes/events/input.h"
#include "fakes/events/schedule.h"

namespace greenroom::events {
namespace {

constexpr std::size_t k_name_characters_max = 64;
constexpr std::size_t k_pattern_characters_max = 4096;
constexpr std::int64_t k_retries_max = 185;

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= k_name_characters_max &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || c == '_';
         });
}

Failure validation(const std::string& value, const std::string& member, const std::string& rule) {
  return {"ValidationException", "1 validation error detected: Value '" + value + "' at '" +
                                     member + "' failed to satisfy constraint: Member must " +
                                     rule};
}

// These targets are started in the name of a role (UNVERIFIED which else).
bool needs_role(const std::string& arn) {
  return arn.starts_with("arn:aws:codepipeline:") || arn.starts_with("arn:aws:codebuild:");
}

}  // namespace

Failure no_such_rule(const std::string& rule) {
  return {"ResourceNotFoundException", "Rule " + rule + " does not exist on EventBus default."};
}

Failure no_such_bus(const std::string& bus) {
  return {"ResourceNotFoundException", "Event bus " + bus + " does not exist."};
}

RuleRecord* State::find(const std::string& rule) {
  const auto found = rules_.find(rule);
  return found == rules_.end() ? nullptr : &found->second;
}

const RuleRecord* State::find(const std::string& rule) const {
  const auto found = rules_.find(rule);
  return found == rules_.end() ? nullptr : &found->second;
}

RuleRecord* State::find_arn(const std::string& rule_arn) {
  for (auto& [name, record] : rules_) {
    if (record.rule.Arn == rule_arn) {
      return &record;
    }
  }
  return nullptr;
}

RuleRecord& State::add(Rule rule) {
  RuleRecord& record = rules_[rule.Name];
  record.rule = std::move(rule);
  return record;
}

Result<RuleRecord> make_rule(const PutRuleRequest& request) {
  if (!is_id(request.Name)) {
    return validation(request.Name, "name",
                      "satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
  }
  if (request.EventBusName != "default") {
    return no_such_bus(request.EventBusName);
  }
  if (request.EventPattern.empty() && request.ScheduleExpression.empty()) {
    return Failure{"ValidationException",
                   "Parameter(s) EventPattern or ScheduleExpression must be specified."};
  }
  if (request.EventPattern.size() > k_pattern_characters_max) {
    return validation(request.EventPattern, "eventPattern",
                      "have length less than or equal to 4096");
  }
  RuleRecord record;
  record.rule = {request.Name,         "",
                 request.EventPattern, request.ScheduleExpression,
                 request.State,        request.Description,
                 request.RoleArn,      request.EventBusName};
  if (!request.EventPattern.empty()) {
    Result<EventPattern> pattern = parse_event_pattern(request.EventPattern);
    if (!pattern.ok()) {
      return pattern.failure();
    }
    record.pattern = std::move(pattern.value());
  }
  if (!request.ScheduleExpression.empty()) {
    const Result<Duration> period = rate(request.ScheduleExpression);
    if (!period.ok()) {
      return period.failure();
    }
    record.period = period.value();
  }
  return record;
}

Status validate_target(const Target& target) {
  if (!is_id(target.Id)) {
    return validation(target.Id, "targets.1.member.id",
                      "satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
  }
  if (!target.Arn.starts_with("arn:")) {
    return Failure{"ValidationException", "Parameter " + target.Arn +
                                              " is not valid. Reason: Provided Arn is not in "
                                              "correct format."};
  }
  if (needs_role(target.Arn) && target.RoleArn.empty()) {
    return Failure{"ValidationException", "RoleArn is required for target " + target.Arn + "."};
  }
  const RetryPolicy& retry = target.RetryPolicy;
  if (retry.MaximumRetryAttempts < 0 || retry.MaximumRetryAttempts > k_retries_max) {
    return validation(std::to_string(retry.MaximumRetryAttempts),
                      "targets.1.member.retryPolicy.maximumRetryAttempts",
                      "have value from 0 to 185");
  }
  if (retry.MaximumEventAge < minutes(1) || retry.MaximumEventAge > hours(24)) {
    return validation(std::to_string(retry.MaximumEventAge.whole_seconds()),
                      "targets.1.member.retryPolicy.maximumEventAgeInSeconds",
                      "have value from 60 to 86400");
  }
  return validate_input(target);
}

}  // namespace greenroom::events
