#include "fakes/cloudwatch/evaluation.h"

#include <algorithm>

namespace greenroom::cloudwatch {
namespace {

constexpr std::int64_t k_range_beyond = 2;

// Only breaching points are there, fewer than M. AWS alarms all the same when the oldest of them
// was M periods ago or more: waiting for more data could hide that nothing comes any more.
// `age` is counted from the newest period, which is 1.
std::optional<StateValue> premature(std::int64_t age, std::int64_t datapoints_to_alarm) {
  if (age >= datapoints_to_alarm) {
    return StateValue::ALARM;
  }
  return std::nullopt;  // UNVERIFIED that it is unchanged; AWS says only that it does not alarm yet
}

std::optional<StateValue> state_without_data(TreatMissingData treatment) {
  switch (treatment) {
    case TreatMissingData::missing:
      return StateValue::INSUFFICIENT_DATA;
    case TreatMissingData::ignore:
      return std::nullopt;
    case TreatMissingData::breaching:
      return StateValue::ALARM;
    case TreatMissingData::notBreaching:
      return StateValue::OK;
  }
  return std::nullopt;
}

StateValue alarm_if(bool breaching) {
  return breaching ? StateValue::ALARM : StateValue::OK;
}

struct Counted {
  std::int64_t real = 0;
  std::int64_t breaching = 0;
  std::int64_t oldest_age = 0;  // of the real ones
};

// Fewer than N real points.
std::optional<StateValue> state_with_gaps(const PutMetricAlarmInput& alarm, const Counted& counted,
                                          std::int64_t missing) {
  const std::int64_t needed = alarm.DatapointsToAlarm.value_or(alarm.EvaluationPeriods);
  switch (alarm.TreatMissingData) {
    case TreatMissingData::breaching:
      return alarm_if(counted.breaching + missing >= needed);
    case TreatMissingData::notBreaching:
      return alarm_if(counted.breaching >= needed);
    case TreatMissingData::missing:
    case TreatMissingData::ignore:
      break;
  }
  if (counted.breaching >= needed) {
    return StateValue::ALARM;  // UNVERIFIED for ignore
  }
  if (counted.breaching < counted.real) {
    return StateValue::OK;
  }
  if (alarm.TreatMissingData == TreatMissingData::ignore) {
    return std::nullopt;
  }
  return premature(counted.oldest_age, needed);
}

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  const std::int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

}  // namespace

std::int64_t evaluation_range(std::int64_t evaluation_periods) {
  return evaluation_periods + k_range_beyond;
}

bool is_breaching(ComparisonOperator comparison, const StatisticValue& value, Decimal threshold) {
  const __int128 left = value.dividend.millionths;
  const __int128 right = static_cast<__int128>(threshold.millionths) * value.divisor;
  switch (comparison) {
    case ComparisonOperator::GreaterThanOrEqualToThreshold:
      return left >= right;
    case ComparisonOperator::GreaterThanThreshold:
      return left > right;
    case ComparisonOperator::LessThanThreshold:
      return left < right;
    case ComparisonOperator::LessThanOrEqualToThreshold:
      return left <= right;
  }
  return false;
}

Evaluation evaluate(const PutMetricAlarmInput& alarm,
                    const std::vector<EvaluatedPeriod>& datapoints) {
  Evaluation result;
  Counted counted;
  std::int64_t age = 0;
  for (auto point = datapoints.rbegin(); point != datapoints.rend(); ++point) {
    ++age;
    if (!point->value || counted.real == alarm.EvaluationPeriods) {
      continue;
    }
    ++counted.real;
    counted.oldest_age = age;
    counted.breaching +=
        is_breaching(alarm.ComparisonOperator, *point->value, alarm.Threshold) ? 1 : 0;
    result.real.push_back(*point);
  }
  std::reverse(result.real.begin(), result.real.end());
  result.missing = alarm.EvaluationPeriods - counted.real;
  if (counted.real == 0) {
    result.state = state_without_data(alarm.TreatMissingData);
  } else if (result.missing == 0) {
    const std::int64_t needed = alarm.DatapointsToAlarm.value_or(alarm.EvaluationPeriods);
    result.state = alarm_if(counted.breaching >= needed);
  } else {
    result.state = state_with_gaps(alarm, counted, result.missing);
  }
  return result;
}

Instant next_evaluation(Instant now, bool high_resolution) {
  const std::int64_t step =
      (high_resolution ? k_evaluation_period_high_resolution : k_evaluation_period).microseconds;
  const std::int64_t since = now.microseconds - k_evaluation_delay.microseconds;
  return Instant{floor_to(since + step - 1, step)} + k_evaluation_delay;
}

bool is_due(Duration period, Instant moment) {
  const Instant end{moment.microseconds - k_evaluation_delay.microseconds};
  return period < k_evaluation_period || end.microseconds % k_evaluation_period.microseconds == 0;
}

}  // namespace greenroom::cloudwatch
