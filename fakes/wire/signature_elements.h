// What S3 tells of a signature that it refuses, besides code and text: what to sign, and when.
//
// AWS: AmazonS3 API reference, "Error responses", and the answers of S3 itself; where the documents
// do not show them (Token-0, the forms of times) UNVERIFIED.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/wire/signature_check.h"

namespace greenroom::wire {

// Names and texts, in S3's order. `code` is one of check_signature(), or UnknownKey, InvalidToken,
// ExpiredToken (gate.h); of any other there are none.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> elements_of_refused_signature(
    const SignatureRules& rules, const HttpRequest& request, const Signature& signature,
    const std::string& code);

}  // namespace greenroom::wire
