#include "sim/app/world.h"

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
      instances_(ec2_),
      target_groups_(elb_),
      autoscaling_(ids_, instances_, target_groups_, notifications_, {}),
      containers_(kernel, settlement, keep_directory),
      codebuild_(ids_, account_, containers_, digests_),
      fleet_(autoscaling_, ec2_),
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
      user_(settlement, front_) {
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
  group.MaxSize = scenario_.environment.instances * 2;
  group.DesiredCapacity = scenario_.environment.instances;
  group.TargetGroups = {k_target_group};
  must(autoscaling_.CreateAutoScalingGroup(cx.as("autoscaling/" + std::string(k_group)),
                                           std::move(group)),
       "Auto Scaling group");
  co_await autoscaling_.wait_until_steady(cx, k_group);
}

void World::create_delivery(Context cx) {
  codebuild::Project project;
  project.name = k_app;
  project.serviceRole = aws::role_arn(account_, "lab-app-codebuild");
  project.realTime = scenario_.real_time.count("build") > 0;
  must(codebuild_.CreateProject(std::move(project)), "build project");
  must(codedeploy_.CreateApplication(k_app), "application");
  for (const char* name : {k_in_place, k_blue_green}) {
    codedeploy::DeploymentGroup group;
    group.applicationName = k_app;
    group.deploymentGroupName = name;
    group.serviceRoleArn = aws::role_arn(account_, "lab-app-codedeploy");
    group.autoScalingGroups = {k_group};
    group.deploymentConfigName = scenario_.environment.deployment_config;
    group.deploymentType = name == std::string(k_in_place) ? codedeploy::DeploymentType::IN_PLACE
                                                           : codedeploy::DeploymentType::BLUE_GREEN;
    group.autoRollbackConfiguration.enabled = scenario_.environment.rollback_on_failure;
    group.autoRollbackConfiguration.events = {codedeploy::AutoRollbackEvent::DEPLOYMENT_FAILURE};
    group.blueGreen.terminateBlueInstancesOnDeploymentSuccess =
        scenario_.environment.keep_blue ? codedeploy::BlueInstanceAction::KEEP_ALIVE
                                        : codedeploy::BlueInstanceAction::TERMINATE;
    group.realTimeEvents = scenario_.real_time;
    const Result<std::string> created = codedeploy_.CreateDeploymentGroup(std::move(group));
    SIM_ASSERT(created.ok(), "the lab's deployment groups are valid");
  }
  must(codepipeline_.CreatePipeline(cx.as("codepipeline/" + std::string(k_app)),
                                    pipeline_declaration()),
       "pipeline");
}

Task<void> World::set_up(Context cx) {
  co_await create_compute(cx);
  create_delivery(cx);
}

Task<void> World::push(Context cx, std::string version, std::string message) {
  scm::PushRequest request;
  request.folders = {scenario_.app};
  const std::string overlay = scenario_.app + "/" + scenario::overlay_of(version);
  if (std::filesystem::is_directory(overlay)) {
    request.folders.push_back(overlay);
  }
  request.message = std::move(message);
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

void World::keep_build_results(const std::string& directory) const {
  for (const codebuild::Build& build : builder_.builds()) {
    const std::string name = directory + "/build-" + std::to_string(build.buildNumber);
    std::ofstream(name + ".log", std::ios::binary) << build.log;
    std::ofstream(name + ".zip", std::ios::binary) << build.artifact_zip;
  }
}

}  // namespace greenroom::app
