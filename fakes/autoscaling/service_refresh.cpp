// Instance refresh: every instance is replaced, a few at a time (reference alb-ec2-asg 2.8).
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/activity_text.h"
#include "fakes/autoscaling/service.h"

namespace greenroom::autoscaling {
namespace {

constexpr Duration k_stuck = hours(1);  // without progress: Failed

}  // namespace

InstanceRefresh* AutoScaling::find_refresh(const std::string& name, const std::string& refresh_id) {
  GroupRecord* record = state_.find_group(name);
  if (record == nullptr || record->deleting) {
    return nullptr;
  }
  for (InstanceRefresh& each : record->refreshes) {
    if (each.InstanceRefreshId == refresh_id) {
      return &each;
    }
  }
  return nullptr;
}

InstanceRefresh* AutoScaling::active_refresh(const std::string& name) {
  GroupRecord* record = state_.find_group(name);
  for (InstanceRefresh& each : record->refreshes) {
    if (!is_over(each.Status)) {
      return &each;
    }
  }
  return nullptr;
}

void AutoScaling::set_refresh(Context cx, InstanceRefresh& refresh, InstanceRefreshStatus status,
                              const std::string& reason) {
  refresh.Status = status;
  refresh.StatusReason = reason;
  if (is_over(status)) {
    refresh.EndTime = cx.now();
  }
  as_group(cx, refresh.AutoScalingGroupName)
      .trace("autoscaling.instance_refresh", {{"group", refresh.AutoScalingGroupName},
                                              {"instanceRefreshId", refresh.InstanceRefreshId},
                                              {"status", to_string(status)},
                                              {"percentageComplete", refresh.PercentageComplete},
                                              {"statusReason", reason}});
}

Result<std::string> AutoScaling::StartInstanceRefresh(
    Context cx, const std::string& name, std::optional<LaunchTemplateSpecification> desired,
    RefreshPreferences preferences) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  const Status valid = check_preferences(preferences);
  if (!valid.ok()) {
    return valid.failure();
  }
  if (active_refresh(name) != nullptr) {
    return Failure{"InstanceRefreshInProgress",
                   "An Instance Refresh is already in progress and blocks the execution of this "
                   "Instance Refresh."};
  }
  GroupRecord& record = *found.value();
  const Result<LaunchTemplateSpecification> known =
      instances_.resolve(desired.value_or(record.group.LaunchTemplate));
  const Result<LaunchTemplateSpecification> before =
      instances_.resolve(record.group.LaunchTemplate);
  if (!known.ok() || !before.ok()) {
    return Failure{"ValidationError", (known.ok() ? before.failure() : known.failure()).message};
  }
  InstanceRefresh refresh_made;
  refresh_made.InstanceRefreshId = ids_.uuid("instance refresh");
  refresh_made.AutoScalingGroupName = name;
  refresh_made.StartTime = cx.now();
  refresh_made.Preferences = std::move(preferences);
  refresh_made.DesiredConfiguration = desired;
  refresh_made.before = before.value();
  const std::string id = refresh_made.InstanceRefreshId;
  record.group.LaunchTemplate = desired.value_or(record.group.LaunchTemplate);
  record.refreshes.push_back(std::move(refresh_made));
  set_refresh(cx, record.refreshes.back(), InstanceRefreshStatus::Pending, "");
  const Context as = as_group(cx, name);
  as.spawn("refresh", refresh(as, name, id));
  return id;
}

// The refresh stops before its next step; what was begun is finished.
Status AutoScaling::CancelInstanceRefresh(Context cx, const std::string& name) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  InstanceRefresh* active = active_refresh(name);
  if (active == nullptr) {
    return Failure{
        "ActiveInstanceRefreshNotFound",
        "No in progress or pending Instance Refresh found for Auto Scaling group " + name};
  }
  set_refresh(cx, *active, InstanceRefreshStatus::Cancelling, "Cancelled by a user request.");
  changed(name).notify();
  return success();
}

Status AutoScaling::RollbackInstanceRefresh(Context cx, const std::string& name) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  InstanceRefresh* active = active_refresh(name);
  if (active == nullptr) {
    return Failure{
        "ActiveInstanceRefreshNotFound",
        "No in progress or pending Instance Refresh found for Auto Scaling group " + name};
  }
  if (!active->DesiredConfiguration.has_value()) {
    return Failure{"IrreversibleInstanceRefresh",
                   "An Instance Refresh without a desired configuration cannot be rolled back."};
  }
  found.value()->group.LaunchTemplate = active->before;
  set_refresh(cx, *active, InstanceRefreshStatus::RollbackInProgress,
              "Rolled back by a user request.");
  changed(name).notify();
  return success();
}

Result<std::vector<InstanceRefresh>> AutoScaling::DescribeInstanceRefreshes(
    const std::string& name) const {
  const GroupRecord* record = state_.find_group(name);
  if (record == nullptr) {
    return group_not_found(name);
  }
  return std::vector<InstanceRefresh>(record->refreshes.rbegin(), record->refreshes.rend());
}

// Members to be replaced: all, or, when SkipMatching or a rollback asks for it, only those that do
// not have the group's template version.
std::vector<std::string> AutoScaling::outdated(const GroupRecord& record,
                                               const InstanceRefresh& refresh) {
  const Result<LaunchTemplateSpecification> wanted =
      instances_.resolve(record.group.LaunchTemplate);
  const bool skip = refresh.Preferences.SkipMatching ||
                    refresh.Status == InstanceRefreshStatus::RollbackInProgress;
  std::vector<std::string> ids;
  for (const Instance& each : state_.members(record.group.AutoScalingGroupName)) {
    const bool matches = wanted.ok() &&
                         each.LaunchTemplate.LaunchTemplateId == wanted.value().LaunchTemplateId &&
                         each.LaunchTemplate.Version == wanted.value().Version;
    if (!is_leaving(each.LifecycleState) && !(skip && matches)) {
      ids.push_back(each.InstanceId);
    }
  }
  return ids;
}

Task<void> AutoScaling::refresh(Context cx, std::string name, std::string refresh_id) {
  co_await cx.sleep_for(timing_.reaction);
  for (;;) {
    InstanceRefresh* now = find_refresh(name, refresh_id);
    if (now == nullptr) {
      co_return;
    }
    if (now->Status == InstanceRefreshStatus::Pending) {
      set_refresh(cx, *now, InstanceRefreshStatus::InProgress, "");
    }
    std::vector<std::string> todo = outdated(*state_.find_group(name), *now);
    now->InstancesToUpdate = static_cast<std::int64_t>(todo.size());
    const RefreshEnd end = co_await replace_all(cx, name, refresh_id, std::move(todo));
    now = find_refresh(name, refresh_id);
    if (now == nullptr) {
      co_return;
    }
    const bool undo = end == RefreshEnd::Stuck && now->Preferences.AutoRollback &&
                      now->DesiredConfiguration.has_value() &&
                      now->Status == InstanceRefreshStatus::InProgress;
    if (undo) {
      state_.find_group(name)->group.LaunchTemplate = now->before;
      set_refresh(cx, *now, InstanceRefreshStatus::RollbackInProgress,
                  "Stuck for one hour; rolled back.");
    }
    if (!undo && end != RefreshEnd::RolledBack) {
      end_refresh(cx, name, refresh_id, end);
      co_return;
    }
  }
}

void AutoScaling::end_refresh(Context cx, const std::string& name, const std::string& refresh_id,
                              RefreshEnd end) {
  GroupRecord& record = *state_.find_group(name);
  InstanceRefresh& refresh_ended = *find_refresh(name, refresh_id);
  const bool rolling_back = refresh_ended.Status == InstanceRefreshStatus::RollbackInProgress;
  record.surplus = 0;
  if (refresh_ended.Preferences.MaxHealthyPercentage > 100) {
    trace_group(cx, record.group, "refreshed");
  }
  scale_after(cx, name, timing_.reaction);
  if (end == RefreshEnd::Done) {
    set_refresh(cx, refresh_ended,
                rolling_back ? InstanceRefreshStatus::RollbackSuccessful
                             : InstanceRefreshStatus::Successful,
                "");
  } else if (end == RefreshEnd::Stuck) {
    set_refresh(
        cx, refresh_ended,
        rolling_back ? InstanceRefreshStatus::RollbackFailed : InstanceRefreshStatus::Failed,
        "No progress for one hour.");
  } else {
    set_refresh(cx, refresh_ended, InstanceRefreshStatus::Cancelled, refresh_ended.StatusReason);
  }
}

// Takes out what may be missing now; the ids of these. Before that, and with MaxHealthyPercentage
// above 100, the group launches a surplus.
std::vector<std::string> AutoScaling::begin_batch(Context cx, const std::string& name,
                                                  const RefreshPreferences& preferences,
                                                  const std::vector<std::string>& todo) {
  GroupRecord& record = *state_.find_group(name);
  const std::int64_t desired = record.group.DesiredCapacity;
  const auto left = static_cast<std::int64_t>(todo.size());
  const std::int64_t surplus = refresh_surplus(desired, left, preferences);
  if (surplus != record.surplus) {
    record.surplus = surplus;
    trace_group(cx, record.group, "refreshing");
    scale_after(cx, name, timing_.reaction);
  }
  std::vector<Instance> may_go = state_.in_service(name);
  const auto healthy = static_cast<std::int64_t>(may_go.size());
  std::erase_if(may_go, [&](const Instance& each) {
    return std::count(todo.begin(), todo.end(), each.InstanceId) == 0;
  });
  if (!record.group.runs("InstanceRefresh") || !record.group.runs("Terminate") ||
      healthy < desired + surplus) {
    return {};
  }
  const std::int64_t batch = refresh_batch(desired, healthy, left, preferences);
  std::vector<std::string> out = choose(cx, record, std::move(may_go), batch);
  for (const std::string& id : out) {
    const std::string cause =
        at(cx.epoch(), cx.now(), taken_out_text("an instance refresh"));  // UNVERIFIED
    end_instance(cx, id, cause, Ending::Orderly);
  }
  if (!out.empty()) {
    record.surplus = 0;
    scale_after(cx, name, timing_.reaction);
  }
  return out;
}

// Batch after batch: take out what may be missing, let the group launch, wait until all is warm.
Task<AutoScaling::RefreshEnd> AutoScaling::replace_all(Context cx, std::string name,
                                                       std::string refresh_id,
                                                       std::vector<std::string> todo) {
  const auto total = static_cast<std::int64_t>(todo.size());
  const InstanceRefreshStatus began = find_refresh(name, refresh_id)->Status;
  Instant stuck_at = cx.now() + k_stuck;
  for (;;) {
    InstanceRefresh* now = find_refresh(name, refresh_id);
    if (now == nullptr || now->Status != began) {
      const bool rolled_back =
          now != nullptr && now->Status == InstanceRefreshStatus::RollbackInProgress;
      co_return rolled_back ? RefreshEnd::RolledBack : RefreshEnd::Cancelled;
    }
    std::erase_if(todo, [&](const std::string& id) {
      const Instance* each = state_.find_instance(id);
      return each == nullptr || is_leaving(each->LifecycleState);
    });
    if (todo.empty()) {
      now->PercentageComplete = 100;
      co_return RefreshEnd::Done;
    }
    const std::vector<std::string> out = begin_batch(cx, name, now->Preferences, todo);
    if (out.empty()) {
      if (cx.now() >= stuck_at) {
        co_return RefreshEnd::Stuck;
      }
      co_await wait_for_change(cx, name, stuck_at);
      continue;
    }
    const bool warm = co_await wait_until_warm(cx, name, refresh_id);
    if (!warm) {
      continue;  // cancelled, rolled back, or stuck
    }
    const auto left = static_cast<std::int64_t>(todo.size() - out.size());
    co_await finish_batch(cx, name, refresh_id, percentage_complete(total - left, total));
    stuck_at = cx.now() + k_stuck;
  }
}

// Tells how far it is, and pauses at a checkpoint.
Task<void> AutoScaling::finish_batch(Context cx, std::string name, std::string refresh_id,
                                     int percentage) {
  InstanceRefresh* now = find_refresh(name, refresh_id);
  const InstanceRefreshStatus began = now->Status;
  const int before = std::exchange(now->PercentageComplete, percentage);
  set_refresh(cx, *now, began, "");
  if (!passes_checkpoint(now->Preferences, before, percentage)) {
    co_return;
  }
  const Instant resume = cx.now() + now->Preferences.CheckpointDelay;
  while (cx.now() < resume && now != nullptr && now->Status == began) {
    co_await wait_for_change(cx, name, resume);
    now = find_refresh(name, refresh_id);
  }
}

// Whether all instances are in service and warmed up; false when the refresh was stopped or an hour
// went by.
Task<bool> AutoScaling::wait_until_warm(Context cx, std::string name, std::string refresh_id) {
  const Instant deadline = cx.now() + k_stuck;
  const InstanceRefreshStatus began = find_refresh(name, refresh_id)->Status;
  for (;;) {
    const InstanceRefresh* now = find_refresh(name, refresh_id);
    if (now == nullptr || now->Status != began || cx.now() >= deadline) {
      co_return false;
    }
    const AutoScalingGroup& group = state_.find_group(name)->group;
    const Duration warmup = now->Preferences.InstanceWarmup.value_or(
        group.DefaultInstanceWarmup.value_or(group.HealthCheckGracePeriod));
    const std::vector<Instance> serving = state_.in_service(name);
    Instant warm_at = cx.now();
    for (const Instance& each : serving) {
      warm_at = std::max(warm_at, each.in_service_since + warmup);
    }
    const auto size = static_cast<std::int64_t>(serving.size());
    const bool full = size >= group.DesiredCapacity;
    if (full && warm_at <= cx.now()) {
      co_return true;
    }
    co_await wait_for_change(cx, name, full ? std::min(warm_at, deadline) : deadline);
  }
}

}  // namespace greenroom::autoscaling
