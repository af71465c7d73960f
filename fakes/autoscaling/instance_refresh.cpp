#include "fakes/autoscaling/instance_refresh.h"

#include <algorithm>

namespace greenroom::autoscaling {

const char* to_string(InstanceRefreshStatus status) {
  switch (status) {
    case InstanceRefreshStatus::Pending:
      return "Pending";
    case InstanceRefreshStatus::InProgress:
      return "InProgress";
    case InstanceRefreshStatus::Successful:
      return "Successful";
    case InstanceRefreshStatus::Failed:
      return "Failed";
    case InstanceRefreshStatus::Cancelling:
      return "Cancelling";
    case InstanceRefreshStatus::Cancelled:
      return "Cancelled";
    case InstanceRefreshStatus::RollbackInProgress:
      return "RollbackInProgress";
    case InstanceRefreshStatus::RollbackSuccessful:
      return "RollbackSuccessful";
    case InstanceRefreshStatus::RollbackFailed:
      return "RollbackFailed";
  }
  return "";
}

bool is_over(InstanceRefreshStatus status) {
  return status != InstanceRefreshStatus::Pending && status != InstanceRefreshStatus::InProgress &&
         status != InstanceRefreshStatus::Cancelling &&
         status != InstanceRefreshStatus::RollbackInProgress;
}

Status check_preferences(const RefreshPreferences& preferences) {
  const int least = preferences.MinHealthyPercentage;
  const int most = preferences.MaxHealthyPercentage;
  if (least < 0 || least > 100 || most < 100 || most > 200 || most - least > 100) {
    return Failure{"ValidationError",
                   "MinHealthyPercentage must be 0 to 100, MaxHealthyPercentage 100 to 200, and "
                   "their difference 100 at most; they are " +
                       std::to_string(least) + " and " + std::to_string(most)};
  }
  int before = 0;
  for (const int checkpoint : preferences.CheckpointPercentages) {
    if (checkpoint <= before || checkpoint > 100) {
      return Failure{"ValidationError", "CheckpointPercentages must rise from 1 to 100; there is " +
                                            std::to_string(checkpoint) + " after " +
                                            std::to_string(before)};
    }
    before = checkpoint;
  }
  return success();
}

std::int64_t refresh_batch(std::int64_t desired, std::int64_t healthy, std::int64_t left,
                           const RefreshPreferences& preferences) {
  const std::int64_t must_stay = (desired * preferences.MinHealthyPercentage + 99) / 100;
  std::int64_t batch = healthy - must_stay;
  if (healthy >= desired) {
    batch = std::max<std::int64_t>(batch, 1);
  }
  return std::max<std::int64_t>(0, std::min(batch, left));
}

std::int64_t refresh_surplus(std::int64_t desired, std::int64_t left,
                             const RefreshPreferences& preferences) {
  if (preferences.MaxHealthyPercentage <= 100) {
    return 0;
  }
  const std::int64_t surplus = desired * preferences.MaxHealthyPercentage / 100 - desired;
  return std::min(std::max<std::int64_t>(surplus, 1), left);
}

int percentage_complete(std::int64_t done, std::int64_t total) {
  return total == 0 ? 100 : static_cast<int>(done * 100 / total);
}

bool passes_checkpoint(const RefreshPreferences& preferences, int before, int now) {
  return std::any_of(
      preferences.CheckpointPercentages.begin(), preferences.CheckpointPercentages.end(),
      [&](int checkpoint) { return before < checkpoint && checkpoint <= now && now < 100; });
}

}  // namespace greenroom::autoscaling
