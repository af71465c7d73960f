#include "sim/real/digests.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

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

std::string hmac(const EVP_MD* algorithm, std::string_view key, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (HMAC(algorithm, key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data(),
           &size) == nullptr) {
    throw HarnessError("OpenSSL refuses to compute an HMAC");
  }
  return {reinterpret_cast<const char*>(digest.data()), size};
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

std::string Digests::hmac_sha1(std::string_view key, std::string_view bytes) const {
  return hmac(EVP_sha1(), key, bytes);
}

std::string Digests::hmac_sha256(std::string_view key, std::string_view bytes) const {
  return hmac(EVP_sha256(), key, bytes);
}

}  // namespace greenroom::real
