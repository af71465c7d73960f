#include "fakes/cloudwatch/validation.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace greenroom::cloudwatch {
namespace {

constexpr std::int64_t k_day_seconds = 86'400;
constexpr std::int64_t k_week_seconds = 604'800;

constexpr std::string_view k_units[] = {"Seconds",
                                        "Microseconds",
                                        "Milliseconds",
                                        "Bytes",
                                        "Kilobytes",
                                        "Megabytes",
                                        "Gigabytes",
                                        "Terabytes",
                                        "Bits",
                                        "Kilobits",
                                        "Megabits",
                                        "Gigabits",
                                        "Terabits",
                                        "Percent",
                                        "Count",
                                        "Bytes/Second",
                                        "Kilobytes/Second",
                                        "Megabytes/Second",
                                        "Gigabytes/Second",
                                        "Terabytes/Second",
                                        "Bits/Second",
                                        "Kilobits/Second",
                                        "Megabits/Second",
                                        "Gigabits/Second",
                                        "Terabits/Second",
                                        "Count/Second",
                                        "None"};

Failure refused(std::string message) {
  return {"ValidationError", std::move(message)};
}

bool is_unit(const std::string& unit) {
  return std::find(std::begin(k_units), std::end(k_units), unit) != std::end(k_units);
}

// "[a, b]": how the texts list values.
template <typename Values>
std::string listed(const Values& values) {
  std::string names;
  for (const auto& value : values) {
    names += (names.empty() ? "" : ", ") + std::string(value);
  }
  return "[" + names + "]";
}

Status check_length(const std::string& value, const std::string& member, std::size_t most) {
  if (value.empty()) {
    return constraint_failure(value, member, "Member must have length greater than or equal to 1");
  }
  if (value.size() > most) {
    return constraint_failure(
        value, member, "Member must have length less than or equal to " + std::to_string(most));
  }
  return success();
}

Status check_actions(const std::vector<std::string>& actions, const std::string& member) {
  if (actions.size() > k_actions_per_state_max) {
    return constraint_failure(
        listed(actions), member,
        "Member must have length less than or equal to " + std::to_string(k_actions_per_state_max));
  }
  for (const std::string& action : actions) {
    if (action.rfind("arn:", 0) != 0) {
      return refused("Invalid arn syntax: " + action);
    }
  }
  return success();
}

Status check_periods(const PutMetricAlarmInput& input) {
  const std::int64_t period = input.Period.whole_seconds();
  const bool short_period = period == 10 || period == 20 || period == 30;
  if (seconds(period) != input.Period || period <= 0 || (period % 60 != 0 && !short_period)) {
    return refused("Period must be 10, 20, 30 or a multiple of 60");
  }
  if (input.EvaluationPeriods < 1) {
    return constraint_failure(std::to_string(input.EvaluationPeriods), "evaluationPeriods",
                              "Member must have value greater than or equal to 1");
  }
  if (input.DatapointsToAlarm && *input.DatapointsToAlarm < 1) {
    return constraint_failure(std::to_string(*input.DatapointsToAlarm), "datapointsToAlarm",
                              "Member must have value greater than or equal to 1");
  }
  if (input.DatapointsToAlarm && *input.DatapointsToAlarm > input.EvaluationPeriods) {
    return refused("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  }
  // Divided, for the product of large numbers has no room.
  if (period < 3'600 && input.EvaluationPeriods > k_day_seconds / period) {
    return refused(
        "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= "
        "86400) for alarms using period < 3600");
  }
  if (input.EvaluationPeriods > k_week_seconds / period) {
    return refused(
        "Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= "
        "604800) for alarms using period >= 3600");
  }
  return success();
}

Failure invalid(const std::string& parameter, const std::string& rule) {
  return {"InvalidParameterValue", "The parameter " + parameter + " " + rule};
}

Failure missing(const std::string& parameter) {
  return {"MissingParameter", "The parameter " + parameter + " is required."};
}

// UNVERIFIED texts.
Status check_dimensions(const Dimensions& dimensions, const std::string& member) {
  if (dimensions.size() > k_dimensions_max) {
    return Failure{"InvalidParameterValue", "The collection " + member +
                                                " must not have a size greater than " +
                                                std::to_string(k_dimensions_max) + "."};
  }
  std::size_t number = 0;
  for (const auto& [name, value] : dimensions) {
    const std::string parameter = member + ".member." + std::to_string(++number);
    if (name.empty() || name.size() > k_name_characters_max) {
      return invalid(parameter + ".Name", "must be between 1 and 255 characters long.");
    }
    if (value.empty() || value.size() > k_dimension_value_characters_max) {
      return invalid(parameter + ".Value", "must be between 1 and 1024 characters long.");
    }
  }
  return success();
}

Status check_datum(const MetricDatum& datum, const std::string& member, Instant now) {
  const Instant at = datum.Timestamp.value_or(now);
  if (datum.MetricName.empty()) {
    return missing(member + ".MetricName");
  }
  if (datum.MetricName.size() > k_name_characters_max) {
    return invalid(member + ".MetricName", "must be shorter than 256 characters.");
  }
  if (!is_unit(datum.Unit)) {
    return invalid(member + ".Unit", "must be a value in the set " + listed(k_units) + ".");
  }
  if (datum.StorageResolution != 1 && datum.StorageResolution != 60) {
    return invalid(member + ".StorageResolution", "must be 1 or 60.");
  }
  if (now - at > k_datum_oldest) {
    return invalid(member + ".Timestamp", "must specify a time within the past two weeks.");
  }
  if (at - now > k_datum_newest) {
    return invalid(member + ".Timestamp",
                   "must specify a time no more than two hours in the future.");
  }
  if (datum.Statistics.SampleCount < 1) {
    return invalid(member + ".StatisticValues.SampleCount", "must be greater than 0.");
  }
  if (datum.Statistics.Maximum < datum.Statistics.Minimum) {
    return invalid(member + ".StatisticValues.Maximum", "must be greater than Minimum.");
  }
  return check_dimensions(datum.Dimensions, member + ".Dimensions");
}

}  // namespace

Failure constraint_failure(const std::string& value, const std::string& member,
                           const std::string& constraint) {
  return refused("1 validation error detected: Value '" + value + "' at '" + member +
                 "' failed to satisfy constraint: " + constraint);
}

Status validate_alarm(const PutMetricAlarmInput& input) {
  const std::pair<const char*, const std::string*> names[] = {
      {"alarmName", &input.AlarmName},
      {"metricName", &input.metric.MetricName},
      {"namespace", &input.metric.Namespace}};
  for (const auto& [member, value] : names) {
    if (const Status checked = check_length(*value, member, k_name_characters_max); !checked) {
      return checked;
    }
  }
  if (!input.Unit.empty() && !is_unit(input.Unit)) {
    return constraint_failure(input.Unit, "unit",
                              "Member must satisfy enum value set: " + listed(k_units));
  }
  const std::pair<const char*, const std::vector<std::string>*> lists[] = {
      {"oKActions", &input.OKActions},
      {"alarmActions", &input.AlarmActions},
      {"insufficientDataActions", &input.InsufficientDataActions}};
  for (const auto& [member, actions] : lists) {
    if (const Status checked = check_actions(*actions, member); !checked) {
      return checked;
    }
  }
  return check_periods(input);
}

Status validate_alarm_state(const SetAlarmStateInput& input) {
  if (input.StateReason.size() > k_state_reason_characters_max) {
    return constraint_failure(input.StateReason, "stateReason",
                              "Member must have length less than or equal to " +
                                  std::to_string(k_state_reason_characters_max));
  }
  return check_length(input.AlarmName, "alarmName", k_name_characters_max);
}

Status validate_data(const std::string& name_space, const std::vector<MetricDatum>& data,
                     Instant now) {
  if (name_space.empty()) {
    return missing("Namespace");
  }
  if (data.empty()) {
    return missing("MetricData");
  }
  if (data.size() > k_data_per_request_max) {
    return Failure{"InvalidParameterValue",
                   "The collection MetricData must not have a size greater than " +
                       std::to_string(k_data_per_request_max) + "."};
  }
  for (std::size_t i = 0; i < data.size(); ++i) {
    const std::string member = "MetricData.member." + std::to_string(i + 1);
    if (const Status checked = check_datum(data[i], member, now); !checked) {
      return checked;
    }
  }
  return success();
}

Status validate_statistics(const GetMetricStatisticsInput& input) {
  const std::int64_t period = input.Period.whole_seconds();
  const bool short_period = period == 1 || period == 5 || period == 10 || period == 30;
  if (input.metric.Namespace.empty() || input.metric.MetricName.empty()) {
    return missing(input.metric.Namespace.empty() ? "Namespace" : "MetricName");
  }
  if (seconds(period) != input.Period || period <= 0 || (period % 60 != 0 && !short_period)) {
    return invalid("Period", "must be 1, 5, 10, 30 or a multiple of 60.");
  }
  if (input.StartTime >= input.EndTime) {
    return invalid("StartTime", "must be less than the parameter EndTime.");
  }
  const std::int64_t asked = (input.EndTime - input.StartTime).whole_seconds() / period;
  if (asked > k_statistics_datapoints_max) {
    return Failure{"InvalidParameterCombination",
                   "You have requested up to " + std::to_string(asked) +
                       " datapoints, which exceeds the limit of 1,440. You may reduce the "
                       "datapoints requested by increasing Period, or decreasing the time range."};
  }
  return success();
}

}  // namespace greenroom::cloudwatch
