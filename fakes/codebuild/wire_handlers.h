// The operations of CodeBuild's wire, by name.
#pragma once

#include <map>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/codebuild/service.h"

namespace greenroom::codebuild {

using Handler = Result<aws::Json> (*)(CodeBuild& codebuild, Context cx, const aws::Json& input);
using Handlers = std::map<std::string_view, Handler>;

// wire_projects.cpp: projects, and the images that there are.
[[nodiscard]] const Handlers& project_handlers();
// wire_builds.cpp.
[[nodiscard]] const Handlers& build_handlers();
// wire_reports.cpp: reports, their cases and their groups.
[[nodiscard]] const Handlers& report_handlers();

}  // namespace greenroom::codebuild
