#include "sim/app/world.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "fakes/autoscaling/checks.h"
#include "fakes/aws/arn.h"
#include "fakes/codebuild/checks.h"
#include "fakes/codedeploy/checks.h"
#include "fakes/codepipeline/checks.h"
#include "fakes/ec2/checks.h"
#include "fakes/ec2/metadata.h"
#include "fakes/elb/checks.h"
#include "fakes/s3/checks.h"
#include "fakes/scm/checks.h"
#include "sim/core/harness_error.h"

namespace greenroom::app {
namespace {

// The names of the lab.
constexpr const char* k_app = "lab-app";
constexpr const char* k_group = "lab-app-prod-asg";
constexpr const char* k_load_balancer = "lab-app-alb";
constexpr const char* k_target_group = "lab-app-tg";
constexpr const char* k_in_place = "in-place";
constexpr const char* k_blue_green = "blue-green";
constexpr const char* k_source_key = "source.zip";

constexpr std::pair<codedeploy::AutoRollbackEvent, const char*> k_rollback_events[] = {
    {codedeploy::AutoRollbackEvent::DEPLOYMENT_FAILURE, "DEPLOYMENT_FAILURE"},
    {codedeploy::AutoRollbackEvent::DEPLOYMENT_STOP_ON_ALARM, "DEPLOYMENT_STOP_ON_ALARM"},
    {codedeploy::AutoRollbackEvent::DEPLOYMENT_STOP_ON_REQUEST, "DEPLOYMENT_STOP_ON_REQUEST"},
};

elb::TargetGroup target_group_of(const scenario::Environment& environment) {
  const scenario::HealthCheckSettings& check = environment.load_balancer.health_check;
  elb::TargetGroup group;
  group.TargetGroupName = k_target_group;
  group.Port = environment.load_balancer.target_port;
  group.health_check.Path = check.path;
  group.health_check.Interval = check.interval;
  group.health_check.Timeout = check.timeout;
  group.health_check.HealthyThresholdCount = check.healthy_threshold;
  group.health_check.UnhealthyThresholdCount = check.unhealthy_threshold;
  group.health_check.Matcher = check.matcher;
  return group;
}

// What the scenario asks for, unless the load balancer refuses it.
template <typename T>
T accepted(Result<T> result) {
  if (!result.ok()) {
    throw HarnessError("Elastic Load Balancing refuses the scenario's load_balancer (" +
                       result.failure().code + "): " + result.failure().message +
                       ". Next step: change that value in the scenario.");
  }
  return std::move(result).value();
}

codepipeline::Timing pipeline_timing_of(const scenario::Environment& environment) {
  codepipeline::Timing timing;
  timing.poll_interval = environment.poll_interval;
  return timing;
}

void must(const Status& status, const char* what) {
  SIM_ASSERT(status.ok(), std::string(what) + ": " + status.failure().message);
}

// A folder with the files of the nth push, to be copied over the app.
std::string write_files(std::size_t push, const std::vector<scenario::FileOverride>& files) {
  namespace fs = std::filesystem;
  const fs::path folder = real::scratch_directory() + "/push-" + std::to_string(push);
  for (const scenario::FileOverride& file : files) {
    const fs::path path = folder / file.path;
    fs::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out << file.content;
    out.close();
    if (!out) {
      throw HarnessError("cannot write " + path.string() + ", a file of a push");
    }
    fs::permissions(path, static_cast<fs::perms>(file.mode));
  }
  return folder.string();
}

template <typename List>
void move_into(std::vector<std::unique_ptr<Invariant>>& all, List more) {
  for (std::unique_ptr<Invariant>& invariant : more) {
    all.push_back(std::move(invariant));
  }
}

}  // namespace

World::World(Kernel& kernel, real::Settlement& settlement, const scenario::Scenario& scenario,
             const std::string& keep_directory)
    : scenario_(scenario),
      account_{scenario.environment.account, scenario.environment.region},
      ids_(kernel.seed()),
      source_bucket_("code-build-source-" + ids_.hex("bucket", 8)),
      artifact_bucket_("code-build-artifacts-" + ids_.hex("bucket", 8)),
      deployment_group_(k_in_place),
      s3_(ids_, digests_),
      repository_(real::scratch_directory() + "/git"),
      source_on_s3_(s3_, source_bucket_),
      scm_(repository_, source_on_s3_, {}),
      hardware_(kernel, settlement, keep_directory),
      target_port_(settlement, hardware_),
      instance_directory_(ec2_),
      elb_(ids_, account_, target_port_, instance_directory_, {}),
      ec2_(ids_, account_, hardware_, {}),
      metadata_(
          kernel, settlement,
          [this](Context cx, const std::string& instance_id, const HttpRequest& request) {
            return ec2_.answer_metadata(cx, instance_id, request);
          },
          [this](const std::string& instance_id) {
            return ec2_.put_response_hop_limit(instance_id);
          }),
      instances_(ec2_),
      target_groups_(elb_),
      autoscaling_(ids_, instances_, target_groups_, notifications_, {}),
      containers_(kernel, settlement, keep_directory),
      codebuild_(ids_, account_, containers_, digests_),
      fleet_(autoscaling_, ec2_, ids_),
      traffic_gate_(elb_, k_target_group),
      revisions_(s3_),
      hosts_(ec2_),
      codedeploy_(ids_, account_, fleet_, traffic_gate_, revisions_, hosts_),
      artifacts_(s3_),
      builder_(codebuild_),
      deployer_(codedeploy_),
      codepipeline_(ids_, artifacts_, builder_, deployer_,
                    pipeline_timing_of(scenario.environment)),
      front_(kernel, settlement, scenario.environment.load_balancer.host_port,
             [this](Context cx, HttpRequest request, elb::Client client) {
               return elb_.handle(cx, listener_arn_, std::move(request), std::move(client));
             }),
      user_(settlement, front_),
      actions_(codedeploy_, autoscaling_, ec2_, alarms_, deployer_, watch_, {k_app, k_group}) {
  if (scenario.environment.metadata_service) {
    hardware_.connect(metadata_);
  }
  notifications_.connect(autoscaling_, codedeploy_);
  codedeploy_.connect(alarms_);
  move_into(invariants_, scm::invariants());
  move_into(invariants_, s3::invariants());
  move_into(invariants_, elb::invariants());
  move_into(invariants_, ec2::invariants());
  move_into(invariants_, autoscaling::invariants());
  move_into(invariants_, codebuild::invariants());
  move_into(invariants_, codedeploy::invariants());
  move_into(invariants_, codepipeline::invariants());
}

codepipeline::PipelineDeclaration World::pipeline_declaration() const {
  codepipeline::ActionDeclaration source;
  source.name = "Source";
  source.actionTypeId = {"Source", "AWS", "S3", "1"};
  source.configuration = {{"S3Bucket", source_bucket_},
                          {"S3ObjectKey", k_source_key},
                          {"PollForSourceChanges", "true"}};
  source.outputArtifacts = {"SourceArtifact"};
  codepipeline::ActionDeclaration build;
  build.name = "Build";
  build.actionTypeId = {"Build", "AWS", "CodeBuild", "1"};
  build.configuration = {{"ProjectName", k_app}};
  build.inputArtifacts = {"SourceArtifact"};
  build.outputArtifacts = {"BuildArtifact"};
  codepipeline::ActionDeclaration deploy;
  deploy.name = "Deploy";
  deploy.actionTypeId = {"Deploy", "AWS", "CodeDeploy", "1"};
  deploy.configuration = {{"ApplicationName", k_app}, {"DeploymentGroupName", deployment_group_}};
  deploy.inputArtifacts = {"BuildArtifact"};
  codepipeline::PipelineDeclaration pipeline;
  pipeline.name = k_app;
  pipeline.roleArn = aws::role_arn(account_, "lab-app-codepipeline");
  pipeline.artifactStore = artifact_bucket_;
  pipeline.stages = {{"Source", {source}}, {"Build", {build}}, {"Production", {deploy}}};
  return pipeline;
}

void World::create_load_balancer(Context cx) {
  const scenario::LoadBalancerSettings& wanted = scenario_.environment.load_balancer;
  const elb::LoadBalancer balancer =
      accepted(elb_.CreateLoadBalancer(cx, {k_load_balancer, "internet-facing", {}}));
  const elb::TargetGroup group =
      accepted(elb_.CreateTargetGroup(cx, target_group_of(scenario_.environment)));
  accepted(elb_.ModifyTargetGroupAttributes(
      cx, group.TargetGroupArn,
      {{"deregistration_delay.timeout_seconds",
        std::to_string(wanted.deregistration_delay.whole_seconds())}}));
  elb::CreateListenerInput listener;
  listener.LoadBalancerArn = balancer.LoadBalancerArn;
  listener.Port = wanted.listener_port;
  listener.DefaultActions = {elb::forward_to(group.TargetGroupArn)};
  listener_arn_ = accepted(elb_.CreateListener(cx, std::move(listener))).ListenerArn;
}

Task<void> World::create_compute(Context cx) {
  create_load_balancer(cx);
  const Context s3 = cx.as("s3");
  must(s3_.CreateBucket(s3, source_bucket_, s3::BucketVersioningStatus::Enabled), "source bucket");
  must(s3_.CreateBucket(s3, artifact_bucket_, s3::BucketVersioningStatus::Enabled),
       "artifact bucket");
  ec2::LaunchTemplateData data;
  data.ImageId = "ami-0123456789abcdef0";  // any will do: what boots is this computer's software
  data.InstanceType = "t3.micro";
  data.IamProfile = ec2::instance_profile(account_, "lab-app-instance", "lab-app-instance");
  data.SecurityGroups = {"lab-app-instance"};
  data.UserData = scenario_.environment.user_data;
  const Result<ec2::LaunchTemplate> launch_template =
      ec2_.CreateLaunchTemplate(cx.as("ec2"), k_app, std::move(data));
  SIM_ASSERT(launch_template.ok(), "the lab's launch template is valid");
  autoscaling::AutoScalingGroup group;
  group.AutoScalingGroupName = k_group;
  group.LaunchTemplate.LaunchTemplateId = launch_template.value().LaunchTemplateId;
  for (const ec2::Subnet& subnet : ec2_.state().subnets) {
    group.AvailabilityZones.push_back(subnet.AvailabilityZone);
  }
  group.MinSize = scenario_.environment.instances;
  group.MaxSize = scenario_.environment.max_instances;
  group.DesiredCapacity = scenario_.environment.instances;
  group.TargetGroups = {k_target_group};
  group.HealthCheckType = scenario_.environment.health_check_type;
  group.HealthCheckGracePeriod = scenario_.environment.health_check_grace_period;
  must(autoscaling_.CreateAutoScalingGroup(cx.as("autoscaling/" + std::string(k_group)),
                                           std::move(group)),
       "Auto Scaling group");
  co_await autoscaling_.wait_until_steady(cx, k_group);
}

codedeploy::DeploymentGroup World::deployment_group(const char* name) const {
  const scenario::Environment& wanted = scenario_.environment;
  codedeploy::DeploymentGroup group;
  group.applicationName = k_app;
  group.deploymentGroupName = name;
  group.serviceRoleArn = aws::role_arn(account_, "lab-app-codedeploy");
  group.autoScalingGroups = {k_group};
  group.deploymentConfigName = wanted.deployment_config;
  group.deploymentType = name == std::string(k_in_place) ? codedeploy::DeploymentType::IN_PLACE
                                                         : codedeploy::DeploymentType::BLUE_GREEN;
  group.withTrafficControl = wanted.traffic_control;
  group.autoRollbackConfiguration.enabled = !wanted.rollback_on.empty();
  for (const auto& [event, spelled] : k_rollback_events) {
    if (std::count(wanted.rollback_on.begin(), wanted.rollback_on.end(), spelled) > 0) {
      group.autoRollbackConfiguration.events.insert(event);
    }
  }
  group.alarmConfiguration.enabled = !wanted.alarms.empty();
  group.alarmConfiguration.alarms = wanted.alarms;
  codedeploy::BlueGreenDeploymentConfiguration& blue_green = group.blueGreen;
  blue_green.terminateBlueInstancesOnDeploymentSuccess =
      wanted.keep_blue ? codedeploy::BlueInstanceAction::KEEP_ALIVE
                       : codedeploy::BlueInstanceAction::TERMINATE;
  blue_green.terminationWaitTime = wanted.termination_wait;
  if (wanted.ready_wait.microseconds > 0) {
    blue_green.deploymentReadyOption = codedeploy::DeploymentReadyAction::STOP_DEPLOYMENT;
    blue_green.readyWaitTime = wanted.ready_wait;
  }
  group.realTimeEvents = scenario_.real_time;
  return group;
}

void World::create_delivery(Context cx) {
  codebuild::Project project;
  project.name = k_app;
  project.serviceRole = aws::role_arn(account_, "lab-app-codebuild");
  project.realTime = scenario_.real_time.count("build") > 0;
  must(codebuild_.CreateProject(std::move(project)), "build project");
  must(codedeploy_.CreateApplication(k_app), "application");
  for (const char* name : {k_in_place, k_blue_green}) {
    if (name == std::string(k_blue_green) && !scenario_.environment.traffic_control) {
      continue;  // blue/green is about traffic: CodeDeploy would refuse the group
    }
    const Result<std::string> created = codedeploy_.CreateDeploymentGroup(deployment_group(name));
    if (!created.ok()) {
      throw HarnessError("CodeDeploy refuses the scenario's environment (" +
                         created.failure().code + "): " + created.failure().message +
                         ". Next step: change that value in the scenario.");
    }
  }
  fleet_.install_launch_hook(cx, k_group);
  must(codepipeline_.CreatePipeline(cx.as("codepipeline/" + std::string(k_app)),
                                    pipeline_declaration()),
       "pipeline");
}

Task<void> World::set_up(Context cx) {
  co_await create_compute(cx);
  create_delivery(cx);
}

Task<void> World::push(Context cx, scenario::Step step) {
  scm::PushRequest request;
  request.folders = {scenario_.app};
  const std::string overlay = scenario_.app + "/" + scenario::overlay_of(step.version);
  if (std::filesystem::is_directory(overlay)) {
    request.folders.push_back(overlay);
  }
  if (!step.files.empty()) {
    request.folders.push_back(write_files(pushes_, step.files));
  }
  request.message = std::move(step.message);
  request.author_name = "student";
  request.author_email = "student@platform.qa.com";
  const Result<scm::Commit> pushed = co_await scm_.push(cx.as("scm"), std::move(request));
  if (pushed.ok()) {
    ++pushes_;
  } else {
    cx.trace("scenario.note",
             {{"code", pushed.failure().code}, {"message", pushed.failure().message}});
  }
}

void World::use_deployment_group(Context cx, const std::string& group) {
  deployment_group_ = group;
  must(codepipeline_.UpdatePipeline(cx.as("codepipeline/" + std::string(k_app)),
                                    pipeline_declaration()),
       "the pipeline's new deployment group");
}

Task<void> World::wait_for_pipeline(Context cx) {
  co_await codepipeline_.wait_until_idle(cx, k_app, pushes_);
  co_await codedeploy_.wait_until_idle(cx);
}

Task<void> World::wait_for_deployments(Context cx) {
  co_await codedeploy_.wait_until_idle(cx);
}

Task<Status> World::act(Context cx, scenario::Step step) {
  Status done = co_await actions_.perform(cx, std::move(step));
  co_return done;
}

Task<bool> World::wait_for_event(Context cx, scenario::Wants wants, Duration within) {
  const bool came = co_await watch_.wait_for(cx, std::move(wants), within);
  co_return came;
}

void World::keep_build_results(const std::string& directory) const {
  for (const codebuild::Build& build : builder_.builds()) {
    const std::string name = directory + "/build-" + std::to_string(build.buildNumber);
    std::ofstream(name + ".log", std::ios::binary) << build.log;
    std::ofstream(name + ".zip", std::ios::binary) << build.artifact_zip;
  }
}

}  // namespace greenroom::app
