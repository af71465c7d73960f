#include "fakes/sts/service.h"

#include <algorithm>
#include <utility>

#include "fakes/sts/sites.h"

namespace greenroom::sts {
namespace {

constexpr std::int64_t k_chained_seconds_max = 3600;

bool is_session_of_role(const CallerIdentity& caller) {
  return caller.Arn.find(":assumed-role/") != std::string::npos;
}

}  // namespace

Credentials Sts::mint(Context cx, std::int64_t duration_seconds) {
  Credentials made;
  made.AccessKeyId = "ASIA" + ids_.alphanumeric("sts.key", 16);
  std::transform(
      made.AccessKeyId.begin(), made.AccessKeyId.end(), made.AccessKeyId.begin(),
      [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  made.SecretAccessKey = ids_.alphanumeric("sts.secret", 40);
  made.SessionToken = "IQoJb3JpZ2luX2Vj" + ids_.alphanumeric("sts.token", 200);
  made.Expiration =
      cx.fault(site::expired_at_birth) ? cx.now() : cx.now() + seconds(duration_seconds);
  return made;
}

CallerIdentity Sts::GetCallerIdentity(Context cx) const {
  return callers_ == nullptr ? everybody_ : callers_->caller(cx);
}

Result<Session> Sts::AssumeRole(Context cx, const AssumeRoleInput& input) {
  const CallerIdentity caller = GetCallerIdentity(cx);
  const Result<AssumableRole> role = roles_.may_assume(input.RoleArn, caller, input.ExternalId);
  if (!role) {
    return role.failure();
  }
  if (input.DurationSeconds > role.value().MaxSessionDuration) {
    return Failure{"ValidationError",
                   "The requested DurationSeconds exceeds the MaxSessionDuration set for this "
                   "role."};
  }
  if (is_session_of_role(caller) && input.DurationSeconds > k_chained_seconds_max) {
    return Failure{"ValidationError",
                   "The requested DurationSeconds exceeds the 1 hour session limit for roles "
                   "assumed by role chaining"};
  }
  Session session;
  session.credentials = mint(cx, input.DurationSeconds);
  session.role = role.value().RoleName;
  session.identity = {role.value().RoleId + ":" + input.RoleSessionName, account_.id,
                      "arn:aws:sts::" + account_.id + ":assumed-role/" + session.role + "/" +
                          input.RoleSessionName};
  cx.trace("sts.session",
           {{"arn", session.identity.Arn},
            {"accessKeyId", session.credentials.AccessKeyId},
            {"seconds", (session.credentials.Expiration - cx.now()).whole_seconds()}});
  state_.add(session, cx.now());
  return session;
}

Result<Session> Sts::GetSessionToken(Context cx, std::int64_t duration_seconds) {
  const CallerIdentity caller = GetCallerIdentity(cx);
  if (is_session_of_role(caller)) {
    return Failure{"AccessDenied", "Cannot call GetSessionToken with session credentials"};
  }
  Session session;
  session.credentials = mint(cx, duration_seconds);
  session.identity = caller;
  cx.trace("sts.session",
           {{"arn", session.identity.Arn},
            {"accessKeyId", session.credentials.AccessKeyId},
            {"seconds", (session.credentials.Expiration - cx.now()).whole_seconds()}});
  state_.add(session, cx.now());
  return session;
}

}  // namespace greenroom::sts
