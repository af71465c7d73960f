// A plain head means what Beast says, whatever its bytes are.
#include "sim/real/plain_head.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "sim/real/relay_message.h"

using namespace std::string_view_literals;
using namespace greenroom;
using namespace greenroom::real;

namespace {

constexpr std::size_t k_limit = 64u << 10;

// Old contents, which must not shine through.
const HttpHeaders k_before = {{"Old", "1"}, {"Older", "a value of more letters"}, {"Oldest", "3"}};

bool is_plain_request(const std::string& bytes) {
  HttpRequest message;
  PlainHead head;
  return read_plain_head(bytes, message, head);
}
bool is_plain_response(const std::string& bytes) {
  HttpResponse message;
  PlainHead head;
  return read_plain_head(bytes, message, head);
}

// What a reader said of a head, on one line.
template <typename Head>
std::string told(HeadEnd end, const std::string& start, const HttpHeaders& headers,
                 const Head& head) {
  if (end != HeadEnd::Whole) {
    return end == HeadEnd::Bad ? "bad" : "incomplete";
  }
  std::string text = start + " bytes=" + std::to_string(head.bytes) +
                     " body=" + std::to_string(static_cast<int>(head.body.kind())) + "/" +
                     std::to_string(head.body.left()) + (head.keep_alive ? " keep" : " close");
  for (const auto& [name, value] : headers) {
    text.append("|").append(name).append("=").append(value);
  }
  return text;
}

std::string told_of_request(HeadEnd end, const RequestHead& head) {
  const HttpRequest& request = head.request;
  return told(end, request.method + " " + request.target + " " + std::to_string(request.version),
              request.headers, head) +
         (end == HeadEnd::Incomplete ? "" : " unreadable=" + std::to_string(head.unreadable));
}
std::string told_of_response(HeadEnd end, const ResponseHead& head) {
  return told(end, std::to_string(head.response.status) + " " + head.response.reason,
              head.response.headers, head) +
         (end == HeadEnd::Whole && head.bodiless ? " bodiless" : "");
}

void compare_request(const std::string& bytes, std::size_t limit = k_limit) {
  RequestHead quick;
  quick.request.headers = k_before;
  RequestHead slow;
  const std::string said = told_of_request(read_head(bytes, limit, quick), quick);
  const std::string meant = told_of_request(read_any_head(bytes, limit, slow), slow);
  if (said != meant) {
    INFO(bytes);
    CHECK(said == meant);
  }
}
void compare_response(const std::string& bytes, bool to_head, std::size_t limit = k_limit) {
  ResponseHead quick;
  quick.response.headers = k_before;
  ResponseHead slow;
  const std::string said = told_of_response(read_head(bytes, limit, to_head, quick), quick);
  const std::string meant = told_of_response(read_any_head(bytes, limit, to_head, slow), slow);
  if (said != meant) {
    INFO(bytes);
    CHECK(said == meant);
  }
}

const std::string k_requests[] = {
    "GET /a?b=c HTTP/1.1\r\nHost: example.com\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nConnection: close\r\n\r\nhello world!",
    "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\nX-Empty:\r\nX-Spaced:  a b  \r\n\r\n",
    "DELETE http://a.org/x HTTP/1.1\r\nUser-Agent: Mozilla/5.0 (X11; Linux)\r\nAccept: */*\r\n\r\n",
};
const std::string k_responses[] = {
    "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\nabc",
    "HTTP/1.1 404 Not Found\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nETag: \"a-1\"\r\n\r\n",
    "HTTP/1.0 304 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "HTTP/1.1 204 No Content\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
};
// Not plain, or not as it seems.
const std::string k_unusual_requests[] = {
    "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
    "GET / HTTP/1.1\r\nProxy-Connection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
    "GET / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\nx",
    "GET / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n",
    "GET / HTTP/1.1\r\nA: folded\r\n here\r\n\r\n",
    "GET / HTTP/1.1\r\nA:\tb\r\n\r\n",
    "GET /\xc3\xa4 HTTP/1.1\r\nA: \xc3\xa4\r\n\r\n",
    "GET / HTTP/1.2\r\n\r\n",
    "GET / HTTP/1.1\r\nA : b\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\nA: b\n\n",
};

// Bytes that mean something somewhere, and a few that mean nothing.
constexpr std::string_view k_bytes = "\0\t\n\r !\",-.0129:;@AHTcgz{|~\x7f\x80\xff"sv;

// Every byte left out, doubled, and replaced by each of those; every beginning.
template <typename Compare>
void disturb(const std::string& head, const Compare& compare) {
  for (std::size_t at = 0; at < head.size(); ++at) {
    compare(head.substr(0, at));
    compare(head.substr(0, at) + head.substr(at + 1));
    compare(head.substr(0, at) + head[at] + head.substr(at));
    for (const char byte : k_bytes) {
      std::string other = head;
      other[at] = byte;
      compare(other);
    }
  }
}

}  // namespace

TEST_CASE("usual heads are plain, unusual ones are left to Beast") {
  for (const std::string& head : k_requests) {
    INFO(head);
    CHECK(is_plain_request(head));
  }
  for (const std::string& head : k_responses) {
    INFO(head);
    CHECK(is_plain_response(head));
  }
  for (const std::string& head : k_unusual_requests) {
    INFO(head);
    CHECK_FALSE(is_plain_request(head));
  }
  CHECK_FALSE(is_plain_response("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
  CHECK_FALSE(is_plain_response("HTTP/1.1 200\r\n\r\n"));
}

TEST_CASE("a head means what Beast says, however it is disturbed") {
  for (const std::string& head : k_requests) {
    disturb(head, [](const std::string& bytes) { compare_request(bytes); });
  }
  for (const std::string& head : k_unusual_requests) {
    disturb(head, [](const std::string& bytes) { compare_request(bytes); });
  }
  for (const std::string& head : k_responses) {
    disturb(head, [](const std::string& bytes) { compare_response(bytes, false); });
    compare_response(head, true);
  }
}

TEST_CASE("a head as long as its limit is read, one beyond it is not, by either reader") {
  for (std::size_t limit = 20; limit < 60; ++limit) {
    compare_request(k_requests[0], limit);
    compare_response(k_responses[0], false, limit);
  }
}

TEST_CASE("a head is read where another one was, and nothing of that is left") {
  RequestHead head;
  for (const char* request : {"POST /a HTTP/1.0\r\nA: 1\r\nB: 2\r\nContent-Length: 5\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\n\r\n"}) {
    REQUIRE(read_head(request, k_limit, head) == HeadEnd::Whole);
  }
  CHECK(head.request.method == "GET");
  CHECK(head.request.target == "/");
  CHECK(head.request.version == 11);
  CHECK(head.request.headers == HttpHeaders{{"Host", "a"}});
  CHECK(head.body.kind() == BodyScan::Kind::None);
}
