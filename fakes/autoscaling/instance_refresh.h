// Instance refresh as data, and its arithmetic (reference alb-ec2-asg 2.8).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/autoscaling/types.h"
#include "sim/core/result.h"

namespace greenroom::autoscaling {

// Absent: Baking.
enum class InstanceRefreshStatus {
  Pending,
  InProgress,
  Successful,
  Failed,
  Cancelling,
  Cancelled,
  RollbackInProgress,
  RollbackSuccessful,
  RollbackFailed
};
[[nodiscard]] const char* to_string(InstanceRefreshStatus status);
[[nodiscard]] bool is_over(InstanceRefreshStatus status);

// The defaults are the API's.
struct RefreshPreferences {
  int MinHealthyPercentage = 90;   // 0-100
  int MaxHealthyPercentage = 100;  // 100-200; above 100 launches come before terminations
  std::optional<Duration>
      InstanceWarmup;  // else the group's default warm-up, else its grace period
  bool SkipMatching = false;
  std::vector<int> CheckpointPercentages;  // rising, each 1-100
  Duration CheckpointDelay = seconds(3600);
  bool AutoRollback = false;
};
// ValidationError.
[[nodiscard]] Status check_preferences(const RefreshPreferences& preferences);

struct InstanceRefresh {
  std::string InstanceRefreshId;
  std::string AutoScalingGroupName;
  InstanceRefreshStatus Status = InstanceRefreshStatus::Pending;
  std::string StatusReason;
  Instant StartTime;
  std::optional<Instant> EndTime;
  int PercentageComplete = 0;
  std::int64_t InstancesToUpdate = 0;
  RefreshPreferences Preferences;
  std::optional<LaunchTemplateSpecification> DesiredConfiguration;
  LaunchTemplateSpecification before;  // ours: what a rollback goes back to
};

// How many instances may be taken out now. `healthy`: in service and warmed up; `left`: still to be
// replaced. At least MinHealthyPercentage of the desired capacity (rounded up) stays healthy, but a
// group that has all its instances always moves on by one (2 instances, 90 %: reference 2.8).
[[nodiscard]] std::int64_t refresh_batch(std::int64_t desired, std::int64_t healthy,
                                         std::int64_t left, const RefreshPreferences& preferences);
// How many instances more than desired MaxHealthyPercentage allows: launched before others end.
[[nodiscard]] std::int64_t refresh_surplus(std::int64_t desired, std::int64_t left,
                                           const RefreshPreferences& preferences);
// Percent of `total` that `done` is, rounded down; 100 when there is nothing to do.
[[nodiscard]] int percentage_complete(std::int64_t done, std::int64_t total);
// Whether a checkpoint lies in (before, now], below 100.
[[nodiscard]] bool passes_checkpoint(const RefreshPreferences& preferences, int before, int now);

}  // namespace greenroom::autoscaling
