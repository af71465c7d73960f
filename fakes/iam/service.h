// Identity and Access Management: roles, their policies, instance profiles; and whether a role may
// do something. Operations are immediate. Simplified: changes count at once; AWS takes seconds.
//
// AWS: docs.aws.amazon.com/IAM, reference alb-ec2-asg 4 and 5.3.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/iam/evaluation.h"
#include "fakes/iam/ports.h"
#include "fakes/iam/state.h"
#include "fakes/iam/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::iam {

class Iam {
 public:
  Iam(aws::Ids& ids, aws::Account account);

  // Roles. NoSuchEntity, EntityAlreadyExists, MalformedPolicyDocument.
  Result<Role> CreateRole(Context cx, CreateRoleInput input);
  [[nodiscard]] Result<Role> GetRole(const std::string& name) const;
  Status UpdateAssumeRolePolicy(const std::string& name, const std::string& document);
  Status UpdateRole(const std::string& name, const std::string* description,
                    std::int64_t max_session_duration);
  // DeleteConflict while it has policies or is in an instance profile; UnmodifiableEntity of a
  // service-linked role.
  Status DeleteRole(Context cx, const std::string& name);
  // InvalidInput for a service that has none here, or when it is there already.
  Result<Role> CreateServiceLinkedRole(Context cx, const std::string& service,
                                       const std::string& description);
  Status TagRole(const std::string& name, const Tags& tags);
  Status UntagRole(const std::string& name, const std::vector<std::string>& keys);

  // Inline policies. NoSuchEntity, MalformedPolicyDocument, LimitExceeded (10,240 characters).
  Status PutRolePolicy(Context cx, const std::string& role, const std::string& name,
                       const std::string& document);
  [[nodiscard]] Result<std::string> GetRolePolicy(const std::string& role,
                                                  const std::string& name) const;
  Status DeleteRolePolicy(Context cx, const std::string& role, const std::string& name);

  // Managed policies. NoSuchEntity, EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded
  // (five versions, ten attached policies), DeleteConflict. AWS's own cannot be changed:
  // AccessDenied.
  Result<Policy> CreatePolicy(Context cx, CreatePolicyInput input);
  [[nodiscard]] Result<Policy> GetPolicy(const std::string& arn) const;
  [[nodiscard]] Result<PolicyVersion> GetPolicyVersion(const std::string& arn,
                                                       const std::string& version) const;
  Result<PolicyVersion> CreatePolicyVersion(Context cx, const std::string& arn,
                                            const std::string& document, bool as_default);
  Status SetDefaultPolicyVersion(const std::string& arn, const std::string& version);
  Status DeletePolicyVersion(const std::string& arn, const std::string& version);
  Status DeletePolicy(const std::string& arn);
  Status AttachRolePolicy(Context cx, const std::string& role, const std::string& arn);
  Status DetachRolePolicy(Context cx, const std::string& role, const std::string& arn);

  // Roles and profiles that were there before anybody looked: no trace tells of them. The role's
  // ids are made here, its policies are valid.
  void furnish(Role role);
  void furnish_profile(const std::string& name, const std::string& role);

  // Instance profiles. NoSuchEntity, EntityAlreadyExists, LimitExceeded (one role), DeleteConflict.
  Result<InstanceProfile> CreateInstanceProfile(Context cx, const std::string& name,
                                                const std::string& path, Tags tags);
  [[nodiscard]] Result<InstanceProfile> GetInstanceProfile(const std::string& name) const;
  Status AddRoleToInstanceProfile(Context cx, const std::string& profile, const std::string& role);
  Status RemoveRoleFromInstanceProfile(Context cx, const std::string& profile,
                                       const std::string& role);
  Status DeleteInstanceProfile(Context cx, const std::string& name);

  // All that the role's identity policies say, parsed.
  [[nodiscard]] std::vector<PolicyDocument> policies_of(const Role& role) const;
  // Whether a session of the role may do it: success, or AccessDenied with AWS's text. A role that
  // is not there may do nothing. The request's context gains what is known of the principal.
  // `of_resource`: the policy of what is asked for, if it has one.
  [[nodiscard]] Status authorize(const std::string& role_name, const std::string& session_name,
                                 AccessRequest request,
                                 const PolicyDocument& of_resource = {}) const;
  // The same of the student, who may do everything that no such policy denies.
  [[nodiscard]] Status authorize_student(AccessRequest request,
                                         const PolicyDocument& of_resource) const;
  // The role that `principal` wants to be, when its trust policy lets it. AccessDenied, whether it
  // is not there or not allowed: nobody learns which. Of a session its role is found here, and
  // `context` gains who it is.
  [[nodiscard]] Result<Role> may_assume(const std::string& role_arn, Principal principal,
                                        ConditionContext context) const;

  // Who asks when nobody else does.
  [[nodiscard]] const User& student() const { return student_; }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const aws::Account& account() const { return account_; }

 private:
  std::string mint(const char* prefix);
  // NoSuchEntity; UnmodifiableEntity of a service-linked role.
  [[nodiscard]] Result<Role*> changeable_role(const std::string& name);
  [[nodiscard]] Result<Policy*> changeable_policy(const std::string& arn);
  [[nodiscard]] Status check_bare(const Role& role) const;

  aws::Ids& ids_;
  aws::Account account_;
  State state_;
  User student_;
};

}  // namespace greenroom::iam
