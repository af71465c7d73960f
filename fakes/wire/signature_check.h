// Whether a request was signed by whoever has the secret key, for this service, and lately.
//
// AWS: reference codebuild-codepipeline-s3 3.3; docs.aws.amazon.com/IAM, "Troubleshoot Signature
// Version 4 requests".
#pragma once

#include <string>

#include "fakes/wire/ports.h"
#include "fakes/wire/signature.h"
#include "fakes/wire/signature_text.h"
#include "sim/core/http.h"
#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::wire {

struct SignatureRules {
  const SignatureDigests& digests;
  SignedStyle style = SignedStyle::Other;
  std::string service;  // as scopes spell it: "elasticloadbalancing"
  std::string region;
  Epoch epoch;
  Instant now;              // virtual
  bool judges_time = true;  // whether a signature has to be of about this time
};

// How far clocks may be apart: 15 minutes for S3, 5 for all others.
inline constexpr Duration k_skew_of_s3 = minutes(15);
inline constexpr Duration k_skew = minutes(5);
// A presigned URL is good for a week at most.
inline constexpr std::int64_t k_expires_seconds_max = 604'800;

// In words of no protocol, which gate.h translates: WrongScope, RequestTimeTooSkewed,
// PresignedUrlExpired, InvalidExpires, HeadersNotSigned, MissingContentHash,
// SignatureDoesNotMatch. Those of a form's policy are read_form_upload()'s.
[[nodiscard]] Status check_signature(const SignatureRules& rules, const HttpRequest& request,
                                     const Signature& signature,
                                     const std::string& secret_access_key);

}  // namespace greenroom::wire
