// Signed messages (PKCS #7) by OpenSSL, for the port of CodeDeploy that AWS's own agent makes
// necessary.
//
// The keys are in the sources (specification_keys.cpp) for everybody to read, so that signatures
// are the same in every run: whoever trusts this authority on a machine other than one for
// rehearsals believes anybody.
#pragma once

#include "fakes/codedeploy/ports.h"

namespace greenroom::real {

class SpecificationSigner final : public codedeploy::SpecificationSigner {
 public:
  [[nodiscard]] std::string sign(const std::string& text,
                                 const std::string& common_name) const override;
  [[nodiscard]] std::string authority() const override;
};

// RSA keys in PEM.
[[nodiscard]] const char* key_of_authority();
[[nodiscard]] const char* key_of_signer();

}  // namespace greenroom::real
