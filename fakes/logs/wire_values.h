// CloudWatch Logs' values as inputs and outputs have them: times are milliseconds since 1970.
#pragma once

#include <optional>
#include <string>

#include "fakes/aws/json.h"
#include "fakes/logs/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::logs {

[[nodiscard]] aws::Json group_of(Context cx, const LogGroup& group);
[[nodiscard]] aws::Json stream_of(Context cx, const LogStream& stream);
[[nodiscard]] aws::Json event_of(Context cx, const OutputLogEvent& event);
[[nodiscard]] aws::Json event_of(Context cx, const FilteredLogEvent& event);
[[nodiscard]] aws::Json rejected_of(const RejectedLogEventsInfo& rejected);

[[nodiscard]] std::optional<Instant> read_time(Context cx, const aws::Json& input,
                                               const char* member);
[[nodiscard]] std::optional<std::int64_t> read_limit(const aws::Json& input);

}  // namespace greenroom::logs
