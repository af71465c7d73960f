// Conditions of statements: operators, wildcards, variables. Pure.
//
// AWS: reference alb-ec2-asg 4.1: "all operators AND, all keys AND, values OR; key names
// case-insensitive; negated operators true when the key is absent".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/iam/policy_document.h"

namespace greenroom::iam {

// What is known of a request: values by keys in lower case ("aws:sourceip", "iam:passedtoservice").
using ConditionContext = std::map<std::string, std::vector<std::string>>;

[[nodiscard]] std::string lower_case(std::string text);

// "ForAnyValue:StringLikeIfExists" taken apart. False for what is no operator of AWS's.
[[nodiscard]] bool read_operator(std::string_view name, Condition& condition);
// Whether the condition's operator can compare with that. Simplified: numbers are whole, dates have
// a day.
[[nodiscard]] bool is_value_of(const Condition& condition, const std::string& value);

[[nodiscard]] bool holds(const Condition& condition, const ConditionContext& context);

// "*" is any text, "?" one character.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text);
// "${aws:username}" becomes the request's value, "${*}" a star that is one. Nothing when the
// request has no such value: then nothing can match. Simplified: a star in a value is a wildcard.
[[nodiscard]] std::optional<std::string> with_variables(const std::string& pattern,
                                                        const ConditionContext& context);

}  // namespace greenroom::iam
