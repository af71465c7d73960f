// What S3's errors tell besides code and text: whose key was not there, which condition failed.
// Pure.
#pragma once

#include <string>

#include "fakes/aws/json.h"
#include "fakes/s3/state.h"
#include "fakes/wire/rest_xml.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

// In the order in which they are written. `input` is the operation's, `method` that of its request.
// AWS: the API reference's "Error responses", and what clients are seen to get (UNVERIFIED which
// elements come with which code, where no example of AWS shows them). Absent: those of parts
// (EntityTooSmall, InvalidPart), and the arguments of InvalidArgument other than numbers.
[[nodiscard]] wire::ErrorElements elements_of_error(const State& state, const std::string& method,
                                                    const aws::Json& input, const Failure& failure);

}  // namespace greenroom::s3
