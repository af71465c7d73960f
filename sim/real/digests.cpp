#include "sim/real/digests.h"

#include <openssl/evp.h>

#include <array>

#include "sim/core/harness_error.h"

namespace greenroom::real {
namespace {

std::string hex_digest(const EVP_MD* algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw HarnessError("OpenSSL refuses to compute a digest (a FIPS mode without MD5?)");
  }
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += k_hex[digest[i] >> 4];
    text += k_hex[digest[i] & 15u];
  }
  return text;
}

}  // namespace

std::string Digests::md5_hex(std::string_view bytes) const {
  return hex_digest(EVP_md5(), bytes);
}

std::string Digests::sha1_hex(std::string_view bytes) const {
  return hex_digest(EVP_sha1(), bytes);
}

std::string Digests::sha256_hex(std::string_view bytes) const {
  return hex_digest(EVP_sha256(), bytes);
}

}  // namespace greenroom::real
