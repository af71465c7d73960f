// Links into AWS's console, as its API gives them (reference 2.2, 2.7). Pure.
#pragma once

#include <string>

#include "fakes/codepipeline/types.h"

namespace greenroom::codepipeline {

// entityUrl of an action; "" for approvals.
[[nodiscard]] std::string entity_url(const std::string& region, const ActionDeclaration& action);
// externalExecutionUrl of a build and of a deployment.
[[nodiscard]] std::string build_url(const std::string& region, const std::string& build_id);
[[nodiscard]] std::string deployment_url(const std::string& region,
                                         const std::string& deployment_id);

}  // namespace greenroom::codepipeline
