// The `permissions` section of an AppSpec. Used by appspec.cpp only.
#pragma once

#include <vector>

#include "fakes/codedeploy/appspec.h"
#include "fakes/codedeploy/ruby_yaml.h"

namespace greenroom::codedeploy {

// Failure "AppSpecValidationException" with the agent's text, or Ruby's where the agent crashes.
[[nodiscard]] Result<std::vector<AppSpecPermission>> parse_permissions(const RubyValue& section);

// What a failing `each` says; empty when the value has one (a list, or a map as pairs).
[[nodiscard]] Result<std::vector<RubyValue>> ruby_each(const RubyValue& value);

}  // namespace greenroom::codedeploy
