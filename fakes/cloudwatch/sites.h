// Where CloudWatch can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::cloudwatch::site {

inline constexpr FaultSite metric_data_lost{
    "cloudwatch.metric_data_lost", "PutMetricData answers with success but stores nothing"};
inline constexpr FaultSite change_told_twice{"cloudwatch.change_told_twice",
                                             "an alarm's change of state is told a second time"};

}  // namespace greenroom::cloudwatch::site
