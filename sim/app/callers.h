// Who asks: whose the access key of a request's signature is. Requests are carried out one at a
// time, so the caller of the present one is all that is remembered.
//
// Keys are lent by STS, by the metadata of instances, and to builds.
//
// Open: whoever signs with any other key, or not at all, is the student, who may do everything;
// signatures are not verified, and a key that has expired still stands for whom it was lent to, as
// long as it is remembered: STS forgets after an hour. Signed: only who has a key and signs with it
// is admitted. Strict: and signs at about this time, which is virtual.
#pragma once

#include <optional>
#include <string>

#include "fakes/codebuild/service.h"
#include "fakes/ec2/service.h"
#include "fakes/iam/service.h"
#include "fakes/sts/ports.h"
#include "fakes/sts/service.h"
#include "fakes/wire/gate.h"
#include "fakes/wire/ports.h"
#include "fakes/wire/signature_check.h"
#include "sim/app/wire_rights.h"
#include "sim/core/context.h"

namespace greenroom::app {

// Where keys come from, and whom they stand for.
struct KeyLenders {
  const sts::Sts& sts;
  const iam::Iam& iam;
  const ec2::Ec2& ec2;
  const codebuild::CodeBuild& codebuild;
  const aws::Account& account;
};

enum class Authentication { Open, Signed, Strict };

// A pair of keys, and whose it is.
struct KnownKey {
  sts::Credentials credentials;  // SessionToken "": of a user, whose keys do not expire
  sts::CallerIdentity identity;
};

class Callers final : public wire::Gate, public wire::CallerRights, public sts::Callers {
 public:
  Callers(sts::CallerIdentity student, KeyLenders lenders)
      : student_(student), lenders_(lenders), caller_(std::move(student)) {}

  Status admit(Context cx, const wire::Model& model, const HttpRequest& request) override;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> elements_of_refusal(
      Context cx, const wire::Model& model, const HttpRequest& request,
      const Failure& refusal) const override;
  // IAM is asked of whoever has a role, once it is connected.
  Status authorize(Context cx, const wire::Model& model, const std::string& operation,
                   const aws::Json& input) override;
  Status caller_may(Context cx, const aws::Access& access) const override;
  void connect(const RightsAtWire& rights) { rights_ = &rights; }
  // Who calls without a protocol does not pass here: the student, until the next request, and
  // nobody asks whether they may.
  void call_without_request() {
    caller_ = student_;
    is_at_gate_ = false;
  }
  // Open until then.
  void require(Authentication authentication, const wire::SignatureDigests& digests) {
    authentication_ = authentication;
    digests_ = &digests;
  }
  // The student's keys: they follow from the seed.
  [[nodiscard]] KnownKey keys_of_student(Seed seed) const;
  // Of the present request, or the last one.
  [[nodiscard]] sts::CallerIdentity caller(Context cx) const override;

  // What the build's container is lent at present: its project's service role. Nothing when the
  // build is not running, or its project has no role.
  [[nodiscard]] std::optional<KnownKey> lent_to_build(Context cx,
                                                      const std::string& build_id) const;

 private:
  // Sets the caller, who signed.
  Status admit_signed(Context cx, const wire::Model& model, const HttpRequest& request);
  [[nodiscard]] wire::SignatureRules rules_of(Context cx, const wire::Model& model) const;
  // Nothing of a key that nobody was lent.
  [[nodiscard]] std::optional<KnownKey> find_key(Context cx, const std::string& id) const;
  [[nodiscard]] sts::CallerIdentity session_of_role(const std::string& role,
                                                    const std::string& session) const;

  sts::CallerIdentity student_;
  KeyLenders lenders_;
  sts::CallerIdentity caller_;
  bool is_at_gate_ = false;
  Authentication authentication_ = Authentication::Open;
  const wire::SignatureDigests* digests_ = nullptr;
  const RightsAtWire* rights_ = nullptr;
};

}  // namespace greenroom::app
