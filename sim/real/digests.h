// Digests by OpenSSL, for the fakes' ports.
#pragma once

#include "fakes/codebuild/ports.h"
#include "fakes/s3/ports.h"
#include "fakes/sqs/ports.h"
#include "fakes/wire/ports.h"

namespace greenroom::real {

class Digests final : public s3::Digests,
                      public codebuild::LogDigest,
                      public sqs::Digests,
                      public wire::SignatureDigests {
 public:
  [[nodiscard]] std::string md5_hex(std::string_view bytes) const override;
  [[nodiscard]] std::string sha1_hex(std::string_view bytes) const override;
  [[nodiscard]] std::string sha256_hex(std::string_view bytes) const override;
  [[nodiscard]] std::string hmac_sha1(std::string_view key, std::string_view bytes) const override;
  [[nodiscard]] std::string hmac_sha256(std::string_view key,
                                        std::string_view bytes) const override;
};

}  // namespace greenroom::real
