// Times in HTTP headers and cookies.
#pragma once

#include <string>

#include "sim/core/time.h"

namespace greenroom::aws {

// "Thu, 01 Jan 2026 00:00:00 GMT"
[[nodiscard]] std::string http_date(Epoch epoch, Instant instant);

}  // namespace greenroom::aws
