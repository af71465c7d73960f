// The operations behind the wire, by their names; a table for each part of the API.
#pragma once

#include <map>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/ec2/service.h"
#include "sim/core/context.h"

namespace greenroom::ec2 {

// The input has been checked against the table; the output has the members of its output shape.
using Handler = Result<aws::Json> (*)(Ec2& ec2, Context cx, const aws::Json& input);
using Handlers = std::map<std::string_view, Handler>;

[[nodiscard]] const Handlers& instance_handlers();   // wire_instances.cpp
[[nodiscard]] const Handlers& change_handlers();     // wire_changes.cpp
[[nodiscard]] const Handlers& template_handlers();   // wire_templates.cpp
[[nodiscard]] const Handlers& network_handlers();    // wire_network.cpp
[[nodiscard]] const Handlers& group_handlers();      // wire_groups.cpp
[[nodiscard]] const Handlers& catalogue_handlers();  // wire_catalogue.cpp

}  // namespace greenroom::ec2
