// What SQS needs from others.
#pragma once

#include <string>
#include <string_view>

#include "sim/core/time.h"

namespace greenroom::sqs {

// Digests come from a crypto library, which fakes do not link. sim/real implements it (OpenSSL).
class Digests {
 public:
  virtual ~Digests() = default;
  // In lower-case hexadecimal, as clients compare it with what they sent.
  [[nodiscard]] virtual std::string md5_hex(std::string_view bytes) const = 0;
};

// Whoever lets requests in, and may keep one that would rather wait than hear that there is
// nothing.
class Receivers {
 public:
  virtual ~Receivers() = default;
  // Said while a ReceiveMessage is carried out that finds nothing and waits for at most `longest`.
  // By themselves messages are there at `next` at the earliest, k_never if none is on its way.
  virtual void nothing_yet(Duration longest, Instant next) = 0;
  // A queue may have a message now that it had not before.
  virtual void something_new() = 0;
};

}  // namespace greenroom::sqs
