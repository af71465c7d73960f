#include "sim/real/specification_signer.h"

#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include <memory>

#include "sim/core/harness_error.h"

namespace greenroom::real {
namespace {

template <auto free>
struct Frees {
  template <typename T>
  void operator()(T* it) const {
    free(it);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Frees<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Frees<X509_free>>;
using Bio = std::unique_ptr<BIO, Frees<BIO_free_all>>;
using Message = std::unique_ptr<PKCS7, Frees<PKCS7_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Frees<X509_EXTENSION_free>>;

constexpr const char* k_authority = "Greenroom rehearsals, deployment signer authority";
// Valid in any virtual time: from 2000 on, for a century.
constexpr const char* k_not_before = "20000101000000Z";
constexpr const char* k_not_after = "21000101000000Z";

void must(bool done, const char* what) {
  if (!done) {
    throw HarnessError(std::string("OpenSSL refuses to ") + what + ", which AWS's own agent needs");
  }
}

Key key_of(const char* pem) {
  const Bio bio(BIO_new_mem_buf(pem, -1));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  must(key != nullptr, "read a key of the sources");
  return key;
}

std::string text_in(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

// As the agent compares it, to the letter.
void name_amazon(X509_NAME* name, const char* common_name) {
  const std::pair<const char*, const char*> parts[] = {{"C", "US"},
                                                       {"ST", "Washington"},
                                                       {"L", "Seattle"},
                                                       {"O", "Amazon.com, Inc."},
                                                       {"CN", common_name}};
  for (const auto& [field, value] : parts) {
    must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(value), -1, -1, 0) == 1,
         "name the owner of a certificate");
  }
}

void extend(X509* certificate, int extension_id, const char* value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, extension_id, value));
  must(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1,
       "extend a certificate");
}

Certificate certificate_of(EVP_PKEY* owner, int serial) {
  Certificate certificate(X509_new());
  must(certificate != nullptr && X509_set_version(certificate.get(), 2) == 1 &&
           ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial) == 1 &&
           ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()), k_not_before) == 1 &&
           ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()), k_not_after) == 1 &&
           X509_set_pubkey(certificate.get(), owner) == 1,
       "make a certificate");
  X509_NAME_add_entry_by_txt(X509_get_issuer_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(k_authority), -1, -1, 0);
  return certificate;
}

Certificate authority_certificate(EVP_PKEY* key) {
  Certificate certificate = certificate_of(key, 1);
  X509_set_subject_name(certificate.get(), X509_get_issuer_name(certificate.get()));
  extend(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  extend(certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  must(X509_sign(certificate.get(), key, EVP_sha256()) > 0, "sign a certificate");
  return certificate;
}

}  // namespace

std::string SpecificationSigner::sign(const std::string& text,
                                      const std::string& common_name) const {
  const Key authority = key_of(key_of_authority());
  const Key key = key_of(key_of_signer());
  const Certificate certificate = certificate_of(key.get(), 2);
  name_amazon(X509_get_subject_name(certificate.get()), common_name.c_str());
  extend(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
  extend(certificate.get(), NID_key_usage, "critical,digitalSignature");
  must(X509_sign(certificate.get(), authority.get(), EVP_sha256()) > 0, "sign a certificate");
  const Bio content(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  // Without attributes, one of which would be the real time.
  const Message message(PKCS7_sign(certificate.get(), key.get(), nullptr, content.get(),
                                   PKCS7_BINARY | PKCS7_NOATTR));
  const Bio pem(BIO_new(BIO_s_mem()));
  must(message != nullptr && PEM_write_bio_PKCS7(pem.get(), message.get()) == 1,
       "sign a specification");
  return text_in(pem);
}

std::string SpecificationSigner::authority() const {
  const Key key = key_of(key_of_authority());
  const Certificate certificate = authority_certificate(key.get());
  const Bio pem(BIO_new(BIO_s_mem()));
  must(PEM_write_bio_X509(pem.get(), certificate.get()) == 1, "write a certificate");
  return text_in(pem);
}

}  // namespace greenroom::real
