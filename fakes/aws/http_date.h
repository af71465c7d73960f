// Times in HTTP headers and cookies, and in texts that have whole seconds.
#pragma once

#include <string>

#include "sim/core/time.h"

namespace greenroom::aws {

// "Thu, 01 Jan 2026 00:00:00 GMT"
[[nodiscard]] std::string http_date(Epoch epoch, Instant instant);
// "2026-01-01T00:00:00Z"
[[nodiscard]] std::string whole_seconds(Epoch epoch, Instant instant);

}  // namespace greenroom::aws
