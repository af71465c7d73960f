#include "fakes/elb/forwarding.h"

#include <algorithm>
#include <array>
#include <utility>

namespace greenroom::elb {
namespace {

// RFC 9110 7.6.1; ALB's exact list is UNVERIFIED.
constexpr std::array<std::string_view, 9> k_hop_by_hop = {"Connection",
                                                          "Keep-Alive",
                                                          "Proxy-Connection",
                                                          "Proxy-Authenticate",
                                                          "Proxy-Authorization",
                                                          "TE",
                                                          "Trailer",
                                                          "Transfer-Encoding",
                                                          "Upgrade"};

// A request with more header bytes than this gets a trace id of its own (reference 1.12).
constexpr std::size_t k_traced_header_bytes_max = 7u << 10;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// A bit for each size that one of these names has: most headers have another.
constexpr std::uint64_t k_hop_by_hop_sizes = [] {
  std::uint64_t sizes = 0;
  for (const std::string_view name : k_hop_by_hop) {
    sizes |= std::uint64_t{1} << name.size();
  }
  return sizes;
}();

bool is_hop_by_hop(std::string_view name) {
  return name.size() < 64 && (k_hop_by_hop_sizes >> name.size() & 1) != 0 &&
         std::any_of(k_hop_by_hop.begin(), k_hop_by_hop.end(),
                     [&](std::string_view one) { return same_header_name(one, name); });
}

// What the load balancer writes itself, and Expect, which it does not pass on.
bool is_made_anew(std::string_view name) {
  switch (name.size()) {
    case 6:
      return same_letters(name, "Expect");
    case 15:
      return same_letters(name, "X-Forwarded-For") || same_letters(name, "X-Amzn-Trace-Id");
    case 16:
      return same_letters(name, "X-Forwarded-Port");
    case 17:
      return same_letters(name, "X-Forwarded-Proto");
    default:
      return false;
  }
}

void remove_hop_by_hop(HttpHeaders& headers) {
  std::erase_if(headers, [](const auto& field) { return is_hop_by_hop(field.first); });
}

// Valid names are [-A-Za-z0-9]+ (reference 1.2).
bool is_valid_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::size_t header_bytes(const HttpHeaders& headers) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : headers) {
    bytes += name.size() + value.size() + 4;
  }
  return bytes;
}

std::string hex8(std::int64_t value) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string text = "00000000";
  for (std::size_t i = 8; i > 0; --i) {
    text[i - 1] = k_hex[static_cast<std::size_t>(value & 15)];
    value >>= 4;
  }
  return text;
}

// Host is changed in its place; a new one goes to the end.
void set_host(HttpRequest& request, const ForwardingFacts& facts) {
  auto field = std::find_if(request.headers.begin(), request.headers.end(),
                            [](const auto& one) { return same_header_name(one.first, "Host"); });
  if (field == request.headers.end()) {
    field = request.headers.emplace(field, "Host", "");
  }
  std::string& host = field->second;
  const bool is_path = !request.target.empty() && request.target.front() == '/';
  const std::size_t scheme = is_path ? std::string::npos : request.target.find("://");
  if (scheme != std::string::npos) {
    const std::size_t begin = scheme + 3;
    const std::size_t end =
        std::min(request.target.find_first_of("/?", begin), request.target.size());
    host = request.target.substr(begin, end - begin);
  } else if (host.empty()) {
    host = facts.dns_name;  // HTTP/1.0
  }
  host = forwarded_host(std::move(host), facts.listener_port, facts.settings.preserve_host_header);
}

}  // namespace

std::string forwarded_host(std::string host, int listener_port, bool preserve) {
  if (preserve) {
    return host;
  }
  std::transform(host.begin(), host.end(), host.begin(), lower);
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
  const bool standard = listener_port == 80 || listener_port == 443;
  if (standard && colon != std::string::npos) {
    host.resize(colon);
  } else if (!standard && colon == std::string::npos && !host.empty()) {
    host += ":" + std::to_string(listener_port);
  }
  return host;
}

std::string forwarded_for(std::string_view before, const ForwardingFacts& facts) {
  switch (facts.settings.forwarded_for) {
    case ForwardedForMode::preserve:
      return std::string(before);
    case ForwardedForMode::remove:
      return "";
    case ForwardedForMode::append:
      break;
  }
  std::string peer(facts.client_ip);
  if (facts.settings.forwarded_for_client_port) {
    const bool v6 = peer.find(':') != std::string::npos;
    peer = (v6 ? "[" + peer + "]" : peer) + ":" + std::to_string(facts.client_port);
  }
  return before.empty() ? peer : std::string(before) + ", " + peer;
}

// Absent: a new Root. Present with a Root: Self is put in front, an old Self is replaced.
std::string trace_id(std::string_view before, const ForwardingFacts& facts, std::size_t bytes) {
  const bool extends =
      before.find("Root=") != std::string_view::npos && bytes <= k_traced_header_bytes_max;
  std::string id;
  id.reserve(16 + facts.trace_id_hex.size() + (extends ? before.size() + 1 : 0));
  id.append(extends ? "Self=1-" : "Root=1-").append(hex8(facts.unix_seconds));
  id.append("-").append(facts.trace_id_hex);
  if (!extends) {
    return id;
  }
  for (std::size_t begin = 0; begin < before.size();) {
    const std::size_t end = std::min(before.find(';', begin), before.size());
    const std::string_view part = before.substr(begin, end - begin);
    if (part.substr(0, 5) != "Self=" && !part.empty()) {
      id.append(";").append(part);
    }
    begin = end + 1;
  }
  return id;
}

bool asks_for_websocket(const HttpRequest& request) {
  const std::string_view connection = find_header(request.headers, "Connection");
  bool upgrade = false;
  for (std::size_t begin = 0; begin < connection.size();) {
    const std::size_t end = std::min(connection.find(',', begin), connection.size());
    std::string_view token = connection.substr(begin, end - begin);
    token.remove_prefix(std::min(token.find_first_not_of(' '), token.size()));
    token = token.substr(0, token.find(' '));
    upgrade = upgrade || same_header_name(token, "Upgrade");
    begin = end + 1;
  }
  return request.version == 11 && upgrade &&
         same_header_name(find_header(request.headers, "Upgrade"), "websocket");
}

void make_forwarded(HttpRequest& request, const ForwardingFacts& facts) {
  HttpHeaders& headers = request.headers;
  const std::size_t bytes = header_bytes(headers);
  const bool websocket = asks_for_websocket(request);
  std::string addresses = forwarded_for(find_header(headers, "X-Forwarded-For"), facts);
  std::string trace = trace_id(find_header(headers, "X-Amzn-Trace-Id"), facts, bytes);
  std::erase_if(headers, [&](const auto& field) {
    return is_hop_by_hop(field.first) || is_made_anew(field.first) ||
           (facts.settings.drop_invalid_header_fields && !is_valid_name(field.first));
  });
  if (websocket) {
    headers.emplace_back("Upgrade", "websocket");
    headers.emplace_back("Connection", "Upgrade");
  }
  set_host(request, facts);
  if (!addresses.empty()) {
    headers.emplace_back("X-Forwarded-For", std::move(addresses));
  }
  headers.emplace_back("X-Forwarded-Proto", facts.https ? "https" : "http");
  headers.emplace_back("X-Forwarded-Port", std::to_string(facts.listener_port));
  headers.emplace_back("X-Amzn-Trace-Id", std::move(trace));
}

void make_returned(HttpResponse& response) {
  if (response.status != 101) {
    remove_hop_by_hop(response.headers);
    return;
  }
  const std::string upgrade(find_header(response.headers, "Upgrade"));
  remove_hop_by_hop(response.headers);
  response.headers.emplace_back("Upgrade", upgrade);
  response.headers.emplace_back("Connection", "Upgrade");
}

std::int64_t bytes_of(const HttpRequest& request) {
  return static_cast<std::int64_t>(request.method.size() + request.target.size() + 14 +
                                   header_bytes(request.headers) + request.body.size());
}

std::int64_t bytes_of(const HttpResponse& response) {
  return static_cast<std::int64_t>(response.reason.size() + 17 + header_bytes(response.headers) +
                                   response.body.size());
}

}  // namespace greenroom::elb
