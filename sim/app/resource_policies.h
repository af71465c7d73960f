// The policies that things have themselves: buckets, topics, queues, secrets, and roles, whose
// trust policy is one. Each service keeps its own as it was put; IAM reads them
// (fakes/iam/evaluation.h).
#pragma once

#include <string>

#include "fakes/aws/json.h"
#include "fakes/aws/policies.h"
#include "fakes/aws/rights.h"
#include "fakes/iam/service.h"
#include "fakes/s3/service.h"
#include "fakes/secretsmanager/service.h"
#include "fakes/sns/service.h"
#include "fakes/sqs/service.h"
#include "sim/core/context.h"

namespace greenroom::app {

// Services -> IAM: what they may keep.
class PolicyReaderOfIam final : public aws::PolicyReader {
 public:
  [[nodiscard]] Status check(const std::string& policy) const override;
  [[nodiscard]] Status check_of_bucket(const std::string& policy,
                                       const std::string& bucket) const override;
  [[nodiscard]] bool is_public(const std::string& policy) const override;
};

class ResourcePolicies {
 public:
  ResourcePolicies(const iam::Iam& iam, const s3::S3& s3, const sns::Sns& sns, const sqs::Sqs& sqs,
                   const secretsmanager::SecretsManager& secrets)
      : iam_(iam), s3_(s3), sns_(sns), sqs_(sqs), secrets_(secrets) {}

  // Of the thing with that ARN: of "arn:aws:s3:::things/a" the bucket's. Without statements when it
  // has none.
  [[nodiscard]] iam::PolicyDocument of(Context cx, const std::string& arn) const;
  // Whether a service may do that for one of its things, whose ARN tells which service it is: a
  // topic, a rule, an alarm, a bucket. AccessDenied unless the policy of what `arn` names lets it
  // in; of a topic whose owner said nothing that is the one that AWS gives it. NotFound.
  [[nodiscard]] Status service_may(Context cx, const std::string& source_arn,
                                   const std::string& action, const std::string& arn) const;
  // Whether the service may do it as the role, which must trust it.
  [[nodiscard]] Status service_may_as(Context cx, const std::string& service,
                                      const aws::RoleSession& role, const std::string& action,
                                      const std::string& arn) const;
  // Whether such a policy may have a say in a request to the service. Cheap: most have none, and
  // what the request names is looked up; only where it names nothing are all looked at.
  [[nodiscard]] bool may_matter(Context cx, const std::string& service,
                                const aws::Json& input) const;

 private:
  [[nodiscard]] std::string text_of(Context cx, const std::string& arn) const;

  const iam::Iam& iam_;
  const s3::S3& s3_;
  const sns::Sns& sns_;
  const sqs::Sqs& sqs_;
  const secretsmanager::SecretsManager& secrets_;
};

}  // namespace greenroom::app
