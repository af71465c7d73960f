#include "fakes/ec2/metadata.h"

#include <algorithm>
#include <optional>

#include "fakes/ec2/metadata_tree.h"

namespace greenroom::ec2 {
namespace {

constexpr std::string_view k_token_path = "/latest/api/token";
constexpr std::string_view k_token_header = "X-aws-ec2-metadata-token";
constexpr std::string_view k_ttl_header = "X-aws-ec2-metadata-token-ttl-seconds";
constexpr std::int64_t k_ttl_seconds_max = 21600;
constexpr int k_bad_request = 400;
constexpr int k_unauthorized = 401;
constexpr int k_forbidden = 403;
constexpr int k_not_found = 404;
constexpr int k_method_not_allowed = 405;  // UNVERIFIED

const char* reason_of(int status) {
  switch (status) {
    case k_bad_request:
      return "Bad Request";
    case k_unauthorized:
      return "Unauthorized";
    case k_forbidden:
      return "Forbidden";
    case k_not_found:
      return "Not Found";
    case k_method_not_allowed:
      return "Method Not Allowed";
    default:
      return "OK";
  }
}

HttpResponse ok(std::string body) {
  return {200, reason_of(200), {{"Content-Type", "text/plain"}}, std::move(body)};
}

// The small page of the reference, 3.5.
HttpResponse refused(int status) {
  const std::string title = std::to_string(status) + " - " + reason_of(status);
  return {status,
          reason_of(status),
          {{"Content-Type", "text/html"}},
          "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
          "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n"
          "\t\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
          "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\">\n"
          " <head>\n  <title>" +
              title + "</title>\n </head>\n <body>\n  <h1>" + title + "</h1>\n </body>\n</html>\n"};
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "AQAE", the end of its life in seconds of virtual time, and a check that only this run and this
// instance give. Looks like one of AWS's: 56 characters.
std::string token_of(const Metadata& metadata, std::int64_t end_seconds) {
  std::string end = std::to_string(end_seconds);
  end.insert(0, 12 - std::min<std::size_t>(12, end.size()), '0');
  return "AQAE" + end +
         drawn_text(metadata.seed, "imds token " + end, metadata.instance.InstanceId, 38) + "==";
}

bool token_is_good(const Metadata& metadata, std::string_view token) {
  if (token.size() != 56 || !is_number(token.substr(4, 12))) {
    return false;
  }
  const std::int64_t end = std::stoll(std::string(token.substr(4, 12)));
  return token == token_of(metadata, end) && metadata.now < k_start + seconds(end);
}

bool has_header(const HttpRequest& request, std::string_view name) {
  return !find_header(request.headers, name).empty();
}

HttpResponse answer_put(const Metadata& metadata, const HttpRequest& request) {
  if (has_header(request, "X-Forwarded-For")) {
    return refused(k_forbidden);  // the code is UNVERIFIED
  }
  std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (path.size() > 1 && path.ends_with('/')) {
    path.remove_suffix(1);
  }
  if (path != k_token_path) {
    // /2021-03-23/api/token and its like are forbidden; what is no token path at all is unknown.
    return refused(path.ends_with("/api/token") ? k_forbidden : k_not_found);
  }
  const std::string_view ttl = find_header(request.headers, k_ttl_header);
  const std::int64_t seconds_asked = is_number(ttl) ? std::stoll(std::string(ttl)) : 0;
  if (seconds_asked < 1 || seconds_asked > k_ttl_seconds_max) {
    return refused(k_bad_request);
  }
  const std::int64_t now = (metadata.now - k_start).whole_seconds();
  HttpResponse response = ok(token_of(metadata, now + seconds_asked));
  response.headers.emplace_back(k_ttl_header, ttl);
  return response;
}

}  // namespace

HttpResponse answer(const Metadata& metadata, const HttpRequest& request) {
  const InstanceMetadataOptions options =
      metadata.instance.made_of.MetadataOptions.value_or(InstanceMetadataOptions{});
  if (options.HttpEndpoint == InstanceMetadataEndpointState::disabled) {
    return refused(k_forbidden);
  }
  if (request.method == "PUT") {
    return answer_put(metadata, request);
  }
  if (request.method != "GET" && request.method != "HEAD") {
    return refused(k_method_not_allowed);
  }
  const std::string_view token = find_header(request.headers, k_token_header);
  const bool must_have_token = options.HttpTokens == HttpTokensState::required;
  if (token.empty() ? must_have_token : !token_is_good(metadata, token)) {
    return refused(k_unauthorized);
  }
  const std::optional<std::string> found = look_up(metadata, request.target);
  HttpResponse response = found.has_value() ? ok(*found) : refused(k_not_found);
  if (request.method == "HEAD") {
    response.body.clear();
  }
  return response;
}

}  // namespace greenroom::ec2
