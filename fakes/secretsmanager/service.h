// Secrets Manager. Operations are immediate; a deleted secret is gone when its recovery window is
// over.
//
// AWS: docs.aws.amazon.com/secretsmanager, reference codebuild-codepipeline-s3 4.6. No value is
// ever written to the trace.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/policies.h"
#include "fakes/secretsmanager/ports.h"
#include "fakes/secretsmanager/state.h"
#include "fakes/secretsmanager/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::secretsmanager {

class SecretsManager {
 public:
  SecretsManager(aws::Ids& ids, aws::Account account) : ids_(ids), account_(std::move(account)) {}

  // Who understands secrets' policies. Without it they are kept as they come.
  void connect(const aws::PolicyReader& policies) { policies_ = &policies; }

  // All of them: ResourceNotFoundException, InvalidRequestException (marked for deletion),
  // ValidationException, InvalidParameterException.
  // ResourceExistsException: the name is taken.
  Result<SecretWritten> CreateSecret(Context cx, CreateSecretInput input);
  // Moves the labels, AWSCURRENT when none are named. The same token with the same value changes
  // nothing; with another one it is ResourceExistsException.
  Result<SecretWritten> PutSecretValue(Context cx, PutSecretValueInput input);
  // A new description, a new AWSCURRENT version, or both.
  Result<SecretWritten> UpdateSecret(Context cx, UpdateSecretInput input);
  [[nodiscard]] Result<GetSecretValueOutput> GetSecretValue(Context cx,
                                                            const GetSecretValueInput& input) const;
  [[nodiscard]] Result<DescribeSecretOutput> DescribeSecret(Context cx,
                                                            const std::string& secret_id) const;
  // InvalidParameterException for a filter that is not here or has no values.
  [[nodiscard]] Result<std::vector<DescribeSecretOutput>> ListSecrets(
      Context cx, const ListSecretsInput& input) const;
  // Oldest first. Those without a label are left out unless `include_deprecated`.
  [[nodiscard]] Result<std::vector<SecretVersionsListEntry>> ListSecretVersionIds(
      Context cx, const std::string& secret_id, bool include_deprecated) const;
  // Takes a label from one version, gives it to another, or both.
  Status UpdateSecretVersionStage(Context cx, const UpdateSecretVersionStageInput& input);
  Status TagResource(Context cx, const std::string& secret_id, const Tags& tags);
  Status UntagResource(Context cx, const std::string& secret_id,
                       const std::vector<std::string>& keys);
  // The policy of the secret; "" takes it away. MalformedPolicyDocumentException for what is no
  // JSON object with statements.
  Status PutResourcePolicy(Context cx, const std::string& secret_id, const std::string& policy);
  // Another one each time, the same in every run.
  Result<std::string> GetRandomPassword(Context cx, const GetRandomPasswordInput& input);
  // When it will be gone.
  Result<Instant> DeleteSecret(Context cx, const DeleteSecretInput& input);
  // Takes the deletion back. Nothing happens to a secret that was not deleted.
  Status RestoreSecret(Context cx, const std::string& secret_id);

  [[nodiscard]] const State& state() const { return state_; }
  // What policies name the secret by: its ARN. The six characters of one that is not there are any.
  [[nodiscard]] std::string arn_for_policies(Context cx, const std::string& secret_id) const;

  // What a buildspec asks for: "secret-id:json-key:version-stage:version-id"
  // (buildspec_reference.h).
  [[nodiscard]] Result<std::string> resolve(Context cx, const std::string& reference) const;

 private:
  // The secret, when it may be used: there, and not marked for deletion.
  Result<Secret*> usable(Context cx, const std::string& secret_id);
  // The id of the new version, or of the one that is there for this token already.
  Result<std::string> write(Context cx, Secret& secret, SecretValue value, const std::string& token,
                            std::set<std::string> stages);

  aws::Ids& ids_;
  aws::Account account_;
  State state_;
  const aws::PolicyReader* policies_ = nullptr;
};

}  // namespace greenroom::secretsmanager
