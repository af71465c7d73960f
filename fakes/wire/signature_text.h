// What Signature Version 4 signs: the canonical text of a request, and the key that signs it.
//
// AWS: docs.aws.amazon.com/IAM, "Create a signed AWS API request"; AmazonS3, "Authenticating
// requests (AWS Signature Version 4)".
#pragma once

#include <string>

#include "fakes/wire/ports.h"
#include "fakes/wire/signature.h"
#include "sim/core/http.h"

namespace greenroom::wire {

// S3 signs an address as it is sent, all others encode it once more, and sign the body itself.
enum class SignedStyle { S3, Other };

// Simplified: addresses of others than S3 are not normalised: clients send none that would change.
[[nodiscard]] std::string canonical_request(const SignatureDigests& digests, SignedStyle style,
                                            const HttpRequest& request, const Signature& signature);
[[nodiscard]] std::string scope_of(const Signature& signature);
// The four lines that are signed in the end.
[[nodiscard]] std::string string_to_sign(const SignatureDigests& digests,
                                         const Signature& signature, const std::string& canonical);
// 32 raw bytes, of the day, the region and the service of the signature's scope.
[[nodiscard]] std::string signing_key(const SignatureDigests& digests, const Signature& signature,
                                      const std::string& secret_access_key);
// In hexadecimal digits.
[[nodiscard]] std::string sign(const SignatureDigests& digests, const std::string& key,
                               const std::string& text);

}  // namespace greenroom::wire
