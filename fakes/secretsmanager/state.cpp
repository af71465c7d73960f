#include "fakes/secretsmanager/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::secretsmanager {
namespace {

constexpr std::size_t k_suffix = 7;  // "-AbCdEf"

bool is_meant(const Secret& secret, const std::string& secret_id) {
  return secret_id == secret.Name || secret_id == secret.ARN ||
         (secret_id.size() + k_suffix == secret.ARN.size() &&
          secret.ARN.compare(0, secret_id.size(), secret_id) == 0);
}

template <typename Secrets>
auto find_in(Secrets& secrets, const std::string& secret_id, Instant now)
    -> decltype(&secrets.begin()->second) {
  for (auto& [name, secret] : secrets) {
    if (is_meant(secret, secret_id) && (!secret.DeletionDate || now < *secret.DeletionDate)) {
      return &secret;
    }
  }
  return nullptr;
}

SecretVersion* labelled(Secret& secret, const std::string& label) {
  for (SecretVersion& version : secret.versions) {
    if (version.VersionStages.count(label) > 0) {
      return &version;
    }
  }
  return nullptr;
}

// Who loses AWSCURRENT becomes AWSPREVIOUS.
void take_label(Secret& secret, SecretVersion& holder, const std::string& label) {
  holder.VersionStages.erase(label);
  if (label == k_current) {
    if (SecretVersion* before = labelled(secret, k_previous)) {
      before->VersionStages.erase(k_previous);
    }
    holder.VersionStages.insert(k_previous);
  }
}

}  // namespace

Failure secret_not_found() {
  return {"ResourceNotFoundException", "Secrets Manager can't find the specified secret."};
}

Failure marked_for_deletion() {
  return {"InvalidRequestException",
          "You can't perform this operation on the secret because it was marked for deletion."};
}

const Secret* State::find(const std::string& secret_id, Instant now) const {
  return find_in(secrets_, secret_id, now);
}

Secret* State::find(const std::string& secret_id, Instant now) {
  return find_in(secrets_, secret_id, now);
}

Secret& State::add(Secret secret) {
  const std::string name = secret.Name;
  return secrets_.insert_or_assign(name, std::move(secret)).first->second;
}

void add_version(Secret& secret, SecretVersion version, PreviousCurrent previous) {
  for (const std::string& label : version.VersionStages) {
    SecretVersion* holder = labelled(secret, label);
    const bool keeps = label == k_current && previous == PreviousCurrent::KeepsIt;
    if (holder != nullptr && !keeps) {
      take_label(secret, *holder, label);
    }
  }
  secret.versions.push_back(std::move(version));
  if (secret.versions.size() > k_versions_max) {
    const auto unlabelled =
        std::find_if(secret.versions.begin(), secret.versions.end(),
                     [](const SecretVersion& old) { return old.VersionStages.empty(); });
    if (unlabelled != secret.versions.end()) {
      secret.versions.erase(unlabelled);
    }
  }
}

Status move_label(Secret& secret, const UpdateSecretVersionStageInput& input) {
  const std::string& label = input.VersionStage;
  if (input.RemoveFromVersionId.empty() && input.MoveToVersionId.empty()) {
    return Failure{"InvalidParameterException",  // UNVERIFIED text
                   "You must provide RemoveFromVersionId, MoveToVersionId, or both."};
  }
  SecretVersion* holder = labelled(secret, label);
  SecretVersion* next = nullptr;
  for (SecretVersion& version : secret.versions) {
    next = version.VersionId == input.MoveToVersionId ? &version : next;
  }
  if (next == nullptr && !input.MoveToVersionId.empty()) {
    return Failure{"ResourceNotFoundException",
                   "Secrets Manager can't find the specified secret version."};
  }
  if (next == nullptr && label == k_current) {
    return Failure{"InvalidParameterException",
                   "You can only move staging label AWSCURRENT to a different secret version. It "
                   "can't be completely removed."};
  }
  if (holder != nullptr && holder != next && holder->VersionId != input.RemoveFromVersionId) {
    return Failure{"InvalidParameterException",
                   "The parameter RemoveFromVersionId can't be empty. Staging label " + label +
                       " is currently attached to version " + holder->VersionId +
                       ", so you must explicitly reference that version in RemoveFromVersionId."};
  }
  if (holder == nullptr && !input.RemoveFromVersionId.empty()) {
    return Failure{"InvalidParameterException",
                   "The staging label " + label + " isn't attached to version " +
                       input.RemoveFromVersionId + "."};  // UNVERIFIED text
  }
  if (holder != nullptr && holder != next) {
    take_label(secret, *holder, label);
  }
  if (next != nullptr) {
    next->VersionStages.insert(label);
  }
  return success();
}

Status validate_tags(const Tags& tags) {
  constexpr std::size_t k_tags_max = 50;
  return tags.size() <= k_tags_max ? success()
                                   : Status(Failure{"InvalidParameterException",
                                                    "A secret can have a maximum of 50 tags."});
}

DescribeSecretOutput description_of(const Secret& secret) {
  DescribeSecretOutput output{secret.ARN,
                              secret.Name,
                              secret.Description,
                              secret.CreatedDate,
                              secret.LastChangedDate,
                              secret.DeletedDate,
                              {},
                              secret.KmsKeyId,
                              secret.Tags};
  for (const SecretVersion& version : secret.versions) {
    if (!version.VersionStages.empty()) {
      output.VersionIdsToStages[version.VersionId].assign(version.VersionStages.begin(),
                                                          version.VersionStages.end());
    }
  }
  return output;
}

const SecretVersion* find_version(const Secret& secret, const std::string& version_id) {
  for (const SecretVersion& version : secret.versions) {
    if (version.VersionId == version_id) {
      return &version;
    }
  }
  return nullptr;
}

Result<SecretVersion> select_version(const Secret& secret, const GetSecretValueInput& input) {
  const std::string missing = "Secrets Manager can't find the specified secret value for ";
  if (!input.VersionId.empty()) {
    const SecretVersion* version = find_version(secret, input.VersionId);
    if (version == nullptr) {
      return Failure{"ResourceNotFoundException", missing + "VersionId: " + input.VersionId};
    }
    if (!input.VersionStage.empty() && version->VersionStages.count(input.VersionStage) == 0) {
      return Failure{
          "InvalidRequestException",
          "You provided a VersionStage that is not associated to the provided VersionId."};
    }
    return *version;
  }
  const std::string label = input.VersionStage.empty() ? k_current : input.VersionStage;
  for (const SecretVersion& version : secret.versions) {
    if (version.VersionStages.count(label) > 0) {
      return version;
    }
  }
  return Failure{"ResourceNotFoundException", missing + "staging label: " + label};
}

}  // namespace greenroom::secretsmanager
