#include "fakes/secretsmanager/service.h"

#include <algorithm>

#include "fakes/secretsmanager/buildspec_reference.h"
#include "fakes/secretsmanager/sites.h"

namespace greenroom::secretsmanager {
namespace {

constexpr std::size_t k_name_characters_max = 512;
constexpr std::size_t k_value_bytes_max = 65'536;
constexpr std::size_t k_token_characters_min = 32;
constexpr std::size_t k_token_characters_max = 64;
constexpr std::int64_t k_window_days_min = 7;
constexpr std::int64_t k_window_days_max = 30;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string("-/_+=.@!").find(c) != std::string::npos;
}

Status validate_name(const std::string& name) {
  if (name.empty() || name.size() > k_name_characters_max ||
      !std::all_of(name.begin(), name.end(), is_name_character)) {
    return Failure{"ValidationException",
                   "Invalid name. Must be a valid name containing alphanumeric characters, or any "
                   "of the following: -/_+=.@!"};
  }
  return success();
}

Status validate_value(const SecretValue& value, const std::string& token) {
  if (value.SecretString && value.SecretBinary) {
    return Failure{"InvalidParameterException",
                   "You can't specify both a binary secret value and a string secret value in the "
                   "same secret."};
  }
  const std::size_t bytes = value.SecretString   ? value.SecretString->size()
                            : value.SecretBinary ? value.SecretBinary->size()
                                                 : 1;
  if (bytes == 0 || bytes > k_value_bytes_max) {  // the value itself is never told
    return Failure{"ValidationException",
                   std::string("1 validation error detected: Value at '") +
                       (value.SecretString ? "secretString" : "secretBinary") +
                       "' failed to satisfy constraint: Member must have length " +
                       (bytes == 0 ? "greater than or equal to 1" : "less than or equal to 65536")};
  }
  if (!token.empty() &&
      (token.size() < k_token_characters_min || token.size() > k_token_characters_max)) {
    return Failure{"InvalidParameterException",
                   "You must provide a ClientRequestToken value between 32-64 characters."};
  }
  return success();
}

Status validate_deletion(const DeleteSecretInput& input) {
  if (input.RecoveryWindowInDays && input.ForceDeleteWithoutRecovery) {
    return Failure{"InvalidParameterException",
                   "You can't use ForceDeleteWithoutRecovery in conjunction with "
                   "RecoveryWindowInDays."};
  }
  const std::int64_t days = input.RecoveryWindowInDays.value_or(k_window_days_max);
  if (days < k_window_days_min || days > k_window_days_max) {
    return Failure{"InvalidParameterException",
                   "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."};
  }
  return success();
}

std::int64_t current_versions(const Secret& secret) {
  return std::count_if(
      secret.versions.begin(), secret.versions.end(),
      [](const SecretVersion& version) { return version.VersionStages.count(k_current) > 0; });
}

}  // namespace

Result<SecretWritten> SecretsManager::CreateSecret(Context cx, CreateSecretInput input) {
  for (const Status& checked :
       {validate_name(input.Name), validate_value(input.value, input.ClientRequestToken),
        validate_tags(input.Tags)}) {
    if (!checked) {
      return checked.failure();
    }
  }
  if (const Secret* existing = state_.find(input.Name, cx.now())) {
    return existing->DeletionDate
               ? Failure{"InvalidRequestException",
                         "You can't create this secret because a secret with this name is already "
                         "scheduled for deletion."}
               : Failure{"ResourceExistsException", "The operation failed because the secret " +
                                                        input.Name + " already exists."};
  }
  Secret secret;
  secret.ARN = "arn:aws:secretsmanager:" + account_.region + ":" + account_.id +
               ":secret:" + input.Name + "-" + ids_.alphanumeric("secretsmanager.secret", 6);
  secret.Name = std::move(input.Name);
  secret.Description = std::move(input.Description);
  secret.CreatedDate = cx.now();
  secret.LastChangedDate = cx.now();
  secret.KmsKeyId = std::move(input.KmsKeyId);
  secret.Tags = std::move(input.Tags);
  Secret& stored = state_.add(std::move(secret));
  cx.trace("secretsmanager.secret", {{"name", stored.Name}, {"change", "created"}});
  SecretWritten written{stored.ARN, stored.Name, ""};
  if (!input.value.empty()) {
    const Result<std::string> version =
        write(cx, stored, std::move(input.value), input.ClientRequestToken, {k_current});
    SIM_ASSERT(version.ok(), "a new secret has no other version");
    written.VersionId = version.value();
  }
  return written;
}

Result<SecretWritten> SecretsManager::PutSecretValue(Context cx, PutSecretValueInput input) {
  const Result<Secret*> secret = usable(cx, input.SecretId);
  if (!secret) {
    return secret.failure();
  }
  if (input.value.empty()) {
    return Failure{"InvalidRequestException",
                   "You must provide either SecretString or SecretBinary."};
  }
  if (const Status checked = validate_value(input.value, input.ClientRequestToken); !checked) {
    return checked.failure();
  }
  const Result<std::string> version =
      write(cx, *secret.value(), std::move(input.value), input.ClientRequestToken,
            std::move(input.VersionStages));
  if (!version) {
    return version.failure();
  }
  return SecretWritten{secret.value()->ARN, secret.value()->Name, version.value()};
}

Result<SecretWritten> SecretsManager::UpdateSecret(Context cx, UpdateSecretInput input) {
  const Result<Secret*> secret = usable(cx, input.SecretId);
  if (!secret) {
    return secret.failure();
  }
  if (const Status checked = validate_value(input.value, input.ClientRequestToken); !checked) {
    return checked.failure();
  }
  SecretWritten written{secret.value()->ARN, secret.value()->Name, ""};
  if (!input.value.empty()) {
    const Result<std::string> version =
        write(cx, *secret.value(), std::move(input.value), input.ClientRequestToken, {k_current});
    if (!version) {
      return version.failure();
    }
    written.VersionId = version.value();
  }
  if (input.Description) {
    secret.value()->Description = std::move(*input.Description);
    secret.value()->LastChangedDate = cx.now();
  }
  if (input.KmsKeyId) {
    secret.value()->KmsKeyId = std::move(*input.KmsKeyId);
    secret.value()->LastChangedDate = cx.now();
  }
  return written;
}

Result<GetSecretValueOutput> SecretsManager::GetSecretValue(
    Context cx, const GetSecretValueInput& input) const {
  const Secret* secret = state_.find(input.SecretId, cx.now());
  if (secret == nullptr) {
    return secret_not_found();
  }
  if (secret->DeletionDate) {
    return marked_for_deletion();
  }
  const Result<SecretVersion> selected = select_version(*secret, input);
  if (!selected) {
    return selected.failure();
  }
  const SecretVersion& version = selected.value();
  return GetSecretValueOutput{secret->ARN,
                              secret->Name,
                              version.VersionId,
                              version.value,
                              {version.VersionStages.begin(), version.VersionStages.end()},
                              version.CreatedDate};
}

Result<DescribeSecretOutput> SecretsManager::DescribeSecret(Context cx,
                                                            const std::string& secret_id) const {
  const Secret* secret = state_.find(secret_id, cx.now());
  if (secret == nullptr) {
    return secret_not_found();
  }
  return description_of(*secret);
}

Result<Instant> SecretsManager::DeleteSecret(Context cx, const DeleteSecretInput& input) {
  if (const Status checked = validate_deletion(input); !checked) {
    return checked.failure();
  }
  Secret* secret = state_.find(input.SecretId, cx.now());
  if (secret == nullptr) {
    return secret_not_found();
  }
  if (secret->DeletionDate && !input.ForceDeleteWithoutRecovery) {
    return marked_for_deletion();
  }
  cx.trace("secretsmanager.secret",
           {{"name", secret->Name},
            {"change", input.ForceDeleteWithoutRecovery ? "deleted" : "marked for deletion"}});
  if (input.ForceDeleteWithoutRecovery) {
    const std::string name = secret->Name;
    state_.remove(name);
    return cx.now();
  }
  secret->DeletedDate = cx.now();
  secret->DeletionDate =
      cx.now() + hours(24 * input.RecoveryWindowInDays.value_or(k_window_days_max));
  return *secret->DeletionDate;
}

Status SecretsManager::RestoreSecret(Context cx, const std::string& secret_id) {
  Secret* secret = state_.find(secret_id, cx.now());
  if (secret == nullptr) {
    return secret_not_found();
  }
  if (secret->DeletionDate) {
    secret->DeletionDate.reset();
    secret->DeletedDate.reset();
    cx.trace("secretsmanager.secret", {{"name", secret->Name}, {"change", "restored"}});
  }
  return success();
}

Result<std::string> SecretsManager::resolve(Context cx, const std::string& reference) const {
  const Result<BuildspecReference> parsed = parse_buildspec_reference(reference);
  if (!parsed) {
    return parsed.failure();
  }
  const Result<GetSecretValueOutput> secret = GetSecretValue(
      cx, {parsed.value().secret_id, parsed.value().version_id, parsed.value().version_stage});
  if (!secret) {
    return secret.failure();
  }
  return extract(parsed.value(), secret.value().value);
}

Result<Secret*> SecretsManager::usable(Context cx, const std::string& secret_id) {
  Secret* secret = state_.find(secret_id, cx.now());
  if (secret == nullptr) {
    return secret_not_found();
  }
  return secret->DeletionDate ? Result<Secret*>(marked_for_deletion()) : Result<Secret*>(secret);
}

Result<std::string> SecretsManager::write(Context cx, Secret& secret, SecretValue value,
                                          const std::string& token, std::set<std::string> stages) {
  if (const SecretVersion* existing = find_version(secret, token)) {
    if (existing->value == value) {
      return token;
    }
    return Failure{"ResourceExistsException",
                   "You can't use ClientRequestToken " + token +
                       " because that value is already in use for a version of secret " +
                       secret.ARN + "."};
  }
  SecretVersion version;
  version.VersionId = token.empty() ? ids_.uuid("secretsmanager.version") : token;
  version.value = std::move(value);
  version.VersionStages = std::move(stages);
  version.CreatedDate = cx.now();
  const std::string id = version.VersionId;
  const std::vector<std::string> labels(version.VersionStages.begin(), version.VersionStages.end());
  add_version(
      secret, std::move(version),
      cx.fault(site::current_stays) ? PreviousCurrent::KeepsIt : PreviousCurrent::GivesItUp);
  secret.LastChangedDate = cx.now();
  cx.trace("secretsmanager.version", {{"name", secret.Name},
                                      {"versionId", id},
                                      {"versionStages", json_array(labels)},
                                      {"current", current_versions(secret)}});
  return id;
}

}  // namespace greenroom::secretsmanager
