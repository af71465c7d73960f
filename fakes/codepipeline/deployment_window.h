// Cron expressions of DeploymentWindow rules: when deployments are allowed. Pure.
//
// AWS: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html. Six
// fields and an optional seventh: seconds (only "*"), minutes, hours, day of month, month, day of
// week (1 is Sunday), year. Ranges, lists, steps and names of months and days.
// Simplified: no L, W and #; TimeZone is UTC or a fixed distance from it, for the time zones of a
// computer are not the simulator's.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::codepipeline {

struct DeploymentWindow {
  std::set<int> minutes, hours, days_of_month, months, days_of_week;  // 0-59, 0-23, 1-31, 1-12, 1-7
  std::set<int> years;                                                // empty: every year
  Duration east_of_utc;
};

// `time_zone`: "" and "UTC", or "UTC+02:00". A failure says which field is wrong.
[[nodiscard]] Result<DeploymentWindow> parse_deployment_window(const std::string& cron,
                                                               const std::string& time_zone);

// The first instant from `from` on at which deployments are allowed; `from` itself when they are.
// Nothing when there is none within `within`.
[[nodiscard]] std::optional<Instant> next_opening(const DeploymentWindow& window, Epoch epoch,
                                                  Instant from, Duration within);

}  // namespace greenroom::codepipeline
