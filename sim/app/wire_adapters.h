// Joints that only clients of AWS's protocols need: scenarios furnish a world without them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/autoscaling/wire.h"
#include "fakes/codebuild/ports.h"
#include "fakes/ec2/service.h"
#include "fakes/elb/service.h"
#include "fakes/elb/wire.h"
#include "fakes/iam/service.h"
#include "fakes/s3/service.h"
#include "fakes/sns/ports.h"
#include "fakes/sqs/service.h"
#include "fakes/sts/ports.h"
#include "sim/app/messaging.h"
#include "sim/app/resource_policies.h"

namespace greenroom::app {

// Load balancing and Auto Scaling -> EC2, load balancing: who is where, and called what.
class DirectoryOfNetwork final : public elb::SubnetDirectory, public autoscaling::Directory {
 public:
  DirectoryOfNetwork(const ec2::Ec2& ec2, const elb::Elb& elb) : ec2_(ec2), elb_(elb) {}
  [[nodiscard]] std::optional<elb::SubnetFacts> find_subnet(
      const std::string& subnet_id) const override;
  [[nodiscard]] std::string target_group_arn(const std::string& name) const override;
  [[nodiscard]] std::optional<std::string> zone_of_subnet(
      const std::string& subnet_id) const override;

 private:
  const ec2::Ec2& ec2_;
  const elb::Elb& elb_;
};

// EC2 -> IAM.
class InstanceProfilesOnIam final : public ec2::InstanceProfiles {
 public:
  explicit InstanceProfilesOnIam(const iam::Iam& iam) : iam_(iam) {}
  [[nodiscard]] Result<ec2::IamInstanceProfile> find(const std::string& name,
                                                     const std::string& arn) const override;

 private:
  const iam::Iam& iam_;
};

// STS -> IAM.
class RolesOnIam final : public sts::Roles {
 public:
  RolesOnIam(const iam::Iam& iam, const Kernel& kernel) : iam_(iam), kernel_(kernel) {}
  [[nodiscard]] Result<sts::AssumableRole> may_assume(
      const std::string& role_arn, const sts::CallerIdentity& caller,
      const std::string& external_id) const override;

 private:
  const iam::Iam& iam_;
  const Kernel& kernel_;
};

// SNS -> SQS.
class QueuesOnSqs final : public sns::Queues {
 public:
  QueuesOnSqs(sqs::Sqs& sqs, const ResourcePolicies& policies) : sqs_(sqs), policies_(policies) {}
  Status put(Context cx, const std::string& topic_arn, const std::string& queue_arn,
             std::string body,
             const std::map<std::string, sns::MessageAttributeValue>& attributes) override;

 private:
  sqs::Sqs& sqs_;
  const ResourcePolicies& policies_;
};

// CodeBuild -> S3, for builds that no pipeline starts.
class BuildStoreOnS3 final : public codebuild::BuildStore {
 public:
  explicit BuildStoreOnS3(s3::S3& s3) : s3_(s3) {}
  Result<std::string> get(Context cx, std::string bucket, std::string key,
                          std::string version_id) override;
  Result<std::vector<codebuild::StoredFile>> get_folder(Context cx, std::string bucket,
                                                        std::string prefix) override;
  Status put(Context cx, std::string bucket, std::string key, std::string body,
             std::map<std::string, std::string> metadata) override;
  [[nodiscard]] Result<std::vector<codebuild::StoredFile>> extract(const std::string& zip) override;

 private:
  s3::S3& s3_;
};

// S3 -> EventBridge.
class ObjectEventsOnBus final : public s3::ObjectEvents {
 public:
  explicit ObjectEventsOnBus(Messaging& messaging) : messaging_(messaging) {}
  void object_created(Context cx, const std::string& bucket, const s3::ObjectVersion& version,
                      std::string_view reason) override;
  void object_deleted(Context cx, const std::string& bucket, const s3::ObjectVersion& version,
                      std::string_view deletion_type) override;
  void object_changed(Context cx, const std::string& bucket, const s3::ObjectVersion& version,
                      std::string_view what) override;

 private:
  Messaging& messaging_;
};

// S3 -> SNS, SQS, where the topic's or queue's own policy lets the bucket in.
class NotificationsOfS3 final : public s3::NotificationTargets {
 public:
  NotificationsOfS3(sns::Sns& sns, sqs::Sqs& sqs, const ResourcePolicies& policies)
      : sns_(sns), sqs_(sqs), policies_(policies) {}
  [[nodiscard]] Status may_tell(Context cx, const std::string& bucket,
                                const std::string& arn) const override;
  Status deliver(Context cx, const std::string& bucket, const std::string& arn,
                 std::string json) override;

 private:
  [[nodiscard]] Status is_there(const std::string& arn) const;
  [[nodiscard]] Status is_let_in(Context cx, const std::string& bucket,
                                 const std::string& arn) const;
  sns::Sns& sns_;
  sqs::Sqs& sqs_;
  const ResourcePolicies& policies_;
};

}  // namespace greenroom::app
