// Why an alarm changed its state: the text and the data, as CloudWatch words them. Pure.
//
// AWS: reference codebuild-codepipeline-s3 4.2, [CW-UG cloudwatch-and-eventbridge].
#pragma once

#include <string>

#include "fakes/cloudwatch/evaluation.h"

namespace greenroom::cloudwatch {

inline constexpr const char* k_initial_reason = "Unchecked: Initial alarm creation";

// "Threshold Crossed: 1 out of the last 1 datapoints [99.5 (02/10/19 16:59:00)] was greater than
// the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition)."
// `evaluation` has a state.
[[nodiscard]] std::string state_reason(Epoch epoch, const PutMetricAlarmInput& alarm,
                                       const Evaluation& evaluation);
// {"version":"1.0","queryDate":...}: what was looked at, at `now`.
[[nodiscard]] std::string state_reason_data(Epoch epoch, Instant now,
                                            const PutMetricAlarmInput& alarm,
                                            const Evaluation& evaluation);
// "2019-10-02T17:04:40.989+0000": how CloudWatch writes moments.
[[nodiscard]] std::string alarm_time(Epoch epoch, Instant instant);

}  // namespace greenroom::cloudwatch
