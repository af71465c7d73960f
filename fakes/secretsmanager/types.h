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

using Tags = std::map<std::string, std::string>;

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
  std::string KmsKeyId;                 // "" = the account's own key
  std::string ResourcePolicy;           // its JSON, as it was put; "" = none
  secretsmanager::Tags Tags;
};

struct CreateSecretInput {
  std::string Name;
  SecretValue value;  // empty: a secret without a version
  std::string Description;
  std::string ClientRequestToken;  // "" = a new UUID
  std::string KmsKeyId = {};
  secretsmanager::Tags Tags = {};
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
  std::optional<std::string> KmsKeyId = {};
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
  std::map<std::string, std::vector<std::string>> VersionIdsToStages;  // of those with a label
  std::string KmsKeyId;
  secretsmanager::Tags Tags;
};

// "name", "description", "tag-key", "tag-value": what begins with one of the values; with "!" in
// front of it what does not.
struct Filter {
  std::string Key;
  std::vector<std::string> Values;
};

enum class SortBy { created_date, last_changed_date, name };
struct ListSecretsInput {
  std::vector<Filter> Filters;  // all of them
  bool IncludePlannedDeletion = false;
  secretsmanager::SortBy SortBy = secretsmanager::SortBy::created_date;
  bool ascending = false;  // UNVERIFIED that the newest come first when nothing is said
};

// Without its value.
struct SecretVersionsListEntry {
  std::string VersionId;
  std::vector<std::string> VersionStages;
  Instant CreatedDate;
};

struct UpdateSecretVersionStageInput {
  std::string SecretId;
  std::string VersionStage;
  std::string RemoveFromVersionId;
  std::string MoveToVersionId;
};

struct GetRandomPasswordInput {
  std::int64_t PasswordLength = 32;  // 1 to 4096
  std::string ExcludeCharacters;
  bool ExcludeNumbers = false;
  bool ExcludePunctuation = false;
  bool ExcludeUppercase = false;
  bool ExcludeLowercase = false;
  bool IncludeSpace = false;
  bool RequireEachIncludedType = true;
};

// What a write gives back.
struct SecretWritten {
  std::string ARN;
  std::string Name;
  std::string VersionId;  // "" when no version was made
};

}  // namespace greenroom::secretsmanager
