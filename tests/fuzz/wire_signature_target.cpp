// Who signed a request: an HTTP request as its client sends it.
#include "fakes/wire/signature.h"

#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {

void wire_signature(const std::string& input) {
  const std::optional<HttpRequest> request = http_request_of(input);
  if (!request) {
    return;
  }
  const std::string key = wire::access_key_id(*request);
  require(key == wire::access_key_id(*request), "the same request, the same key");
  require(key.size() <= input.size(), "a key is in the request");
  require(key.find_first_of("/, ") == std::string::npos, "a key ends where its scope begins");
}

}  // namespace greenroom::fuzz
