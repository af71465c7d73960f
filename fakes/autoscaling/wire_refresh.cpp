// Instance refresh behind the wire.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/wire_values.h"

namespace greenroom::autoscaling {
namespace {

Result<RefreshPreferences> preferences_of(const aws::Json& input) {
  RefreshPreferences preferences;
  const aws::Json* given = input.find("Preferences");
  if (given == nullptr) {
    return preferences;
  }
  const Status refused = refuse_members(
      *given, {"ScaleInProtectedInstances", "StandbyInstances", "AlarmSpecification"});
  if (!refused.ok() || wire::number_of(*given, "BakeTime", 0) != 0) {
    return refused.ok() ? Failure{"ValidationError", "BakeTime is not supported here"}
                        : refused.failure();
  }
  preferences.MinHealthyPercentage = static_cast<int>(
      wire::number_of(*given, "MinHealthyPercentage", preferences.MinHealthyPercentage));
  preferences.MaxHealthyPercentage = static_cast<int>(
      wire::number_of(*given, "MaxHealthyPercentage", preferences.MaxHealthyPercentage));
  if (given->find("InstanceWarmup") != nullptr) {
    preferences.InstanceWarmup = seconds(wire::number_of(*given, "InstanceWarmup", 0));
  }
  preferences.SkipMatching = wire::flag_of(*given, "SkipMatching");
  preferences.AutoRollback = wire::flag_of(*given, "AutoRollback");
  preferences.CheckpointDelay = seconds(
      wire::number_of(*given, "CheckpointDelay", preferences.CheckpointDelay.whole_seconds()));
  if (const aws::Json* checkpoints = given->find("CheckpointPercentages")) {
    for (const aws::Json& one : checkpoints->items) {
      const aws::Json wrapped = wire::Object().add("percentage", one).take();
      preferences.CheckpointPercentages.push_back(
          static_cast<int>(wire::number_of(wrapped, "percentage", 0)));
    }
  }
  return preferences;
}

Result<std::optional<LaunchTemplateSpecification>> desired_of(const aws::Json& input) {
  const aws::Json* given = input.find("DesiredConfiguration");
  if (given == nullptr || given->members.empty()) {
    return std::optional<LaunchTemplateSpecification>();
  }
  const Status refused = refuse_members(*given, {"MixedInstancesPolicy"});
  if (!refused.ok()) {
    return refused.failure();
  }
  Result<LaunchTemplateSpecification> launch_template = launch_template_of(*given);
  if (!launch_template.ok()) {
    return launch_template.failure();
  }
  return std::optional(std::move(launch_template.value()));
}

aws::Json answer_of(const std::string& refresh_id) {
  return wire::Object().add("InstanceRefreshId", wire::text(refresh_id)).take();
}

// The id of the newest, which is the one that can be under way.
Result<aws::Json> newest(const WireCall& call, const Status& status) {
  const Result<std::vector<InstanceRefresh>> refreshes =
      call.autoscaling.DescribeInstanceRefreshes(call.group());
  if (!status.ok() || !refreshes.ok()) {
    return status.ok() ? refreshes.failure() : status.failure();
  }
  return answer_of(refreshes.value().front().InstanceRefreshId);
}

}  // namespace

Result<aws::Json> start_instance_refresh(const WireCall& call) {
  const std::string strategy = call.text("Strategy");
  if (!strategy.empty() && strategy != "Rolling") {
    return Failure{"ValidationError", "The strategy '" + strategy + "' is not supported here"};
  }
  Result<RefreshPreferences> preferences = preferences_of(call.input);
  Result<std::optional<LaunchTemplateSpecification>> desired = desired_of(call.input);
  if (!preferences.ok() || !desired.ok()) {
    return preferences.ok() ? desired.failure() : preferences.failure();
  }
  const Result<std::string> started = call.autoscaling.StartInstanceRefresh(
      call.cx, call.group(), std::move(desired.value()), std::move(preferences.value()));
  return started.ok() ? Result<aws::Json>(answer_of(started.value())) : started.failure();
}

// WaitForTransitioningInstances: it always waits, as AWS does unless told otherwise.
Result<aws::Json> cancel_instance_refresh(const WireCall& call) {
  const aws::Json* waits = call.input.find("WaitForTransitioningInstances");
  if (waits != nullptr && waits->kind == aws::JsonKind::False) {
    return Failure{"ValidationError",
                   "WaitForTransitioningInstances must be true: false is not supported here"};
  }
  return newest(call, call.autoscaling.CancelInstanceRefresh(call.cx, call.group()));
}

Result<aws::Json> rollback_instance_refresh(const WireCall& call) {
  return newest(call, call.autoscaling.RollbackInstanceRefresh(call.cx, call.group()));
}

Result<aws::Json> describe_instance_refreshes(const WireCall& call) {
  Result<std::vector<InstanceRefresh>> refreshes =
      call.autoscaling.DescribeInstanceRefreshes(call.group());
  if (!refreshes.ok()) {
    return refreshes.failure();
  }
  const std::vector<std::string> asked = wire::texts_of(call.input, "InstanceRefreshIds");
  std::erase_if(refreshes.value(), [&](const InstanceRefresh& refresh) {
    return !asked.empty() &&
           std::find(asked.begin(), asked.end(), refresh.InstanceRefreshId) == asked.end();
  });
  return page_of(call, "InstanceRefreshes", 50, refreshes.value(),
                 [&](const InstanceRefresh& refresh) { return json_of(call, refresh); });
}

}  // namespace greenroom::autoscaling
