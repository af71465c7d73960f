// EnvironmentVariables of a CodeBuild action: JSON in a text (reference 2.2). Pure.
#pragma once

#include <string>

#include "fakes/codebuild/types.h"
#include "sim/core/result.h"

namespace greenroom::codebuild {

// [{"name":"A","value":"b","type":"PLAINTEXT"}]; type is PLAINTEXT when it is not there. "" is an
// empty list. Anything else: InvalidInputException.
[[nodiscard]] Result<EnvironmentVariables> parse_environment_variables(const std::string& json);

}  // namespace greenroom::codebuild
