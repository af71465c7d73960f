// Who signed a request, and whether it is true: an HTTP request as its client sends it.
#include "fakes/wire/signature.h"

#include "fakes/wire/chunks.h"
#include "fakes/wire/signature_check.h"
#include "sim/core/random.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {
namespace {

// Of no cryptographic use: another text has another digest, and that is all that matters here.
class ToyDigests final : public wire::SignatureDigests {
 public:
  [[nodiscard]] std::string sha256_hex(std::string_view bytes) const override {
    return std::to_string(hash_text(bytes));
  }
  [[nodiscard]] std::string hmac_sha1(std::string_view key, std::string_view bytes) const override {
    return hmac_sha256(key, bytes);
  }
  [[nodiscard]] std::string hmac_sha256(std::string_view key,
                                        std::string_view bytes) const override {
    return sha256_hex(sha256_hex(key) + std::string(bytes));
  }
};

// What the signature would have to be, for a header or an address of Version 4.
void check_own_signature(const wire::SignatureRules& rules, const HttpRequest& request,
                         wire::Signature signature) {
  const std::string canonical =
      wire::canonical_request(rules.digests, rules.style, request, signature);
  signature.hex = wire::sign(rules.digests, wire::signing_key(rules.digests, signature, "secret"),
                             wire::string_to_sign(rules.digests, signature, canonical));
  const bool in_chunks =
      find_header(request.headers, "x-amz-content-sha256").rfind("STREAMING-", 0) == 0;
  const Status good = wire::check_signature(rules, request, signature, "secret");
  require(good || in_chunks || good.failure().code != "SignatureDoesNotMatch",
          "what is signed with the key matches");
  require(!wire::check_signature(rules, request, signature, "other"),
          "what is signed with another key is refused");
}

}  // namespace

void wire_signature(const std::string& input) {
  const std::optional<HttpRequest> request = http_request_of(input);
  if (!request) {
    return;
  }
  const std::string key = wire::access_key_id(*request);
  require(key == wire::access_key_id(*request), "the same request, the same key");
  require(key.size() <= input.size(), "a key is in the request");
  const Result<std::optional<wire::Signature>> read = wire::read_signature(*request);
  if (!read) {
    require(!read.failure().code.empty() && !read.failure().message.empty(), "refused in words");
    return;
  }
  if (!read.value()) {
    return;
  }
  const wire::Signature& signature = *read.value();
  const ToyDigests digests;
  for (const wire::SignedStyle style : {wire::SignedStyle::S3, wire::SignedStyle::Other}) {
    const wire::SignatureRules rules{digests, style, signature.service, signature.region, Epoch{},
                                     k_start, false};
    const Status checked = wire::check_signature(rules, *request, signature, "secret");
    require(checked || !checked.failure().code.empty(), "refused in words");
    if (!signature.is_version_2 && signature.where != wire::SignedIn::Form) {
      check_own_signature(rules, *request, signature);
    }
  }
}

}  // namespace greenroom::fuzz
