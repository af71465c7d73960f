// The operations behind the wire, a table for each topic. For wire.cpp.
#pragma once

#include <map>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/codedeploy/service.h"

namespace greenroom::codedeploy {

using Handler = Result<aws::Json> (*)(CodeDeploy& codedeploy, Context cx, const aws::Json& input);
using Handlers = std::map<std::string_view, Handler>;

[[nodiscard]] const Handlers& application_handlers();  // and tags: wire_applications.cpp
[[nodiscard]] const Handlers& revision_handlers();
[[nodiscard]] const Handlers& group_handlers();
[[nodiscard]] const Handlers& config_handlers();
[[nodiscard]] const Handlers& deployment_handlers();
[[nodiscard]] const Handlers& target_handlers();
[[nodiscard]] const Handlers& instance_handlers();  // the older names of targets

}  // namespace greenroom::codedeploy
