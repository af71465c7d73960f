// What an in-place deployment costs as the fleet grows: every fake that takes part, over machines
// of paper. Prints one row per configuration and fleet size: processor time per instance.
//
// A deployment of one instance after the other takes as many virtual hours as there are instances,
// and all of them are health-checked all that time: checks grow with the square of the fleet, as
// AWS's do. So the same hours are played without a deployment too, and taken off.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fakes/autoscaling/service.h"
#include "fakes/codedeploy/service.h"
#include "fakes/ec2/service.h"
#include "fakes/elb/service.h"
#include "sim/app/adapters.h"
#include "sim/core/context.h"
#include "tests/support/lab_revision.h"
#include "tests/support/paper_targets.h"
#include "tests/support/scripted_machine.h"

namespace greenroom {
namespace {

constexpr const char* k_group = "fleet";
constexpr const char* k_target_group = "fleet-targets";

// Processor time of this process: others on this computer do not count.
double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

class PaperHardware final : public ec2::Hardware {
 public:
  Task<void> power_on(Context, ec2::InstanceIdentity identity) override {
    machines_[identity.InstanceId] = std::make_unique<test::ScriptedMachine>();
    co_return;
  }
  Task<void> shut_down(Context, std::string, Duration) override { co_return; }
  void power_off(Context, const std::string&) override {}
  void discard_disk(const std::string&) override {}
  Machine* machine(const std::string& instance_id) override {
    const auto found = machines_.find(instance_id);
    return found == machines_.end() ? nullptr : found->second.get();
  }

 private:
  std::map<std::string, std::unique_ptr<test::ScriptedMachine>> machines_;
};

class OneRevision final : public codedeploy::RevisionStore {
 public:
  Result<Bundle> get(Context, const std::string&, const std::string&, const std::string&,
                     const std::string&) override {
    return Bundle{test::lab_bundle("v1"), "v", "etag"};
  }
};

Limits without_limits() {
  Limits limits;
  limits.events_max = UINT64_MAX;
  limits.events_per_instant_max = UINT64_MAX;
  limits.trace_bytes_max = SIZE_MAX;
  limits.actors_max = SIZE_MAX;
  limits.virtual_time_max = hours(1'000'000);
  return limits;
}

struct World {
  World()
      : kernel({Seed{7}, Epoch{}, without_limits()}),
        ids(Seed{7}),
        directory(ec2),
        elb(ids, {}, targets, directory, {}),
        ec2(ids, {}, hardware, {}),
        instances(ec2),
        target_groups(elb),
        autoscaling(ids, instances, target_groups, notifications, {}),
        iam(ids, {}),
        rights(iam),
        fleet(autoscaling, ec2, ids, rights),
        gate(elb, k_target_group, rights),
        hosts(ec2),
        codedeploy(ids, {}, fleet, gate, revisions, hosts) {
    app::furnish_roles(iam, {});
  }
  ~World() { kernel.shutdown(); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Kernel kernel;
  aws::Ids ids;
  PaperHardware hardware;
  test::PaperTargets targets;
  app::InstanceDirectoryOnEc2 directory;
  elb::Elb elb;
  ec2::Ec2 ec2;
  app::InstancesOnEc2 instances;
  app::TargetGroupsOnElb target_groups;
  app::CodeDeployIsTold notifications;
  autoscaling::AutoScaling autoscaling;
  iam::Iam iam;
  app::RightsOnIam rights;
  app::FleetOnAutoScaling fleet;
  app::TrafficGateOnElb gate;
  OneRevision revisions;
  app::HostsOnEc2 hosts;
  codedeploy::CodeDeploy codedeploy;
};

// What was asked for, unless a fake refuses the bench.
template <typename T>
T must(Result<T> result) {
  SIM_ASSERT(result.ok(), result.failure().code + ": " + result.failure().message);
  return std::move(result).value();
}
void must(const Status& status) {
  SIM_ASSERT(status.ok(), status.failure().code + ": " + status.failure().message);
}

void create_load_balancer(World& world, Context cx) {
  const elb::LoadBalancer balancer =
      must(world.elb.CreateLoadBalancer(cx, {"alb", "internet-facing", {}}));
  elb::TargetGroup wanted;
  wanted.TargetGroupName = k_target_group;
  wanted.Port = 8080;
  const elb::TargetGroup group = must(world.elb.CreateTargetGroup(cx, wanted));
  must(world.elb.ModifyTargetGroupAttributes(cx, group.TargetGroupArn,
                                             {{"deregistration_delay.timeout_seconds", "30"}}));
  elb::CreateListenerInput listener;
  listener.LoadBalancerArn = balancer.LoadBalancerArn;
  listener.DefaultActions = {elb::forward_to(group.TargetGroupArn)};
  must(world.elb.CreateListener(cx, std::move(listener)));
}

Task<void> create_fleet(World& world, Context cx, std::int64_t size) {
  create_load_balancer(world, cx);
  ec2::LaunchTemplateData data;
  data.ImageId = "ami-0123456789abcdef0";
  data.InstanceType = "t3.micro";
  const ec2::LaunchTemplate launch_template =
      must(world.ec2.CreateLaunchTemplate(cx.as("ec2"), "template", std::move(data)));
  autoscaling::AutoScalingGroup group;
  group.AutoScalingGroupName = k_group;
  group.LaunchTemplate.LaunchTemplateId = launch_template.LaunchTemplateId;
  for (const ec2::Subnet& subnet : world.ec2.state().subnets) {
    group.AvailabilityZones.push_back(subnet.AvailabilityZone);
  }
  group.MinSize = size;
  group.MaxSize = size;
  group.DesiredCapacity = size;
  group.TargetGroups = {k_target_group};
  must(world.autoscaling.CreateAutoScalingGroup(cx.as("autoscaling/fleet"), std::move(group)));
  co_await world.autoscaling.wait_until_steady(cx, k_group);
}

void create_application(World& world, const std::string& config) {
  must(world.codedeploy.CreateApplication("app"));
  codedeploy::DeploymentGroup group;
  group.serviceRoleArn = aws::role_arn({}, app::lab_role("codedeploy"));
  group.applicationName = "app";
  group.deploymentGroupName = "in-place";
  group.autoScalingGroups = {k_group};
  group.deploymentConfigName = config;
  must(world.codedeploy.CreateDeploymentGroup(std::move(group)));
}

struct Cost {
  double launch = 0;      // seconds of processor time
  double deployment = 0;  // of these, from CreateDeployment to its end
  std::uint64_t events = 0;
  Duration took;
};

Task<void> deploy(World& world, Context cx, Cost& cost) {
  codedeploy::CreateDeploymentInput input;
  input.applicationName = "app";
  input.deploymentGroupName = "in-place";
  input.revision.bucket = "bucket";
  input.revision.key = "v1";
  const Instant begin = cx.now();
  const std::string id =
      must(world.codedeploy.CreateDeployment(cx.as("codedeploy"), std::move(input)));
  const codedeploy::DeploymentInfo end = co_await world.codedeploy.wait_for_end(cx, id);
  SIM_ASSERT(end.status == codedeploy::DeploymentStatus::Succeeded, "the deployment fails");
  cost.took = cx.now() - begin;
}

// Launch, then a deployment; without a `config` only as much time as `idle` says.
Task<void> tell(World& world, Context cx, std::int64_t size, std::string config, Duration idle,
                Cost& cost) {
  const double begin = processor_seconds();
  co_await create_fleet(world, cx, size);
  cost.launch = processor_seconds() - begin;
  const std::uint64_t events = world.kernel.events();
  if (config.empty()) {
    co_await cx.sleep_for(idle);
  } else {
    create_application(world, config);
    co_await deploy(world, cx, cost);
  }
  cost.deployment = processor_seconds() - begin - cost.launch;
  cost.events = world.kernel.events() - events;
  cx.kernel().stop();
}

Cost play(std::int64_t size, const std::string& config, Duration idle) {
  Cost cost;
  World world;
  const Context cx(world.kernel, world.kernel.actor("bench"));
  cx.spawn("bench", tell(world, cx, size, config, idle, cost));
  const RunEnd end = world.kernel.run(nullptr);
  SIM_ASSERT(end.kind == RunEndKind::Stopped, end.what);
  return cost;
}

// Small fleets are played several times in a row, for the clock would not do them justice.
Cost average_of(std::int64_t plays, std::int64_t size, const std::string& config, Duration idle) {
  Cost sum;
  for (std::int64_t i = 0; i < plays; ++i) {
    const Cost one = play(size, config, idle);
    sum.launch += one.launch / static_cast<double>(plays);
    sum.deployment += one.deployment / static_cast<double>(plays);
    sum.took = one.took;
  }
  return sum;
}

double per_instance(double seconds, std::int64_t size) {
  return seconds * 1e6 / static_cast<double>(size);
}

struct Row {
  double launch = 0;  // of an instance, in microseconds
  double deployment = 0;
  double own = 0;
  Duration took;
};

// One round of a size: as much work as one play of a thousand.
Row measure(std::int64_t size, const std::string& config) {
  const std::int64_t plays = std::max<std::int64_t>(1, 1000 / size);
  const Cost cost = average_of(plays, size, config, {});
  const Cost idle = average_of(plays, size, "", cost.took);
  return {per_instance(cost.launch, size), per_instance(cost.deployment, size),
          per_instance(cost.deployment - idle.deployment, size), cost.took};
}

// All sizes in turn, so that a computer that is slower for a while is slower for all of them; of
// each the round that was disturbed least.
void print_rows(const std::string& config, const std::vector<std::int64_t>& sizes, int rounds) {
  std::map<std::int64_t, Row> rows;
  for (int round = 0; round < rounds; ++round) {
    for (const std::int64_t size : sizes) {
      const Row row = measure(size, "CodeDeployDefault." + config);
      Row& best = rows[size];
      if (round == 0 || row.deployment < best.deployment) {
        best = row;
      }
    }
  }
  for (const std::int64_t size : sizes) {
    const Row& row = rows[size];
    std::printf("| %s | %lld | %.0f us | %.0f us | %.0f us | %.2f | %lld s |\n", config.c_str(),
                static_cast<long long>(size), row.launch, row.deployment, row.own,
                row.own / rows[sizes.front()].own,
                static_cast<long long>(row.took.whole_seconds()));
  }
  std::fflush(stdout);
}

}  // namespace
}  // namespace greenroom

// fleets [CONFIG SIZE...]: all, or those asked for; with FLEETS_ROUNDS=1 for a profiler.
int main(int argc, char** argv) {
  const char* asked_rounds = std::getenv("FLEETS_ROUNDS");
  std::vector<std::int64_t> sizes = {10, 100, 1000};
  if (argc > 2) {
    sizes.clear();
    for (int i = 2; i < argc; ++i) {
      sizes.push_back(std::stoll(argv[i]));
    }
  }
  for (const char* config : {"HalfAtATime", "OneAtATime"}) {
    if (argc < 2 || std::string(argv[1]) == config) {
      const int rounds = asked_rounds != nullptr               ? std::atoi(asked_rounds)
                         : config == std::string("OneAtATime") ? 2
                                                               : 7;
      greenroom::print_rows(config, sizes, rounds);
    }
  }
  return 0;
}
