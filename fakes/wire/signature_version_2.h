// Signature Version 2, as clients of S3 still presign addresses and forms: boto3 does unless it is
// told otherwise.
//
// AWS: docs.aws.amazon.com/AmazonS3, "Signing and authenticating REST requests (AWS signature
// version 2)", "Browser-based uploads using POST (AWS signature version 2)".
#pragma once

#include <string>

#include "fakes/wire/signature.h"
#include "fakes/wire/signature_check.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// WrongScope: of another service than S3. PresignedUrlExpired, InvalidExpires,
// SignatureDoesNotMatch.
[[nodiscard]] Status check_version_2(const SignatureRules& rules, const HttpRequest& request,
                                     const Signature& signature,
                                     const std::string& secret_access_key);

}  // namespace greenroom::wire
