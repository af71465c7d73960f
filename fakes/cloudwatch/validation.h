// What CloudWatch refuses, with its codes and texts. Pure.
//
// AWS: the API reference of PutMetricAlarm, PutMetricData and GetMetricStatistics; reference
// codebuild-codepipeline-s3 4.2. Texts are those that AWS is seen to send, unless marked.
#pragma once

#include <string>
#include <vector>

#include "fakes/cloudwatch/types.h"
#include "sim/core/result.h"

namespace greenroom::cloudwatch {

inline constexpr std::size_t k_name_characters_max = 255;
inline constexpr std::size_t k_dimension_value_characters_max = 1'024;
inline constexpr std::size_t k_actions_per_state_max = 5;
inline constexpr std::size_t k_dimensions_max = 30;
inline constexpr std::size_t k_data_per_request_max = 1'000;
inline constexpr std::size_t k_alarms_per_deletion_max = 100;
inline constexpr std::size_t k_state_reason_characters_max = 1'023;
inline constexpr std::int64_t k_statistics_datapoints_max = 1'440;
inline constexpr Duration k_datum_oldest = hours(24 * 14);
inline constexpr Duration k_datum_newest = hours(2);

// ValidationError.
[[nodiscard]] Status validate_alarm(const PutMetricAlarmInput& input);
[[nodiscard]] Status validate_alarm_state(const SetAlarmStateInput& input);
// InvalidParameterValue, MissingParameter, InvalidParameterCombination.
[[nodiscard]] Status validate_data(const std::string& name_space,
                                   const std::vector<MetricDatum>& data, Instant now);
[[nodiscard]] Status validate_statistics(const GetMetricStatisticsInput& input);

// "1 validation error detected: Value 'x' at 'alarmName' failed to satisfy constraint: ..."
[[nodiscard]] Failure constraint_failure(const std::string& value, const std::string& member,
                                         const std::string& constraint);

}  // namespace greenroom::cloudwatch
