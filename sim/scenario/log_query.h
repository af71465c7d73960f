// What a scenario, or a person, wants to see of CloudWatch Logs. Pure.
#pragma once

#include <string>
#include <vector>

#include "fakes/logs/service.h"
#include "sim/core/result.h"
#include "sim/scenario/types.h"

namespace greenroom::scenario {

struct LogQuery {
  std::string group;
  std::string stream;         // "": every stream
  std::string stream_prefix;  // "": any
  std::string filter;         // a filter pattern, as FilterLogEvents takes it
  std::string contains;       // a part of the message
};

// The query of `log_group: { name }` and `wait: { log_group }`: `group_key` names the group.
[[nodiscard]] LogQuery log_query_of(const Wants& wants, const std::string& group_key);

// Every event that FilterLogEvents finds, page by page; of `streams` alone when there are any.
[[nodiscard]] Result<std::vector<logs::FilteredLogEvent>> find_log_events(
    const logs::Logs& logs, const LogQuery& query, const std::vector<std::string>& streams = {});

// What came after `token`, by arrival, and fits. A group that is not there yet has nothing.
// Moves `token` on.
[[nodiscard]] bool log_event_came(const logs::Logs& logs, const LogQuery& query,
                                  std::string& token);

}  // namespace greenroom::scenario
