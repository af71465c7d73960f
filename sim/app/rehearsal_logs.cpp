#include "sim/app/rehearsal_logs.h"

#include <algorithm>
#include <utility>

#include "sim/scenario/log_query.h"

namespace greenroom::app {
namespace {

constexpr const char* k_instance_id = "{instance_id}";
constexpr std::size_t k_message_bytes_max =
    static_cast<std::size_t>(logs::k_event_bytes_max - logs::k_event_overhead_bytes);

// Simplified: a line that is too long for an event becomes several.
std::vector<std::string> in_pieces(const std::vector<std::string>& messages) {
  std::vector<std::string> pieces;
  for (const std::string& message : messages) {
    for (std::size_t begin = 0; begin < message.size(); begin += k_message_bytes_max) {
      pieces.push_back(message.substr(begin, k_message_bytes_max));
    }
  }
  return pieces;
}

std::string stream_of(const CollectedFile& file, const std::string& instance_id) {
  std::string name = file.log_stream_name;
  const std::size_t at = name.find(k_instance_id);
  return at == std::string::npos
             ? name
             : name.replace(at, std::char_traits<char>::length(k_instance_id), instance_id);
}

}  // namespace

void RehearsalLogs::make_stream(Context cx, const std::string& group, const std::string& stream) {
  if (logs_.state().find(group) == nullptr) {
    const Status made = logs_.CreateLogGroup(cx, group);
    SIM_ASSERT(made.ok(), "the loader lets only groups through that may be: " + group);
  }
  if (!logs_.state().find(group, stream).ok()) {
    const Status made = logs_.CreateLogStream(cx, group, stream);
    SIM_ASSERT(made.ok(), "the loader lets only streams through that may be: " + stream);
  }
}

void RehearsalLogs::send(Context cx, logs::PutLogEventsInput batch) {
  const auto put = logs_.PutLogEvents(cx, std::move(batch));
  SIM_ASSERT(put.ok(), "batches are as large as they may be");
  came_.notify();
}

void RehearsalLogs::put(Context cx, const std::string& group, const std::string& stream,
                        std::vector<std::string> messages) {
  const Context as_logs = cx.as("logs");
  make_stream(as_logs, group, stream);
  logs::PutLogEventsInput batch{group, stream, {}, ""};
  std::int64_t bytes = 0;
  for (std::string& message : in_pieces(messages)) {
    const std::int64_t more = logs::bytes_of(message);
    if (!batch.logEvents.empty() && (batch.logEvents.size() == logs::k_batch_events_max ||
                                     bytes + more > logs::k_batch_bytes_max)) {
      send(as_logs, std::exchange(batch, {group, stream, {}, ""}));
      bytes = 0;
    }
    bytes += more;
    batch.logEvents.push_back({cx.now(), std::move(message)});
  }
  if (!batch.logEvents.empty()) {
    send(as_logs, std::move(batch));
  }
}

void RehearsalLogs::appended(Context cx, const std::string& instance_id, const std::string& path,
                             const std::vector<std::string>& lines) {
  for (const CollectedFile& file : k_collect_list) {
    if (path == file.file_path) {
      put(cx, file.log_group_name, stream_of(file, instance_id), lines);
    }
  }
}

Task<bool> RehearsalLogs::wait_for(Context cx, scenario::Wants wants, Duration within) {
  const scenario::LogQuery query = scenario::log_query_of(wants, "log_group");
  const Instant deadline = cx.now() + within;
  std::string token;
  while (scenario::log_event_came(logs_, query, token)) {  // what was there before does not count
  }
  bool came = false;
  while (!came) {
    const bool in_time = co_await came_.wait_until(cx, deadline);
    if (!in_time) {
      break;
    }
    came = scenario::log_event_came(logs_, query, token);
  }
  co_return came;
}

}  // namespace greenroom::app
