#include "sim/app/log_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenroom::app {
namespace {

std::string listing(const logs::Logs& logs) {
  std::string text;
  for (const auto& [group_name, group] : logs.state().groups()) {
    for (const auto& [stream_name, stream] : group.streams) {
      text += fmt::format("{} {} {}\n", group_name, stream_name, stream.events.size());
    }
  }
  return text;
}

}  // namespace

std::string without_line_end(const std::string& message) {
  const std::size_t end = message.find_last_not_of("\r\n");
  return end == std::string::npos ? "" : message.substr(0, end + 1);
}

std::string detailed_time(Epoch epoch, Instant instant) {
  return iso8601(epoch, instant).substr(0, 23) + "000+00:00";
}

Result<std::string> log_text(const logs::Logs& logs, Epoch epoch, const LogRequest& request) {
  if (request.query.group.empty()) {
    return listing(logs);
  }
  const auto found = scenario::find_log_events(logs, request.query);
  if (!found.ok()) {
    return found.failure();
  }
  const std::vector<logs::FilteredLogEvent>& events = found.value();
  const std::size_t wanted = request.tail.value_or(events.size());
  std::string text;
  for (std::size_t i = events.size() - std::min(wanted, events.size()); i < events.size(); ++i) {
    const std::string time = detailed_time(epoch, events[i].timestamp);
    text += request.format == LogFormat::short_form ? time.substr(0, 19) + " "
                                                    : time + " " + events[i].logStreamName + " ";
    text += without_line_end(events[i].message) + "\n";
  }
  return text;
}

}  // namespace greenroom::app
