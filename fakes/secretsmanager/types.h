// Secrets Manager's words as plain data. AWS: docs.aws.amazon.com/secretsmanager, reference
// codebuild-codepipeline-s3 4.6.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::secretsmanager {

// Labels that Secrets Manager moves by itself.
inline constexpr const char* k_current = "AWSCURRENT";
inline constexpr const char* k_previous = "AWSPREVIOUS";

// A text or bytes, never both.
struct SecretValue {
  std::optional<std::string> SecretString;
  std::optional<std::string> SecretBinary;

  [[nodiscard]] bool empty() const { return !SecretString && !SecretBinary; }
  friend bool operator==(const SecretValue&, const SecretValue&) = default;
};

struct SecretVersion {
  std::string VersionId;  // a UUID, or the ClientRequestToken
  SecretValue value;
  std::set<std::string> VersionStages;
  Instant CreatedDate;
};

struct Secret {
  std::string ARN;  // ends in '-' and six random characters
  std::string Name;
  std::string Description;
  Instant CreatedDate;
  Instant LastChangedDate;
  std::optional<Instant> DeletedDate;   // when its deletion was asked for
  std::optional<Instant> DeletionDate;  // when it is gone for good
  std::vector<SecretVersion> versions;  // oldest first
};

struct CreateSecretInput {
  std::string Name;
  SecretValue value;  // empty: a secret without a version
  std::string Description;
  std::string ClientRequestToken;  // "" = a new UUID
};

struct PutSecretValueInput {
  std::string SecretId;  // name, ARN or partial ARN
  SecretValue value;
  std::string ClientRequestToken;
  std::set<std::string> VersionStages = {k_current};
};

struct UpdateSecretInput {
  std::string SecretId;
  std::optional<std::string> Description;
  SecretValue value;
  std::string ClientRequestToken;
};

struct GetSecretValueInput {
  std::string SecretId;
  std::string VersionId;
  std::string VersionStage;
};

struct GetSecretValueOutput {
  std::string ARN;
  std::string Name;
  std::string VersionId;
  SecretValue value;
  std::vector<std::string> VersionStages;
  Instant CreatedDate;
};

struct DeleteSecretInput {
  std::string SecretId;
  std::optional<std::int64_t> RecoveryWindowInDays;  // 7 to 30; 30 when not given
  bool ForceDeleteWithoutRecovery = false;
};

struct DescribeSecretOutput {
  std::string ARN;
  std::string Name;
  std::string Description;
  Instant CreatedDate;
  Instant LastChangedDate;
  std::optional<Instant> DeletedDate;  // when its deletion was asked for
  std::map<std::string, std::vector<std::string>> VersionIdsToStages;
};

// What a write gives back.
struct SecretWritten {
  std::string ARN;
  std::string Name;
  std::string VersionId;  // "" when no version was made
};

}  // namespace greenroom::secretsmanager
