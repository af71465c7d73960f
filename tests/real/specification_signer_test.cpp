// What AWS's own agent does with the envelope: it trusts one authority, wants one certificate in
// the message, and compares its owner to the letter.
#include "sim/real/specification_signer.h"

#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include <catch2/catch.hpp>

using namespace greenroom;

namespace {

constexpr const char* k_name = "codedeploy-signer-us-east-1.amazonaws.com";

// The text, as agent 1.8.1 gets it; "" when it would refuse.
std::string verified(const std::string& pem, const std::string& authority, std::string* owner) {
  BIO* in = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  PKCS7* message = PEM_read_bio_PKCS7(in, nullptr, nullptr, nullptr);
  BIO_free(in);
  REQUIRE(message != nullptr);
  BIO* trusted = BIO_new_mem_buf(authority.data(), static_cast<int>(authority.size()));
  X509* certificate = PEM_read_bio_X509(trusted, nullptr, nullptr, nullptr);
  BIO_free(trusted);
  REQUIRE(certificate != nullptr);
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, certificate);
  BIO* out = BIO_new(BIO_s_mem());
  const bool is_good = PKCS7_verify(message, nullptr, store, nullptr, out, PKCS7_NOCHAIN) == 1;
  char* data = nullptr;
  const long size = BIO_get_mem_data(out, &data);
  std::string text(data, static_cast<std::size_t>(size));
  STACK_OF(X509)* certificates = message->d.sign->cert;
  CHECK(sk_X509_num(certificates) == 1);
  char name[256] = {};
  X509_NAME_oneline(X509_get_subject_name(sk_X509_value(certificates, 0)), name, sizeof name);
  *owner = name;
  BIO_free(out);
  X509_STORE_free(store);
  X509_free(certificate);
  PKCS7_free(message);
  return is_good ? text : "";
}

}  // namespace

TEST_CASE("a signed specification is believed by who trusts our authority, and nobody else's") {
  const real::SpecificationSigner signer;
  const std::string text = "{\"DeploymentId\":\"d-1\"}";
  const std::string pem = signer.sign(text, k_name);
  std::string owner;
  CHECK(verified(pem, signer.authority(), &owner) == text);
  CHECK(owner == std::string("/C=US/ST=Washington/L=Seattle/O=Amazon.com, Inc./CN=") + k_name);
  CHECK(pem == signer.sign(text, k_name));  // the same bytes always
  CHECK(signer.authority() == signer.authority());
  CHECK(pem.size() < 8192);  // an envelope's payload
  CHECK(pem.rfind("-----BEGIN PKCS7-----", 0) == 0);

  std::string changed = pem;
  const std::size_t at = changed.size() / 2;
  changed[at] = changed[at] == 'A' ? 'B' : 'A';
  std::string nobody;
  BIO* in = BIO_new_mem_buf(changed.data(), static_cast<int>(changed.size()));
  PKCS7* message = PEM_read_bio_PKCS7(in, nullptr, nullptr, nullptr);
  BIO_free(in);
  const bool readable = message != nullptr;
  PKCS7_free(message);
  CHECK((!readable || verified(changed, signer.authority(), &nobody) != text));
}
