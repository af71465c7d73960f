#include "fakes/wire/signature.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "fakes/wire/address.h"
#include "fakes/wire/rest_xml_form.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;
constexpr std::string_view k_algorithm = "AWS4-HMAC-SHA256";

// "AKID/20260101/us-east-1/s3/aws4_request", which may stand before ", SignedHeaders=".
std::string key_in(std::string_view credential) {
  return std::string(credential.substr(0, credential.find_first_of("/, ")));
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    pieces.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return pieces;
    }
    text.remove_prefix(end + 1);
  }
}

std::string field(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

Failure incomplete(const std::string& why) {
  return {"IncompleteSignature", why};
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "20260101T000000Z"
bool is_time(std::string_view text) {
  return text.size() == 16 && text[8] == 'T' && text[15] == 'Z' && is_digits(text.substr(0, 8)) &&
         is_digits(text.substr(9, 6));
}

// What all three kinds have; `place` is the text of AWS's that says where it is missing.
Result<std::optional<Signature>> with_scope(Signature signature, std::string_view credential,
                                            const std::string& place) {
  const std::vector<std::string> scope = split(credential, '/');
  if (scope.size() != 5 || scope[0].empty() || scope[4] != "aws4_request") {
    return incomplete(place +
                      ": the Credential is mal-formed; expecting "
                      "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
  }
  signature.access_key_id = scope[0];
  signature.day = scope[1];
  signature.region = scope[2];
  signature.service = scope[3];
  if (!is_time(signature.time)) {
    return incomplete(place + ": X-Amz-Date must be there, in the form YYYYMMDD'T'HHMMSS'Z'");
  }
  if (signature.time.rfind(signature.day, 0) != 0 || signature.day.size() != 8) {
    return incomplete(place + ": the Credential's date is not that of X-Amz-Date");
  }
  return std::optional(std::move(signature));
}

// "AWS4-HMAC-SHA256 Credential=..., SignedHeaders=a;b, Signature=..."
Fields parameters_of(std::string_view authorization) {
  Fields parameters;
  authorization.remove_prefix(std::min(authorization.find(' '), authorization.size()));
  for (const std::string& each : split(authorization, ',')) {
    const std::size_t begin = std::min(each.find_first_not_of(' '), each.size());
    const std::size_t equals = each.find('=', begin);
    if (equals != std::string::npos) {
      parameters[each.substr(begin, equals - begin)] =
          each.substr(equals + 1, each.find_last_not_of(' ') - equals);
    }
  }
  return parameters;
}

Result<std::optional<Signature>> in_header(const HttpRequest& request,
                                           std::string_view authorization) {
  const Fields parameters = parameters_of(authorization);
  std::string missing;
  for (const char* name : {"Credential", "Signature", "SignedHeaders"}) {
    if (field(parameters, name).empty()) {
      missing += "Authorization header requires '" + std::string(name) + "' parameter. ";
    }
  }
  if (!missing.empty()) {
    return incomplete(missing + "Authorization=" + std::string(authorization));
  }
  Signature signature;
  signature.where = SignedIn::Header;
  signature.time = find_header(request.headers, "X-Amz-Date");
  signature.signed_headers = split(lower(field(parameters, "SignedHeaders")), ';');
  signature.hex = field(parameters, "Signature");
  signature.session_token = find_header(request.headers, "X-Amz-Security-Token");
  return with_scope(std::move(signature), field(parameters, "Credential"), "Authorization header");
}

Result<std::optional<Signature>> in_address(const Fields& query) {
  if (field(query, "X-Amz-Algorithm") != k_algorithm) {
    return incomplete("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
  }
  for (const char* name : {"X-Amz-Date", "X-Amz-Signature", "X-Amz-SignedHeaders"}) {
    if (field(query, name).empty()) {
      return incomplete(
          "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
          "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    }
  }
  Signature signature;
  signature.where = SignedIn::Address;
  signature.time = field(query, "X-Amz-Date");
  signature.signed_headers = split(lower(field(query, "X-Amz-SignedHeaders")), ';');
  signature.hex = field(query, "X-Amz-Signature");
  signature.session_token = field(query, "X-Amz-Security-Token");
  signature.expires_seconds = field(query, "X-Amz-Expires");
  return with_scope(std::move(signature), field(query, "X-Amz-Credential"), "Query string");
}

// Version 2, of an address or a form.
Signature of_version_2(SignedIn where, const Fields& fields) {
  const bool in_form = where == SignedIn::Form;
  Signature signature;
  signature.is_version_2 = true;
  signature.where = where;
  signature.access_key_id = field(fields, in_form ? "awsaccesskeyid" : "AWSAccessKeyId");
  signature.hex = field(fields, in_form ? "signature" : "Signature");
  signature.session_token = field(fields, "x-amz-security-token");
  signature.expires_seconds = field(fields, "Expires");
  signature.policy = field(fields, "policy");
  return signature;
}

Result<std::optional<Signature>> in_form(const HttpRequest& request) {
  const auto fields = form_fields(request);
  if (!fields) {
    return std::optional<Signature>();
  }
  const Fields given(fields->begin(), fields->end());
  if (given.count("awsaccesskeyid") > 0) {
    return std::optional(of_version_2(SignedIn::Form, given));
  }
  if (given.count("x-amz-credential") == 0) {
    return std::optional<Signature>();
  }
  Signature signature;
  signature.where = SignedIn::Form;
  signature.time = field(given, "x-amz-date");
  signature.hex = field(given, "x-amz-signature");
  signature.session_token = field(given, "x-amz-security-token");
  signature.policy = field(given, "policy");
  if (signature.policy.empty()) {
    return incomplete("Bucket POST must contain a field named 'policy'.");
  }
  return with_scope(std::move(signature), field(given, "x-amz-credential"), "Form");
}

}  // namespace

std::string access_key_id(const HttpRequest& request) {
  constexpr std::string_view k_credential = "Credential=";
  const std::string_view authorization = find_header(request.headers, "Authorization");
  if (const std::size_t at = authorization.find(k_credential); at != authorization.npos) {
    return key_in(authorization.substr(at + k_credential.size()));
  }
  if (request.target.find("X-Amz-Credential=") != std::string::npos) {
    const Address address = read_address(request.target).value_or(Address{});
    const auto found = address.query.find("X-Amz-Credential");
    return found == address.query.end() ? "" : key_in(found->second);
  }
  // Of Version 2, or in a form.
  const Result<std::optional<Signature>> read = read_signature(request);
  if (read && read.value()) {
    return read.value()->access_key_id;
  }
  if (is_form_upload(request)) {
    if (const auto fields = form_fields(request)) {
      const auto found = fields->find("x-amz-credential");
      return found == fields->end() ? "" : key_in(found->second);
    }
  }
  return "";
}

Result<std::optional<Signature>> read_signature(const HttpRequest& request) {
  const std::string_view authorization = find_header(request.headers, "Authorization");
  if (!authorization.empty()) {
    if (authorization.rfind(k_algorithm, 0) != 0) {
      return incomplete("Unsupported AWS 'algorithm': '" +
                        std::string(authorization.substr(0, authorization.find(' '))) + "'");
    }
    return in_header(request, authorization);
  }
  if (request.target.find("X-Amz-") != std::string::npos) {
    const Address address = read_address(request.target).value_or(Address{});
    if (address.query.count("X-Amz-Credential") > 0 || address.query.count("X-Amz-Signature") > 0) {
      return in_address(address.query);
    }
  }
  if (request.target.find("AWSAccessKeyId=") != std::string::npos) {
    const Address address = read_address(request.target).value_or(Address{});
    if (address.query.count("AWSAccessKeyId") > 0) {
      return std::optional(of_version_2(SignedIn::Address, address.query));
    }
  }
  return is_form_upload(request) ? in_form(request) : std::optional<Signature>();
}

}  // namespace greenroom::wire
