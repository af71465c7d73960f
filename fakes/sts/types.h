// STS's words as plain data. AWS: docs.aws.amazon.com/STS, reference alb-ec2-asg 4.3.
#pragma once

#include <cstdint>
#include <string>

#include "sim/core/time.h"

namespace greenroom::sts {

struct Credentials {
  std::string AccessKeyId;      // ASIA and 16 more
  std::string SecretAccessKey;  // 40 characters
  std::string SessionToken;
  Instant Expiration;
};

// Who asks, as GetCallerIdentity tells it.
struct CallerIdentity {
  std::string UserId;   // AIDA..., or AROA...:session
  std::string Account;  // 123456789012
  std::string Arn;      // arn:aws:iam::...:user/student, arn:aws:sts::...:assumed-role/web/session
};

// What was lent, until it expires.
struct Session {
  Credentials credentials;
  CallerIdentity identity;
  std::string role;  // its name; "" of a session of the caller's own
};

struct AssumeRoleInput {
  std::string RoleArn;
  std::string RoleSessionName;
  std::int64_t DurationSeconds = 3600;
  std::string ExternalId;  // sts:ExternalId of the trust policy's conditions
};

}  // namespace greenroom::sts
