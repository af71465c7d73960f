// Heads of HTTP/1 messages as nearly all of them are, read in one pass. Pure. What is unusual in
// any way (folded lines, tabs, letters beyond ASCII, Transfer-Encoding, a Connection of several
// words, a length given twice, what is malformed or not whole) is left to Beast, which says what it
// means: a plain head means the same to both, and relay_message.cpp asks this first.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/core/http.h"

namespace greenroom::real {

struct PlainHead {
  std::size_t bytes = 0;                // of the head
  std::optional<std::uint64_t> length;  // Content-Length, which is not among the fields
  int version = 11;
  bool closes = false;       // Connection: close
  bool keeps_alive = false;  // Connection: keep-alive
};

// False: it is not plain, and `message` holds anything. The room that `message` has is used again.
[[nodiscard]] bool read_plain_head(std::string_view bytes, HttpRequest& message, PlainHead& head);
// Answers of 200 and above.
[[nodiscard]] bool read_plain_head(std::string_view bytes, HttpResponse& message, PlainHead& head);

}  // namespace greenroom::real
