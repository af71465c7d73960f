#include "fakes/elb/forwarding.h"

#include <algorithm>
#include <array>

namespace greenroom::elb {
namespace {

// RFC 9110 7.6.1; ALB's exact list is UNVERIFIED.
constexpr std::array<std::string_view, 8> k_hop_by_hop = {
    "Connection", "Keep-Alive", "Proxy-Connection",  "Proxy-Authenticate",
    "TE",         "Trailer",    "Transfer-Encoding", "Upgrade"};

void remove_hop_by_hop(HttpHeaders& headers) {
  for (const std::string_view name : k_hop_by_hop) {
    remove_header(headers, name);
  }
}

std::string hex8(std::int64_t value) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string text(8, '0');
  for (std::size_t i = 8; i > 0; --i) {
    text[i - 1] = k_hex[static_cast<std::size_t>(value & 15)];
    value >>= 4;
  }
  return text;
}

// Absent: a new Root. Present with a Root: Self is put in front, an old Self is replaced.
std::string trace_id(std::string_view existing, const ForwardingFacts& facts) {
  const std::string fresh = "1-" + hex8(facts.unix_seconds) + "-" + facts.trace_id_hex;
  if (existing.find("Root=") == std::string_view::npos) {
    return "Root=" + fresh;
  }
  std::string kept;
  for (std::size_t begin = 0; begin < existing.size();) {
    const std::size_t end = std::min(existing.find(';', begin), existing.size());
    const std::string_view part = existing.substr(begin, end - begin);
    if (part.substr(0, 5) != "Self=" && !part.empty()) {
      kept += ";" + std::string(part);
    }
    begin = end + 1;
  }
  return "Self=" + fresh + kept;
}

std::string reason_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 405:
      return "Method Not Allowed";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Temporarily Unavailable";
    case 504:
      return "Gateway Time-out";
    default:
      return "Error";
  }
}

}  // namespace

HttpRequest forwarded(HttpRequest request, const ForwardingFacts& facts) {
  remove_hop_by_hop(request.headers);
  remove_header(request.headers, "Expect");
  const std::string before(find_header(request.headers, "X-Forwarded-For"));
  set_header(request.headers, "X-Forwarded-For",
             before.empty() ? facts.client_ip : before + ", " + facts.client_ip);
  set_header(request.headers, "X-Forwarded-Proto", "http");
  set_header(request.headers, "X-Forwarded-Port", std::to_string(facts.listener_port));
  const std::string traced(find_header(request.headers, "X-Amzn-Trace-Id"));
  set_header(request.headers, "X-Amzn-Trace-Id", trace_id(traced, facts));
  return request;
}

HttpResponse returned(HttpResponse response) {
  remove_hop_by_hop(response.headers);
  return response;
}

HttpResponse error_page(int status) {
  const std::string title = std::to_string(status) + " " + reason_of(status);
  HttpResponse page;
  page.status = status;
  page.reason = reason_of(status);
  page.headers = {{"Server", "awselb/2.0"}, {"Content-Type", "text/html"}};
  page.body = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" +
              title + "</h1></center>\r\n</body>\r\n</html>\r\n";
  return page;
}

int status_for(HttpEnd end) {
  return end == HttpEnd::Unreachable || end == HttpEnd::DeadlineReached ? 504 : 502;
}

int refusal(const HttpRequest& request) {
  constexpr std::ptrdiff_t k_forwarded_addresses_max = 30;
  if (request.method == "TRACE") {
    return 405;
  }
  const std::string_view encoding = find_header(request.headers, "Transfer-Encoding");
  if (!encoding.empty() && encoding != "chunked" && encoding != "identity") {
    return 501;
  }
  const std::string_view addresses = find_header(request.headers, "X-Forwarded-For");
  if (std::count(addresses.begin(), addresses.end(), ',') >= k_forwarded_addresses_max) {
    return 463;
  }
  return 0;
}

}  // namespace greenroom::elb
