// The store of Secrets Manager: secrets, versions, staging labels. Pure: no context, no trace.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "fakes/secretsmanager/types.h"
#include "sim/core/result.h"

namespace greenroom::secretsmanager {

// AWS forgets versions without a label above 100.
inline constexpr std::size_t k_versions_max = 100;

enum class PreviousCurrent { GivesItUp, KeepsIt };

class State {
 public:
  // By name, ARN, or ARN without the six random characters. Secrets that wait for their deletion
  // are found; those whose time has come are gone.
  [[nodiscard]] const Secret* find(const std::string& secret_id, Instant now) const;
  [[nodiscard]] Secret* find(const std::string& secret_id, Instant now);
  Secret& add(Secret secret);
  void remove(const std::string& name) { secrets_.erase(name); }
  // By name; those whose time has come are among them.
  [[nodiscard]] const std::map<std::string, Secret>& secrets() const { return secrets_; }

 private:
  std::map<std::string, Secret> secrets_;  // by name
};

// Gives `secret` a version. Each of its labels leaves the version that had it; who loses AWSCURRENT
// becomes AWSPREVIOUS.
void add_version(Secret& secret, SecretVersion version, PreviousCurrent previous);
// UpdateSecretVersionStage: takes the label from one version, gives it to another, or both.
// InvalidParameterException (also when neither is named), ResourceNotFoundException.
[[nodiscard]] Status move_label(Secret& secret, const UpdateSecretVersionStageInput& input);
[[nodiscard]] const SecretVersion* find_version(const Secret& secret,
                                                const std::string& version_id);
// The version that was asked for: by id, by label, AWSCURRENT. ResourceNotFoundException,
// InvalidRequestException when id and label do not agree.
[[nodiscard]] Result<SecretVersion> select_version(const Secret& secret,
                                                   const GetSecretValueInput& input);

// InvalidParameterException above 50.
[[nodiscard]] Status validate_tags(const Tags& tags);

// All but the values.
[[nodiscard]] DescribeSecretOutput description_of(const Secret& secret);

[[nodiscard]] Failure secret_not_found();
[[nodiscard]] Failure marked_for_deletion();

}  // namespace greenroom::secretsmanager
