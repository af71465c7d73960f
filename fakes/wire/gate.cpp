#include "fakes/wire/gate.h"

#include <string_view>

namespace greenroom::wire {
namespace {

// How one protocol says it.
struct Words {
  int status;
  const char* code;
  const char* message;  // "": the failure's own
};

struct Row {
  const char* code;  // in words of no protocol
  Words rest;
  Words json;
  Words query;
  Words ec2;
};

constexpr const char* k_no_such_token = "The security token included in the request is invalid.";
constexpr const char* k_expired = "The security token included in the request is expired";
constexpr const char* k_malformed_token = "The provided token is malformed or otherwise invalid.";
// AWS: EC2's error codes, UnauthorizedOperation. Simplified: the "Encoded authorization failure
// message: ..." that follows where a resource is named, for sts:DecodeAuthorizationMessage, is left
// out.
constexpr const char* k_unauthorized = "You are not authorized to perform this operation. ";
constexpr Words k_auth_failure = {401, "AuthFailure",
                                  "AWS was not able to validate the provided access credentials"};
constexpr Words k_request_expired = {400, "RequestExpired", "Request has expired."};
constexpr Words k_bad_query = {400, "AuthorizationQueryParametersError", ""};
constexpr Words k_invalid_signature = {400, "InvalidSignatureException", ""};
constexpr Words k_no_match = {403, "SignatureDoesNotMatch", ""};

constexpr Row k_rows[] = {
    {"AccessDenied",
     {403, "AccessDenied", ""},
     {400, "AccessDeniedException", ""},
     {403, "AccessDenied", ""},
     {403, "UnauthorizedOperation", ""}},
    {"NotSigned",
     {403, "AccessDenied", "Access Denied"},
     {400, "MissingAuthenticationTokenException", "Missing Authentication Token"},
     {403, "MissingAuthenticationToken", "Request is missing Authentication Token"},
     k_auth_failure},
    {"IncompleteSignature",
     {400, "AuthorizationHeaderMalformed", ""},
     {400, "IncompleteSignatureException", ""},
     {400, "IncompleteSignature", ""},
     {400, "IncompleteSignature", ""}},
    {"UnknownKey",
     {403, "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records."},
     {400, "UnrecognizedClientException", k_no_such_token},
     {403, "InvalidClientTokenId", k_no_such_token},
     k_auth_failure},
    {"InvalidToken",
     {400, "InvalidToken", k_malformed_token},
     {400, "UnrecognizedClientException", k_no_such_token},
     {403, "InvalidClientTokenId", k_no_such_token},
     k_auth_failure},
    {"ExpiredToken",
     {400, "ExpiredToken", "The provided token has expired."},
     {400, "ExpiredTokenException", k_expired},
     {403, "ExpiredToken", k_expired},
     k_request_expired},
    {"WrongScope",
     {400, "AuthorizationHeaderMalformed", ""},
     k_invalid_signature,
     k_no_match,
     k_auth_failure},
    {"RequestTimeTooSkewed",
     {403, "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large."},
     k_invalid_signature,
     k_no_match,
     k_request_expired},
    {"PresignedUrlExpired",
     {403, "AccessDenied", ""},
     k_invalid_signature,
     k_no_match,
     k_request_expired},
    {"InvalidExpires", k_bad_query, k_invalid_signature, k_no_match, k_request_expired},
    {"HeadersNotSigned",
     {403, "AccessDenied", ""},
     k_invalid_signature,
     k_no_match,
     k_auth_failure},
    {"MissingContentHash",
     {400, "InvalidRequest", ""},
     k_invalid_signature,
     k_no_match,
     k_auth_failure},
    {"SignatureDoesNotMatch", k_no_match, k_invalid_signature, k_no_match, k_auth_failure},
};

const Words& words_of(const Row& row, Protocol protocol) {
  switch (protocol) {
    case Protocol::RestXml:
      return row.rest;
    case Protocol::Query:
      return row.query;
    case Protocol::Ec2:
      return row.ec2;
    case Protocol::Json10:
    case Protocol::Json11:
      break;
  }
  return row.json;
}

}  // namespace

Refusal refusal_of(Protocol protocol, const Failure& failure) {
  for (const Row& row : k_rows) {
    if (failure.code == row.code) {
      const Words& words = words_of(row, protocol);
      const std::string own = words.message;
      const bool is_unauthorized = std::string_view(words.code) == "UnauthorizedOperation";
      return {words.status,
              {words.code,
               own.empty() ? (is_unauthorized ? k_unauthorized : "") + failure.message : own}};
    }
  }
  return {403, failure};
}

}  // namespace greenroom::wire
