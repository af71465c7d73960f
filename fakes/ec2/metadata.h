// The instance metadata service, versions 1 and 2, as a pure function (reference alb-ec2-asg 3.5).
//
// Nothing is stored: a token carries its own end of life and a check of who may use it, and
// credentials follow from the instance and the time.
#pragma once

#include <string>

#include "fakes/aws/ids.h"
#include "fakes/ec2/types.h"
#include "sim/core/http.h"
#include "sim/core/random.h"
#include "sim/core/time.h"

namespace greenroom::ec2 {

inline constexpr const char* k_metadata_ip = "169.254.169.254";
inline constexpr int k_metadata_port = 80;

// All an answer depends on.
struct Metadata {
  Instance instance;
  aws::Account account;
  Seed seed;
  Epoch epoch;
  Instant now;
};

// Status 200, 400, 401, 403, 404 or 405. The answer to a PUT leaves with an IP time-to-live of
// HttpPutResponseHopLimit, which is the business of whoever owns the socket.
[[nodiscard]] HttpResponse answer(const Metadata& metadata, const HttpRequest& request);

// What the instance's role is lent for a while. The same instance and time give the same keys.
struct Credentials {
  std::string AccessKeyId;  // ASIA...
  std::string SecretAccessKey;
  std::string Token;
  Instant LastUpdated;
  Instant Expiration;
};
[[nodiscard]] Credentials credentials_of(Seed seed, const std::string& instance_id,
                                         const std::string& role, Instant now);

// The profile `name` with its one role; the id AIPA... follows from the name.
[[nodiscard]] IamInstanceProfile instance_profile(const aws::Account& account,
                                                  const std::string& name, const std::string& role);

}  // namespace greenroom::ec2
