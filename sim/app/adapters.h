// The joints between the fakes: each adapter is a port of one fake, answered by another. Fakes
// never include each other; only sim/app knows all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/autoscaling/service.h"
#include "fakes/aws/ids.h"
#include "fakes/codebuild/service.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codepipeline/service.h"
#include "fakes/ec2/service.h"
#include "fakes/ec2/wire.h"
#include "fakes/elb/service.h"
#include "fakes/s3/service.h"
#include "fakes/scm/ports.h"
#include "sim/app/rights.h"

namespace greenroom::app {

// SCM -> S3: where source.zip goes.
class SourceBucketOnS3 final : public scm::SourceBucket {
 public:
  SourceBucketOnS3(s3::S3& s3, std::string bucket) : s3_(s3), bucket_(std::move(bucket)) {}
  Status put(Context cx, std::string key, std::string body) override;

 private:
  s3::S3& s3_;
  std::string bucket_;
};

// What a zip has, in the order of the paths: of a link where it leads, and no folders.
struct FileOfZip {
  std::string path;
  std::string content;
};
[[nodiscard]] Result<std::vector<FileOfZip>> files_of_zip(const std::string& zip);

// CodePipeline -> S3: sources and artifacts.
class ArtifactStoreOnS3 final : public codepipeline::ArtifactStore {
 public:
  explicit ArtifactStoreOnS3(s3::S3& s3) : s3_(s3) {}
  Result<codepipeline::SourceRevision> head_source(Context cx, std::string bucket, std::string key,
                                                   std::string version_id) override;
  Result<std::string> get_source(Context cx, std::string bucket, std::string key,
                                 std::string version_id) override;
  Result<std::string> get(Context cx, const codepipeline::StoredArtifact& artifact) override;
  Result<codepipeline::StoredArtifact> put(Context cx, std::string bucket, std::string key,
                                           std::string body) override;
  Status put_object(Context cx, std::string bucket, std::string key, std::string body,
                    codepipeline::DeployedObjectSettings settings) override;
  [[nodiscard]] Result<std::vector<codepipeline::ArtifactFile>> extract(
      const std::string& zip) override;

 private:
  s3::S3& s3_;
};

// CodePipeline -> CodeBuild.
class BuilderOnCodeBuild final : public codepipeline::Builder {
 public:
  explicit BuilderOnCodeBuild(codebuild::CodeBuild& codebuild) : codebuild_(codebuild) {}
  Task<codepipeline::BuildOutcome> run(Context cx, codepipeline::BuildRequest request) override;
  // Log and artifact of every build, in order, for --keep.
  [[nodiscard]] const std::vector<codebuild::Build>& builds() const { return builds_; }

 private:
  codebuild::CodeBuild& codebuild_;
  std::vector<codebuild::Build> builds_;
};

// CodePipeline -> CodeDeploy.
// What an approval asks of people: it stands in the trace, and goes to a topic where there are any.
class ApprovalsInTrace final : public codepipeline::ApprovalNotifier {
 public:
  void connect(codepipeline::ApprovalNotifier& topics) { topics_ = &topics; }
  void approval_needed(Context cx, const std::string& topic_arn, std::string subject,
                       std::string message) override {
    cx.trace("codepipeline.notification",
             {{"topicArn", topic_arn}, {"subject", subject}, {"message", message}});
    if (topics_ != nullptr) {
      topics_->approval_needed(cx, topic_arn, std::move(subject), std::move(message));
    }
  }

 private:
  codepipeline::ApprovalNotifier* topics_ = nullptr;
};

class DeployerOnCodeDeploy final : public codepipeline::Deployer {
 public:
  explicit DeployerOnCodeDeploy(codedeploy::CodeDeploy& codedeploy) : codedeploy_(codedeploy) {}
  Task<codepipeline::DeployOutcome> run(Context cx, codepipeline::DeployRequest request) override;
  // What it was asked to deploy so far, in order.
  [[nodiscard]] const std::vector<codepipeline::StoredArtifact>& revisions() const {
    return revisions_;
  }

 private:
  codedeploy::CodeDeploy& codedeploy_;
  std::vector<codepipeline::StoredArtifact> revisions_;
};

// A build's artifact as CodeDeploy names it.
[[nodiscard]] codedeploy::S3Location revision_of(const codepipeline::StoredArtifact& artifact);

// CodeDeploy -> Auto Scaling.
class FleetOnAutoScaling final : public codedeploy::Fleet {
 public:
  FleetOnAutoScaling(autoscaling::AutoScaling& autoscaling, ec2::Ec2& ec2, aws::Ids& ids,
                     const RightsOnIam& rights)
      : autoscaling_(autoscaling), ec2_(ec2), ids_(ids), rights_(rights) {}
  [[nodiscard]] std::vector<codedeploy::FleetInstance> instances(
      const std::string& group) const override;
  Task<Result<std::vector<codedeploy::FleetInstance>>> copy_group(
      Context cx, std::string role_arn, std::string source, std::string copy,
      std::string deployment_id) override;
  [[nodiscard]] std::vector<codedeploy::FleetInstance> tagged_instances() const override;
  Status resume_processes(Context cx, std::string role_arn, std::string group) override;
  Status move_launch_hook(Context cx, std::string role_arn, std::string from,
                          std::string to) override;
  Status terminate_instance(Context cx, std::string role_arn, std::string instance_id) override;
  Task<Status> delete_group(Context cx, std::string role_arn, std::string group) override;
  std::vector<std::string> delete_hooks(Context cx, const std::string& role_arn,
                                        const std::string& group) override;
  // What CodeDeploy does when a deployment group watches an Auto Scaling group: it hears of every
  // launch, and deploys before the instance is in service (reference codedeploy.md 11); the same
  // for instances that leave, with terminationHookEnabled. The failure is Auto Scaling's.
  Status put_hook(Context cx, const std::string& role_arn, const std::string& group,
                  codedeploy::HookKind kind) override;
  [[nodiscard]] std::string hook(const std::string& group,
                                 codedeploy::HookKind kind) const override;
  // Whether the service role may delete hooks: without that right they stay.
  void set_may_delete_hooks(bool may) { may_delete_hooks_ = may; }

 private:
  // Whether the role may do that to the group of that name: "PutLifecycleHook".
  [[nodiscard]] Status may(const std::string& role_arn, const std::string& operation,
                           const std::string& group) const;
  // What Auto Scaling asks of whoever makes a group that is as `source`.
  [[nodiscard]] Status may_copy(const std::string& role_arn,
                                const autoscaling::AutoScalingGroup& source,
                                const std::string& copy) const;
  // Names of CodeDeploy's hooks on the group.
  [[nodiscard]] std::vector<std::string> hooks_of(const std::string& group) const;
  bool may_delete_hooks_ = true;
  autoscaling::AutoScaling& autoscaling_;
  ec2::Ec2& ec2_;
  aws::Ids& ids_;
  const RightsOnIam& rights_;
  wire::Table ec2_table_ = ec2::wire_table();  // which rights a launch needs
};

// CodeDeploy -> load balancer.
class TrafficGateOnElb final : public codedeploy::TrafficGate {
 public:
  TrafficGateOnElb(elb::Elb& elb, std::string target_group, const aws::Rights& rights)
      : elb_(elb), target_group_(std::move(target_group)), rights_(rights) {}
  Task<Status> block(Context cx, std::string role_arn, std::vector<std::string> target_groups,
                     std::string instance_id, Instant deadline) override;
  Task<Status> allow(Context cx, std::string role_arn, std::vector<std::string> target_groups,
                     std::string instance_id, Instant deadline) override;

 private:
  Task<Status> block_in(Context cx, std::string group_arn, std::string instance_id,
                        Instant deadline);
  // ARNs; the environment's own group when none is named. TargetGroupNotFound.
  [[nodiscard]] Result<std::vector<std::string>> arns_of(std::vector<std::string> names) const;
  // The same, where the role may do that to all of them: "RegisterTargets". AccessDenied.
  [[nodiscard]] Result<std::vector<std::string>> arns_allowed(const std::string& role_arn,
                                                              const std::string& operation,
                                                              std::vector<std::string> names) const;

  elb::Elb& elb_;
  std::string target_group_;  // the environment's own: its name; "" when it has none
  const aws::Rights& rights_;
};

// CodeDeploy's agents -> S3, with the credentials of their instances.
class RevisionStoreOnS3 final : public codedeploy::RevisionStore {
 public:
  RevisionStoreOnS3(s3::S3& s3, const ec2::Ec2& ec2, const RightsOnIam& rights)
      : s3_(s3), ec2_(ec2), rights_(rights) {}
  Result<Bundle> get(Context cx, const std::string& instance_id, const std::string& bucket,
                     const std::string& key, const std::string& version) override;

 private:
  [[nodiscard]] Status may_get(const std::string& instance_id, const std::string& object_arn,
                               const std::string& version) const;

  s3::S3& s3_;
  const ec2::Ec2& ec2_;
  const RightsOnIam& rights_;
};

// CodeDeploy -> the machines its agents run on.
class HostsOnEc2 final : public codedeploy::Hosts {
 public:
  explicit HostsOnEc2(ec2::Ec2& ec2) : ec2_(ec2) {}
  [[nodiscard]] Machine* machine(const std::string& instance_id) override {
    return ec2_.machine(instance_id);
  }
  // By its tag.
  [[nodiscard]] codedeploy::HostAgent agent(const std::string& instance_id) const override;

 private:
  ec2::Ec2& ec2_;
};

// Load balancer -> EC2.
class InstanceDirectoryOnEc2 final : public elb::InstanceDirectory {
 public:
  explicit InstanceDirectoryOnEc2(const ec2::Ec2& ec2) : ec2_(ec2) {}
  [[nodiscard]] std::optional<elb::InstanceFacts> find(
      const std::string& instance_id) const override;

 private:
  const ec2::Ec2& ec2_;
};

// Auto Scaling -> EC2.
class InstancesOnEc2 final : public autoscaling::Instances {
 public:
  explicit InstancesOnEc2(ec2::Ec2& ec2) : ec2_(ec2) {}
  Result<autoscaling::LaunchedInstance> run_instance(Context cx,
                                                     autoscaling::LaunchRequest request) override;
  [[nodiscard]] Result<autoscaling::LaunchedInstance> describe(
      const std::string& instance_id) override;
  Task<bool> wait_until_running(Context cx, std::string instance_id) override;
  void terminate(Context cx, const std::string& instance_id) override;
  Task<void> wait_until_terminated(Context cx, std::string instance_id) override;
  [[nodiscard]] autoscaling::InstanceCondition condition(const std::string& instance_id) override;
  [[nodiscard]] Result<autoscaling::LaunchTemplateSpecification> resolve(
      const autoscaling::LaunchTemplateSpecification& launch_template) override;
  void set_group(const std::string& instance_id, const std::string& group) override;
  void set_target_lifecycle_state(const std::string& instance_id,
                                  const std::string& state) override;

 private:
  ec2::Ec2& ec2_;
};

// Auto Scaling -> load balancer. Target groups are told by name.
class TargetGroupsOnElb final : public autoscaling::TargetGroups {
 public:
  explicit TargetGroupsOnElb(elb::Elb& elb) : elb_(elb) {}
  void register_instance(Context cx, const std::string& target_group,
                         const std::string& instance_id) override;
  void deregister_instance(Context cx, const std::string& target_group,
                           const std::string& instance_id) override;
  Task<void> wait_until_drained(Context cx, std::string target_group,
                                std::string instance_id) override;
  [[nodiscard]] autoscaling::TargetHealth health(const std::string& target_group,
                                                 const std::string& instance_id) override;

 private:
  elb::Elb& elb_;
};

// CodeDeploy -> SNS and EventBridge in scenarios without topics and rules: lines of the trace.
class ToldInTrace final : public codedeploy::Notifications {
 public:
  void publish(Context cx, codedeploy::SnsMessage message) override;
  void put_event(Context cx, codedeploy::EventBridgeEvent event) override;
};

// Auto Scaling -> CodeDeploy, whose launch hooks hold new instances until they have the revision;
// and EventBridge, where somebody listens.
class CodeDeployIsTold final : public autoscaling::Notifications {
 public:
  // Nobody is told before.
  void connect(autoscaling::AutoScaling& autoscaling, codedeploy::CodeDeploy& codedeploy,
               const RightsOnIam& rights) {
    autoscaling_ = &autoscaling;
    codedeploy_ = &codedeploy;
    rights_ = &rights;
  }
  void lifecycle_action(Context cx,
                        const autoscaling::LifecycleNotification& notification) override;
  void group_event(Context cx, const autoscaling::GroupEvent& event) override {
    if (events_ != nullptr) {
      events_->group_event(cx, event);
    }
  }
  void connect(autoscaling::Notifications& events) { events_ = &events; }

 private:
  Task<void> deploy(Context cx, autoscaling::LifecycleNotification notification);
  Task<void> beat(Context cx, autoscaling::LifecycleActionName action);
  // Whether CodeDeploy may answer for that group: "CompleteLifecycleAction".
  [[nodiscard]] bool may(const std::string& operation, const std::string& group) const;
  autoscaling::AutoScaling* autoscaling_ = nullptr;
  codedeploy::CodeDeploy* codedeploy_ = nullptr;
  const RightsOnIam* rights_ = nullptr;
  autoscaling::Notifications* events_ = nullptr;
};

}  // namespace greenroom::app
