#include "fakes/wire/signature_elements.h"

#include <charconv>
#include <cstdint>

#include "fakes/aws/http_date.h"
#include "fakes/wire/query.h"

namespace greenroom::wire {
namespace {

using Elements = std::vector<std::pair<std::string, std::string>>;

// "41 57 53": for who cannot see what a text has at its ends.
std::string bytes_in_hexadecimal(const std::string& text) {
  constexpr const char* k_digits = "0123456789abcdef";
  std::string all;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    all += all.empty() ? "" : " ";
    all += k_digits[byte >> 4];
    all += k_digits[byte & 15];
  }
  return all;
}

Elements of_mismatch(const SignatureRules& rules, const HttpRequest& request,
                     const Signature& signature) {
  Elements all{{"AWSAccessKeyId", signature.access_key_id}};
  // Simplified: of Version 2 nobody tells the text.
  const bool has_text = signature.where != SignedIn::Form && !signature.is_version_2;
  const std::string canonical =
      has_text ? canonical_request(rules.digests, rules.style, request, signature) : "";
  const std::string text =
      has_text ? string_to_sign(rules.digests, signature, canonical) : signature.policy;
  if (!text.empty()) {
    all.emplace_back("StringToSign", text);
  }
  all.emplace_back("SignatureProvided", signature.hex);
  if (!text.empty()) {
    all.emplace_back("StringToSignBytes", bytes_in_hexadecimal(text));
  }
  if (has_text) {
    all.emplace_back("CanonicalRequest", canonical);
    all.emplace_back("CanonicalRequestBytes", bytes_in_hexadecimal(canonical));
  }
  return all;
}

// "20260101T000000Z" as iso8601 has it; as it is when it is no such time.
std::string spelled_out(const std::string& time) {
  if (time.size() != 16) {
    return time;
  }
  return time.substr(0, 4) + "-" + time.substr(4, 2) + "-" + time.substr(6, 5) + ":" +
         time.substr(11, 2) + ":" + time.substr(13);
}

Elements of_expired_address(const SignatureRules& rules, const Signature& signature) {
  Elements all{{"X-Amz-Expires", signature.expires_seconds}};
  const std::optional<std::string> signed_at = seconds_of_iso8601(spelled_out(signature.time));
  if (signed_at) {
    std::int64_t begins = 0;
    std::int64_t lasts = 0;
    const std::string& told = signature.expires_seconds;
    std::from_chars(signed_at->data(), signed_at->data() + signed_at->size(), begins);
    std::from_chars(told.data(), told.data() + told.size(), lasts);
    all.emplace_back("Expires", aws::whole_seconds(Epoch{begins + lasts}, k_start));
  }
  all.emplace_back("ServerTime", aws::whole_seconds(rules.epoch, rules.now));
  return all;
}

}  // namespace

Elements elements_of_refused_signature(const SignatureRules& rules, const HttpRequest& request,
                                       const Signature& signature, const std::string& code) {
  if (code == "SignatureDoesNotMatch") {
    return of_mismatch(rules, request, signature);
  }
  if (code == "UnknownKey") {
    return {{"AWSAccessKeyId", signature.access_key_id}};
  }
  if (code == "InvalidToken" || code == "ExpiredToken") {
    return {{"Token-0", signature.session_token}};
  }
  if (code == "WrongScope" && signature.region != rules.region) {
    return {{"Region", rules.region}};  // by which the SDKs find where a bucket is
  }
  if (code == "PresignedUrlExpired" && !signature.is_version_2) {
    return of_expired_address(rules, signature);
  }
  if (code == "RequestTimeTooSkewed") {
    return {{"RequestTime", signature.time},
            {"ServerTime", aws::whole_seconds(rules.epoch, rules.now)},
            {"MaxAllowedSkewMilliseconds", std::to_string(k_skew_of_s3.microseconds / 1000)}};
  }
  return {};
}

}  // namespace greenroom::wire
