#include "fakes/cloudwatch/state.h"

#include <algorithm>

namespace greenroom::cloudwatch {
namespace {

// Simplified: minutes are counted from the start of the scenario, which begins a minute.
Instant floor_to(Instant instant, Duration step) {
  const std::int64_t rest = instant.microseconds % step.microseconds;
  return {instant.microseconds - (rest < 0 ? rest + step.microseconds : rest)};
}

bool matches(const Metric& metric, const ListMetricsInput& input) {
  const bool named = (input.Namespace.empty() || metric.Namespace == input.Namespace) &&
                     (input.MetricName.empty() || metric.MetricName == input.MetricName);
  return named &&
         std::all_of(input.Dimensions.begin(), input.Dimensions.end(), [&](const auto& wanted) {
           const auto found = metric.Dimensions.find(wanted.first);
           return found != metric.Dimensions.end() &&
                  (wanted.second.empty() || found->second == wanted.second);
         });
}

bool matches(const AlarmHistoryItem& item, const DescribeAlarmHistoryInput& input) {
  return (input.AlarmName.empty() || item.AlarmName == input.AlarmName) &&
         (!input.HistoryItemType || item.HistoryItemType == *input.HistoryItemType) &&
         (!input.StartDate || item.Timestamp >= *input.StartDate) &&
         (!input.EndDate || item.Timestamp <= *input.EndDate);
}

}  // namespace

Failure alarm_not_found(const std::string& alarm) {
  return {"ResourceNotFound", "Alarm not found: " + alarm};  // UNVERIFIED text
}

void State::add(const std::string& name_space, const MetricDatum& datum, Instant now) {
  auto& series = data_[{name_space, datum.MetricName, datum.Dimensions}];
  const Instant at = floor_to(datum.Timestamp.value_or(now),
                              seconds(std::max<std::int64_t>(1, datum.StorageResolution)));
  series[{at, datum.Unit}].merge(datum.Statistics);
  const Instant oldest{now.microseconds - k_data_kept.microseconds};
  series.erase(series.begin(), series.lower_bound({oldest, ""}));
}

StatisticSet State::statistics(const Metric& metric, const std::string& unit, Instant from,
                               Duration period) const {
  StatisticSet all;
  const auto series = data_.find(metric);
  if (series == data_.end()) {
    return all;
  }
  const auto end = series->second.lower_bound({from + period, ""});
  for (auto entry = series->second.lower_bound({from, ""}); entry != end; ++entry) {
    if (unit.empty() || entry->first.second == unit) {
      all.merge(entry->second);
    }
  }
  return all;
}

std::vector<Datapoint> State::datapoints(const GetMetricStatisticsInput& input) const {
  std::map<Moment, StatisticSet> periods;
  const auto series = data_.find(input.metric);
  if (series == data_.end()) {
    return {};
  }
  const auto end = series->second.lower_bound({input.EndTime, ""});
  for (auto entry = series->second.lower_bound({input.StartTime, ""}); entry != end; ++entry) {
    const auto& [at, unit] = entry->first;
    if (input.Unit.empty() || unit == input.Unit) {
      const Instant start =
          input.StartTime + (floor_to(k_start + (at - input.StartTime), input.Period) - k_start);
      periods[{start, unit}].merge(entry->second);
    }
  }
  std::vector<Datapoint> all;
  for (auto& [moment, statistics] : periods) {
    all.push_back({moment.first, moment.second, statistics});
  }
  return all;
}

std::vector<EvaluatedPeriod> State::evaluated_periods(const MetricAlarm& alarm, Instant end) const {
  std::vector<EvaluatedPeriod> periods;
  for (std::int64_t i = evaluation_range(alarm.EvaluationPeriods); i >= 1; --i) {
    const Instant from{end.microseconds - (alarm.Period * i).microseconds};
    const StatisticSet set = statistics(alarm.metric, alarm.Unit, from, alarm.Period);
    EvaluatedPeriod period{from, std::nullopt};
    if (set.SampleCount > 0) {
      period.value = value_of(set, alarm.Statistic);
    }
    periods.push_back(period);
  }
  return periods;
}

std::vector<Metric> State::metrics(const ListMetricsInput& input) const {
  std::vector<Metric> all;
  for (const auto& [metric, series] : data_) {
    if (matches(metric, input)) {
      all.push_back(metric);
    }
  }
  return all;
}

const MetricAlarm* State::find(const std::string& alarm) const {
  const auto found = alarms_.find(alarm);
  return found == alarms_.end() ? nullptr : &found->second;
}

MetricAlarm* State::find(const std::string& alarm) {
  const auto found = alarms_.find(alarm);
  return found == alarms_.end() ? nullptr : &found->second;
}

MetricAlarm& State::put(MetricAlarm alarm) {
  const std::string name = alarm.AlarmName;
  return alarms_.insert_or_assign(name, std::move(alarm)).first->second;
}

bool State::has_high_resolution_alarm() const {
  return std::any_of(alarms_.begin(), alarms_.end(),
                     [](const auto& entry) { return entry.second.Period < k_evaluation_period; });
}

void State::add_history(AlarmHistoryItem item) {
  std::deque<AlarmHistoryItem>& items = history_[item.AlarmName];
  items.push_back(std::move(item));
  if (items.size() > k_history_items_per_alarm) {
    items.pop_front();
  }
}

std::vector<AlarmHistoryItem> State::history(const DescribeAlarmHistoryInput& input) const {
  std::vector<AlarmHistoryItem> all;
  for (const auto& [alarm, items] : history_) {
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
      if (matches(*item, input)) {
        all.push_back(*item);
      }
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.Timestamp > b.Timestamp; });
  return all;
}

}  // namespace greenroom::cloudwatch
