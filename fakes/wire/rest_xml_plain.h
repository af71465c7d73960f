// The ways in which S3's clients say one thing, brought into one: the bucket in the host's name,
// headers of a presigned URL in its query, bodies in chunks.
//
// AWS: reference codebuild-codepipeline-s3 3.2, 3.3.
#pragma once

#include <optional>

#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// Nothing when the request is plain already. Otherwise its bucket is in its path, its headers are
// headers, those after its body too, and its body is without chunks ("aws-chunked" is then no
// Content-Encoding any more). IncompleteBody, MalformedTrailerError, InvalidRequest: chunks that
// are none, or trailers that are not those that were announced. signature_check.h verifies the
// signatures of chunks.
[[nodiscard]] Result<std::optional<HttpRequest>> plain_request(const HttpRequest& request);

}  // namespace greenroom::wire
