// CloudWatch: metrics, and alarms that watch them. Operations are immediate; alarms are evaluated
// in virtual time by a task of their own, which start() begins.
//
// AWS: docs.aws.amazon.com/AmazonCloudWatch, reference codebuild-codepipeline-s3 4.2.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/cloudwatch/ports.h"
#include "fakes/cloudwatch/state.h"
#include "fakes/cloudwatch/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::cloudwatch {

class CloudWatch {
 public:
  explicit CloudWatch(aws::Account account) : account_(std::move(account)) {}

  // An optional neighbour. Without it nobody is told.
  void connect(AlarmActions& actions) { actions_ = &actions; }
  // Begins to evaluate alarms, for the rest of the run. Once. While there is no alarm nothing
  // happens.
  void start(Context cx);

  // All or nothing. MissingParameter, InvalidParameterValue.
  Status PutMetricData(Context cx, const std::string& name_space,
                       const std::vector<MetricDatum>& data);
  // Periods with data only, oldest first (AWS: in any order). Every statistic is there.
  // MissingParameter, InvalidParameterValue, InvalidParameterCombination (above 1,440 datapoints).
  [[nodiscard]] Result<std::vector<Datapoint>> GetMetricStatistics(
      const GetMetricStatisticsInput& input) const;
  // One result per query, in their order; data of every unit counts when none is asked for. The
  // same failures.
  [[nodiscard]] Result<std::vector<MetricDataResult>> GetMetricData(
      const std::vector<MetricDataQuery>& queries) const;
  [[nodiscard]] std::vector<Metric> ListMetrics(const ListMetricsInput& input) const {
    return state_.metrics(input);
  }

  // Creates an alarm in INSUFFICIENT_DATA, or changes one, which keeps its state and is evaluated
  // with the new settings. ValidationError.
  Status PutMetricAlarm(Context cx, PutMetricAlarmInput input);
  // In the order of their names. ValidationError (names and a prefix).
  [[nodiscard]] Result<std::vector<MetricAlarm>> DescribeAlarms(
      const DescribeAlarmsInput& input) const;
  // Those that watch this metric, in the order of their names.
  [[nodiscard]] std::vector<MetricAlarm> DescribeAlarmsForMetric(const Metric& metric) const;
  // Newest first.
  [[nodiscard]] std::vector<AlarmHistoryItem> DescribeAlarmHistory(
      const DescribeAlarmHistoryInput& input) const {
    return state_.history(input);
  }
  // Until the next evaluation; the actions run. ResourceNotFound, ValidationError.
  Status SetAlarmState(Context cx, SetAlarmStateInput input);
  // Names without an alarm are passed over.
  Status EnableAlarmActions(Context cx, const std::vector<std::string>& names);
  Status DisableAlarmActions(Context cx, const std::vector<std::string>& names);
  // All or none. ResourceNotFound, ValidationError (above 100).
  Status DeleteAlarms(Context cx, const std::vector<std::string>& names);

  // Of an alarm, by its ARN. ResourceNotFoundException.
  Status TagResource(const std::string& alarm_arn, const Tags& tags);
  Status UntagResource(const std::string& alarm_arn, const std::vector<std::string>& keys);
  [[nodiscard]] Result<Tags> ListTagsForResource(const std::string& alarm_arn) const;

  // For who watches alarms (CodeDeploy). ResourceNotFound: its state cannot be read.
  [[nodiscard]] Result<StateValue> state_of(const std::string& alarm_name) const;
  // Those of `names` that are in ALARM, in their order. ResourceNotFound for the first that is not
  // there.
  [[nodiscard]] Result<std::vector<std::string>> in_alarm(
      const std::vector<std::string>& names) const;
  [[nodiscard]] const State& state() const { return state_; }

 private:
  // The alarm's name, when one has this ARN.
  [[nodiscard]] Result<std::string> name_of(const std::string& alarm_arn) const;
  Task<void> evaluation_loop(Context cx);
  // Every alarm whose turn it is at `moment`, in the order of their names.
  void evaluate_due(Context cx, Instant moment);
  void change_state(Context cx, MetricAlarm& alarm, AlarmState state);
  void note_configuration(Context cx, const MetricAlarm& alarm, const std::string& change);
  Status set_actions_enabled(Context cx, const std::vector<std::string>& names, bool enabled);

  aws::Account account_;
  AlarmActions* actions_ = nullptr;
  State state_;
  Signal alarms_changed_{"an alarm to evaluate"};
  bool started_ = false;
};

}  // namespace greenroom::cloudwatch
