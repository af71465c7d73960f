// Signature Version 4: what a request says about who signed it.
//
// AWS: docs.aws.amazon.com/IAM, "AWS Signature Version 4 for API requests".
#pragma once

#include <string>

#include "sim/core/http.h"

namespace greenroom::wire {

// Of the signature in the header Authorization, in the address (presigned), or in a form that
// uploads to S3. "" when there is none. Not verified.
[[nodiscard]] std::string access_key_id(const HttpRequest& request);

}  // namespace greenroom::wire
