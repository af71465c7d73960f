// Health: looked at periodically, and what follows (reference alb-ec2-asg 2.2, 2.3).
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/activity_text.h"
#include "fakes/autoscaling/health.h"
#include "fakes/autoscaling/scaling.h"
#include "fakes/autoscaling/service.h"

namespace greenroom::autoscaling {

Task<void> AutoScaling::watch_health(Context cx, std::string name, std::uint64_t incarnation) {
  for (;;) {
    co_await cx.sleep_for(timing_.health_poll);
    GroupRecord* record = state_.find_group(name);
    if (record == nullptr || record->incarnation != incarnation || record->deleting) {
      co_return;
    }
    update_attachments(*record);
    if (record->group.runs("HealthCheck")) {
      look_at_health(cx, *record);
    }
    replace_unhealthy(cx, *record);
    rebalance_if_needed(cx, *record);
  }
}

// Adding -> Added -> InService, when the first target has passed. A target group that never had a
// healthy target never counts, which protects a broken first deployment (reference 2.3, 4).
void AutoScaling::update_attachments(GroupRecord& record) {
  const std::vector<Instance> serving = state_.in_service(record.group.AutoScalingGroupName);
  for (auto& [target_group, attachment] : record.attachments) {
    const bool healthy = std::any_of(
        serving.begin(), serving.end(), [&, &name = target_group](const Instance& each) {
          return targets_.health(name, each.InstanceId) == TargetHealth::healthy;
        });
    if (healthy) {
      attachment = AttachmentState::InService;
    } else if (attachment == AttachmentState::Adding && !serving.empty()) {
      attachment = AttachmentState::Added;
    }
  }
}

void AutoScaling::look_at_health(Context cx, GroupRecord& record) {
  const AutoScalingGroup& group = record.group;
  for (const Instance& each : state_.in_service(group.AutoScalingGroupName)) {
    if (each.HealthStatus == HealthStatus::Unhealthy) {
      continue;
    }
    HealthFacts facts;
    facts.condition = instances_.condition(each.InstanceId);
    facts.in_grace_period = cx.now() < each.in_service_since + group.HealthCheckGracePeriod;
    if (facts.condition.impaired_since.has_value()) {
      facts.impaired_for = cx.now() - *facts.condition.impaired_since;
    }
    for (const auto& [target_group, attachment] : record.attachments) {
      const bool counts =
          group.HealthCheckType == "ELB" && attachment == AttachmentState::InService;
      facts.elb_counts = facts.elb_counts || counts;
      facts.elb_unhealthy =
          facts.elb_unhealthy ||
          (counts && targets_.health(target_group, each.InstanceId) == TargetHealth::unhealthy);
    }
    const HealthVerdict verdict = judge_health(facts, timing_);
    if (verdict.unhealthy) {
      mark_unhealthy(cx, *state_.find_instance(each.InstanceId), verdict.at_once, verdict.because);
    }
  }
}

void AutoScaling::mark_unhealthy(Context cx, Instance& instance, bool at_once,
                                 std::string because) {
  instance.HealthStatus = HealthStatus::Unhealthy;
  instance.replace_at_once = at_once;
  instance.unhealthy_because = std::move(because);
  trace_instance(cx, instance);
}

// Terminate first, launch while terminating. While Terminate is suspended the marks pile up
// (reference 2.7).
void AutoScaling::replace_unhealthy(Context cx, GroupRecord& record) {
  const AutoScalingGroup& group = record.group;
  const std::string name = group.AutoScalingGroupName;
  if (!group.runs("ReplaceUnhealthy") || !group.runs("Terminate")) {
    return;
  }
  std::vector<Instance> at_once;
  std::vector<Instance> waiting;
  std::int64_t under_way = 0;
  for (const Instance& each : state_.members(name)) {
    const bool unhealthy = each.HealthStatus == HealthStatus::Unhealthy;
    const bool serves = each.LifecycleState == LifecycleState::InService;
    if (unhealthy && serves) {
      (each.replace_at_once ? at_once : waiting).push_back(each);
    } else if (!serves && each.LifecycleState != LifecycleState::Standby) {
      ++under_way;
    }
  }
  const std::int64_t now =
      replacements_now(group.DesiredCapacity, static_cast<std::int64_t>(waiting.size()), under_way);
  waiting.resize(static_cast<std::size_t>(now));
  at_once.insert(at_once.end(), waiting.begin(), waiting.end());
  for (const Instance& each : at_once) {
    const std::string cause = at(cx.epoch(), cx.now(), taken_out_text(each.unhealthy_because));
    end_instance(cx, each.InstanceId, cause, Ending::Orderly);
    ++record.replacements_due;
  }
  if (!at_once.empty()) {
    scale_after(cx, name, timing_.reaction);
  }
}

void AutoScaling::rebalance_if_needed(Context cx, GroupRecord& record) {
  const AutoScalingGroup& group = record.group;
  const std::string name = group.AutoScalingGroupName;
  const std::vector<Instance> serving = state_.in_service(name);
  const auto size = static_cast<std::int64_t>(serving.size());
  const bool steady = size == group.DesiredCapacity && record.surplus == 0 &&
                      state_.capacity(name).size() == serving.size();
  const bool allowed = group.runs("AZRebalance") && group.runs("Launch") && group.runs("Terminate");
  if (!steady || !allowed || !imbalance_of(group.AvailabilityZones, serving).has_value() ||
      size + 1 > group.MaxSize + rebalance_margin(group.MaxSize)) {
    return;
  }
  record.surplus = 1;
  // UNVERIFIED: AWS names the zones here.
  record.change = at(cx.epoch(), cx.now(),
                     "instances were launched to balance instances in zones with other zones "
                     "resulting in more than desired number of instances in the group");
  trace_group(cx, group, "rebalancing");
  const Context as = as_group(cx, name);
  as.spawn("rebalance", rebalance(as, name));
}

// Launch before terminating (reference 2.6): where the new one goes and which one ends follow from
// the balance of zones alone.
Task<void> AutoScaling::rebalance(Context cx, std::string name) {
  const Instant deadline = cx.now() + hours(1);
  scale_after(cx, name, timing_.reaction);
  for (;;) {
    GroupRecord* record = state_.find_group(name);
    if (record == nullptr || record->deleting) {
      co_return;
    }
    const auto serving = static_cast<std::int64_t>(state_.in_service(name).size());
    if (serving > record->group.DesiredCapacity || cx.now() >= deadline) {
      record->surplus = 0;
      trace_group(cx, record->group, "rebalanced");
      scale_after(cx, name, timing_.reaction);
      co_return;
    }
    co_await wait_for_change(cx, name, deadline);
  }
}

}  // namespace greenroom::autoscaling
