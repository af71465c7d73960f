#include "sim/app/world.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/ec2/metadata.h"
#include "fakes/wire/values.h"
#include "sim/app/accepted.h"
#include "sim/app/deployment_groups.h"
#include "sim/app/developers_app.h"
#include "sim/core/harness_error.h"
#include "sim/real/visitor.h"

namespace greenroom::app {
namespace {

// The names of the lab.
constexpr const char* k_app = "lab-app";
constexpr const char* k_group = "lab-app-prod-asg";
constexpr const char* k_load_balancer = "lab-app-alb";
constexpr const char* k_target_group = k_lab_target_group;
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

// The group's name in a scenario stands for its ARN.
std::vector<elb::Action> named(std::vector<elb::Action> actions, const elb::TargetGroup& group) {
  for (elb::Action& action : actions) {
    for (elb::TargetGroupTuple& tuple : action.forward.TargetGroups) {
      if (tuple.TargetGroupArn == group.TargetGroupName) {
        tuple.TargetGroupArn = group.TargetGroupArn;
      }
    }
  }
  return actions;
}

template <typename T>
T accepted_by_elb(Result<T> result) {
  return accepted(std::move(result), "Elastic Load Balancing", "load_balancer");
}

CloudSettings settings_of(const scenario::Environment& environment) {
  CloudSettings settings;
  settings.account = {environment.account, environment.region};
  settings.zones = static_cast<std::size_t>(environment.zones);
  settings.elb_timing = environment.load_balancer.timing;
  settings.pipeline_timing.poll_interval = environment.poll_interval;
  settings.logs = environment.logs;
  settings.target_group = k_target_group;
  return settings;
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

}  // namespace

World::World(Kernel& kernel, real::Settlement& settlement, const scenario::Scenario& scenario,
             const real::BuildSurroundings& around)
    : scenario_(scenario),
      cloud_(kernel, settlement, settings_of(scenario.environment), around),
      source_bucket_("code-build-source-" + cloud_.ids.hex("bucket", 8)),
      artifact_bucket_("code-build-artifacts-" + cloud_.ids.hex("bucket", 8)),
      deployment_group_(k_in_place),
      repository_(real::scratch_directory() + "/git"),
      source_on_s3_(cloud_.s3, source_bucket_),
      scm_(repository_, source_on_s3_, {}),
      pipeline_actions_(cloud_.codepipeline, k_app),
      actions_({cloud_.codedeploy, cloud_.autoscaling, cloud_.ec2, cloud_.s3, cloud_.alarms,
                cloud_.deployer, cloud_.fleet, watch_, pipeline_actions_, cloud_.parameter_store,
                cloud_.messaging, cloud_.iam},
               {scenario, cloud_.account, k_group, artifact_bucket_}) {
  const scenario::LoadBalancerSettings& balancer = scenario.environment.load_balancer;
  cloud_.open_door(balancer.listener.port, balancer.host_port);
  for (const scenario::ListenerSettings& listener : balancer.more_listeners) {
    cloud_.open_door(listener.port, 0);
  }
  creates_pipeline_ =
      std::any_of(scenario.steps.begin(), scenario.steps.end(),
                  [](const scenario::Step& step) { return step.action == "create_pipeline"; });
  if (uses_messaging(scenario.environment)) {
    cloud_.connect_messaging({k_load_balancer});
  } else if (scenario.environment.notifications) {
    cloud_.tell_in_trace();
  }
}

World::~World() = default;

Task<Status> World::visit(Context cx, std::string command) {
  const real::HttpFront& front =
      cloud_.doors.at(scenario_.environment.load_balancer.listener.port)->front;
  real::Visit visit;
  visit.command = std::move(command);
  visit.working_directory = std::filesystem::path(scenario_.file).parent_path().string();
  visit.environment["GREENROOM_ADDRESS"] = "http://127.0.0.1:" + std::to_string(front.port());
  Status left = co_await real::pay_visit(cx, cloud_.settlement, std::move(visit),
                                         [&front] { return front.owed_to_strangers() > 0; });
  co_return left;
}

UserAgent& World::users(int listener_port) {
  return cloud_.doors.at(listener_port)->user;
}

codepipeline::PipelineDeclaration World::pipeline_declaration() const {
  LabNames names;
  names.pipeline = k_app;
  names.role_arn = aws::role_arn(cloud_.account, "lab-app-codepipeline");
  names.source_bucket = source_bucket_;
  names.source_key = k_source_key;
  names.artifact_bucket = artifact_bucket_;
  names.build_project = k_app;
  names.application = scenario_.environment.deployment_groups.at(deployment_group_).application;
  names.deployment_group = deployment_group_;
  return pipeline_of(scenario_.environment.pipeline, names);
}

void World::create_load_balancer(Context cx) {
  const scenario::LoadBalancerSettings& wanted = scenario_.environment.load_balancer;
  const elb::LoadBalancer balancer =
      accepted_by_elb(cloud_.elb.CreateLoadBalancer(cx, {k_load_balancer, "internet-facing", {}}));
  const elb::TargetGroup group =
      accepted_by_elb(cloud_.elb.CreateTargetGroup(cx, target_group_of(scenario_.environment)));
  accepted_by_elb(
      cloud_.elb.ModifyLoadBalancerAttributes(cx, balancer.LoadBalancerArn, wanted.attributes));
  for (const auto& [port, door] : cloud_.doors) {
    door->front.use(cloud_.target_port.timing());
  }
  elb::Attributes attributes = wanted.target_group_attributes;
  attributes.emplace("deregistration_delay.timeout_seconds",
                     std::to_string(wanted.deregistration_delay.whole_seconds()));
  accepted_by_elb(
      cloud_.elb.ModifyTargetGroupAttributes(cx, group.TargetGroupArn, std::move(attributes)));
  create_listener(cx, wanted.listener, balancer.LoadBalancerArn, group);
  for (const scenario::ListenerSettings& listener : wanted.more_listeners) {
    create_listener(cx, listener, balancer.LoadBalancerArn, group);
  }
}

void World::create_listener(Context cx, const scenario::ListenerSettings& wanted,
                            const std::string& balancer_arn, const elb::TargetGroup& group) {
  elb::CreateListenerInput listener;
  listener.LoadBalancerArn = balancer_arn;
  listener.Port = wanted.port;
  listener.DefaultActions = wanted.default_actions.empty()
                                ? std::vector<elb::Action>{elb::forward_to(group.TargetGroupArn)}
                                : named(wanted.default_actions, group);
  const std::string arn =
      accepted_by_elb(cloud_.elb.CreateListener(cx, std::move(listener))).ListenerArn;
  cloud_.doors.at(wanted.port)->listener_arn = arn;
  for (const elb::Rule& rule : wanted.rules) {
    accepted_by_elb(cloud_.elb.CreateRule(
        cx, {arn, rule.Priority, rule.Conditions, named(rule.Actions, group)}));
  }
}

Task<void> World::create_compute(Context cx) {
  create_load_balancer(cx);
  const Context s3 = cx.as("s3");
  must(cloud_.s3.CreateBucket(s3, source_bucket_, s3::BucketVersioningStatus::Enabled),
       "source bucket");
  if (uses_messaging(scenario_.environment)) {
    must(cloud_.s3.PutBucketNotificationConfiguration(
             s3, source_bucket_,
             wire::Object().add("EventBridgeConfiguration", wire::Object().take()).take()),
         "the source bucket's notifications");
  }
  must(cloud_.s3.CreateBucket(s3, artifact_bucket_, s3::BucketVersioningStatus::Enabled),
       "artifact bucket");
  ec2::LaunchTemplateData data;
  data.ImageId = "ami-0123456789abcdef0";  // any will do: what boots is this computer's software
  data.InstanceType = "t3.micro";
  data.IamProfile = ec2::instance_profile(cloud_.account, "lab-app-instance", "lab-app-instance");
  data.SecurityGroups = {"lab-app-instance"};
  data.UserData = scenario_.environment.user_data;
  if (!scenario_.environment.agent.empty()) {
    data.InstanceTags[codedeploy::k_agent_tag] = scenario_.environment.agent;
  }
  const Result<ec2::LaunchTemplate> launch_template =
      cloud_.ec2.CreateLaunchTemplate(cx.as("ec2"), k_app, std::move(data));
  SIM_ASSERT(launch_template.ok(), "the lab's launch template is valid");
  autoscaling::AutoScalingGroup group;
  group.AutoScalingGroupName = k_group;
  group.LaunchTemplate.LaunchTemplateId = launch_template.value().LaunchTemplateId;
  for (const ec2::Subnet& subnet : cloud_.ec2.state().subnets) {
    group.AvailabilityZones.push_back(subnet.AvailabilityZone);
  }
  group.MinSize = scenario_.environment.min_instances;
  group.MaxSize = scenario_.environment.max_instances;
  group.DesiredCapacity = scenario_.environment.instances;
  group.TargetGroups = {k_target_group};
  group.HealthCheckType = scenario_.environment.health_check_type;
  group.HealthCheckGracePeriod = scenario_.environment.health_check_grace_period;
  must(cloud_.autoscaling.CreateAutoScalingGroup(cx.as("autoscaling/" + std::string(k_group)),
                                                 std::move(group)),
       "Auto Scaling group");
  co_await cloud_.autoscaling.wait_until_steady(cx, k_group);
  for (const scenario::HostSettings& hosts : scenario_.environment.hosts) {
    co_await launch_hosts(cx, launch_template.value().LaunchTemplateId, hosts);
  }
}

// Instances that belong to no Auto Scaling group.
Task<void> World::launch_hosts(Context cx, std::string launch_template_id,
                               scenario::HostSettings hosts) {
  ec2::RunInstancesRequest request;
  request.LaunchTemplate = ec2::LaunchTemplateSpecification{std::move(launch_template_id), "", ""};
  request.data.InstanceTags.insert(hosts.tags.begin(), hosts.tags.end());
  if (!hosts.agent.empty()) {
    request.data.InstanceTags[codedeploy::k_agent_tag] = hosts.agent;
  }
  request.MaxCount = hosts.count;
  const Result<ec2::InstanceIds> ids = cloud_.ec2.RunInstances(cx.as("ec2"), std::move(request));
  if (!ids.ok()) {
    throw HarnessError("EC2 refuses the scenario's hosts (" + ids.failure().code +
                       "): " + ids.failure().message + ". Next step: change `hosts:`.");
  }
  for (const std::string& id : ids.value()) {
    if (!hosts.app.empty()) {
      cloud_.hardware.make_developers(id);
    }
  }
  for (const std::string& id : ids.value()) {
    const bool running =
        co_await cloud_.ec2.wait_for_state(cx, id, ec2::InstanceStateName::running);
    SIM_ASSERT(running, "nobody terminates a host while the world is made");
    if (!hosts.app.empty()) {
      co_await place_app(cx, *cloud_.ec2.machine(id), id, scenario_.app, hosts.app);
    }
  }
}

// What the scenario asks for, unless CodeDeploy refuses it.
void World::create_deployment_groups(Context cx) {
  const auto accepted_by_codedeploy = [](const Result<std::string>& created) {
    if (!created.ok()) {
      throw HarnessError("CodeDeploy refuses the scenario's environment (" +
                         created.failure().code + "): " + created.failure().message +
                         ". Next step: change that value in the scenario.");
    }
  };
  const scenario::Environment& environment = scenario_.environment;
  for (const auto& [name, settings] : environment.deployment_configs) {
    accepted_by_codedeploy(
        cloud_.codedeploy.CreateDeploymentConfig(deployment_config_of(name, settings)));
  }
  for (const auto& [name, settings] : environment.deployment_groups) {
    (void)cloud_.codedeploy.CreateApplication(settings.application);  // it may be there already
  }
  // The lab's own first: they were always there.
  for (const bool of_lab : {true, false}) {
    for (const auto& [name, settings] : environment.deployment_groups) {
      if ((name == k_in_place || name == k_blue_green) == of_lab) {
        accepted_by_codedeploy(cloud_.codedeploy.CreateDeploymentGroup(
            deployment_group_of(scenario_, cloud_.account, name, k_group)));
      }
    }
  }
  const std::string role_arn = cloud_.codedeploy.role_watching(k_group);
  if (cloud_.codedeploy.watches_launches(k_group)) {
    accepted(cloud_.fleet.put_hook(cx, role_arn, k_group, codedeploy::HookKind::Launch),
             "Auto Scaling", "roles");
  }
  if (cloud_.codedeploy.watches_terminations(k_group)) {
    accepted(cloud_.fleet.put_hook(cx, role_arn, k_group, codedeploy::HookKind::Termination),
             "Auto Scaling", "roles");
  }
}

// Alarms on the lab's load balancer; those on hosts, which are gauges, on its target group.
void World::create_delivery(Context cx) {
  fill_stores(cx);
  create_buckets(cx, cloud_.s3, scenario_.environment.buckets);
  codebuild::Project project = project_of(scenario_.environment.build);
  project.name = k_app;
  project.serviceRole = aws::role_arn(cloud_.account, "lab-app-codebuild");
  project.realTime = scenario_.real_time.count("build") > 0;
  must(cloud_.codebuild.CreateProject(std::move(project)), "build project");
  create_deployment_groups(cx);
  pipeline_actions_.set_declaration(pipeline_declaration());
  // The lab's pipeline was made long before its first source: it has no execution of its creation.
  if (!creates_pipeline_) {
    accepted(cloud_.codepipeline.furnish(cx.as("codepipeline/" + std::string(k_app)),
                                         pipeline_declaration()),
             "CodePipeline", "pipeline");
  }
}

Task<void> World::set_up(Context cx) {
  furnish_roles(cloud_.iam, scenario_.environment.roles);
  if (uses_messaging(scenario_.environment)) {  // first of all: rules hear of the first instances
    cloud_.messaging.set_up(cx, scenario_.environment, k_app);
  }
  co_await create_compute(cx);
  create_alarms(cx);
  create_delivery(cx);
}

Task<Status> World::push(Context cx, scenario::Step step) {
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
  co_return pushed.ok() ? success() : Status(pushed.failure());
}

void World::use_deployment_group(Context cx, const std::string& group) {
  deployment_group_ = group;
  pipeline_actions_.set_declaration(pipeline_declaration());
  if (cloud_.codepipeline.state().find(k_app) == nullptr) {
    return;  // create_pipeline will use it
  }
  must(cloud_.codepipeline.UpdatePipeline(cx.as("codepipeline/" + std::string(k_app)),
                                          pipeline_declaration()),
       "the pipeline's new deployment group");
}

Task<void> World::wait_for_pipeline(Context cx) {
  const bool was_created = creates_pipeline_ && cloud_.codepipeline.state().find(k_app) != nullptr;
  co_await cloud_.codepipeline.wait_until_idle(
      cx, k_app, was_created ? pushes_ - pushes_before_pipeline_ + 1 : pushes_);
  co_await cloud_.codedeploy.wait_until_idle(cx);
}

Task<void> World::wait_for_deployments(Context cx) {
  co_await cloud_.codedeploy.wait_until_idle(cx);
}

Task<Status> World::act(Context cx, scenario::Step step) {
  if (step.action == "create_pipeline") {
    pushes_before_pipeline_ = pushes_;
  }
  Status done = co_await actions_.perform(cx, std::move(step));
  co_return done;
}

Task<bool> World::wait_for_event(Context cx, scenario::Wants wants, Duration within) {
  const bool came = co_await watch_.wait_for(cx, std::move(wants), within);
  co_return came;
}

void World::keep_build_results(const std::string& directory) const {
  for (const codebuild::Build& build : cloud_.builder.builds()) {
    const std::string name = directory + "/build-" + std::to_string(build.buildNumber);
    std::ofstream(name + ".log", std::ios::binary) << build.log;
    std::ofstream(name + ".zip", std::ios::binary) << build.artifact_zip;
  }
}

}  // namespace greenroom::app
