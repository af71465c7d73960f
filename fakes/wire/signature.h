// Signatures, of Version 4, and of Version 2 where S3's clients still make them: what a request
// says about who signed it, and how. signature_check.h says whether it is true.
//
// AWS: docs.aws.amazon.com/IAM, "AWS Signature Version 4 for API requests"; AmazonS3, "Signing and
// authenticating REST requests (AWS signature version 2)".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// Of the signature in the header Authorization, in the address (presigned), or in a form that
// uploads to S3. "" when there is none. Not verified.
[[nodiscard]] std::string access_key_id(const HttpRequest& request);

enum class SignedIn {
  Header,   // Authorization
  Address,  // a presigned URL
  Form      // a policy for uploads to S3
};

struct Signature {
  // What boto3 presigns with by itself: it has no scope, no time, and no signed headers.
  bool is_version_2 = false;
  SignedIn where = SignedIn::Header;
  std::string access_key_id;
  // The credential's scope: "20260101", "us-east-1", "s3".
  std::string day;
  std::string region;
  std::string service;
  std::string time;                         // X-Amz-Date: "20260101T000000Z"
  std::vector<std::string> signed_headers;  // names in lower case; not of a form
  std::string hex;                          // the signature itself; of Version 2 in Base64
  std::string session_token;                // "" for keys of users
  std::string expires_seconds;  // of a presigned URL: X-Amz-Expires; of Version 2 since 1970
  std::string policy;           // of a form: Base64, which is what is signed
};

// Nothing when nobody signed. IncompleteSignature: something is missing or cannot be read.
// Simplified: the time is X-Amz-Date's, not Date's; Version 2 in the header Authorization and
// Version 4A are refused.
[[nodiscard]] Result<std::optional<Signature>> read_signature(const HttpRequest& request);

}  // namespace greenroom::wire
