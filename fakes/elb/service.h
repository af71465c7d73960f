// The Application Load Balancer: target health, routing, draining, and the answers it gives itself.
//
// AWS: docs.aws.amazon.com/elasticloadbalancing, reference alb-ec2-asg.md section 1.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/elb/ports.h"
#include "fakes/elb/state.h"
#include "fakes/elb/types.h"
#include "sim/core/result.h"

namespace greenroom::elb {

// Where a request came from.
struct Client {
  std::string ip;  // of the TCP peer as the simulated network sees it
};

// One load balancer with one HTTP listener and one target group.
class Elb {
 public:
  Elb(aws::Ids& ids, TargetPort& targets, LoadBalancer load_balancer, TargetGroup target_group);

  // initial -> (checks) -> healthy | unhealthy. Registering a draining target makes it initial
  // again.
  void RegisterTarget(Context cx, TargetEndpoint target);
  // draining for the whole deregistration delay, then unused and forgotten. Returns at once.
  void DeregisterTarget(Context cx, std::string instance_id);
  // unused/Target.NotRegistered when unknown.
  [[nodiscard]] TargetHealth DescribeTargetHealth(const std::string& instance_id) const;
  // All registered and draining targets, in order of registration.
  [[nodiscard]] std::vector<std::string> targets() const;

  // Waits until the target is in `state`; false when the deadline came first.
  Task<bool> wait_for_state(Context cx, std::string instance_id, TargetHealthState state,
                            Instant deadline);

  // One request of a user, from arrival to answer: chooses a target, forwards, answers 502/503/504
  // itself for AWS's reasons, adds X-Forwarded-* and X-Amzn-Trace-Id.
  Task<HttpResponse> handle(Context cx, HttpRequest request, Client client);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const LoadBalancer& load_balancer() const { return load_balancer_; }
  [[nodiscard]] const TargetGroup& target_group() const { return target_group_; }

 private:
  // One target's life under one registration: first check, then one every interval.
  Task<void> health_loop(Context cx, std::string instance_id, std::uint64_t registration);
  // The deregistration delay, then the target is forgotten.
  Task<void> drain(Context cx, std::string instance_id, std::uint64_t registration);
  void set_health(Context cx, Target& target, HealthRecord record);
  [[nodiscard]] Context as_target_group(Context cx) const;
  [[nodiscard]] std::optional<TargetEndpoint> route(Context cx);
  HttpResponse own_answer(int status);
  aws::Ids& ids_;
  TargetPort& ports_;
  LoadBalancer load_balancer_;
  TargetGroup target_group_;
  State state_;
  Signal health_changed_{"a target's health to change"};
};

}  // namespace greenroom::elb
