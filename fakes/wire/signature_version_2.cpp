#include "fakes/wire/signature_version_2.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

#include "fakes/wire/address.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

// What of a query is signed as part of the resource.
constexpr std::string_view k_signed_parameters[] = {"accelerate",
                                                    "acl",
                                                    "analytics",
                                                    "cors",
                                                    "defaultObjectAcl",
                                                    "delete",
                                                    "inventory",
                                                    "lifecycle",
                                                    "location",
                                                    "logging",
                                                    "metrics",
                                                    "notification",
                                                    "partNumber",
                                                    "policy",
                                                    "replication",
                                                    "requestPayment",
                                                    "response-cache-control",
                                                    "response-content-disposition",
                                                    "response-content-encoding",
                                                    "response-content-language",
                                                    "response-content-type",
                                                    "response-expires",
                                                    "restore",
                                                    "select",
                                                    "select-type",
                                                    "tagging",
                                                    "torrent",
                                                    "uploadId",
                                                    "uploads",
                                                    "versionId",
                                                    "versioning",
                                                    "versions",
                                                    "website"};

std::string header_or_parameter(const HttpRequest& request, const Parameters& query,
                                std::string_view name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string(find_header(request.headers, name)) : found->second;
}

// Clients that presign put their headers into the query.
std::string signed_headers(const HttpRequest& request, const Parameters& query) {
  std::map<std::string, std::string> all;
  const auto add = [&](const std::string& given, const std::string& value) {
    const std::string name = lower(given);
    if (name.rfind("x-amz-", 0) == 0) {
      std::string& values = all[name];
      values += (values.empty() ? "" : ",") + value;
    }
  };
  for (const auto& [name, value] : request.headers) {
    add(name, value);
  }
  for (const auto& [name, value] : query) {
    add(name, value);
  }
  std::string lines;
  for (const auto& [name, values] : all) {
    lines += name + ":" + values + "\n";
  }
  return lines;
}

std::string signed_resource(const HttpRequest& request, const Address& address) {
  const std::string bucket = bucket_of_host(find_header(request.headers, "Host"));
  std::string resource = (bucket.empty() ? "" : "/" + bucket) + address.path;
  char joint = '?';
  for (const std::string_view name : k_signed_parameters) {
    if (const auto found = address.query.find(name); found != address.query.end()) {
      resource += joint + found->first + (found->second.empty() ? "" : "=" + found->second);
      joint = '&';
    }
  }
  return resource;
}

Status check_expiry(const SignatureRules& rules, const std::string& expires) {
  std::int64_t ends = 0;
  const auto [end, error] = std::from_chars(expires.data(), expires.data() + expires.size(), ends);
  if (error != std::errc() || end != expires.data() + expires.size()) {
    return Failure{"InvalidExpires", "Invalid date (should be seconds since epoch): " + expires};
  }
  return rules.judges_time && ends < unix_seconds(rules.epoch, rules.now)
             ? Status(Failure{"PresignedUrlExpired", "Request has expired"})
             : success();
}

}  // namespace

Status check_version_2(const SignatureRules& rules, const HttpRequest& request,
                       const Signature& signature, const std::string& secret_access_key) {
  if (rules.style != SignedStyle::S3) {
    return Failure{"WrongScope", "Signature Version 2 is not supported by " + rules.service};
  }
  std::string text = signature.policy;
  if (signature.where == SignedIn::Address) {
    if (const Status good = check_expiry(rules, signature.expires_seconds); !good) {
      return good;
    }
    const Address address = read_address(request.target).value_or(Address{});
    text = request.method + "\n" + header_or_parameter(request, address.query, "content-md5") +
           "\n" + header_or_parameter(request, address.query, "content-type") + "\n" +
           signature.expires_seconds + "\n" + signed_headers(request, address.query) +
           signed_resource(request, address);
  }
  if (base64(rules.digests.hmac_sha1(secret_access_key, text)) != signature.hex) {
    return Failure{"SignatureDoesNotMatch",
                   "The request signature we calculated does not match the signature you provided. "
                   "Check your key and signing method."};
  }
  return success();
}

}  // namespace greenroom::wire
