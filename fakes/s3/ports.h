// What S3 needs from others.
#pragma once

#include <string>
#include <string_view>

namespace greenroom::s3 {

// Digests come from a crypto library, which fakes do not link. sim/real implements it (OpenSSL).
class Digests {
 public:
  virtual ~Digests() = default;
  [[nodiscard]] virtual std::string md5_hex(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::string sha256_hex(std::string_view bytes) const = 0;
};

}  // namespace greenroom::s3
