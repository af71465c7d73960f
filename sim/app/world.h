// The world of one scenario: a cloud (cloud.h), furnished as the scenario's environment says (the
// lab's by default), and the steps that happen in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fakes/scm/service.h"
#include "sim/app/actions.h"
#include "sim/app/cloud.h"
#include "sim/app/event_watch.h"
#include "sim/real/git_repository.h"
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
  // One push: the app folder, with the overlay of that version and the step's own files. A refusal
  // is told in the trace as well.
  Task<Status> push(Context cx, scenario::Step step);
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
  [[nodiscard]] RehearsalLogs& logs() { return cloud_.logs; }
  [[nodiscard]] Messaging& messaging() { return cloud_.messaging; }
  [[nodiscard]] TraceObserver& watch() { return watch_; }

  [[nodiscard]] Cloud& cloud() { return cloud_; }
  // Who asks the load balancer at that port of its own.
  [[nodiscard]] UserAgent& users(int listener_port);
  // Tells `observer` of every request that the load balancer has finished.
  void observe_requests(elb::RequestObserver& observer) { cloud_.elb.observe(observer); }
  // Runs a program of this computer that finds the load balancer at $GREENROOM_ADDRESS.
  Task<Status> visit(Context cx, std::string command);
  // How many builds were replayed from the build cache.
  [[nodiscard]] std::int64_t replayed_builds() const { return cloud_.containers.replayed_builds(); }
  // Of all fakes, to be told of every trace line.
  [[nodiscard]] const std::vector<std::unique_ptr<Invariant>>& invariants() const {
    return cloud_.invariants;
  }
  // An object as it is now, for expectations.
  [[nodiscard]] scenario::ObjectRecord object(const scenario::WantedObject& wanted) const {
    return object_record(cloud_.s3, wanted, artifact_bucket_);
  }
  // Leaves logs and artifacts of the builds in `directory`.
  void keep_build_results(const std::string& directory) const;

 private:
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
  // Parameters and secrets.
  void fill_stores(Context cx);

  const scenario::Scenario& scenario_;
  Cloud cloud_;
  std::string source_bucket_;
  std::string artifact_bucket_;
  std::string deployment_group_;
  std::size_t pushes_ = 0;
  // Pushes before the step create_pipeline: its own execution took the last of them.
  std::size_t pushes_before_pipeline_ = 0;
  bool creates_pipeline_ = false;  // a step does, so it is not there at the start

  real::GitRepository repository_;
  SourceBucketOnS3 source_on_s3_;
  scm::Scm scm_;
  PipelineActions pipeline_actions_;
  EventWatch watch_;
  Actions actions_;
};

}  // namespace greenroom::app
