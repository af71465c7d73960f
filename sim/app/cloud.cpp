#include "sim/app/cloud.h"

#include <utility>

#include "fakes/autoscaling/checks.h"
#include "fakes/cloudwatch/checks.h"
#include "fakes/codebuild/checks.h"
#include "fakes/codedeploy/checks.h"
#include "fakes/codepipeline/checks.h"
#include "fakes/ec2/catalogue.h"
#include "fakes/ec2/checks.h"
#include "fakes/ec2/metadata.h"
#include "fakes/elb/checks.h"
#include "fakes/events/checks.h"
#include "fakes/iam/checks.h"
#include "fakes/logs/checks.h"
#include "fakes/s3/checks.h"
#include "fakes/scm/checks.h"
#include "fakes/secretsmanager/checks.h"
#include "fakes/sns/checks.h"
#include "fakes/sqs/checks.h"
#include "fakes/ssm/checks.h"
#include "fakes/sts/checks.h"
#include "sim/app/build_credentials.h"
#include "sim/core/harness_error.h"
#include "sim/real/metadata_route.h"

namespace greenroom::app {
namespace {

template <typename List>
void move_into(std::vector<std::unique_ptr<Invariant>>& all, List more) {
  for (std::unique_ptr<Invariant>& invariant : more) {
    all.push_back(std::move(invariant));
  }
}

std::vector<std::unique_ptr<Invariant>> invariants_of_all(const elb::Timing& elb_timing) {
  std::vector<std::unique_ptr<Invariant>> all;
  move_into(all, scm::invariants());
  move_into(all, s3::invariants());
  move_into(all, elb::invariants(elb_timing.deregistration_lag_max));
  move_into(all, ec2::invariants());
  move_into(all, autoscaling::invariants());
  move_into(all, codebuild::invariants());
  move_into(all, codedeploy::invariants());
  move_into(all, cloudwatch::invariants());
  move_into(all, logs::invariants());
  move_into(all, events::invariants());
  move_into(all, sns::invariants());
  move_into(all, codepipeline::invariants());
  move_into(all, ssm::invariants());
  move_into(all, secretsmanager::invariants());
  move_into(all, iam::invariants());
  move_into(all, sts::invariants());
  move_into(all, sqs::invariants());
  return all;
}

// Whoever asks without a role.
sts::CallerIdentity student(const aws::Account& account) {
  return {"AIDACKCEVSQ6C2EXAMPLE", account.id, "arn:aws:iam::" + account.id + ":user/student"};
}

}  // namespace

// AWS closes such connections instead.
Task<HttpResponse> Door::no_listener() {
  HttpResponse gone;
  gone.status = 503;
  gone.reason = "Service Unavailable";
  co_return gone;
}

Cloud::Cloud(Kernel& the_kernel, real::Settlement& the_settlement, CloudSettings with,
             const real::BuildSurroundings& around)
    : kernel(the_kernel),
      settlement(the_settlement),
      settings(std::move(with)),
      account(settings.account),
      ids(kernel.seed()),
      s3(ids, digests),
      hardware(kernel, settlement, around),
      target_port(settlement, hardware),
      instance_directory(ec2),
      elb(ids, account, target_port, instance_directory, settings.elb_timing),
      ec2(ids, account, hardware, {}, settings.zones),
      metadata(
          kernel.limits(), settlement,
          {"the metadata of instance", ec2::k_metadata_ip, real::k_metadata_listener_port},
          [this](const std::string& instance_id, const HttpRequest& request, Instant) {
            const Context cx(kernel, kernel.actor("ec2/" + instance_id));
            return ec2.answer_metadata(cx, instance_id, request);
          },
          [this](const std::string& instance_id) {
            return ec2.put_response_hop_limit(instance_id);
          }),
      instances(ec2),
      target_groups(elb),
      autoscaling(ids, instances, target_groups, notifications, {}),
      containers(kernel, settlement, around),
      parameter_store(ids, account),
      secrets_manager(ids, account),
      iam(ids, account),
      rights(iam, kernel),
      roles(iam, kernel),
      sts(ids, account, student(account), roles),
      instance_profiles(iam),
      sqs(ids, account, digests),
      queues(sqs, resource_policies),
      long_polls(kernel),
      build_store(s3),
      endpoint_front(
          kernel.limits(), settlement,
          {"the endpoint of AWS in machine", real::k_endpoint_ip, real::k_endpoint_port,
           kernel.actor("endpoint")},
          [this](const std::string& machine, const HttpRequest& request, Instant asked_at) {
            return answer_machine(machine, request, asked_at);
          }),
      protected_variables(parameter_store, secrets_manager, rights),
      codebuild(ids, account, containers, protected_variables, digests),
      fleet(autoscaling, ec2, ids, rights),
      traffic_gate(elb, settings.target_group, rights),
      revisions(s3, ec2, rights),
      hosts(ec2),
      codedeploy(ids, account, fleet, traffic_gate, revisions, hosts),
      artifacts(s3),
      builder(codebuild),
      deployer(codedeploy),
      codepipeline(ids, account, artifacts, builder, deployer, approval_notifier,
                   settings.pipeline_timing),
      cloudwatch(account),
      alarms(cloudwatch),
      messaging(kernel, ids, account, codepipeline),
      object_events(messaging),
      notifications_of_s3(messaging.sns(), sqs, resource_policies),
      logs(account, settings.logs),
      wires(*this),
      callers(student(account), {sts, iam, ec2, codebuild, account}),
      resource_policies(iam, s3, messaging.sns(), sqs, secrets_manager),
      rights_at_wire(rights, secrets_manager, codedeploy, autoscaling, ec2, resource_policies, iam),
      invariants(invariants_of_all(settings.elb_timing)) {
  codepipeline.connect(alarms);
  wires.add_to(endpoint);
  sts.connect(callers);
  callers.connect(rights_at_wire);
  endpoint.guard(callers);
  wires.connect(callers);
  hardware.connect(metadata, endpoint_front);
  containers.connect(endpoint_front);
  notifications.connect(autoscaling, codedeploy, rights);
  codedeploy.connect(alarms);
  codedeploy.connect(rights);
  codebuild.connect(rights);
  codepipeline.connect(rights);
  codedeploy.connect(logs);
  codebuild.connect(logs);
  codebuild.connect(build_store);
  s3.connect(policy_reader);
  sqs.connect(policy_reader);
  secrets_manager.connect(policy_reader);
  messaging.sns().connect(policy_reader);
  messaging.connect(resource_policies);
  s3.connect(object_events);
  for (const auto& [name, image_id] : ec2::public_image_parameters()) {
    parameter_store.publish(name, image_id, "aws:ec2:image");
  }
  s3.connect(notifications_of_s3, account);
  sqs.connect(long_polls);
  long_polls.connect([this] { endpoint_front.look_again(); });
}

Cloud::~Cloud() = default;

std::optional<HttpResponse> Cloud::answer_machine(const std::string& machine,
                                                  const HttpRequest& request, Instant asked_at) {
  if (hardware.is_cut_off(machine)) {
    return HttpResponse{};  // Simplified: who is cut off is hung up on, instead of hearing nothing.
  }
  if (request.method == "GET" && request.target == k_signer_authority_path) {
    return signer_authority(signer);
  }
  const Context cx(kernel, kernel.actor("ec2/" + machine));
  if (request.method == "GET" && request.target == real::k_build_credentials_path) {
    return build_credentials(callers.lent_to_build(cx, machine), rights, kernel.epoch());
  }
  long_polls.begin_request();
  HttpResponse response = endpoint.answer(cx, request);
  return long_polls.is_to_wait(asked_at) ? std::nullopt : std::optional(std::move(response));
}

HttpResponse signer_authority(const codedeploy::SpecificationSigner& signer) {
  HttpResponse response;
  response.status = 200;
  response.reason = "OK";
  response.headers = {{"Content-Type", "application/x-pem-file"}};
  response.body = signer.authority();
  return response;
}

void Cloud::connect_clients() {
  s3.connect(large_bodies);
  ec2.connect(instance_profiles);
  messaging.connect(sqs, queues);
  messaging.listen();
}

void Cloud::connect_messaging(std::vector<std::string> load_balancer_names) {
  codedeploy.connect(messaging);
  codebuild.connect(static_cast<codebuild::BuildEvents&>(messaging));
  notifications.connect(messaging);
  messaging.connect(std::move(load_balancer_names), [this](int port) -> UserAgent* {
    const auto door = doors.find(port);
    return door == doors.end() ? nullptr : &door->second->user;
  });
  approval_notifier.connect(messaging);
  cloudwatch.connect(messaging);
}

Door& Cloud::open_door(int listener_port, int host_port) {
  // A port that is there already is refused by CreateListener, with AWS's words.
  const auto [door, is_new] =
      doors.try_emplace(listener_port, std::make_unique<Door>(kernel, settlement, host_port, elb));
  (void)is_new;
  return *door->second;
}

}  // namespace greenroom::app
