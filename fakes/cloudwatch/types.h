// CloudWatch's words as plain data. AWS: docs.aws.amazon.com/AmazonCloudWatch, reference
// codebuild-codepipeline-s3 4.2.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/cloudwatch/decimal.h"
#include "sim/core/time.h"

namespace greenroom::cloudwatch {

using Dimensions = std::map<std::string, std::string>;  // name to value

using Tags = std::map<std::string, std::string>;

enum class Statistic { SampleCount, Average, Sum, Minimum, Maximum };
enum class StateValue { OK, ALARM, INSUFFICIENT_DATA };
// Absent: the three operators of anomaly detection.
enum class ComparisonOperator {
  GreaterThanOrEqualToThreshold,
  GreaterThanThreshold,
  LessThanThreshold,
  LessThanOrEqualToThreshold,
};
// Spelled as in the request: AWS has them in lower case.
enum class TreatMissingData { missing, ignore, breaching, notBreaching };
enum class HistoryItemType { ConfigurationUpdate, StateUpdate, Action };

[[nodiscard]] std::string to_string(Statistic statistic);
[[nodiscard]] std::string to_string(StateValue value);
[[nodiscard]] std::string to_string(ComparisonOperator comparison);
[[nodiscard]] std::string to_string(TreatMissingData treatment);
[[nodiscard]] std::string to_string(HistoryItemType type);

struct StatisticSet {
  std::int64_t SampleCount = 0;
  Decimal Sum;
  Decimal Minimum;
  Decimal Maximum;

  void merge(const StatisticSet& other);
  friend bool operator==(const StatisticSet&, const StatisticSet&) = default;
};
// The set of one value.
[[nodiscard]] StatisticSet single(Decimal value);

// One statistic of one period, exactly: an average is Sum by SampleCount. The divisor is positive.
struct StatisticValue {
  Decimal dividend;
  std::int64_t divisor = 1;
};
[[nodiscard]] StatisticValue value_of(const StatisticSet& set, Statistic statistic);
// Six digits after the point, rounded.
[[nodiscard]] std::string to_text(const StatisticValue& value);

struct Metric {
  std::string Namespace;
  std::string MetricName;
  cloudwatch::Dimensions Dimensions;

  friend auto operator<=>(const Metric&, const Metric&) = default;
};

struct MetricDatum {
  std::string MetricName;
  cloudwatch::Dimensions Dimensions;
  std::optional<Instant> Timestamp;  // nothing = now
  std::string Unit = "None";
  StatisticSet Statistics;              // of a Value: single(value)
  std::int64_t StorageResolution = 60;  // seconds: 1 or 60
};

// What GetMetricStatistics gives: all statistics of one period and unit.
struct Datapoint {
  Instant Timestamp;  // the beginning of the period
  std::string Unit;
  StatisticSet Statistics;
};

struct GetMetricStatisticsInput {
  Metric metric;
  Instant StartTime;  // inclusive
  Instant EndTime;    // exclusive
  Duration Period = minutes(1);
  std::string Unit;  // "" = every unit by itself
};

// A MetricStat: one statistic of one metric, period by period. Simplified: no expressions.
struct MetricDataQuery {
  std::string Id;
  std::string Label;  // "" = the metric's name
  GetMetricStatisticsInput MetricStat;
  cloudwatch::Statistic Stat = cloudwatch::Statistic::Average;
};

struct MetricDataResult {
  std::string Id;
  std::string Label;
  std::vector<Instant> Timestamps;  // oldest first
  std::vector<StatisticValue> Values;
};

struct ListMetricsInput {
  std::string Namespace;   // "" = all
  std::string MetricName;  // "" = all
  // Those that a metric must have; "" as the value = any value.
  cloudwatch::Dimensions Dimensions;
};

struct PutMetricAlarmInput {
  std::string AlarmName;
  std::string AlarmDescription;
  bool ActionsEnabled = true;
  std::vector<std::string> OKActions;  // ARNs
  std::vector<std::string> AlarmActions;
  std::vector<std::string> InsufficientDataActions;
  Metric metric;
  cloudwatch::Statistic Statistic = cloudwatch::Statistic::Average;
  Duration Period = minutes(1);
  std::string Unit;  // "" = data of every unit counts
  std::int64_t EvaluationPeriods = 1;
  std::optional<std::int64_t> DatapointsToAlarm;  // EvaluationPeriods when not given
  Decimal Threshold;
  cloudwatch::ComparisonOperator ComparisonOperator =
      cloudwatch::ComparisonOperator::GreaterThanThreshold;
  cloudwatch::TreatMissingData TreatMissingData = cloudwatch::TreatMissingData::missing;
  cloudwatch::Tags Tags;  // of a new alarm; those of one that is there stay
};

struct AlarmState {
  StateValue value = StateValue::INSUFFICIENT_DATA;
  std::string reason;
  std::string reasonData;  // JSON, "" when the reason has none
  Instant timestamp;       // since when
};

struct MetricAlarm : PutMetricAlarmInput {
  std::string AlarmArn;
  Instant AlarmConfigurationUpdatedTimestamp;
  AlarmState state;

  [[nodiscard]] std::int64_t datapoints_to_alarm() const {
    return DatapointsToAlarm.value_or(EvaluationPeriods);
  }
};

struct DescribeAlarmsInput {
  std::vector<std::string> AlarmNames;  // empty = all
  std::string AlarmNamePrefix;
  std::string ActionPrefix;
  std::optional<cloudwatch::StateValue> StateValue;
};

struct SetAlarmStateInput {
  std::string AlarmName;
  cloudwatch::StateValue StateValue = cloudwatch::StateValue::OK;
  std::string StateReason;
  std::string StateReasonData;  // JSON
};

struct AlarmHistoryItem {
  std::string AlarmName;
  Instant Timestamp;
  cloudwatch::HistoryItemType HistoryItemType = cloudwatch::HistoryItemType::StateUpdate;
  std::string HistorySummary;
  std::string HistoryData;  // JSON
};

struct DescribeAlarmHistoryInput {
  std::string AlarmName;  // "" = of all
  std::optional<cloudwatch::HistoryItemType> HistoryItemType;
  std::optional<Instant> StartDate;  // inclusive
  std::optional<Instant> EndDate;    // inclusive
};

// When alarms are evaluated (reference 4.2).
inline constexpr Duration k_evaluation_period = minutes(1);
// Alarms with a Period below a minute.
inline constexpr Duration k_evaluation_period_high_resolution = seconds(10);
// How long after the end of a period its data is looked at. UNVERIFIED: data that services publish
// for a minute must be there when the minute is evaluated.
inline constexpr Duration k_evaluation_delay = seconds(5);

}  // namespace greenroom::cloudwatch
