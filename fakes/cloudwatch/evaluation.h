// What an alarm makes of its datapoints: M out of N, with missing ones. Pure.
//
// AWS: reference codebuild-codepipeline-s3 4.2, [CW-UG AlarmThatSendsEmail].
#pragma once

#include <optional>
#include <vector>

#include "fakes/cloudwatch/types.h"

namespace greenroom::cloudwatch {

// One period of the evaluation range; no value: no data came for it.
struct EvaluatedPeriod {
  Instant start;
  std::optional<StatisticValue> value;
};

struct Evaluation {
  std::optional<StateValue> state;    // nothing: the alarm keeps the state it has
  std::vector<EvaluatedPeriod> real;  // those with data that counted, oldest first
  std::int64_t missing = 0;           // how many of N were filled, as TreatMissingData says
};

// How many periods are looked at for `evaluation_periods`. AWS does not publish the number: its
// examples have 5 for 3.
[[nodiscard]] std::int64_t evaluation_range(std::int64_t evaluation_periods);

// Exact: 0.3 is not more than 0.3, and a third is more than 0.333333.
[[nodiscard]] bool is_breaching(ComparisonOperator comparison, const StatisticValue& value,
                                Decimal threshold);

// `datapoints` are the periods of the evaluation range, oldest first.
[[nodiscard]] Evaluation evaluate(const PutMetricAlarmInput& alarm,
                                  const std::vector<EvaluatedPeriod>& datapoints);

// The first moment of evaluation at `now` or later. Alarms with a Period below a minute are
// evaluated every ten seconds, others every minute.
[[nodiscard]] Instant next_evaluation(Instant now, bool high_resolution);
// Whether an alarm of this Period is evaluated at `moment`, a moment of evaluation.
[[nodiscard]] bool is_due(Duration period, Instant moment);

}  // namespace greenroom::cloudwatch
