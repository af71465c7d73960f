// The policy of a form that uploads to S3: what the form may say.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// `fields` by their names in lower case, with "bucket". `policy` is Base64 of JSON. AccessDenied:
// it is over, a condition does not hold, or the form has a field without one. EntityTooLarge,
// EntityTooSmall: of content-length-range. InvalidPolicyDocument.
[[nodiscard]] Status check_post_policy(Context cx, const std::string& policy,
                                       const std::map<std::string, std::string>& fields,
                                       std::uint64_t size);

}  // namespace greenroom::wire
