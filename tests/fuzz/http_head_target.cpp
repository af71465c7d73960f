// Heads of HTTP messages as the relay reads them, and their bodies: a first character of 'q'
// (request), 'h' (answer to HEAD) or another (answer), then the bytes.
#include "sim/core/limits.h"
#include "sim/real/relay_message.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::real;

const std::size_t k_limit = 2048;  // smaller than inputs may be

HeadEnd read(std::string_view bytes, bool, RequestHead& head) {
  return read_head(bytes, k_limit, head);
}
HeadEnd read(std::string_view bytes, bool to_head, ResponseHead& head) {
  return read_head(bytes, k_limit, to_head, head);
}

std::string text_of(const HttpHeaders& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    text += name + ": " + value + "\n";
  }
  return text;
}
std::string text_of(const RequestHead& head) {
  return head.request.method + " " + head.request.target + "\n" + text_of(head.request.headers);
}
std::string text_of(const ResponseHead& head) {
  return std::to_string(head.response.status) + " " + head.response.reason + "\n" +
         text_of(head.response.headers);
}

// The load balancer takes the fields of the connection away; here only the one that would matter.
std::string written(const RequestHead& head) {
  std::string out;
  HttpRequest request = head.request;
  remove_header(request.headers, "Transfer-Encoding");
  write_head(out, request, head.body);
  return out;
}
std::string written(const ResponseHead& head) {
  std::string out;
  write_head(out, head.response, 11, head.body, true);
  return out;
}

// A body is the same whether its bytes come at once or one by one.
void check_body(const BodyScan& body, std::string_view bytes) {
  BodyScan at_once = body;
  BodyScan one_by_one = body;
  std::string payload;
  std::string pieces;
  const std::size_t taken = at_once.take(bytes, &payload);
  require(taken <= bytes.size(), "a body ends where its bytes end");
  std::size_t slowly = 0;
  for (; slowly < bytes.size() && !one_by_one.done() && !one_by_one.bad(); ++slowly) {
    if (one_by_one.take(bytes.substr(slowly, 1), &pieces) == 0) {
      break;
    }
  }
  require(taken == slowly, "bodies in pieces take the same bytes");
  require(payload == pieces, "bodies in pieces carry the same");
  require(at_once.done() == one_by_one.done() && at_once.bad() == one_by_one.bad(),
          "bodies in pieces end the same");
}

template <typename Head>
void check_head(std::string_view bytes, bool to_head) {
  Head head;
  const HeadEnd end = read(bytes, to_head, head);
  if (end != HeadEnd::Whole) {
    return;
  }
  require(head.bytes > 0 && head.bytes <= bytes.size(), "a head is of the bytes that were read");
  Head same;
  require(read(bytes.substr(0, head.bytes), to_head, same) == HeadEnd::Whole &&
              same.bytes == head.bytes && text_of(same) == text_of(head),
          "a head does not depend on what follows it");
  for (const std::size_t less : {head.bytes - 1, head.bytes / 2}) {
    Head part;
    require(read(bytes.substr(0, less), to_head, part) == HeadEnd::Incomplete,
            "a part of a head is no head");
  }
  check_body(head.body, bytes.substr(head.bytes));
  // What is sent on means the same to whoever reads it next.
  Head next;
  const std::string sent = written(head);
  if (sent.size() <= k_limit) {
    require(read(sent, to_head, next) == HeadEnd::Whole && next.bytes == sent.size(),
            "a head that is sent on is a head");
    require(next.body.kind() == head.body.kind() && next.body.left() == head.body.left(),
            "a head that is sent on announces the same body");
    require(written(next) == sent, "a head that is sent on twice stays the same");
  }
}

}  // namespace

void http_head(const std::string& input) {
  if (input.empty()) {
    return;
  }
  const std::string_view bytes = std::string_view(input).substr(1);
  if (input.front() == 'q') {
    check_head<RequestHead>(bytes, false);
  } else {
    check_head<ResponseHead>(bytes, input.front() == 'h');
  }
}

}  // namespace greenroom::fuzz
