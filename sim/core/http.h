// HTTP messages as plain data, as the load balancer, its targets and its users exchange them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greenroom {

class ByteStream;

// Header fields in the order in which they stand in the message. Names compare without case.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// The first field of that name; "" when there is none.
[[nodiscard]] std::string_view find_header(const HttpHeaders& headers, std::string_view name);
// Whether two texts of one size are the same, upper and lower case aside.
[[nodiscard]] bool same_letters(std::string_view a, std::string_view b);
// Whether two header names are the same, upper and lower case aside. Most differ in their sizes
// already, and every header of every request is compared with a dozen names.
[[nodiscard]] inline bool same_header_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && same_letters(a, b);
}
void remove_header(HttpHeaders& headers, std::string_view name);
void set_header(HttpHeaders& headers, std::string_view name, std::string value);

struct HttpRequest {
  std::string method = "GET";
  std::string target = "/";  // path and query
  HttpHeaders headers;
  std::string body;
  int version = 11;  // 10 for HTTP/1.0, 11 for HTTP/1.1
};

struct HttpResponse {
  int status = 0;
  std::string reason;
  HttpHeaders headers;  // without Transfer-Encoding and (but to HEAD) Content-Length: it is whole
  std::string body;
};

// How a request to a real server ended.
enum class HttpEnd {
  Answered,         // `response` holds the answer
  Refused,          // RST while connecting: nothing listens on that port
  Unreachable,      // no answer to the connection attempt: the host is gone
  ClosedEarly,      // FIN or RST before the whole answer
  Malformed,        // an answer that is not HTTP, or whose headers are over the limit
  DeadlineReached,  // no (whole) answer by the virtual deadline; the connection was cut
};

struct HttpResult {
  HttpEnd end = HttpEnd::Answered;
  HttpResponse response;  // only when Answered
  // What the connection has become, when the answer is 101 (Switching Protocols). Belongs to
  // whoever gave it, and lives until it is closed: whoever gets it closes it.
  ByteStream* stream = nullptr;
  bool new_connection = false;  // one was opened for it
};

}  // namespace greenroom
