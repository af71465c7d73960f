// CloudWatch's values as inputs and outputs have them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/cloudwatch/types.h"
#include "fakes/wire/convert.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::cloudwatch {

// A decimal as a JSON number.
[[nodiscard]] aws::Json number_of(const StatisticValue& value);
[[nodiscard]] aws::Json metric_of(const Metric& metric);
[[nodiscard]] aws::Json datapoint_of(Context cx, const Datapoint& datapoint,
                                     const std::vector<std::string>& statistics);
[[nodiscard]] aws::Json alarm_of(Context cx, const MetricAlarm& alarm);
[[nodiscard]] aws::Json history_item_of(Context cx, const AlarmHistoryItem& item);

// Nothing for a name that is none of the five (a percentile).
[[nodiscard]] std::optional<Statistic> read_statistic(const std::string& name);
[[nodiscard]] std::optional<StateValue> read_state(const std::string& name);
[[nodiscard]] Metric read_metric(const aws::Json& input);
// InvalidParameterValue, InvalidParameterCombination: numbers that cannot be held (Simplified: six
// digits after the point and twelve before it), counts that are no whole numbers, no value at all.
[[nodiscard]] Result<std::vector<MetricDatum>> read_data(Context cx, const aws::Json& input);
// The span of StartTime and EndTime, whose beginning AWS rounds down: to the minute, or to a period
// that is shorter.
[[nodiscard]] Result<GetMetricStatisticsInput> read_span(Context cx, const aws::Json& input,
                                                         Duration period);
// ValidationError for what is missing or not here: percentiles, expressions, anomaly detection.
[[nodiscard]] Result<PutMetricAlarmInput> read_alarm(const aws::Json& input);

}  // namespace greenroom::cloudwatch
