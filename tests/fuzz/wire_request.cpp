// Requests of targets, read as the relay reads them: what serve takes is the same.
#include <algorithm>

#include "sim/core/limits.h"
#include "sim/real/relay_message.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {

std::optional<HttpRequest> http_request_of(const std::string& input) {
  std::string bytes;
  const bool is_text = input.find('\r') == std::string::npos;
  for (const char c : input) {
    bytes += is_text && c == '\n' ? "\r\n" : std::string(1, c);
  }
  real::RequestHead head;
  if (real::read_head(bytes, Limits().http_header_bytes_max, head) != real::HeadEnd::Whole) {
    return std::nullopt;
  }
  HttpRequest request = head.request;
  head.body.take(std::string_view(bytes).substr(head.bytes), &request.body);
  remove_header(request.headers, "Transfer-Encoding");
  return head.body.done() ? std::optional(request) : std::nullopt;
}

}  // namespace greenroom::fuzz
