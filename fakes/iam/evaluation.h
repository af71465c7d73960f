// Whether policies allow something. Pure.
//
// AWS: reference_policies_evaluation-logic, reference alb-ec2-asg 4.1 and 4.2. Simplified: one
// account, no organisation, no boundaries, no session policies.
#pragma once

#include <string>
#include <vector>

#include "fakes/iam/conditions.h"
#include "fakes/iam/policy_document.h"
#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::iam {

// DeniedByResource: explicitly, in the policy of what is asked for.
enum class Decision { Allowed, ImplicitDeny, ExplicitDeny, DeniedByResource };

// Of a request now: aws:CurrentTime, aws:EpochTime; and aws:SecureTransport, which is true, for the
// endpoint stands for AWS's, however it is spoken to here.
void tell_now(ConditionContext& context, Epoch epoch, Instant now);

struct AccessRequest {
  std::string action;    // "s3:GetObject"
  std::string resource;  // an ARN, or "*" of an action that has none
  ConditionContext context;
};

// A deny anywhere wins; without an allow nothing is allowed.
[[nodiscard]] Decision evaluate(const std::vector<PolicyDocument>& policies,
                                const AccessRequest& request);

// Who asks: one of them is given.
struct Principal {
  std::string Arn;      // of a user, a role's session, or the root of an account
  std::string Service;  // "ec2.amazonaws.com"
  // Of the role whose session it is, which is meant by it as well; its path is not in Arn.
  std::string RoleArn = {};
};
// Both kinds of policies together, as within one account: a deny in either wins, an allow in either
// is enough. Whom the policy of the resource names only as one of the account (by its id, its root)
// needs an allow of their own as well. A trust policy is the one of its role, and so names no
// resource.
[[nodiscard]] Decision evaluate(const std::vector<PolicyDocument>& policies,
                                const PolicyDocument& of_resource, const Principal& principal,
                                const AccessRequest& request);

// What a trust policy says of sts:AssumeRole. The root of an account stands for everybody in it
// (whether their own policies allow it as well is asked before).
[[nodiscard]] Decision evaluate_trust(const PolicyDocument& trust, const Principal& principal,
                                      const std::string& action, const ConditionContext& context);

// arn:aws:sts::123456789012:assumed-role/web/session
[[nodiscard]] std::string assumed_role_arn(const std::string& account_id,
                                           const std::string& role_name,
                                           const std::string& session_name);

// AWS's text; S3 puts the resource between quotes, EC2 names none of an action that has none. The
// code differs between services (reference 4.2): AccessDenied here.
[[nodiscard]] Failure access_denied(const std::string& caller_arn, const AccessRequest& request,
                                    Decision decision);
// The same of a service, which only the policy of the resource can let in.
[[nodiscard]] Failure access_denied_to_service(const std::string& service,
                                               const AccessRequest& request, Decision decision);

}  // namespace greenroom::iam
