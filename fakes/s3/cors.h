// Which other sites' pages may use a bucket. Pure.
//
// AWS: docs.aws.amazon.com/AmazonS3/latest/userguide, "Using cross-origin resource sharing":
// the first rule that fits counts.
#pragma once

#include <string>

#include "fakes/aws/json.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

// What a browser asks: may a page of `origin` send such a request?
struct CorsQuestion {
  std::string origin;   // "https://app.example.com"
  std::string method;   // of the request that is meant: "PUT"
  std::string headers;  // that it will have: "content-type, x-amz-date"; "" for none
};

// InvalidRequest: a method that no rule can have, or more than one "*".
[[nodiscard]] Status check_cors(const aws::Json& configuration);

// The headers that let the browser go on. AccessForbidden: no rule fits. `configuration` is
// CORSConfiguration.
[[nodiscard]] Result<HttpHeaders> cors_headers(const aws::Json& configuration,
                                               const CorsQuestion& question);

}  // namespace greenroom::s3
