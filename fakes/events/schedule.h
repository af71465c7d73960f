// Schedule expressions. Pure.
#pragma once

#include <string>

#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::events {

// The period of "rate(5 minutes)": minutes, hours or days, of which one is written "1 minute".
// ValidationException for anything else. Simplified: cron(...) is refused.
[[nodiscard]] Result<Duration> rate(const std::string& schedule_expression);

}  // namespace greenroom::events
