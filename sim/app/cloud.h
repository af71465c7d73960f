// The cloud of one run: every fake, over real machines, joined by adapters, with nothing in it yet.
// The one place that composes the fakes. `world.h` furnishes it as a scenario says, clients of
// `greenroom serve` furnish it themselves.
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
#include "fakes/iam/service.h"
#include "fakes/s3/service.h"
#include "fakes/secretsmanager/service.h"
#include "fakes/sqs/service.h"
#include "fakes/ssm/service.h"
#include "fakes/sts/service.h"
#include "sim/app/actions.h"
#include "sim/app/adapters.h"
#include "sim/app/callers.h"
#include "sim/app/delivery.h"
#include "sim/app/long_polls.h"
#include "sim/app/messaging.h"
#include "sim/app/rehearsal_logs.h"
#include "sim/app/resource_policies.h"
#include "sim/app/wire_adapters.h"
#include "sim/app/wire_rights.h"
#include "sim/app/wires.h"
#include "sim/core/check.h"
#include "sim/real/digests.h"
#include "sim/real/hardware.h"
#include "sim/real/http_front.h"
#include "sim/real/http_guest.h"
#include "sim/real/http_target.h"
#include "sim/real/http_user.h"
#include "sim/real/large_bodies.h"
#include "sim/real/settlement.h"
#include "sim/real/specification_signer.h"

namespace greenroom::app {

// What cannot be changed any more once the cloud is there.
struct CloudSettings {
  aws::Account account;
  std::size_t zones = 2;  // Availability Zones
  elb::Timing elb_timing;
  codepipeline::Timing pipeline_timing;
  bool logs = false;  // what CloudWatch Logs is told stands in the trace
  // The target group whose members CodeDeploy blocks and allows.
  std::string target_group;
};

// A listener's real socket on this computer, and who comes to it. The listener may be created
// later, and may be deleted while connections are open: whoever asks then is answered 503.
struct Door {
  Door(Kernel& kernel, real::Settlement& settlement, int host_port, elb::Elb& elb)
      : front(kernel, settlement, host_port,
              [this, &elb](Context cx, HttpRequest request, elb::Client client) {
                return elb.state().listener(listener_arn) == nullptr
                           ? no_listener()
                           : elb.handle(cx, listener_arn, std::move(request), std::move(client));
              }),
        user(settlement, front) {}
  static Task<HttpResponse> no_listener();
  std::string listener_arn;
  real::HttpFront front;
  real::HttpUser user;
};

// Where the certificate is that AWS's own agent must trust.
inline constexpr const char* k_signer_authority_path = "/_greenroom/codedeploy-signer-ca.pem";
[[nodiscard]] HttpResponse signer_authority(const codedeploy::SpecificationSigner& signer);

struct Cloud {
  Cloud(Kernel& kernel, real::Settlement& settlement, CloudSettings with,
        const real::BuildSurroundings& around);
  ~Cloud();
  Cloud(const Cloud&) = delete;
  Cloud& operator=(const Cloud&) = delete;

  // SNS and EventBridge are told what happens; `load_balancer_names` are hosts that mean the load
  // balancer. Before anything is created.
  void connect_messaging(std::vector<std::string> load_balancer_names);
  // Clients who furnish the cloud themselves ask `endpoint`: what they change in one service is
  // felt by the others.
  void connect_clients();
  // What CodeDeploy tells SNS and EventBridge stands in the trace, though nobody hears it.
  void tell_in_trace() { codedeploy.connect(told_in_trace); }
  // What machines ask at the endpoint of AWS in them; of builds the keys of their roles (GET
  // real::k_build_credentials_path); and how to believe what AWS's own agent is told: GET
  // k_signer_authority_path.
  // Nothing: it waits (long_polls.h).
  [[nodiscard]] std::optional<HttpResponse> answer_machine(const std::string& machine,
                                                           const HttpRequest& request,
                                                           Instant asked_at);
  // A listener of that port can be reached at 127.0.0.1:`host_port` (0: any free port) from now on.
  Door& open_door(int listener_port, int host_port);

  Kernel& kernel;
  real::Settlement& settlement;
  CloudSettings settings;
  aws::Account account;
  aws::Ids ids;
  real::Digests digests;
  real::LargeBodiesOnDisk large_bodies;
  PolicyReaderOfIam policy_reader;
  s3::S3 s3;
  real::RealHardware hardware;
  real::HttpTarget target_port;
  InstanceDirectoryOnEc2 instance_directory;
  elb::Elb elb;
  ec2::Ec2 ec2;
  real::GuestFront metadata;
  InstancesOnEc2 instances;
  TargetGroupsOnElb target_groups;
  CodeDeployIsTold notifications;
  autoscaling::AutoScaling autoscaling;
  real::RealBuildContainers containers;
  ssm::ParameterStore parameter_store;
  secretsmanager::SecretsManager secrets_manager;
  iam::Iam iam;
  RightsOnIam rights;
  RolesOnIam roles;
  sts::Sts sts;
  InstanceProfilesOnIam instance_profiles;
  sqs::Sqs sqs;
  QueuesOnSqs queues;
  LongPolls long_polls;
  BuildStoreOnS3 build_store;
  real::GuestFront endpoint_front;
  ProtectedVariablesInStores protected_variables;
  codebuild::CodeBuild codebuild;
  FleetOnAutoScaling fleet;
  TrafficGateOnElb traffic_gate;
  RevisionStoreOnS3 revisions;
  HostsOnEc2 hosts;
  real::SpecificationSigner signer;
  codedeploy::CodeDeploy codedeploy;
  ArtifactStoreOnS3 artifacts;
  BuilderOnCodeBuild builder;
  DeployerOnCodeDeploy deployer;
  ApprovalsInTrace approval_notifier;
  codepipeline::CodePipeline codepipeline;
  // By listener port; none moves.
  std::map<int, std::unique_ptr<Door>> doors;
  cloudwatch::CloudWatch cloudwatch;
  ScenarioAlarms alarms;
  ToldInTrace told_in_trace;
  Messaging messaging;
  ObjectEventsOnBus object_events;
  NotificationsOfS3 notifications_of_s3;
  RehearsalLogs logs;
  Wires wires;
  Callers callers;
  ResourcePolicies resource_policies;
  RightsAtWire rights_at_wire;
  wire::Endpoint endpoint;
  // Of all fakes, to be told of every trace line.
  std::vector<std::unique_ptr<Invariant>> invariants;
};

}  // namespace greenroom::app
