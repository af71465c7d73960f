// Inputs in XML, read by their shapes.
#pragma once

#include <string>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// The document's root must be named `root`, in any namespace. MalformedXML: no XML, another root,
// or an element that the shape does not have: S3 refuses what its schema does not know.
[[nodiscard]] Result<aws::Json> read_xml(const Model& model, const std::string& shape,
                                         const std::string& root, const std::string& document);

[[nodiscard]] Failure malformed_xml();

// Text of an element, a header, a parameter or a form as the shape wants it, not checked yet: what
// is no number, no date or no boolean stays text, and the check says so. Dates are ISO 8601 or
// those of HTTP headers.
[[nodiscard]] aws::Json value_of_text(const Shape& shape, std::string given);

}  // namespace greenroom::wire
