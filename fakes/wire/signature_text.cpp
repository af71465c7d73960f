#include "fakes/wire/signature_text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/wire/address.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

// All but the unreserved characters; percent_encoded() leaves '/' as well.
std::string encoded_whole(std::string_view text) {
  std::string encoded = percent_encoded(text);
  for (std::size_t at = encoded.find('/'); at != std::string::npos; at = encoded.find('/', at)) {
    encoded.replace(at, 1, "%2F");
  }
  return encoded;
}

std::string canonical_path(SignedStyle style, std::string_view sent) {
  if (style == SignedStyle::Other) {
    return percent_encoded(sent);
  }
  const std::optional<std::string> plain = percent_decoded(sent);
  return plain ? percent_encoded(*plain) : std::string(sent);
}

// Sorted by name and then value, as they are encoded.
std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const std::string_view each = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(each.size() + 1, query.size()));
    if (each.empty()) {
      continue;
    }
    const std::size_t equals = std::min(each.find('='), each.size());
    const std::string_view value = each.substr(std::min(equals + 1, each.size()));
    const std::string name = percent_decoded(each.substr(0, equals)).value_or("");
    if (name != "X-Amz-Signature") {
      parameters.emplace_back(encoded_whole(name),
                              encoded_whole(percent_decoded(value).value_or("")));
    }
  }
  std::sort(parameters.begin(), parameters.end());
  std::string canonical;
  for (const auto& [name, value] : parameters) {
    canonical += (canonical.empty() ? "" : "&") + name + "=" + value;
  }
  return canonical;
}

// Without spaces around it, and one where there are several.
std::string canonical_value(std::string_view value) {
  std::string canonical;
  for (const char c : value) {
    const bool is_space = c == ' ' || c == '\t';
    if (!is_space) {
      canonical += c;
    } else if (!canonical.empty() && canonical.back() != ' ') {
      canonical += ' ';
    }
  }
  while (!canonical.empty() && canonical.back() == ' ') {
    canonical.pop_back();
  }
  return canonical;
}

std::string canonical_header(const HttpHeaders& headers, const std::string& name) {
  std::string values;
  bool first = true;
  for (const auto& [given, value] : headers) {
    if (same_header_name(given, name)) {
      values += (first ? "" : ",") + canonical_value(value);
      first = false;
    }
  }
  return name + ":" + values + "\n";
}

std::string payload_hash(const SignatureDigests& digests, SignedStyle style,
                         const HttpRequest& request, SignedIn where) {
  if (style == SignedStyle::Other) {
    return digests.sha256_hex(request.body);
  }
  const std::string told(find_header(request.headers, "x-amz-content-sha256"));
  if (!told.empty() || where == SignedIn::Header) {
    return told;
  }
  const Address address = read_address(request.target).value_or(Address{});
  const auto found = address.query.find("X-Amz-Content-Sha256");
  return found == address.query.end() ? "UNSIGNED-PAYLOAD" : found->second;
}

}  // namespace

std::string canonical_request(const SignatureDigests& digests, SignedStyle style,
                              const HttpRequest& request, const Signature& signature) {
  const std::string_view target = request.target;
  const std::size_t question = std::min(target.find('?'), target.size());
  std::string canonical = request.method + "\n";
  canonical += canonical_path(style, target.substr(0, question)) + "\n";
  canonical += canonical_query(target.substr(std::min(question + 1, target.size()))) + "\n";
  std::vector<std::string> names = signature.signed_headers;
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) {
    canonical += canonical_header(request.headers, name);
    all += (all.empty() ? "" : ";") + name;
  }
  return canonical + "\n" + all + "\n" + payload_hash(digests, style, request, signature.where);
}

std::string scope_of(const Signature& signature) {
  return signature.day + "/" + signature.region + "/" + signature.service + "/aws4_request";
}

std::string string_to_sign(const SignatureDigests& digests, const Signature& signature,
                           const std::string& canonical) {
  return "AWS4-HMAC-SHA256\n" + signature.time + "\n" + scope_of(signature) + "\n" +
         digests.sha256_hex(canonical);
}

std::string signing_key(const SignatureDigests& digests, const Signature& signature,
                        const std::string& secret_access_key) {
  const std::string of_day = digests.hmac_sha256("AWS4" + secret_access_key, signature.day);
  const std::string of_region = digests.hmac_sha256(of_day, signature.region);
  const std::string of_service = digests.hmac_sha256(of_region, signature.service);
  return digests.hmac_sha256(of_service, "aws4_request");
}

std::string sign(const SignatureDigests& digests, const std::string& key, const std::string& text) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string hex;
  for (const char byte : digests.hmac_sha256(key, text)) {
    const auto value = static_cast<unsigned char>(byte);
    hex += k_hex[value >> 4];
    hex += k_hex[value & 15u];
  }
  return hex;
}

}  // namespace greenroom::wire
