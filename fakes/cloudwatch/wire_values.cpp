#include "fakes/cloudwatch/wire_values.h"

#include <algorithm>
#include <utility>

#include "fakes/wire/refuse.h"

namespace greenroom::cloudwatch {
namespace {

constexpr Statistic k_statistics[] = {Statistic::SampleCount, Statistic::Average, Statistic::Sum,
                                      Statistic::Minimum, Statistic::Maximum};
constexpr StateValue k_states[] = {StateValue::OK, StateValue::ALARM,
                                   StateValue::INSUFFICIENT_DATA};
constexpr TreatMissingData k_treatments[] = {TreatMissingData::missing, TreatMissingData::ignore,
                                             TreatMissingData::breaching,
                                             TreatMissingData::notBreaching};
constexpr ComparisonOperator k_comparisons[] = {
    ComparisonOperator::GreaterThanOrEqualToThreshold, ComparisonOperator::GreaterThanThreshold,
    ComparisonOperator::LessThanThreshold, ComparisonOperator::LessThanOrEqualToThreshold};

// The one of `all` that is spelled so.
template <typename All>
auto spelled(const All& all, const std::string& name)
    -> std::optional<std::decay_t<decltype(*std::begin(all))>> {
  const auto found = std::find_if(std::begin(all), std::end(all),
                                  [&](const auto each) { return to_string(each) == name; });
  return found == std::end(all) ? std::nullopt : std::optional(*found);
}

aws::Json time_of(Context cx, Instant instant) {
  return wire::timestamp(cx.epoch(), instant);
}

Failure invalid(const std::string& parameter, const std::string& rule) {
  return {"InvalidParameterValue", "The parameter " + parameter + " " + rule};
}

// "0.5" and "1e-3", but no number that is beyond what a Decimal can hold.
Result<Decimal> read_number(const aws::Json& json, const std::string& member) {
  const std::optional<Decimal> number = read_decimal(json.text);
  return number ? Result<Decimal>(*number)
                : Result<Decimal>(
                      invalid(member, "has a value that cannot be held here: " + json.text));
}

// Of SampleCount and Counts: 3 and 3.0.
Result<std::int64_t> read_count(const aws::Json& json, const std::string& member) {
  const Result<Decimal> number = read_number(json, member);
  if (!number) {
    return number.failure();
  }
  if (number.value().millionths % k_millionths != 0 || number.value().millionths <= 0) {
    return invalid(member, "must be a whole number greater than 0 here.");
  }
  return number.value().millionths / k_millionths;
}

Result<StatisticSet> read_set(const aws::Json& given, const std::string& member) {
  const Result<std::int64_t> count =
      read_count(*given.find("SampleCount"), member + ".SampleCount");
  if (!count) {
    return count.failure();
  }
  StatisticSet set;
  set.SampleCount = count.value();
  const std::pair<const char*, Decimal*> numbers[] = {
      {"Sum", &set.Sum}, {"Minimum", &set.Minimum}, {"Maximum", &set.Maximum}};
  for (const auto& [name, number] : numbers) {
    const Result<Decimal> value = read_number(*given.find(name), member + "." + name);
    if (!value) {
      return value.failure();
    }
    *number = value.value();
  }
  return set;
}

// Values, each as often as Counts says.
Result<StatisticSet> read_values(const aws::Json& datum, const std::string& member) {
  const std::vector<aws::Json>& values = datum.find("Values")->items;
  const aws::Json* counts = datum.find("Counts");
  if (values.empty() || (counts != nullptr && counts->items.size() != values.size())) {
    return Failure{"InvalidParameterValue", "The parameters " + member + ".Values and " + member +
                                                ".Counts must be of the same size, and not empty."};
  }
  StatisticSet all;
  for (std::size_t at = 0; at < values.size(); ++at) {
    const std::string place = ".member." + std::to_string(at + 1);
    const Result<Decimal> value = read_number(values[at], member + ".Values" + place);
    const Result<std::int64_t> count =
        counts == nullptr ? Result<std::int64_t>(1)
                          : read_count(counts->items[at], member + ".Counts" + place);
    if (!value || !count) {
      return value ? count.failure() : value.failure();
    }
    const std::optional<Decimal> sum = times(value.value(), count.value());
    if (!sum) {
      return invalid(member + ".Values" + place, "has a sum that cannot be held here.");
    }
    all.merge({count.value(), *sum, value.value(), value.value()});
  }
  return all;
}

Result<StatisticSet> read_statistics(const aws::Json& datum, const std::string& member) {
  const aws::Json* value = datum.find("Value");
  const aws::Json* set = datum.find("StatisticValues");
  const int given = (value != nullptr ? 1 : 0) + (set != nullptr ? 1 : 0) +
                    (datum.find("Values") != nullptr ? 1 : 0);
  if (given != 1) {
    return Failure{given == 0 ? "MissingParameter" : "InvalidParameterCombination",
                   "At least one and only one of the parameters " + member + ".Value, " + member +
                       ".Values and " + member + ".StatisticValues must be specified."};
  }
  if (value != nullptr) {
    const Result<Decimal> number = read_number(*value, member + ".Value");
    return number ? Result<StatisticSet>(single(number.value()))
                  : Result<StatisticSet>(number.failure());
  }
  return set != nullptr ? read_set(*set, member + ".StatisticValues") : read_values(datum, member);
}

Dimensions read_dimensions(const aws::Json& input) {
  Dimensions dimensions;
  if (const aws::Json* given = input.find("Dimensions")) {
    for (const aws::Json& each : given->items) {
      dimensions[wire::text_of(each, "Name")] = wire::text_of(each, "Value");
    }
  }
  return dimensions;
}

aws::Json dimensions_of(const Dimensions& dimensions) {
  return wire::list_of(dimensions, [](const auto& each) {
    return wire::Object()
        .add("Name", wire::text(each.first))
        .add("Value", wire::text(each.second))
        .take();
  });
}

aws::Json flag(bool truth) {
  return {truth ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

}  // namespace

aws::Json number_of(const StatisticValue& value) {
  return {aws::JsonKind::Number, to_text(value), {}, {}};
}

aws::Json metric_of(const Metric& metric) {
  return wire::Object()
      .add("Namespace", wire::text(metric.Namespace))
      .add("MetricName", wire::text(metric.MetricName))
      .add("Dimensions", dimensions_of(metric.Dimensions))
      .take();
}

aws::Json datapoint_of(Context cx, const Datapoint& datapoint,
                       const std::vector<std::string>& statistics) {
  wire::Object object;
  object.add("Timestamp", time_of(cx, datapoint.Timestamp));
  for (const Statistic statistic : k_statistics) {
    if (std::find(statistics.begin(), statistics.end(), to_string(statistic)) != statistics.end()) {
      object.add(to_string(statistic), number_of(value_of(datapoint.Statistics, statistic)));
    }
  }
  return object.add("Unit", wire::text(datapoint.Unit)).take();
}

aws::Json alarm_of(Context cx, const MetricAlarm& alarm) {
  wire::Object object;
  object.add("AlarmName", wire::text(alarm.AlarmName))
      .add("AlarmArn", wire::text(alarm.AlarmArn))
      .add_unless_empty("AlarmDescription", alarm.AlarmDescription)
      .add("AlarmConfigurationUpdatedTimestamp",
           time_of(cx, alarm.AlarmConfigurationUpdatedTimestamp))
      .add("ActionsEnabled", flag(alarm.ActionsEnabled))
      .add("OKActions", wire::texts(alarm.OKActions))
      .add("AlarmActions", wire::texts(alarm.AlarmActions))
      .add("InsufficientDataActions", wire::texts(alarm.InsufficientDataActions))
      .add("StateValue", wire::text(to_string(alarm.state.value)))
      .add("StateReason", wire::text(alarm.state.reason))
      .add_unless_empty("StateReasonData", alarm.state.reasonData)
      .add("StateUpdatedTimestamp", time_of(cx, alarm.state.timestamp))
      .add("MetricName", wire::text(alarm.metric.MetricName))
      .add("Namespace", wire::text(alarm.metric.Namespace))
      .add("Statistic", wire::text(to_string(alarm.Statistic)))
      .add("Dimensions", dimensions_of(alarm.metric.Dimensions))
      .add("Period", wire::number(alarm.Period.whole_seconds()))
      .add_unless_empty("Unit", alarm.Unit)
      .add("EvaluationPeriods", wire::number(alarm.EvaluationPeriods));
  if (alarm.DatapointsToAlarm) {
    object.add("DatapointsToAlarm", wire::number(*alarm.DatapointsToAlarm));
  }
  return object.add("Threshold", number_of({alarm.Threshold}))
      .add("ComparisonOperator", wire::text(to_string(alarm.ComparisonOperator)))
      .add("TreatMissingData", wire::text(to_string(alarm.TreatMissingData)))
      .add("StateTransitionedTimestamp", time_of(cx, alarm.state.timestamp))
      .take();
}

aws::Json history_item_of(Context cx, const AlarmHistoryItem& item) {
  return wire::Object()
      .add("AlarmName", wire::text(item.AlarmName))
      .add("AlarmType", wire::text("MetricAlarm"))
      .add("Timestamp", time_of(cx, item.Timestamp))
      .add("HistoryItemType", wire::text(to_string(item.HistoryItemType)))
      .add("HistorySummary", wire::text(item.HistorySummary))
      .add("HistoryData", wire::text(item.HistoryData))
      .take();
}

std::optional<Statistic> read_statistic(const std::string& name) {
  return spelled(k_statistics, name);
}

std::optional<StateValue> read_state(const std::string& name) {
  return spelled(k_states, name);
}

Metric read_metric(const aws::Json& input) {
  return {wire::text_of(input, "Namespace"), wire::text_of(input, "MetricName"),
          read_dimensions(input)};
}

Result<std::vector<MetricDatum>> read_data(Context cx, const aws::Json& input) {
  std::vector<MetricDatum> data;
  const aws::Json* given = input.find("MetricData");
  for (std::size_t at = 0; given != nullptr && at < given->items.size(); ++at) {
    const aws::Json& each = given->items[at];
    const Result<StatisticSet> statistics =
        read_statistics(each, "MetricData.member." + std::to_string(at + 1));
    if (!statistics) {
      return statistics.failure();
    }
    MetricDatum datum;
    datum.MetricName = wire::text_of(each, "MetricName");
    datum.Dimensions = read_dimensions(each);
    datum.Timestamp = wire::instant_of(cx.epoch(), each, "Timestamp");
    if (each.find("Timestamp") != nullptr && !datum.Timestamp) {
      return invalid("MetricData.member." + std::to_string(at + 1) + ".Timestamp", "is no time.");
    }
    datum.Unit = each.find("Unit") == nullptr ? datum.Unit : wire::text_of(each, "Unit");
    datum.Statistics = statistics.value();
    datum.StorageResolution = wire::number_of(each, "StorageResolution", datum.StorageResolution);
    data.push_back(std::move(datum));
  }
  return data;
}

Result<GetMetricStatisticsInput> read_span(Context cx, const aws::Json& input, Duration period) {
  const std::optional<Instant> start = wire::instant_of(cx.epoch(), input, "StartTime");
  const std::optional<Instant> end = wire::instant_of(cx.epoch(), input, "EndTime");
  if (!start || !end) {
    return invalid(start ? "EndTime" : "StartTime", "is no time.");
  }
  GetMetricStatisticsInput span;
  const std::int64_t step = std::clamp(period, seconds(1), minutes(1)).microseconds;
  const std::int64_t rest = start->microseconds % step;
  span.StartTime = {start->microseconds - (rest < 0 ? rest + step : rest)};
  span.EndTime = *end;
  span.Period = period;
  return span;
}

Result<PutMetricAlarmInput> read_alarm(const aws::Json& input) {
  constexpr const char* k_code = "ValidationError";
  if (const Status supported =
          wire::refuse(input, k_code,
                       {"ExtendedStatistic", "EvaluateLowSampleCountPercentile", "Metrics",
                        "ThresholdMetricId", "EvaluationCriteria", "EvaluationInterval"});
      !supported) {
    return supported.failure();
  }
  for (const char* required : {"MetricName", "Namespace", "Statistic", "Period",
                               "EvaluationPeriods", "Threshold", "ComparisonOperator"}) {
    if (input.find(required) == nullptr) {
      return Failure{k_code, std::string("The parameter ") + required + " is required here."};
    }
  }
  PutMetricAlarmInput alarm;
  const auto comparison = spelled(k_comparisons, wire::text_of(input, "ComparisonOperator"));
  const std::string treatment = wire::text_of(input, "TreatMissingData");
  const auto treat =
      treatment.empty() ? std::optional(alarm.TreatMissingData) : spelled(k_treatments, treatment);
  const std::optional<Decimal> threshold = read_decimal(input.find("Threshold")->text);
  if (!comparison || !treat || !threshold) {
    return Failure{k_code, !comparison ? "Anomaly detection is not supported here"
                           : !treat    ? "TreatMissingData must be one of [missing, ignore, "
                                         "breaching, notBreaching]"
                                       : "Threshold cannot be held here"};
  }
  alarm.AlarmName = wire::text_of(input, "AlarmName");
  alarm.AlarmDescription = wire::text_of(input, "AlarmDescription");
  alarm.ActionsEnabled =
      input.find("ActionsEnabled") == nullptr || wire::flag_of(input, "ActionsEnabled");
  alarm.OKActions = wire::texts_of(input, "OKActions");
  alarm.AlarmActions = wire::texts_of(input, "AlarmActions");
  alarm.InsufficientDataActions = wire::texts_of(input, "InsufficientDataActions");
  alarm.metric = read_metric(input);
  alarm.Statistic = *read_statistic(wire::text_of(input, "Statistic"));
  alarm.Period = seconds(wire::number_of(input, "Period", 60));
  alarm.Unit = wire::text_of(input, "Unit");
  alarm.EvaluationPeriods = wire::number_of(input, "EvaluationPeriods", 1);
  if (input.find("DatapointsToAlarm") != nullptr) {
    alarm.DatapointsToAlarm = wire::number_of(input, "DatapointsToAlarm", 1);
  }
  alarm.Threshold = *threshold;
  alarm.ComparisonOperator = *comparison;
  alarm.TreatMissingData = *treat;
  alarm.Tags = wire::read_tags(input, "Tags");
  return alarm;
}

}  // namespace greenroom::cloudwatch
