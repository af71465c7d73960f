// CodeDeploy -> load balancer: who gets requests, and who does not.
#include <utility>

#include "sim/app/adapters.h"

namespace greenroom::app {

Result<std::vector<std::string>> TrafficGateOnElb::arns_of(std::vector<std::string> names) const {
  if (names.empty()) {
    names.push_back(target_group_);
  }
  std::vector<std::string> arns;
  for (const std::string& name : names) {
    arns.push_back(elb_.target_group_arn(name));
    if (arns.back().empty()) {
      return Failure{"TargetGroupNotFound", "target group " + name + " does not exist"};
    }
  }
  return arns;
}

Result<std::vector<std::string>> TrafficGateOnElb::arns_allowed(
    const std::string& role_arn, const std::string& operation,
    std::vector<std::string> names) const {
  Result<std::vector<std::string>> arns = arns_of(std::move(names));
  std::vector<aws::Access> all;
  if (arns.ok()) {
    for (const std::string& arn : arns.value()) {
      all.push_back({"elasticloadbalancing:" + operation, arn, {}});
    }
  }
  const Status may = aws::may_all(rights_, {role_arn, codedeploy::k_role_session}, all);
  return may.ok() ? arns : Result<std::vector<std::string>>(may.failure());
}

Task<Status> TrafficGateOnElb::block_in(Context cx, std::string group_arn, std::string instance_id,
                                        Instant deadline) {
  elb::TargetDescription target{instance_id, 0};
  if (elb_.health(group_arn, target).State == elb::TargetHealthState::unused) {
    co_return success();  // it was not in service
  }
  const Status deregistered = elb_.DeregisterTargets(cx, group_arn, {target});
  if (!deregistered.ok()) {
    co_return deregistered;
  }
  const bool drained = co_await elb_.wait_for_state(cx, group_arn, std::move(target),
                                                    elb::TargetHealthState::unused, deadline);
  if (!drained) {
    co_return Failure{"TIMEOUT", "the target was still draining at the time limit"};
  }
  co_return success();
}

// Simplified: several groups one after another.
Task<Status> TrafficGateOnElb::block(Context cx, std::string role_arn,
                                     std::vector<std::string> target_groups,
                                     std::string instance_id, Instant deadline) {
  const Result<std::vector<std::string>> arns =
      arns_allowed(role_arn, "DeregisterTargets", std::move(target_groups));
  if (!arns.ok()) {
    co_return arns.failure();
  }
  for (const std::string& group : arns.value()) {
    const Status blocked = co_await block_in(cx, group, instance_id, deadline);
    if (!blocked.ok()) {
      co_return blocked;
    }
  }
  co_return success();
}

Task<Status> TrafficGateOnElb::allow(Context cx, std::string role_arn,
                                     std::vector<std::string> target_groups,
                                     std::string instance_id, Instant deadline) {
  const Result<std::vector<std::string>> arns =
      arns_allowed(role_arn, "RegisterTargets", std::move(target_groups));
  if (!arns.ok()) {
    co_return arns.failure();
  }
  for (const std::string& group : arns.value()) {
    const Status registered = elb_.RegisterTargets(cx, group, {{instance_id, 0}});
    if (!registered.ok()) {
      co_return registered;
    }
  }
  for (const std::string& group : arns.value()) {
    elb::TargetDescription target{instance_id, 0};
    const bool healthy = co_await elb_.wait_for_state(cx, group, std::move(target),
                                                      elb::TargetHealthState::healthy, deadline);
    if (!healthy) {
      co_return Failure{"TIMEOUT", "the target was not healthy at the time limit"};
    }
  }
  co_return success();
}

}  // namespace greenroom::app
