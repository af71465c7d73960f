#include "sim/app/adapters.h"

#include <algorithm>
#include <utility>

namespace greenroom::app {

Status SourceBucketOnS3::put(Context cx, std::string key, std::string body) {
  const Result<s3::ObjectVersion> stored =
      s3_.PutObject(cx.as("s3"), bucket_, std::move(key), std::move(body));
  return stored.ok() ? success() : Status(stored.failure());
}

Result<codepipeline::SourceRevision> ArtifactStoreOnS3::head_source(Context, std::string bucket,
                                                                    std::string key) {
  const Result<s3::ObjectVersion> head = s3_.HeadObject(bucket, key);
  if (!head.ok()) {
    return head.failure();
  }
  return codepipeline::SourceRevision{head.value().VersionId, head.value().ETag};
}

Result<std::string> ArtifactStoreOnS3::get_source(Context, std::string bucket, std::string key,
                                                  std::string version_id) {
  Result<s3::Object> object = s3_.GetObject(bucket, key, version_id);
  if (!object.ok()) {
    return object.failure();
  }
  return std::move(object.value().Body);
}

Result<std::string> ArtifactStoreOnS3::get(Context cx,
                                           const codepipeline::StoredArtifact& artifact) {
  return get_source(cx, artifact.bucket, artifact.key, artifact.VersionId);
}

Result<codepipeline::StoredArtifact> ArtifactStoreOnS3::put(Context cx, std::string bucket,
                                                            std::string key, std::string body) {
  const Result<s3::ObjectVersion> stored = s3_.PutObject(cx.as("s3"), bucket, key, std::move(body));
  if (!stored.ok()) {
    return stored.failure();
  }
  return codepipeline::StoredArtifact{bucket, key, stored.value().VersionId, stored.value().ETag};
}

Task<codepipeline::BuildOutcome> BuilderOnCodeBuild::run(Context cx,
                                                         codepipeline::BuildRequest request) {
  codebuild::StartBuild start;
  start.projectName = request.project;
  start.source_zip = std::move(request.source_zip);
  start.sourceVersion = request.source_arn;
  start.resolvedSourceVersion = request.source_revision;
  start.artifact_location = request.artifact_arn;
  start.initiator = request.initiator;
  const Context as_project = cx.as("codebuild/" + request.project);
  Result<codebuild::Build> build = co_await codebuild_.StartBuild(as_project, std::move(start));
  codepipeline::BuildOutcome outcome;
  if (!build.ok()) {
    outcome.failure_message = build.failure().code + ": " + build.failure().message;
    co_return outcome;
  }
  const codebuild::Build& ended = build.value();
  outcome.id = ended.id;
  outcome.succeeded = ended.buildStatus == codebuild::StatusType::SUCCEEDED;
  outcome.artifact_zip = ended.artifact_zip;
  for (const codebuild::BuildPhase& phase : ended.phases) {
    const bool bad = phase.phaseStatus != codebuild::StatusType::SUCCEEDED &&
                     phase.phaseType != codebuild::BuildPhaseType::COMPLETED;
    if (bad && outcome.failure_message.empty()) {
      outcome.failure_message =
          std::string("Build terminated with state: ") + codebuild::to_string(ended.buildStatus) +
          ". Phase: " + codebuild::to_string(phase.phaseType) +
          ", Code: " + phase.context.statusCode + ", Message: " + phase.context.message;
    }
  }
  builds_.push_back(std::move(build).value());
  co_return outcome;
}

Task<codepipeline::DeployOutcome> DeployerOnCodeDeploy::run(Context cx,
                                                            codepipeline::DeployRequest request) {
  codedeploy::CreateDeploymentInput input;
  input.applicationName = request.application;
  input.deploymentGroupName = request.deployment_group;
  input.revision.bucket = request.revision.bucket;
  input.revision.key = request.revision.key;
  input.revision.version = request.revision.VersionId;
  input.revision.eTag = request.revision.ETag;
  const Result<std::string> created = codedeploy_.CreateDeployment(cx, std::move(input));
  codepipeline::DeployOutcome outcome;
  if (!created.ok()) {
    outcome.failure_message = created.failure().code + ": " + created.failure().message;
    co_return outcome;
  }
  outcome.deployment_id = created.value();
  const codedeploy::DeploymentInfo ended =
      co_await codedeploy_.wait_for_end(cx, outcome.deployment_id);
  outcome.succeeded = ended.status == codedeploy::DeploymentStatus::Succeeded;
  if (!outcome.succeeded) {
    outcome.failure_message = "Deployment " + outcome.deployment_id + " failed";
  }
  co_return outcome;
}

std::vector<codedeploy::FleetInstance> FleetOnAutoScaling::instances(
    const std::string& group) const {
  std::vector<codedeploy::FleetInstance> fleet;
  for (const ec2::Instance& instance : ec2_.in_service(group)) {
    codedeploy::FleetInstance member;
    member.InstanceId = instance.InstanceId;
    member.running = instance.State == ec2::InstanceStateName::running;
    fleet.push_back(std::move(member));
  }
  return fleet;
}

// The order of calls is the recorded one of reference codedeploy.md 9.3.
Task<Result<std::vector<codedeploy::FleetInstance>>> FleetOnAutoScaling::copy_group(
    Context cx, std::string source, std::string copy, std::string deployment_id) {
  const Result<ec2::AutoScalingGroup> original = ec2_.group(source);
  if (!original.ok()) {
    co_return original.failure();
  }
  const auto healthy = static_cast<std::int64_t>(ec2_.in_service(source).size());
  const Context as_group = cx.as("autoscaling/" + copy);
  ec2::AutoScalingGroup green = original.value();
  green.AutoScalingGroupName = copy;
  green.MinSize = 0;
  green.DesiredCapacity = 0;
  green.SuspendedProcesses.clear();
  green.CodeDeployProvisioningDeploymentId = deployment_id;
  const std::int64_t max_size = std::max(green.MaxSize, healthy);
  const Status created = ec2_.CreateAutoScalingGroup(as_group, std::move(green));
  if (!created.ok()) {
    co_return created.failure();
  }
  const Status raised = ec2_.UpdateAutoScalingGroup(as_group, copy, healthy, max_size, healthy);
  if (!raised.ok()) {
    co_return raised.failure();
  }
  std::vector<std::string> processes = {"AddToLoadBalancer", "AlarmNotification",
                                        "ScheduledActions"};
  const Status suspended = ec2_.SuspendProcesses(as_group, copy, std::move(processes));
  if (!suspended.ok()) {
    co_return suspended.failure();
  }
  co_await ec2_.wait_until_steady(cx, copy);
  co_return instances(copy);
}

void FleetOnAutoScaling::resume_processes(Context cx, std::string group) {
  const Status resumed = ec2_.ResumeProcesses(cx.as("autoscaling/" + group), group);
  SIM_ASSERT(resumed.ok(), "the green group exists while its deployment runs");
}

Task<void> FleetOnAutoScaling::delete_group(Context cx, std::string group) {
  co_await ec2_.DeleteAutoScalingGroup(cx.as("autoscaling/" + group), group);
}

Task<Status> TrafficGateOnElb::block(Context cx, std::string instance_id, Instant deadline) {
  const std::string group = elb_.target_group_arn(target_group_);
  elb::TargetDescription target{instance_id, 0};
  if (elb_.health(group, target).State == elb::TargetHealthState::unused) {
    co_return success();  // it was not in service
  }
  const Status deregistered = elb_.DeregisterTargets(cx, group, {target});
  if (!deregistered.ok()) {
    co_return deregistered;
  }
  const bool drained = co_await elb_.wait_for_state(cx, group, std::move(target),
                                                    elb::TargetHealthState::unused, deadline);
  if (!drained) {
    co_return Failure{"TIMEOUT", "the target was still draining at the time limit"};
  }
  co_return success();
}

Task<Status> TrafficGateOnElb::allow(Context cx, std::string instance_id, Instant deadline) {
  const std::string group = elb_.target_group_arn(target_group_);
  elb::TargetDescription target{instance_id, 0};
  const Status registered = elb_.RegisterTargets(cx, group, {target});
  if (!registered.ok()) {
    co_return registered;
  }
  const bool healthy = co_await elb_.wait_for_state(cx, group, std::move(target),
                                                    elb::TargetHealthState::healthy, deadline);
  if (!healthy) {
    co_return Failure{"TIMEOUT", "the target was not healthy at the time limit"};
  }
  co_return success();
}

Result<codedeploy::RevisionStore::Bundle> RevisionStoreOnS3::get(Context, const std::string& bucket,
                                                                 const std::string& key,
                                                                 const std::string& version) {
  Result<s3::Object> object =
      s3_.GetObject(bucket, key, version.empty() ? std::nullopt : std::optional(version));
  if (!object.ok()) {
    return object.failure();
  }
  return Bundle{std::move(object.value().Body), object.value().version.VersionId,
                object.value().version.ETag};
}

std::optional<elb::InstanceFacts> InstancesOnEc2::find(const std::string& instance_id) const {
  const Result<ec2::Instance> instance = ec2_.instance(instance_id);
  if (!instance.ok()) {
    return std::nullopt;
  }
  return elb::InstanceFacts{instance.value().PrivateIpAddress,
                            ec2::to_string(instance.value().State), ""};
}

void TargetRegistryOnElb::register_instance(Context cx, std::string target_group,
                                            std::string instance_id, std::string) {
  const Status registered =
      elb_.RegisterTargets(cx, elb_.target_group_arn(target_group), {{std::move(instance_id), 0}});
  SIM_ASSERT(registered.ok(), "Auto Scaling registers running instances: " +
                                  (registered.ok() ? "" : registered.failure().message));
}

Task<void> TargetRegistryOnElb::deregister_instance(Context cx, std::string target_group,
                                                    std::string instance_id) {
  const std::string group = elb_.target_group_arn(target_group);
  elb::TargetDescription target{instance_id, 0};
  const Status deregistered = elb_.DeregisterTargets(cx, group, {target});
  SIM_ASSERT(deregistered.ok(), "an Auto Scaling group is attached to a group that exists");
  const bool drained = co_await elb_.wait_for_state(cx, group, std::move(target),
                                                    elb::TargetHealthState::unused, k_never);
  SIM_ASSERT(drained, "waiting without a deadline ends only when the target is unused");
}

}  // namespace greenroom::app
