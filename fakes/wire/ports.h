// What verifying signatures needs of others.
#pragma once

#include <string>
#include <string_view>

namespace greenroom::wire {

// Digests come from a crypto library, which fakes do not link. sim/real implements it (OpenSSL).
class SignatureDigests {
 public:
  virtual ~SignatureDigests() = default;
  [[nodiscard]] virtual std::string sha256_hex(std::string_view bytes) const = 0;
  // 20 raw bytes.
  [[nodiscard]] virtual std::string hmac_sha1(std::string_view key,
                                              std::string_view bytes) const = 0;
  // 32 raw bytes.
  [[nodiscard]] virtual std::string hmac_sha256(std::string_view key,
                                                std::string_view bytes) const = 0;
};

}  // namespace greenroom::wire
