#include "sim/app/world.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "fakes/autoscaling/checks.h"
#include "fakes/aws/arn.h"
#include "fakes/cloudwatch/checks.h"
#include "fakes/codebuild/checks.h"
#include "fakes/codedeploy/checks.h"
#include "fakes/codepipeline/checks.h"
#include "fakes/ec2/checks.h"
#include "fakes/ec2/metadata.h"
#include "fakes/elb/checks.h"
#include "fakes/events/checks.h"
#include "fakes/logs/checks.h"
#include "fakes/s3/checks.h"
#include "fakes/scm/checks.h"
#include "fakes/sns/checks.h"
#include "sim/app/accepted.h"
#include "sim/app/deployment_groups.h"
#include "sim/core/harness_error.h"
#include "sim/real/metadata_route.h"
#include "sim/real/visitor.h"

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

struct World::Door {
  Door(Kernel& kernel, real::Settlement& settlement, int host_port, elb::Elb& elb)
      : front(kernel, settlement, host_port,
              [this, &elb](Context cx, HttpRequest request, elb::Client client) {
                return elb.handle(cx, listener_arn, std::move(request), std::move(client));
              }),
        user(settlement, front) {}
  std::string listener_arn;
  real::HttpFront front;
  real::HttpUser user;
};

World::World(Kernel& kernel, real::Settlement& settlement, const scenario::Scenario& scenario,
             const real::BuildSurroundings& around)
    : scenario_(scenario),
      settlement_(settlement),
      account_{scenario.environment.account, scenario.environment.region},
      ids_(kernel.seed()),
      source_bucket_("code-build-source-" + ids_.hex("bucket", 8)),
      artifact_bucket_("code-build-artifacts-" + ids_.hex("bucket", 8)),
      deployment_group_(k_in_place),
      s3_(ids_, digests_),
      repository_(real::scratch_directory() + "/git"),
      source_on_s3_(s3_, source_bucket_),
      scm_(repository_, source_on_s3_, {}),
      hardware_(kernel, settlement, around.keep_directory),
      target_port_(settlement, hardware_),
      instance_directory_(ec2_),
      elb_(ids_, account_, target_port_, instance_directory_,
           scenario.environment.load_balancer.timing),
      ec2_(ids_, account_, hardware_, {}, static_cast<std::size_t>(scenario.environment.zones)),
      metadata_(
          kernel.limits(), settlement,
          {"the metadata of instance", ec2::k_metadata_ip, real::k_metadata_listener_port},
          [this, &kernel](const std::string& instance_id, const HttpRequest& request) {
            const Context cx(kernel, kernel.actor("ec2/" + instance_id));
            return ec2_.answer_metadata(cx, instance_id, request);
          },
          [this](const std::string& instance_id) {
            return ec2_.put_response_hop_limit(instance_id);
          }),
      instances_(ec2_),
      target_groups_(elb_),
      autoscaling_(ids_, instances_, target_groups_, notifications_, {}),
      containers_(kernel, settlement, around),
      parameter_store_(ids_, account_),
      secrets_manager_(ids_, account_),
      s3_wire_(s3_),
      parameter_store_wire_(parameter_store_),
      secrets_manager_wire_(secrets_manager_),
      endpoint_front_(
          kernel.limits(), settlement,
          {"the endpoint of AWS in instance", real::k_endpoint_ip, real::k_endpoint_port},
          [this, &kernel](const std::string& instance_id, const HttpRequest& request) {
            // Simplified: who is cut off is hung up on, instead of hearing nothing.
            const Context cx(kernel, kernel.actor("ec2/" + instance_id));
            return hardware_.is_cut_off(instance_id) ? HttpResponse{}
                                                     : endpoint_.answer(cx, request);
          }),
      protected_variables_(parameter_store_, secrets_manager_),
      codebuild_(ids_, account_, containers_, protected_variables_, digests_),
      fleet_(autoscaling_, ec2_, ids_),
      traffic_gate_(elb_, k_target_group),
      revisions_(s3_),
      hosts_(ec2_),
      codedeploy_(ids_, account_, fleet_, traffic_gate_, revisions_, hosts_),
      artifacts_(s3_),
      builder_(codebuild_),
      deployer_(codedeploy_),
      codepipeline_(ids_, account_, artifacts_, builder_, deployer_, approval_notifier_,
                    pipeline_timing_of(scenario.environment)),
      pipeline_actions_(codepipeline_, k_app),
      cloudwatch_(account_),
      alarms_(cloudwatch_),
      messaging_(kernel, ids_, account_, codepipeline_),
      logs_(account_, scenario.environment.logs),
      actions_({codedeploy_, autoscaling_, ec2_, s3_, alarms_, deployer_, fleet_, watch_,
                pipeline_actions_, parameter_store_, messaging_},
               {scenario, account_, k_group, artifact_bucket_}) {
  const scenario::LoadBalancerSettings& balancer = scenario.environment.load_balancer;
  open_door(kernel, settlement, balancer.listener, balancer.host_port);
  for (const scenario::ListenerSettings& listener : balancer.more_listeners) {
    open_door(kernel, settlement, listener, 0);
  }
  creates_pipeline_ =
      std::any_of(scenario.steps.begin(), scenario.steps.end(),
                  [](const scenario::Step& step) { return step.action == "create_pipeline"; });
  codepipeline_.connect(alarms_);
  endpoint_.add(s3_wire_);
  endpoint_.add(parameter_store_wire_);
  endpoint_.add(secrets_manager_wire_);
  hardware_.connect(metadata_, endpoint_front_);
  notifications_.connect(autoscaling_, codedeploy_);
  codedeploy_.connect(alarms_);
  codedeploy_.connect(logs_);
  codebuild_.connect(logs_);
  if (uses_messaging(scenario.environment)) {
    codedeploy_.connect(messaging_);
    codebuild_.connect(static_cast<codebuild::BuildEvents&>(messaging_));
    notifications_.connect(messaging_);
    messaging_.connect({k_load_balancer}, [this](int port) -> UserAgent* {
      const auto door = doors_.find(port);
      return door == doors_.end() ? nullptr : &door->second->user;
    });
    approval_notifier_.connect(messaging_);
    cloudwatch_.connect(messaging_);
  } else if (scenario.environment.notifications) {
    codedeploy_.connect(told_in_trace_);
  }
  move_into(invariants_, scm::invariants());
  move_into(invariants_, s3::invariants());
  move_into(invariants_,
            elb::invariants(scenario.environment.load_balancer.timing.deregistration_lag_max));
  move_into(invariants_, ec2::invariants());
  move_into(invariants_, autoscaling::invariants());
  move_into(invariants_, codebuild::invariants());
  move_into(invariants_, codedeploy::invariants());
  move_into(invariants_, cloudwatch::invariants());
  move_into(invariants_, logs::invariants());
  move_into(invariants_, events::invariants());
  move_into(invariants_, sns::invariants());
  move_into(invariants_, codepipeline::invariants());
}

World::~World() = default;

void World::open_door(Kernel& kernel, real::Settlement& settlement,
                      const scenario::ListenerSettings& listener, int host_port) {
  // A port that is there already is refused by CreateListener, with AWS's words.
  doors_.try_emplace(listener.port, std::make_unique<Door>(kernel, settlement, host_port, elb_));
}

Task<Status> World::visit(Context cx, std::string command) {
  const real::HttpFront& front =
      doors_.at(scenario_.environment.load_balancer.listener.port)->front;
  real::Visit visit;
  visit.command = std::move(command);
  visit.working_directory = std::filesystem::path(scenario_.file).parent_path().string();
  visit.environment["GREENROOM_ADDRESS"] = "http://127.0.0.1:" + std::to_string(front.port());
  Status left = co_await real::pay_visit(cx, settlement_, std::move(visit),
                                         [&front] { return front.owed_to_strangers() > 0; });
  co_return left;
}

UserAgent& World::users(int listener_port) {
  return doors_.at(listener_port)->user;
}

codepipeline::PipelineDeclaration World::pipeline_declaration() const {
  LabNames names;
  names.pipeline = k_app;
  names.role_arn = aws::role_arn(account_, "lab-app-codepipeline");
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
      accepted_by_elb(elb_.CreateLoadBalancer(cx, {k_load_balancer, "internet-facing", {}}));
  const elb::TargetGroup group =
      accepted_by_elb(elb_.CreateTargetGroup(cx, target_group_of(scenario_.environment)));
  accepted_by_elb(
      elb_.ModifyLoadBalancerAttributes(cx, balancer.LoadBalancerArn, wanted.attributes));
  for (const auto& [port, door] : doors_) {
    door->front.use(target_port_.timing());
  }
  elb::Attributes attributes = wanted.target_group_attributes;
  attributes.emplace("deregistration_delay.timeout_seconds",
                     std::to_string(wanted.deregistration_delay.whole_seconds()));
  accepted_by_elb(
      elb_.ModifyTargetGroupAttributes(cx, group.TargetGroupArn, std::move(attributes)));
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
  const std::string arn = accepted_by_elb(elb_.CreateListener(cx, std::move(listener))).ListenerArn;
  doors_.at(wanted.port)->listener_arn = arn;
  for (const elb::Rule& rule : wanted.rules) {
    accepted_by_elb(
        elb_.CreateRule(cx, {arn, rule.Priority, rule.Conditions, named(rule.Actions, group)}));
  }
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
  group.MinSize = scenario_.environment.min_instances;
  group.MaxSize = scenario_.environment.max_instances;
  group.DesiredCapacity = scenario_.environment.instances;
  group.TargetGroups = {k_target_group};
  group.HealthCheckType = scenario_.environment.health_check_type;
  group.HealthCheckGracePeriod = scenario_.environment.health_check_grace_period;
  must(autoscaling_.CreateAutoScalingGroup(cx.as("autoscaling/" + std::string(k_group)),
                                           std::move(group)),
       "Auto Scaling group");
  co_await autoscaling_.wait_until_steady(cx, k_group);
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
  request.MaxCount = hosts.count;
  const Result<ec2::InstanceIds> ids = ec2_.RunInstances(cx.as("ec2"), std::move(request));
  if (!ids.ok()) {
    throw HarnessError("EC2 refuses the scenario's hosts (" + ids.failure().code +
                       "): " + ids.failure().message + ". Next step: change `hosts:`.");
  }
  for (const std::string& id : ids.value()) {
    const bool running = co_await ec2_.wait_for_state(cx, id, ec2::InstanceStateName::running);
    SIM_ASSERT(running, "nobody terminates a host while the world is made");
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
        codedeploy_.CreateDeploymentConfig(deployment_config_of(name, settings)));
  }
  for (const auto& [name, settings] : environment.deployment_groups) {
    (void)codedeploy_.CreateApplication(settings.application);  // it may be there already
  }
  // The lab's own first: they were always there.
  for (const bool of_lab : {true, false}) {
    for (const auto& [name, settings] : environment.deployment_groups) {
      if ((name == k_in_place || name == k_blue_green) == of_lab) {
        accepted_by_codedeploy(codedeploy_.CreateDeploymentGroup(
            deployment_group_of(scenario_, account_, name, k_group)));
      }
    }
  }
  if (codedeploy_.watches_launches(k_group)) {
    fleet_.install_launch_hook(cx, k_group);
  }
  if (codedeploy_.watches_terminations(k_group)) {
    fleet_.install_termination_hook(cx, k_group);
  }
}

// Alarms on the lab's load balancer; those on hosts, which are gauges, on its target group.
void World::create_delivery(Context cx) {
  fill_stores(cx);
  create_buckets(cx, s3_, scenario_.environment.buckets);
  codebuild::Project project = project_of(scenario_.environment.build);
  project.name = k_app;
  project.serviceRole = aws::role_arn(account_, "lab-app-codebuild");
  project.realTime = scenario_.real_time.count("build") > 0;
  must(codebuild_.CreateProject(std::move(project)), "build project");
  create_deployment_groups(cx);
  pipeline_actions_.set_declaration(pipeline_declaration());
  // The lab's pipeline was made long before its first source: it has no execution of its creation.
  if (!creates_pipeline_) {
    accepted(
        codepipeline_.furnish(cx.as("codepipeline/" + std::string(k_app)), pipeline_declaration()),
        "CodePipeline", "pipeline");
  }
}

Task<void> World::set_up(Context cx) {
  if (uses_messaging(scenario_.environment)) {  // first of all: rules hear of the first instances
    messaging_.set_up(cx, scenario_.environment, k_app);
  }
  co_await create_compute(cx);
  create_alarms(cx);
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
    tell_of_source(cx);
  } else {
    cx.trace("scenario.note",
             {{"code", pushed.failure().code}, {"message", pushed.failure().message}});
  }
}

// S3 tells EventBridge of the new source, when there is anybody to hear.
void World::tell_of_source(Context cx) {
  const Result<s3::ObjectVersion> object = s3_.HeadObject(source_bucket_, k_source_key);
  if (object.ok()) {
    messaging_.object_created(cx, {source_bucket_, k_source_key, object.value().Size,
                                   object.value().ETag, object.value().VersionId});
  }
}

void World::use_deployment_group(Context cx, const std::string& group) {
  deployment_group_ = group;
  pipeline_actions_.set_declaration(pipeline_declaration());
  if (codepipeline_.state().find(k_app) == nullptr) {
    return;  // create_pipeline will use it
  }
  must(codepipeline_.UpdatePipeline(cx.as("codepipeline/" + std::string(k_app)),
                                    pipeline_declaration()),
       "the pipeline's new deployment group");
}

Task<void> World::wait_for_pipeline(Context cx) {
  const bool was_created = creates_pipeline_ && codepipeline_.state().find(k_app) != nullptr;
  co_await codepipeline_.wait_until_idle(
      cx, k_app, was_created ? pushes_ - pushes_before_pipeline_ + 1 : pushes_);
  co_await codedeploy_.wait_until_idle(cx);
}

Task<void> World::wait_for_deployments(Context cx) {
  co_await codedeploy_.wait_until_idle(cx);
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
  for (const codebuild::Build& build : builder_.builds()) {
    const std::string name = directory + "/build-" + std::to_string(build.buildNumber);
    std::ofstream(name + ".log", std::ios::binary) << build.log;
    std::ofstream(name + ".zip", std::ios::binary) << build.artifact_zip;
  }
}

}  // namespace greenroom::app
