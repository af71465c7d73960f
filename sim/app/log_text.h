// Events of CloudWatch Logs as people read them.
#pragma once

#include <optional>
#include <string>

#include "fakes/logs/service.h"
#include "sim/core/result.h"
#include "sim/core/time.h"
#include "sim/scenario/log_query.h"

namespace greenroom::app {

// As `aws logs tail` has them. UNVERIFIED: it cuts the line end off a message.
enum class LogFormat {
  detailed,    // "2026-01-01T00:01:02.345000+00:00 <stream> <message>"
  short_form,  // "2026-01-01T00:01:02 <message>"
};

// `greenroom logs`. Without a group: which groups and streams there are.
struct LogRequest {
  scenario::LogQuery query;
  std::optional<std::size_t> tail;  // only the newest
  LogFormat format = LogFormat::detailed;
};

// One line per event, or one per stream: "<group> <stream> <events>". The failure is AWS's.
[[nodiscard]] Result<std::string> log_text(const logs::Logs& logs, Epoch epoch,
                                           const LogRequest& request);

// "2026-01-01T00:01:02.345000+00:00 "; the message without its line end.
[[nodiscard]] std::string detailed_time(Epoch epoch, Instant instant);
[[nodiscard]] std::string without_line_end(const std::string& message);

}  // namespace greenroom::app
