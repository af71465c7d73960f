#include "fakes/elb/answers.h"

#include <algorithm>
#include <array>

#include "sim/core/assert.h"

namespace greenroom::elb {
namespace {

// Reference 1.13. Not reachable in this world, so not here: 401 and 561 (OIDC), 403 (WAF), 413
// (Lambda), 464 (gRPC and HTTP/2 groups), 000 (HTTP/2).
constexpr OwnStatus k_own[] = {
    {400, "Bad Request", "malformed request or header limits", true},
    {405, "Method Not Allowed", "TRACE", false},
    {408, "Request Timeout", "the client sent nothing before the idle timeout", true},
    {414, "Request-URI Too Large", "URL or query too long", true},
    {460, "", "the client closed its connection before the answer; logged, never sent", true},
    {463, "", "X-Forwarded-For with more than 30 addresses", false},
    {500, "Internal Server Error", "the redirect's URL is longer than 8 K", false},
    {501, "Not Implemented", "Transfer-Encoding other than chunked or identity", false},
    {502, "Bad Gateway", "the target refused, closed, or answered badly; the drain ended", false},
    {503, "Service Temporarily Unavailable", "no registered target", false},
    {504, "Gateway Time-out", "no connection in 10 s, or no answer in the idle timeout", false},
    {505, "HTTP Version Not Supported", "unexpected HTTP version", true},
};

constexpr std::size_t k_request_line_bytes_max = 16u << 10;  // reference 1.11
constexpr std::size_t k_header_bytes_max = 16u << 10;
constexpr std::size_t k_headers_bytes_max = 64u << 10;
constexpr std::size_t k_location_bytes_max = 8u << 10;
constexpr std::ptrdiff_t k_forwarded_addresses_max = 30;

bool url_too_long(const HttpRequest& request) {
  // UNVERIFIED boundary to 400 (reference 1.11): 414 when the target alone is over the limit.
  return request.target.size() > k_request_line_bytes_max;
}
bool over_header_limits(const HttpRequest& request) {
  const std::size_t line = request.method.size() + request.target.size() + 12;
  std::size_t all = 0;
  std::size_t longest = 0;
  for (const auto& [name, value] : request.headers) {
    const std::size_t size = name.size() + value.size() + 4;
    all += size;
    longest = std::max(longest, size);
  }
  return line > k_request_line_bytes_max || longest > k_header_bytes_max ||
         all > k_headers_bytes_max;
}
bool lacks_host(const HttpRequest& request) {
  return request.version == 11 &&
         std::none_of(request.headers.begin(), request.headers.end(),
                      [](const auto& header) { return same_header_name(header.first, "Host"); });
}
bool is_trace(const HttpRequest& request) {
  return request.method == "TRACE";
}
bool unknown_transfer_encoding(const HttpRequest& request) {
  const std::string_view encoding = find_header(request.headers, "Transfer-Encoding");
  return !encoding.empty() && encoding != "chunked" && encoding != "identity";
}
bool too_many_addresses(const HttpRequest& request) {
  const std::string_view addresses = find_header(request.headers, "X-Forwarded-For");
  return std::count(addresses.begin(), addresses.end(), ',') >= k_forwarded_addresses_max;
}
bool unexpected_version(const HttpRequest& request) {
  return request.version != 10 && request.version != 11;
}

struct Refusal {
  int status;
  bool (*applies)(const HttpRequest& request);
};

// The first that applies decides.
constexpr Refusal k_refusals[] = {
    {505, unexpected_version}, {414, url_too_long}, {400, over_header_limits},
    {400, lacks_host},         {405, is_trace},     {501, unknown_transfer_encoding},
    {463, too_many_addresses},
};

std::string page_text(const std::string& title) {
  return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
         "</h1></center>\r\n</body>\r\n</html>\r\n";
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

std::string filled(std::string text, const RedirectFacts& facts, std::string_view protocol,
                   std::string_view port) {
  std::string_view path = facts.request.path;
  path.remove_prefix(path.substr(0, 1) == "/" ? 1 : 0);
  replace_all(text, "#{protocol}", protocol);
  replace_all(text, "#{port}", port);
  replace_all(text, "#{host}", facts.request.host);
  replace_all(text, "#{path}", path);
  replace_all(text, "#{query}", facts.request.query);
  return text;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

}  // namespace

const OwnStatus* own_status(int status) {
  const auto* found = std::find_if(std::begin(k_own), std::end(k_own),
                                   [&](const OwnStatus& own) { return own.status == status; });
  return found == std::end(k_own) ? nullptr : found;
}

HttpResponse error_page(int status) {
  const OwnStatus* own = own_status(status);
  SIM_ASSERT(own != nullptr, "the load balancer never answers " + std::to_string(status));
  std::string title = std::to_string(status);
  title += *own->reason == '\0' ? "" : " " + std::string(own->reason);
  HttpResponse page;
  page.status = status;
  page.reason = own->reason;
  page.headers = {{"Server", "awselb/2.0"}, {"Content-Type", "text/html"}};
  if (own->closes) {
    page.headers.emplace_back("Connection", "close");
  }
  page.body = page_text(title);
  return page;
}

int status_for(HttpEnd end) {
  return end == HttpEnd::Unreachable || end == HttpEnd::DeadlineReached ? 504 : 502;
}

int refusal(const HttpRequest& request) {
  const auto* found = std::find_if(std::begin(k_refusals), std::end(k_refusals),
                                   [&](const Refusal& one) { return one.applies(request); });
  return found == std::end(k_refusals) ? 0 : found->status;
}

// AWS always writes the port; the query only when there is one.
std::optional<std::string> location_of(const RedirectConfig& redirect, const RedirectFacts& facts) {
  const std::string port = filled(redirect.Port, facts, "", std::to_string(facts.port));
  const std::string protocol = lower_case(filled(redirect.Protocol, facts, facts.protocol, port));
  const auto part = [&](const std::string& text) { return filled(text, facts, protocol, port); };
  std::string location = protocol + "://" + part(redirect.Host) + ":" + port + part(redirect.Path);
  const std::string query = part(redirect.Query);
  location += query.empty() ? "" : "?" + query;
  if (location.size() > k_location_bytes_max) {
    return std::nullopt;
  }
  return location;
}

HttpResponse redirect_to(const RedirectConfig& redirect, std::string location) {
  const bool permanent = redirect.StatusCode == "HTTP_301";
  HttpResponse response;
  response.status = permanent ? 301 : 302;
  response.reason = permanent ? "Moved Permanently" : "Found";
  response.headers = {
      {"Server", "awselb/2.0"}, {"Content-Type", "text/html"}, {"Location", std::move(location)}};
  response.body = page_text(std::to_string(response.status) + " " + response.reason);
  return response;
}

HttpResponse fixed_response(const FixedResponseConfig& fixed) {
  HttpResponse response;
  response.status = std::stoi(fixed.StatusCode);
  const OwnStatus* own = own_status(response.status);
  response.reason = own != nullptr ? own->reason : response.status == 200 ? "OK" : "";
  response.headers = {{"Server", "awselb/2.0"}};
  if (!fixed.ContentType.empty() || !fixed.MessageBody.empty()) {
    response.headers.emplace_back("Content-Type",
                                  fixed.ContentType.empty() ? "text/plain" : fixed.ContentType);
  }
  response.body = fixed.MessageBody;
  return response;
}

}  // namespace greenroom::elb
