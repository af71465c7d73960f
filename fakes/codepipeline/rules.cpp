#include "fakes/codepipeline/rules.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <regex>

#include "fakes/codepipeline/deployment_window.h"

namespace greenroom::codepipeline {
namespace {

// Codes of the job API; which one a rule gives is UNVERIFIED (reference 2.7).
constexpr const char* k_failed_code = "JobFailed";
constexpr const char* k_configuration_code = "ConfigurationError";
// UNVERIFIED, as is the text.
constexpr const char* k_timed_out = "The rule has timed out";
// The states a rule wants that names none. UNVERIFIED.
constexpr const char* k_default_alarm_states = "OK,INSUFFICIENT_DATA";

std::string setting(const Configuration& configuration, const char* key) {
  const auto found = configuration.find(key);
  return found == configuration.end() ? std::string() : found->second;
}

RuleLook succeeded(std::string summary) {
  RuleLook look;
  look.status = RuleExecutionStatus::Succeeded;
  look.summary = std::move(summary);
  return look;
}

RuleLook failed(const char* code, std::string message) {
  RuleLook look;
  look.status = RuleExecutionStatus::Failed;
  look.errorDetails = {code, std::move(message)};
  return look;
}

RuleLook not_yet(Instant look_again) {
  RuleLook look;
  look.look_again = look_again;
  return look;
}

// A comma-separated list, with or without spaces.
bool is_among(const std::string& state, std::string states) {
  std::erase(states, ' ');
  return ("," + states + ",").find("," + state + ",") != std::string::npos;
}

// On success a rule watches for the whole WaitTime whether the alarm goes off; before entry it
// waits that long for the state it wants ("If the alarm is in OK state when the rule is first
// checked, the rule will immediately succeed"). The first is UNVERIFIED: AWS tells it as a use case
// only.
RuleLook look_at_alarm(const Configuration& configuration, const RuleFacts& facts) {
  if (!facts.alarm_state.ok()) {
    return failed(k_configuration_code, facts.alarm_state.failure().message);
  }
  const std::string& state = facts.alarm_state.value();
  const std::string wanted = configuration.count("AlarmStates") > 0
                                 ? setting(configuration, "AlarmStates")
                                 : k_default_alarm_states;
  const Instant end =
      facts.started + minutes(std::atoll(setting(configuration, "WaitTime").c_str()));
  const bool fits = is_among(state, wanted);
  const std::string name = setting(configuration, "AlarmName");
  const bool watches = facts.conditionType == ConditionType::ON_SUCCESS;
  if (!fits && (facts.now >= end || (watches && state == "ALARM"))) {
    return failed(k_failed_code, "Alarm " + name + " is in state " + state);
  }
  if (fits && (facts.now >= end || !watches)) {
    return succeeded("Alarm " + name + " is in state " + state);
  }
  return not_yet(std::min(facts.now + facts.alarm_look, end));
}

RuleLook look_at_window(const RuleDeclaration& rule, const Configuration& configuration,
                        const RuleFacts& facts) {
  const Result<DeploymentWindow> window =
      parse_deployment_window(setting(configuration, "Cron"), setting(configuration, "TimeZone"));
  if (!window.ok()) {
    return failed(k_configuration_code, window.failure().message);
  }
  const Instant end = facts.started + (rule.timeoutInMinutes == 0 ? k_rule_timeout
                                                                  : minutes(rule.timeoutInMinutes));
  if (facts.now > end) {
    return failed(k_failed_code, k_timed_out);
  }
  const std::optional<Instant> opens =
      next_opening(window.value(), facts.epoch, facts.now, end - facts.now);
  if (opens && *opens == facts.now) {
    return succeeded("The deployment window is open");
  }
  return not_yet(opens ? *opens : end + Duration{1});
}

RuleLook look_at_variable(const Configuration& configuration) {
  const std::string variable = setting(configuration, "Variable");
  const std::string op = setting(configuration, "Operator");
  const std::string value = setting(configuration, "Value");
  const Result<bool> fits = variable_fits(variable, op, value);
  if (!fits.ok()) {
    return failed(k_configuration_code, fits.failure().message);
  }
  const std::string told = "'" + variable + "' " + op + " '" + value + "'";
  return fits.value() ? succeeded("The variable fits: " + told)
                      : failed(k_failed_code, "The variable does not fit: " + told);
}

}  // namespace

RuleLook look_at(const RuleDeclaration& rule, const Configuration& configuration,
                 const RuleFacts& facts) {
  const std::string& provider = rule.ruleTypeId.provider;
  if (provider == "CloudWatchAlarm") {
    return look_at_alarm(configuration, facts);
  }
  return provider == "DeploymentWindow" ? look_at_window(rule, configuration, facts)
                                        : look_at_variable(configuration);
}

Result<bool> variable_fits(const std::string& variable, const std::string& op,
                           const std::string& value) {
  if (op == "EQ") {
    return variable == value;
  }
  if (op == "NE") {
    return variable != value;
  }
  if (op == "CONTAINS") {
    return variable.find(value) != std::string::npos;
  }
  try {  // MATCHES; that the whole value must match is UNVERIFIED
    return std::regex_match(variable, std::regex(value));
  } catch (const std::regex_error&) {
    return Failure{k_configuration_code, "'" + value + "' is no regular expression"};
  }
}

}  // namespace greenroom::codepipeline
