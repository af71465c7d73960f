// Outputs as XML, by their shapes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"

namespace greenroom::wire {

// A document with the root `root`, in the namespace when that is not "". Members that do not travel
// in the body are left out; one whose name begins with "xsi:" is an attribute.
[[nodiscard]] std::string write_xml(const Model& model, const std::string& shape,
                                    const aws::Json& value, const std::string& root,
                                    const std::string& name_space);

// "1767225600.250" as XML has it: "2026-01-01T00:00:00.250Z".
[[nodiscard]] std::string iso8601_of_timestamp(const std::string& seconds);
// As headers have it: "Thu, 01 Jan 2026 00:00:00 GMT".
[[nodiscard]] std::string http_date_of_timestamp(const std::string& seconds);
// Of "Thu, 01 Jan 2026 00:00:00 GMT" "1767225600"; nothing when it is none, or earlier than
// 1970, of which our calendar knows nothing.
[[nodiscard]] std::optional<std::string> seconds_of_http_date(std::string_view date);

}  // namespace greenroom::wire
