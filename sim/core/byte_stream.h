// A connection that carries bytes both ways, after it has changed its protocol (HTTP's 101).
#pragma once

#include <string>

#include "sim/core/waiting.h"

namespace greenroom {

// What came out of a stream; no bytes: it is over, nothing comes any more.
struct StreamBytes {
  int stream = 0;  // whose: the number given to deliver_to
  std::string bytes;
};

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Once. From now on what comes is put into `mailbox`, marked with `number`: all that came by an
  // instant as one, in an order that does not depend on who was faster. `mailbox` lives until
  // close().
  virtual void deliver_to(ActorId receiver, Mailbox<StreamBytes>& mailbox, int number) = 0;
  virtual void send(std::string bytes) = 0;
  // Ends both directions; nothing is delivered afterwards, and nobody may use it any more.
  virtual void close() = 0;
};

}  // namespace greenroom
