// CloudWatch's values as inputs and outputs have them.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
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

// `code` when one of these members is there: it would change what is asked for.
[[nodiscard]] Status refuse(const aws::Json& input, const char* code,
                            std::initializer_list<const char*> members);

// A page of what `make` makes of each, as `member`; the token is how many came before.
// InvalidNextToken.
template <typename Items, typename Make>
[[nodiscard]] Result<wire::Object> page_of(const Items& items, const aws::Json& input,
                                           std::int64_t most, const char* member, Make make) {
  const auto range = wire::page_range(items.size(), wire::text_of(input, "NextToken"),
                                      wire::number_of(input, "MaxRecords", most));
  if (!range) {
    return Failure{"InvalidNextToken", "The next token specified is invalid."};
  }
  aws::Json page{aws::JsonKind::Array, {}, {}, {}};
  for (std::size_t at = range->begin; at < range->end; ++at) {
    page.items.push_back(make(items[at]));
  }
  wire::Object object;
  object.add(member, std::move(page)).add_unless_empty("NextToken", range->next_token);
  return object;
}

}  // namespace greenroom::cloudwatch
