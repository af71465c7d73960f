#include "fakes/sts/wire.h"

#include <utility>

#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::sts {
namespace {

constexpr std::int64_t k_session_token_seconds = 43'200;  // twelve hours unless told

// Ignoring them would lend more than was asked for.
Status check_supported(const aws::Json& input) {
  for (const char* member : {"Policy", "PolicyArns", "Tags", "SerialNumber"}) {
    if (input.find(member) != nullptr) {
      return Failure{"InvalidParameterValue", std::string(member) + " is not supported here"};
    }
  }
  return success();
}

aws::Json credentials_of(Context cx, const Credentials& credentials) {
  return wire::Object()
      .add("AccessKeyId", wire::text(credentials.AccessKeyId))
      .add("SecretAccessKey", wire::text(credentials.SecretAccessKey))
      .add("SessionToken", wire::text(credentials.SessionToken))
      .add("Expiration", wire::timestamp(cx.epoch(), credentials.Expiration))
      .take();
}

Result<aws::Json> assume_role(Sts& sts, Context cx, const aws::Json& input) {
  AssumeRoleInput wanted;
  wanted.RoleArn = wire::text_of(input, "RoleArn");
  wanted.RoleSessionName = wire::text_of(input, "RoleSessionName");
  wanted.DurationSeconds = wire::number_of(input, "DurationSeconds", wanted.DurationSeconds);
  wanted.ExternalId = wire::text_of(input, "ExternalId");
  const Result<Session> session = sts.AssumeRole(cx, wanted);
  if (!session) {
    return session.failure();
  }
  return wire::Object()
      .add("Credentials", credentials_of(cx, session.value().credentials))
      .add("AssumedRoleUser", wire::Object()
                                  .add("AssumedRoleId", wire::text(session.value().identity.UserId))
                                  .add("Arn", wire::text(session.value().identity.Arn))
                                  .take())
      .take();
}

Result<aws::Json> get_session_token(Sts& sts, Context cx, const aws::Json& input) {
  const Result<Session> session =
      sts.GetSessionToken(cx, wire::number_of(input, "DurationSeconds", k_session_token_seconds));
  if (!session) {
    return session.failure();
  }
  return wire::Object().add("Credentials", credentials_of(cx, session.value().credentials)).take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  if (const Status supported = check_supported(input); !supported) {
    return supported.failure();
  }
  if (operation == "AssumeRole") {
    return assume_role(sts_, cx, input);
  }
  if (operation == "GetSessionToken") {
    return get_session_token(sts_, cx, input);
  }
  SIM_ASSERT(operation == "GetCallerIdentity", "the table has no other operation");
  const CallerIdentity caller = sts_.GetCallerIdentity(cx);
  return wire::Object()
      .add("UserId", wire::text(caller.UserId))
      .add("Account", wire::text(caller.Account))
      .add("Arn", wire::text(caller.Arn))
      .take();
}

}  // namespace greenroom::sts
