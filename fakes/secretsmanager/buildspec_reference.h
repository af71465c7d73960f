// The form in which a buildspec names a secret. Pure.
//
// AWS: reference codebuild-codepipeline-s3 1.7, [CB-UG build-spec-ref].
#pragma once

#include <string>

#include "fakes/secretsmanager/types.h"
#include "sim/core/result.h"

namespace greenroom::secretsmanager {

// "secret-id:json-key:version-stage:version-id"; all but the first may be empty or missing.
struct BuildspecReference {
  std::string secret_id;  // a name, or an ARN, whose own colons belong to it
  std::string json_key;
  std::string version_stage;
  std::string version_id;

  friend bool operator==(const BuildspecReference&, const BuildspecReference&) = default;
};
// InvalidParameterException for no secret id, too many parts, and a stage together with an id.
[[nodiscard]] Result<BuildspecReference> parse_buildspec_reference(const std::string& text);

// The member of `value` that the reference names; all of it without a key. A number or a truth
// value comes as it is written. InvalidParameterException when there is none (text UNVERIFIED).
[[nodiscard]] Result<std::string> extract(const BuildspecReference& reference,
                                          const SecretValue& value);

}  // namespace greenroom::secretsmanager
