// Rules of stage conditions: what one of them sees at a moment (reference 2.6). Pure.
//
// CloudWatchAlarm, DeploymentWindow and VariableCheck. LambdaInvoke, Commands and CodeBuild are
// refused when the pipeline is created (condition_structure.h).
#pragma once

#include <string>

#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

// How long a rule may wait for its time. UNVERIFIED: as long as an approval.
inline constexpr Duration k_rule_timeout = hours(24 * 7);

struct RuleFacts {
  ConditionType conditionType = ConditionType::BEFORE_ENTRY;
  Instant started;
  Instant now;
  Epoch epoch;
  // Of the rule's alarm (OK, ALARM, INSUFFICIENT_DATA), when it has one.
  Result<std::string> alarm_state = std::string();
  Duration alarm_look;
};

struct RuleLook {
  RuleExecutionStatus status = RuleExecutionStatus::InProgress;
  Instant look_again;  // while InProgress
  std::string summary;
  ErrorDetails errorDetails;  // of one that failed
};

// `configuration`: the rule's, with variables replaced.
[[nodiscard]] RuleLook look_at(const RuleDeclaration& rule, const Configuration& configuration,
                               const RuleFacts& facts);

// EQ, NE, CONTAINS, MATCHES. A failure for an expression that is none.
// Simplified: MATCHES takes ECMAScript's regular expressions, AWS takes Java's.
[[nodiscard]] Result<bool> variable_fits(const std::string& variable, const std::string& op,
                                         const std::string& value);

}  // namespace greenroom::codepipeline
