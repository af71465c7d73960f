#include "sim/app/callers.h"

#include <algorithm>

#include "fakes/ec2/metadata.h"
#include "fakes/ec2/metadata_tree.h"
#include "fakes/wire/query.h"
#include "fakes/wire/signature.h"
#include "fakes/wire/signature_elements.h"

namespace greenroom::app {
namespace {

// Instances and builds are lent new keys before the last ones expire, so two may be good at once.
// Those of `cx.now()` come first.
std::vector<sts::Credentials> lent_to(Context cx, const std::string& name,
                                      const std::string& role) {
  std::vector<sts::Credentials> lent;
  const auto add = [&](Instant at) {
    ec2::Credentials keys = ec2::credentials_of(cx.kernel().seed(), name, role, at);
    const Instant before = keys.LastUpdated;
    lent.push_back({std::move(keys.AccessKeyId), std::move(keys.SecretAccessKey),
                    std::move(keys.Token), keys.Expiration});
    return before;
  };
  const Instant since = add(cx.now());
  if (since > k_start) {
    add(Instant{since.microseconds - 1});
  }
  return lent;
}

// "lab-build" of "arn:aws:iam::123456789012:role/service-role/lab-build".
std::string role_name(const std::string& arn_or_name) {
  return arn_or_name.substr(arn_or_name.rfind('/') + 1);
}

// AWS's word for sessions of builds.
std::string session_of_build(const std::string& build_id) {
  return "AWSCodeBuild-" + build_id.substr(build_id.find(':') + 1);
}

std::string role_of_build(const codebuild::State& state, const std::string& build_id) {
  const auto project = state.as_built.find(build_id);
  return state.running.count(build_id) == 0 || project == state.as_built.end()
             ? ""
             : role_name(project->second.serviceRole);
}

}  // namespace

Status Callers::admit(Context cx, const wire::Model& model, const HttpRequest& request) {
  is_at_gate_ = true;
  if (authentication_ != Authentication::Open) {
    return admit_signed(cx, model, request);
  }
  const std::string id = wire::access_key_id(request);
  const std::optional<KnownKey> known = id.empty() ? std::nullopt : find_key(cx, id);
  caller_ = known ? known->identity : student_;
  return success();
}

Status Callers::admit_signed(Context cx, const wire::Model& model, const HttpRequest& request) {
  const bool is_s3 = model.protocol == wire::Protocol::RestXml;
  if (is_s3 && request.method == "OPTIONS") {
    caller_ = student_;  // a browser asks whether it may ask (CORS), and never signs that
    return success();
  }
  const Result<std::optional<wire::Signature>> read = wire::read_signature(request);
  if (!read) {
    return read.failure();
  }
  if (!read.value()) {
    return Failure{"NotSigned", ""};
  }
  const wire::Signature& signature = *read.value();
  const KnownKey student = keys_of_student(cx.kernel().seed());
  const std::optional<KnownKey> known = signature.access_key_id == student.credentials.AccessKeyId
                                            ? student
                                            : find_key(cx, signature.access_key_id);
  if (!known) {
    return Failure{"UnknownKey", ""};
  }
  const sts::Credentials& keys = known->credentials;
  if (keys.SessionToken != signature.session_token) {
    return Failure{"InvalidToken", ""};
  }
  if (!keys.SessionToken.empty() && keys.Expiration <= cx.now()) {
    return Failure{"ExpiredToken", ""};
  }
  const Status signed_so =
      wire::check_signature(rules_of(cx, model), request, signature, keys.SecretAccessKey);
  if (signed_so) {
    caller_ = known->identity;
  }
  return signed_so;
}

wire::SignatureRules Callers::rules_of(Context cx, const wire::Model& model) const {
  const bool is_s3 = model.protocol == wire::Protocol::RestXml;
  return {*digests_,
          is_s3 ? wire::SignedStyle::S3 : wire::SignedStyle::Other,
          wire::signing_name(model),
          lenders_.account.region,
          cx.epoch(),
          cx.now(),
          authentication_ == Authentication::Strict};
}

std::vector<std::pair<std::string, std::string>> Callers::elements_of_refusal(
    Context cx, const wire::Model& model, const HttpRequest& request,
    const Failure& refusal) const {
  const Result<std::optional<wire::Signature>> read = wire::read_signature(request);
  if (digests_ == nullptr || !read || !read.value()) {
    return {};
  }
  return wire::elements_of_refused_signature(rules_of(cx, model), request, *read.value(),
                                             refusal.code);
}

KnownKey Callers::keys_of_student(Seed seed) const {
  const std::string& account = lenders_.account.id;
  std::string id = ec2::drawn_text(seed, "access key", account, 16);
  std::transform(id.begin(), id.end(), id.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return {{"AKIA" + id, ec2::drawn_text(seed, "secret access key", account, 40), "", k_never},
          student_};
}

Status Callers::authorize(Context cx, const wire::Model& model, const std::string& operation,
                          const aws::Json& input) {
  return rights_ == nullptr ? success() : rights_->may(cx, caller_.Arn, model, operation, input);
}

Status Callers::caller_may(Context cx, const aws::Access& access) const {
  return rights_ == nullptr || !is_at_gate_ ? success() : rights_->may(cx, caller_.Arn, access);
}

sts::CallerIdentity Callers::caller(Context cx) const {
  (void)cx;
  return caller_;
}

std::optional<KnownKey> Callers::lent_to_build(Context cx, const std::string& build_id) const {
  const std::string role = role_of_build(lenders_.codebuild.state(), build_id);
  if (role.empty()) {
    return std::nullopt;
  }
  return KnownKey{lent_to(cx, build_id, role).front(),
                  session_of_role(role, session_of_build(build_id))};
}

std::optional<KnownKey> Callers::find_key(Context cx, const std::string& id) const {
  const auto& sessions = lenders_.sts.state().sessions();
  if (const auto found = sessions.find(id); found != sessions.end()) {
    return KnownKey{found->second.credentials, found->second.identity};
  }
  const auto among = [&](const std::string& name, const std::string& role,
                         const std::string& session) -> std::optional<KnownKey> {
    for (sts::Credentials& lent : lent_to(cx, name, role)) {
      if (lent.AccessKeyId == id) {
        return KnownKey{std::move(lent), session_of_role(role, session)};
      }
    }
    return std::nullopt;
  };
  if (id.rfind("ASIA", 0) != 0) {
    return std::nullopt;
  }
  for (const ec2::Instance& instance : lenders_.ec2.state().instances()) {
    const auto& profile = instance.made_of.IamProfile;
    if (profile && !profile->role.empty()) {
      if (auto found = among(instance.InstanceId, profile->role, instance.InstanceId)) {
        return found;
      }
    }
  }
  for (const auto& [build_id, run] : lenders_.codebuild.state().running) {
    const std::string role = role_of_build(lenders_.codebuild.state(), build_id);
    if (!role.empty()) {
      if (auto found = among(build_id, role, session_of_build(build_id))) {
        return found;
      }
    }
  }
  return std::nullopt;
}

sts::CallerIdentity Callers::session_of_role(const std::string& role,
                                             const std::string& session) const {
  const std::string& account = lenders_.account.id;
  const iam::Role* known = lenders_.iam.state().find_role(role);
  // Simplified: a role that IAM does not have (any more) has no id of its own.
  const std::string role_id = known == nullptr ? "AROACKCEVSQ6C2EXAMPLE" : known->RoleId;
  return {role_id + ":" + session, account,
          "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + session};
}

}  // namespace greenroom::app
