// The store of CloudWatch: what was measured, alarms, their history. Pure: no context, no trace.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/cloudwatch/evaluation.h"
#include "fakes/cloudwatch/types.h"
#include "sim/core/result.h"

namespace greenroom::cloudwatch {

// AWS keeps data of one-minute periods for 15 days.
inline constexpr Duration k_data_kept = hours(24 * 15);
// AWS keeps the history of an alarm for 30 days. Simplified: its newest items, however old.
inline constexpr std::size_t k_history_items_per_alarm = 1'000;

class State {
 public:
  // Adds to what is known of that second or minute (StorageResolution), and forgets what is older
  // than k_data_kept.
  void add(const std::string& name_space, const MetricDatum& datum, Instant now);
  // All data of [from, from + period); of one unit, or of every unit when `unit` is "".
  [[nodiscard]] StatisticSet statistics(const Metric& metric, const std::string& unit, Instant from,
                                        Duration period) const;
  // The same for every period of [start, end) that has data, by time and unit.
  [[nodiscard]] std::vector<Datapoint> datapoints(const GetMetricStatisticsInput& input) const;
  // The evaluation range of `alarm` that ends at `end`, oldest first.
  [[nodiscard]] std::vector<EvaluatedPeriod> evaluated_periods(const MetricAlarm& alarm,
                                                               Instant end) const;
  // In the order of namespace, name, dimensions.
  [[nodiscard]] std::vector<Metric> metrics(const ListMetricsInput& input) const;

  [[nodiscard]] const MetricAlarm* find(const std::string& alarm) const;
  [[nodiscard]] MetricAlarm* find(const std::string& alarm);
  // In the order of their names.
  [[nodiscard]] const std::map<std::string, MetricAlarm>& alarms() const { return alarms_; }
  // In place of the alarm of that name, if there is one.
  MetricAlarm& put(MetricAlarm alarm);
  void remove(const std::string& alarm) { alarms_.erase(alarm); }
  [[nodiscard]] bool has_high_resolution_alarm() const;

  void add_history(AlarmHistoryItem item);
  // Newest first, as AWS gives it. The history of deleted alarms stays.
  [[nodiscard]] std::vector<AlarmHistoryItem> history(const DescribeAlarmHistoryInput& input) const;

 private:
  using Moment = std::pair<Instant, std::string>;  // and unit
  std::map<Metric, std::map<Moment, StatisticSet>> data_;
  std::map<std::string, MetricAlarm> alarms_;
  std::map<std::string, std::deque<AlarmHistoryItem>> history_;  // oldest first
};

[[nodiscard]] Failure alarm_not_found(const std::string& alarm);

}  // namespace greenroom::cloudwatch
