// What SQS needs from others.
#pragma once

#include <string>
#include <string_view>

namespace greenroom::sqs {

// Digests come from a crypto library, which fakes do not link. sim/real implements it (OpenSSL).
class Digests {
 public:
  virtual ~Digests() = default;
  // In lower-case hexadecimal, as clients compare it with what they sent.
  [[nodiscard]] virtual std::string md5_hex(std::string_view bytes) const = 0;
};

}  // namespace greenroom::sqs
