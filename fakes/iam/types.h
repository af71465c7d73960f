// IAM's words as plain data. AWS: docs.aws.amazon.com/IAM, reference alb-ec2-asg 4.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::iam {

// Key to value.
using Tags = std::map<std::string, std::string>;

struct Role {
  std::string Path = "/";
  std::string RoleName;
  std::string RoleId;  // AROA and 17 more
  std::string Arn;     // arn:aws:iam::123456789012:role/web
  Instant CreateDate;
  std::string AssumeRolePolicyDocument;  // JSON, as it was given
  std::string Description;
  std::int64_t MaxSessionDuration = 3600;  // seconds
  Tags tags;

  std::map<std::string, std::string> inline_policies;  // documents by name
  std::vector<std::string> attached;                   // ARNs of managed policies, in order
};

struct PolicyVersion {
  std::string Document;   // JSON
  std::string VersionId;  // v1
  Instant CreateDate;
};

// A managed policy: AWS's own or one of the account.
struct Policy {
  std::string PolicyName;
  std::string PolicyId;  // ANPA and 17 more
  std::string Arn;       // arn:aws:iam::aws:policy/... or with the account
  std::string Path = "/";
  std::string DefaultVersionId = "v1";
  Instant CreateDate;
  Instant UpdateDate;
  std::string Description;
  Tags tags;
  std::vector<PolicyVersion> versions;  // the oldest first
  std::int64_t versions_made = 1;       // ours: numbers are not used again
};

struct InstanceProfile {
  std::string Path = "/";
  std::string InstanceProfileName;
  std::string InstanceProfileId;  // AIPA and 17 more
  std::string Arn;                // arn:aws:iam::123456789012:instance-profile/web
  Instant CreateDate;
  std::string role;  // the name of its one role; "" when it has none
  Tags tags;
};

// Who asks when nobody else does: the student, who may do everything.
struct User {
  std::string Path = "/";
  std::string UserName;
  std::string UserId;  // AIDA and 17 more
  std::string Arn;
  Instant CreateDate;
};

struct CreateRoleInput {
  std::string RoleName;
  std::string Path;  // "" = "/"
  std::string AssumeRolePolicyDocument;
  std::string Description;
  std::int64_t MaxSessionDuration = 3600;
  Tags tags;
};

struct CreatePolicyInput {
  std::string PolicyName;
  std::string Path;  // "" = "/"
  std::string PolicyDocument;
  std::string Description;
  Tags tags;
};

}  // namespace greenroom::iam
