#include "sim/scenario/log_query.h"

#include <algorithm>
#include <utility>

namespace greenroom::scenario {
namespace {

std::string first_of(const Wants& wants, const std::string& key) {
  const auto found = wants.find(key);
  return found == wants.end() || found->second.empty() ? "" : found->second.front();
}

bool has_part(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

}  // namespace

LogQuery log_query_of(const Wants& wants, const std::string& group_key) {
  LogQuery query;
  query.group = first_of(wants, group_key);
  query.stream = first_of(wants, "stream");
  query.stream_prefix = first_of(wants, "stream_prefix");
  query.filter = first_of(wants, "filter");
  query.contains = first_of(wants, "contains");
  return query;
}

Result<std::vector<logs::FilteredLogEvent>> find_log_events(
    const logs::Logs& logs, const LogQuery& query, const std::vector<std::string>& streams) {
  logs::FilterLogEventsInput input;
  input.logGroupName = query.group;
  input.logStreamNames = streams;
  if (!query.stream.empty()) {
    input.logStreamNames.push_back(query.stream);
  }
  input.logStreamNamePrefix = query.stream_prefix;
  input.filterPattern = query.filter;
  std::vector<logs::FilteredLogEvent> found;
  do {
    Result<logs::FilterLogEventsOutput> page = logs.FilterLogEvents(input);
    if (!page.ok()) {
      return page.failure();
    }
    for (logs::FilteredLogEvent& event : page.value().events) {
      if (has_part(event.message, query.contains)) {
        found.push_back(std::move(event));
      }
    }
    input.nextToken = page.value().nextToken;
  } while (!input.nextToken.empty());
  return found;
}

bool log_event_came(const logs::Logs& logs, const LogQuery& query, std::string& token) {
  logs::TailInput input;
  input.logGroupName = query.group;
  if (!query.stream.empty()) {
    input.logStreamNames = {query.stream};
  }
  input.filterPattern = query.filter;
  for (;;) {
    input.token = token;
    const Result<logs::TailOutput> page = logs.tail(input);
    if (!page.ok() || page.value().token == token) {
      return false;
    }
    token = page.value().token;
    const auto& events = page.value().events;
    const bool came = std::any_of(events.begin(), events.end(), [&](const auto& event) {
      return event.logStreamName.starts_with(query.stream_prefix) &&
             has_part(event.message, query.contains);
    });
    if (came) {
      return true;
    }
  }
}

}  // namespace greenroom::scenario
