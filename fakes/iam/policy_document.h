// Policy documents: JSON that says who may do what.
//
// AWS: docs.aws.amazon.com/IAM reference_policies_elements, reference alb-ec2-asg 4.1.
#pragma once

#include <string>
#include <vector>

#include "sim/core/result.h"

namespace greenroom::iam {

// "StringLike": {"aws:PrincipalArn": ["...", "..."]}, one key of it.
struct Condition {
  std::string Operator;    // without the parts below: "StringLike"
  bool if_exists = false;  // "StringLikeIfExists"
  bool of_all = false;     // "ForAllValues:StringLike"
  bool of_any = false;     // "ForAnyValue:StringLike"
  std::string key;         // in lower case: names of keys have no case
  std::vector<std::string> values;
};

enum class Effect { Allow, Deny };

struct Statement {
  std::string Sid;
  Effect effect = Effect::Deny;
  std::vector<std::string> Action;  // one of these two
  std::vector<std::string> NotAction;
  std::vector<std::string> Resource;  // one of these two; of a trust policy none
  std::vector<std::string> NotResource;
  std::vector<std::string> aws_principals;      // not of Identity: ARNs, account ids, "*"
  std::vector<std::string> service_principals;  // "codedeploy.amazonaws.com"
  bool means_all_others = false;                // NotPrincipal: those above are excepted
  std::vector<Condition> conditions;            // all must hold
};

struct PolicyDocument {
  std::string Version;
  std::vector<Statement> statements;
};

// Identity: of a role or a managed policy. Trust: who may assume a role. Resource: of a bucket, a
// topic, a queue, a secret, or a trust policy: who may do what with it.
enum class PolicyKind { Identity, Trust, Resource };

// MalformedPolicyDocument, with AWS's texts; also for what is not supported here: a policy that
// cannot be understood is not kept.
[[nodiscard]] Result<PolicyDocument> parse_policy(const std::string& text, PolicyKind kind);

// AWS: AmazonS3 userguide, "The meaning of public": everybody is allowed something, and no fixed
// value of a condition narrows it. Of a policy of kind Resource.
[[nodiscard]] bool is_public(const PolicyDocument& policy);

}  // namespace greenroom::iam
