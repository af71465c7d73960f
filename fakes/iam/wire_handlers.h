// The operations behind the wire, by their names; a table for each part of the API. And what they
// share.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/iam/service.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/values.h"
#include "sim/core/context.h"

namespace greenroom::iam {

// The input has been checked against the table; the output has the members of its output shape.
using Handler = Result<aws::Json> (*)(Iam& iam, Context cx, const aws::Json& input);
using Handlers = std::map<std::string_view, Handler>;

[[nodiscard]] const Handlers& role_handlers();         // wire_roles.cpp
[[nodiscard]] const Handlers& role_policy_handlers();  // wire_role_policies.cpp
[[nodiscard]] const Handlers& policy_handlers();       // wire_policies.cpp
[[nodiscard]] const Handlers& profile_handlers();      // wire_profiles.cpp

[[nodiscard]] aws::Json flag(bool value);
// What an operation without output answers.
[[nodiscard]] Result<aws::Json> done(const Status& status);
[[nodiscard]] aws::Json role_of(Context cx, const Role& role);
// Policy documents are percent-encoded in answers (RFC 3986).
[[nodiscard]] aws::Json document(const std::string& text);
// A list of which the input's Marker and MaxItems choose a part: `member`, IsTruncated, Marker.
// ValidationError for a marker that no page has given.
[[nodiscard]] Result<aws::Json> page(const aws::Json& input, const std::string& member,
                                     const aws::Json& all);

}  // namespace greenroom::iam
