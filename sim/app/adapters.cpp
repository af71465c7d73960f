#include "sim/app/adapters.h"

#include <algorithm>
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codebuild/environment_variables.h"
#include "sim/real/archive.h"

namespace greenroom::app {

Status SourceBucketOnS3::put(Context cx, std::string key, std::string body) {
  const Result<s3::ObjectVersion> stored =
      s3_.PutObject(cx.as("s3"), bucket_, std::move(key), std::move(body));
  return stored.ok() ? success() : Status(stored.failure());
}

Result<codepipeline::SourceRevision> ArtifactStoreOnS3::head_source(Context, std::string bucket,
                                                                    std::string key,
                                                                    std::string version_id) {
  Result<s3::ObjectVersion> head = s3_.HeadObject(bucket, key);
  if (!version_id.empty()) {
    const Result<s3::Object> named = s3_.GetObject(bucket, key, version_id);
    head = named.ok() ? Result<s3::ObjectVersion>(named.value().version)
                      : Result<s3::ObjectVersion>(named.failure());
  }
  if (!head.ok()) {
    return head.failure();
  }
  const auto& metadata = head.value().settings.Metadata;
  const auto summary = metadata.find("codepipeline-artifact-revision-summary");
  return codepipeline::SourceRevision{head.value().VersionId, head.value().ETag,
                                      summary == metadata.end() ? "" : summary->second};
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

Status ArtifactStoreOnS3::put_object(Context cx, std::string bucket, std::string key,
                                     std::string body,
                                     codepipeline::DeployedObjectSettings settings) {
  s3::ObjectSettings how;
  how.CacheControl = std::move(settings.CacheControl);
  how.ACL = std::move(settings.CannedACL);
  how.SSEKMSKeyId = std::move(settings.KMSEncryptionKeyARN);
  const Result<s3::ObjectVersion> stored = s3_.PutObject(
      cx.as("s3"), std::move(bucket), std::move(key), std::move(body), std::move(how));
  return stored.ok() ? success() : Status(stored.failure());
}

Result<std::vector<FileOfZip>> files_of_zip(const std::string& zip) {
  Result<std::vector<real::ArchiveEntry>> entries = real::read_entries(zip);
  if (!entries.ok()) {
    return entries.failure();
  }
  std::vector<FileOfZip> files;
  for (real::ArchiveEntry& entry : entries.value()) {
    const bool is_folder = entry.path.empty() || entry.path.back() == '/';
    if (!is_folder) {
      files.push_back({std::move(entry.path), entry.link_target.empty()
                                                  ? std::move(entry.content)
                                                  : std::move(entry.link_target)});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

Result<std::vector<codepipeline::ArtifactFile>> ArtifactStoreOnS3::extract(const std::string& zip) {
  Result<std::vector<FileOfZip>> all = files_of_zip(zip);
  if (!all.ok()) {
    return all.failure();
  }
  std::vector<codepipeline::ArtifactFile> files;
  for (FileOfZip& file : all.value()) {
    files.push_back({std::move(file.path), std::move(file.content)});
  }
  return files;
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
  start.secondary_source_zips = std::move(request.secondary_source_zips);
  start.secondaryArtifacts = request.secondary_artifacts;
  codepipeline::BuildOutcome outcome;
  Result<codebuild::EnvironmentVariables> variables =
      codebuild::parse_environment_variables(request.environment_variables);
  if (!variables.ok()) {
    outcome.failure_message = variables.failure().code + ": " + variables.failure().message;
    co_return outcome;
  }
  start.environmentVariablesOverride = std::move(variables).value();
  const Context as_project = cx.as("codebuild/" + request.project);
  Result<codebuild::Build> build = co_await codebuild_.StartBuild(as_project, std::move(start));
  if (!build.ok()) {
    outcome.failure_message = build.failure().code + ": " + build.failure().message;
    co_return outcome;
  }
  const codebuild::Build& ended = build.value();
  outcome.id = ended.id;
  outcome.succeeded = ended.buildStatus == codebuild::StatusType::SUCCEEDED;
  outcome.artifact_zip = ended.artifact_zip;
  outcome.secondary_artifact_zips = ended.secondary_artifact_zips;
  outcome.exported_variables.insert(ended.exportedEnvironmentVariables.begin(),
                                    ended.exportedEnvironmentVariables.end());
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

codedeploy::S3Location revision_of(const codepipeline::StoredArtifact& artifact) {
  codedeploy::S3Location revision;
  revision.bucket = artifact.bucket;
  revision.key = artifact.key;
  revision.version = artifact.VersionId;
  revision.eTag = artifact.ETag;
  return revision;
}

Task<codepipeline::DeployOutcome> DeployerOnCodeDeploy::run(Context cx,
                                                            codepipeline::DeployRequest request) {
  codedeploy::CreateDeploymentInput input;
  input.applicationName = request.application;
  input.deploymentGroupName = request.deployment_group;
  input.revision = revision_of(request.revision);
  revisions_.push_back(request.revision);
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
    // UNVERIFIED for one that was stopped.
    outcome.failure_message = "Deployment " + outcome.deployment_id + " failed";
  }
  co_return outcome;
}

// Simplified: an agent without a profile is told so when it fetches a bundle; AWS's cannot even ask
// for commands.
Status RevisionStoreOnS3::may_get(const std::string& instance_id, const std::string& object_arn,
                                  const std::string& version) const {
  const ec2::Instance* instance = ec2_.state().find_instance(instance_id);
  if (instance == nullptr || !instance->made_of.IamProfile ||
      instance->made_of.IamProfile->role.empty()) {
    return Failure{"MissingCredentials",
                   "Missing credentials - please check if this instance was started with an IAM "
                   "instance profile"};
  }
  return rights_.may({rights_.role_arn(instance->made_of.IamProfile->role), instance_id},
                     {version.empty() ? "s3:GetObject" : "s3:GetObjectVersion", object_arn, {}});
}

Result<codedeploy::RevisionStore::Bundle> RevisionStoreOnS3::get(Context,
                                                                 const std::string& instance_id,
                                                                 const std::string& bucket,
                                                                 const std::string& key,
                                                                 const std::string& version) {
  const Status allowed = may_get(instance_id, aws::s3_object_arn(bucket, key), version);
  if (!allowed.ok()) {
    return allowed.failure();
  }
  Result<s3::Object> object =
      s3_.GetObject(bucket, key, version.empty() ? std::nullopt : std::optional(version));
  if (!object.ok()) {
    return object.failure();
  }
  return Bundle{std::move(object.value().Body), object.value().version.VersionId,
                object.value().version.ETag};
}

// Asked before every health check: without a copy of the instance.
std::optional<elb::InstanceFacts> InstanceDirectoryOnEc2::find(
    const std::string& instance_id) const {
  const ec2::Instance* instance = ec2_.state().find_instance(instance_id);
  if (instance == nullptr) {
    return std::nullopt;
  }
  return elb::InstanceFacts{instance->PrivateIpAddress, ec2::to_string(instance->State),
                            instance->subnet.AvailabilityZone};
}

void ToldInTrace::publish(Context cx, codedeploy::SnsMessage message) {
  cx.as("sns").trace(
      "sns.message",
      {{"TopicArn", message.TopicArn}, {"Subject", message.Subject}, {"Message", message.Message}});
}

void ToldInTrace::put_event(Context cx, codedeploy::EventBridgeEvent event) {
  cx.as("eventbridge")
      .trace("eventbridge.event", {{"source", event.source},
                                   {"detail-type", event.detail_type},
                                   {"resources", json_array(event.resources)},
                                   {"detail", event.detail}});
}

namespace {

autoscaling::LaunchTemplateSpecification of_auto_scaling(const std::string& id,
                                                         const std::string& version) {
  return {id, "", version};
}

}  // namespace

Result<autoscaling::LaunchTemplateSpecification> InstancesOnEc2::resolve(
    const autoscaling::LaunchTemplateSpecification& launch_template) {
  const Result<ec2::ResolvedLaunchTemplate> resolved =
      ec2_.resolve({launch_template.LaunchTemplateId, launch_template.LaunchTemplateName,
                    launch_template.Version});
  if (!resolved.ok()) {
    return resolved.failure();
  }
  return of_auto_scaling(resolved.value().LaunchTemplateId,
                         std::to_string(resolved.value().version.VersionNumber));
}

Result<autoscaling::LaunchedInstance> InstancesOnEc2::run_instance(
    Context cx, autoscaling::LaunchRequest request) {
  const Result<autoscaling::LaunchTemplateSpecification> resolved = resolve(request.LaunchTemplate);
  if (!resolved.ok()) {
    return resolved.failure();
  }
  ec2::RunInstancesRequest run;
  run.LaunchTemplate = {resolved.value().LaunchTemplateId, "", resolved.value().Version};
  run.AvailabilityZone = std::move(request.AvailabilityZone);
  run.data.SubnetId = std::move(request.SubnetId);
  run.data.InstanceTags = std::move(request.Tags);
  const Result<ec2::InstanceIds> ids = ec2_.RunInstances(cx, std::move(run));
  if (!ids.ok()) {
    return ids.failure();
  }
  Result<autoscaling::LaunchedInstance> launched = describe(ids.value().front());
  launched.value().LaunchTemplate = resolved.value();
  return launched;
}

Result<autoscaling::LaunchedInstance> InstancesOnEc2::describe(const std::string& instance_id) {
  const Result<ec2::Instance> instance = ec2_.instance(instance_id);
  if (!instance.ok()) {
    return instance.failure();
  }
  autoscaling::LaunchedInstance described;
  described.InstanceId = instance_id;
  described.AvailabilityZone = instance.value().subnet.AvailabilityZone;
  described.SubnetId = instance.value().subnet.SubnetId;
  described.running = instance.value().State == ec2::InstanceStateName::running;
  return described;
}

Task<bool> InstancesOnEc2::wait_until_running(Context cx, std::string instance_id) {
  const bool running =
      co_await ec2_.wait_for_state(cx, std::move(instance_id), ec2::InstanceStateName::running);
  co_return running;
}

// Termination protection does not keep Auto Scaling from ending an instance.
void InstancesOnEc2::terminate(Context cx, const std::string& instance_id) {
  const Status unprotected = ec2_.modify_termination_protection(instance_id, false);
  SIM_ASSERT(unprotected.ok(), "Auto Scaling ends instances that exist");
  const auto terminating = ec2_.TerminateInstances(cx, {instance_id});
  SIM_ASSERT(terminating.ok(), "an instance without protection may be terminated");
}

Task<void> InstancesOnEc2::wait_until_terminated(Context cx, std::string instance_id) {
  const bool terminated =
      co_await ec2_.wait_for_state(cx, std::move(instance_id), ec2::InstanceStateName::terminated);
  SIM_ASSERT(terminated, "an instance that is terminated gets there");
}

autoscaling::InstanceCondition InstancesOnEc2::condition(const std::string& instance_id) {
  const ec2::Instance* instance = ec2_.state().find_instance(instance_id);
  if (instance == nullptr) {
    return {};
  }
  return {instance->State == ec2::InstanceStateName::running, instance->impaired_since};
}

void InstancesOnEc2::set_group(const std::string& instance_id, const std::string& group) {
  ec2_.set_group_tag(instance_id, group);
}

void InstancesOnEc2::set_target_lifecycle_state(const std::string& instance_id,
                                                const std::string& state) {
  ec2_.set_target_lifecycle_state(instance_id, state);
}

// A target group that was deleted under the Auto Scaling group, or is full, takes nobody any more.
// Simplified: AWS's scaling activity fails then.
void TargetGroupsOnElb::register_instance(Context cx, const std::string& target_group,
                                          const std::string& instance_id) {
  (void)elb_.RegisterTargets(cx, elb_.target_group_arn(target_group), {{instance_id, 0}});
}

void TargetGroupsOnElb::deregister_instance(Context cx, const std::string& target_group,
                                            const std::string& instance_id) {
  // A refusal: the group is gone, and with it the target.
  (void)elb_.DeregisterTargets(cx, elb_.target_group_arn(target_group), {{instance_id, 0}});
}

Task<void> TargetGroupsOnElb::wait_until_drained(Context cx, std::string target_group,
                                                 std::string instance_id) {
  const std::string group = elb_.target_group_arn(target_group);
  if (group.empty()) {
    co_return;
  }
  elb::TargetDescription target{std::move(instance_id), 0};
  const bool drained = co_await elb_.wait_for_state(cx, group, std::move(target),
                                                    elb::TargetHealthState::unused, k_never);
  SIM_ASSERT(drained, "waiting without a deadline ends only when the target is unused");
}

autoscaling::TargetHealth TargetGroupsOnElb::health(const std::string& target_group,
                                                    const std::string& instance_id) {
  const std::vector<elb::TargetDescription> asked{{instance_id, 0}};
  const auto described = elb_.DescribeTargetHealth(elb_.target_group_arn(target_group), asked);
  if (!described.ok() || described.value().empty()) {
    return autoscaling::TargetHealth::other;
  }
  switch (described.value().front().health.State) {
    case elb::TargetHealthState::healthy:
      return autoscaling::TargetHealth::healthy;
    case elb::TargetHealthState::unhealthy:
      return autoscaling::TargetHealth::unhealthy;
    default:
      return autoscaling::TargetHealth::other;
  }
}

}  // namespace greenroom::app
