#include "fakes/wire/signature.h"

#include <optional>
#include <string_view>

#include "fakes/wire/address.h"
#include "fakes/wire/rest_xml_form.h"

namespace greenroom::wire {
namespace {

// "AKID/20260101/us-east-1/s3/aws4_request", which may stand before ", SignedHeaders=".
std::string key_in(std::string_view credential) {
  return std::string(credential.substr(0, credential.find_first_of("/, ")));
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
  if (is_form_upload(request)) {
    if (const auto fields = form_fields(request)) {
      const auto found = fields->find("x-amz-credential");
      return found == fields->end() ? "" : key_in(found->second);
    }
  }
  return "";
}

}  // namespace greenroom::wire
