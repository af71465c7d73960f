#include "sim/app/build_credentials.h"

#include "fakes/aws/json.h"
#include "fakes/wire/values.h"
#include "sim/app/wire_rights.h"

namespace greenroom::app {

HttpResponse build_credentials(const std::optional<KnownKey>& lent, const RightsOnIam& rights,
                               Epoch epoch) {
  constexpr std::size_t k_to_seconds = 19;  // characters
  const std::optional<AssumedRole> role = lent ? assumed_role_in(lent->identity.Arn) : std::nullopt;
  HttpResponse response;
  response.status = role ? 200 : 404;
  response.reason = role ? "OK" : "Not Found";
  response.headers = {{"Content-Type", "application/json"}};
  if (!role) {
    response.body = R"({"code":"NoSuchCredentials","message":"No build with a role asks"})";
    return response;
  }
  const sts::Credentials& keys = lent->credentials;
  const std::string expiration = iso8601(epoch, keys.Expiration).substr(0, k_to_seconds) + "Z";
  response.body = aws::to_text(wire::Object()
                                   .add("RoleArn", wire::text(rights.role_arn(role->role)))
                                   .add("AccessKeyId", wire::text(keys.AccessKeyId))
                                   .add("SecretAccessKey", wire::text(keys.SecretAccessKey))
                                   .add("Token", wire::text(keys.SessionToken))
                                   .add("Expiration", wire::text(expiration))
                                   .take());
  return response;
}

}  // namespace greenroom::app
