// The world of one run: every fake, over real machines, joined by adapters, furnished as the
// scenario's environment says (the lab's by default). The one place that composes the fakes.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fakes/autoscaling/service.h"
#include "fakes/aws/ids.h"
#include "fakes/codebuild/service.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codepipeline/service.h"
#include "fakes/ec2/service.h"
#include "fakes/elb/service.h"
#include "fakes/s3/wire.h"
#include "fakes/scm/service.h"
#include "fakes/secretsmanager/wire.h"
#include "fakes/ssm/wire.h"
#include "fakes/wire/endpoint.h"
#include "sim/app/actions.h"
#include "sim/app/adapters.h"
#include "sim/app/delivery.h"
#include "sim/app/event_watch.h"
#include "sim/app/messaging.h"
#include "sim/app/rehearsal_logs.h"
#include "sim/core/check.h"
#include "sim/real/digests.h"
#include "sim/real/git_repository.h"
#include "sim/real/hardware.h"
#include "sim/real/http_front.h"
#include "sim/real/http_guest.h"
#include "sim/real/http_target.h"
#include "sim/real/http_user.h"
#include "sim/real/settlement.h"
#include "sim/scenario/expectation.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

class World {
 public:
  World(Kernel& kernel, real::Settlement& settlement, const scenario::Scenario& scenario,
        const real::BuildSurroundings& around);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Creates everything the lab has before its first step: buckets, launch of the fleet behind the
  // load balancer, build project, application, deployment groups, pipeline.
  Task<void> set_up(Context cx);
  // One push: the app folder, with the overlay of that version and the step's own files.
  Task<void> push(Context cx, scenario::Step step);
  // The pipeline's Production action deploys to this group from now on.
  void use_deployment_group(Context cx, const std::string& group);
  // Every push so far has led to an execution that is over, and no deployment is active.
  Task<void> wait_for_pipeline(Context cx);

  // No deployment is active.
  Task<void> wait_for_deployments(Context cx);
  // A step that acts on the cloud or on a machine. The failure is AWS's refusal.
  Task<Status> act(Context cx, scenario::Step step);
  // Whether something is told in the trace in time. The watch observes the trace.
  Task<bool> wait_for_event(Context cx, scenario::Wants wants, Duration within);
  [[nodiscard]] RehearsalLogs& logs() { return logs_; }
  [[nodiscard]] Messaging& messaging() { return messaging_; }
  [[nodiscard]] TraceObserver& watch() { return watch_; }

  // Who asks the load balancer at that port of its own.
  [[nodiscard]] UserAgent& users(int listener_port);
  // Tells `observer` of every request that the load balancer has finished.
  void observe_requests(elb::RequestObserver& observer) { elb_.observe(observer); }
  // The invariants of all fakes, to be told of every trace line.
  // Runs a program of this computer that finds the load balancer at $GREENROOM_ADDRESS.
  Task<Status> visit(Context cx, std::string command);
  // How many builds were replayed from the build cache.
  [[nodiscard]] std::int64_t replayed_builds() const { return containers_.replayed_builds(); }
  [[nodiscard]] const std::vector<std::unique_ptr<Invariant>>& invariants() const {
    return invariants_;
  }
  // An object as it is now, for expectations.
  [[nodiscard]] scenario::ObjectRecord object(const scenario::WantedObject& wanted) const {
    return object_record(s3_, wanted, artifact_bucket_);
  }
  // Leaves logs and artifacts of the builds in `directory`.
  void keep_build_results(const std::string& directory) const;

 private:
  // A listener, the real socket behind it, and who comes to it.
  struct Door;
  void open_door(Kernel& kernel, real::Settlement& settlement,
                 const scenario::ListenerSettings& listener, int host_port);
  void create_listener(Context cx, const scenario::ListenerSettings& wanted,
                       const std::string& balancer_arn, const elb::TargetGroup& group);
  [[nodiscard]] codepipeline::PipelineDeclaration pipeline_declaration() const;
  // The load balancer with its listeners and target group.
  void create_load_balancer(Context cx);
  Task<void> create_compute(Context cx);
  Task<void> launch_hosts(Context cx, std::string launch_template_id, scenario::HostSettings hosts);
  void create_deployment_groups(Context cx);
  void create_delivery(Context cx);
  void create_alarms(Context cx);
  void tell_of_source(Context cx);
  // Parameters and secrets.
  void fill_stores(Context cx);

  const scenario::Scenario& scenario_;
  real::Settlement& settlement_;
  aws::Account account_;
  aws::Ids ids_;
  real::Digests digests_;
  std::string source_bucket_;
  std::string artifact_bucket_;
  std::string deployment_group_;
  std::size_t pushes_ = 0;
  // Pushes before the step create_pipeline: its own execution took the last of them.
  std::size_t pushes_before_pipeline_ = 0;
  bool creates_pipeline_ = false;  // a step does, so it is not there at the start

  s3::S3 s3_;
  real::GitRepository repository_;
  SourceBucketOnS3 source_on_s3_;
  scm::Scm scm_;
  real::RealHardware hardware_;
  real::HttpTarget target_port_;
  InstanceDirectoryOnEc2 instance_directory_;
  elb::Elb elb_;
  ec2::Ec2 ec2_;
  real::GuestFront metadata_;
  InstancesOnEc2 instances_;
  TargetGroupsOnElb target_groups_;
  CodeDeployIsTold notifications_;
  autoscaling::AutoScaling autoscaling_;
  real::RealBuildContainers containers_;
  ssm::ParameterStore parameter_store_;
  secretsmanager::SecretsManager secrets_manager_;
  s3::Wire s3_wire_;
  ssm::Wire parameter_store_wire_;
  secretsmanager::Wire secrets_manager_wire_;
  wire::Endpoint endpoint_;
  real::GuestFront endpoint_front_;
  ProtectedVariablesInStores protected_variables_;
  codebuild::CodeBuild codebuild_;
  FleetOnAutoScaling fleet_;
  TrafficGateOnElb traffic_gate_;
  RevisionStoreOnS3 revisions_;
  HostsOnEc2 hosts_;
  codedeploy::CodeDeploy codedeploy_;
  ArtifactStoreOnS3 artifacts_;
  BuilderOnCodeBuild builder_;
  DeployerOnCodeDeploy deployer_;
  ApprovalsInTrace approval_notifier_;
  codepipeline::CodePipeline codepipeline_;
  PipelineActions pipeline_actions_;
  // By listener port; none moves.
  std::map<int, std::unique_ptr<Door>> doors_;
  EventWatch watch_;
  cloudwatch::CloudWatch cloudwatch_;
  ScenarioAlarms alarms_;
  ToldInTrace told_in_trace_;
  Messaging messaging_;
  RehearsalLogs logs_;
  Actions actions_;
  std::vector<std::unique_ptr<Invariant>> invariants_;
};

}  // namespace greenroom::app
