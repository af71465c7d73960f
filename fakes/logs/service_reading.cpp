// Events and descriptions, read page by page.
#include <algorithm>
#include <charconv>

#include "fakes/logs/filter_pattern.h"
#include "fakes/logs/service.h"
#include "fakes/logs/validation.h"

namespace greenroom::logs {
namespace {

bool is_wanted(const std::vector<std::string>& names, const std::string& prefix,
               const std::string& stream) {
  return (names.empty() || std::find(names.begin(), names.end(), stream) != names.end()) &&
         stream.rfind(prefix, 0) == 0;
}

// Where reading of one stream has come to.
struct Cursor {
  const std::string* name;
  std::map<EventKey, StoredEvent>::const_iterator next;
  std::map<EventKey, StoredEvent>::const_iterator end;
};

// The cursor with the earliest event; nullptr when all are at their end.
Cursor* earliest(std::vector<Cursor>& cursors) {
  Cursor* first = nullptr;
  for (Cursor& cursor : cursors) {
    if (cursor.next != cursor.end &&
        (first == nullptr || cursor.next->first < first->next->first)) {
      first = &cursor;
    }
  }
  return first;
}

FilteredLogEvent shown(const std::string& stream, const EventKey& key, const StoredEvent& event) {
  return {stream, key.timestamp, event.message, event.ingestionTime, event_id(key)};
}

// Simplified: the token of a listing is how many were given already.
Result<std::size_t> offset_of(const std::string& token, std::size_t most) {
  std::size_t offset = 0;
  const char* end = token.data() + token.size();
  const auto [stopped, error] = std::from_chars(token.data(), end, offset);
  if (token.empty()) {
    return std::size_t{0};
  }
  if (error != std::errc() || stopped != end || offset > most) {
    return invalid_token();
  }
  return offset;
}

// One page of `all`, and the token of the next one.
template <typename Item>
Result<std::pair<std::vector<Item>, std::string>> listed(std::vector<Item> all,
                                                         const std::string& token,
                                                         const std::optional<std::int64_t>& limit) {
  if (const Status checked = validate_limit(limit, k_describe_max); !checked) {
    return checked.failure();
  }
  const Result<std::size_t> offset = offset_of(token, all.size());
  if (!offset) {
    return offset.failure();
  }
  const auto room = static_cast<std::size_t>(limit.value_or(k_describe_max));
  const std::size_t end = std::min(all.size(), offset.value() + room);
  const std::string next = end < all.size() ? std::to_string(end) : "";
  all.resize(end);
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(offset.value()));
  return std::pair{std::move(all), next};
}

}  // namespace

Result<GetLogEventsOutput> Logs::GetLogEvents(const GetLogEventsInput& input) const {
  if (const Status checked = validate_limit(input.limit, k_page_events_max); !checked) {
    return checked.failure();
  }
  const Result<const Stream*> stream = state_.find(input.logGroupName, input.logStreamName);
  return stream ? page_of(*stream.value(), input) : Result<GetLogEventsOutput>(stream.failure());
}

Result<FilterLogEventsOutput> Logs::FilterLogEvents(const FilterLogEventsInput& input) const {
  if (const Status checked = validate_filter(input); !checked) {
    return checked.failure();
  }
  const Group* group = state_.find(input.logGroupName);
  if (group == nullptr) {
    return group_not_found();
  }
  const Result<FilterPattern> pattern = parse_filter_pattern(input.filterPattern);
  const std::optional<EventKey> place = parse_place(input.nextToken);
  if (!pattern || (!place && !input.nextToken.empty())) {
    return pattern ? invalid_token() : pattern.failure();
  }
  std::vector<Cursor> cursors;
  for (const auto& [name, stream] : group->streams) {
    if (is_wanted(input.logStreamNames, input.logStreamNamePrefix, name)) {
      const auto start = input.startTime ? stream.events.lower_bound({*input.startTime, 0})
                                         : stream.events.begin();
      cursors.push_back(
          {&name, place ? stream.events.upper_bound(*place) : start, stream.events.end()});
    }
  }
  FilterLogEventsOutput output;
  std::int64_t bytes = 0;
  EventKey last;
  while (Cursor* cursor = earliest(cursors)) {
    const auto& [key, event] = *cursor->next;
    if (input.endTime && key.timestamp > *input.endTime) {
      break;
    }
    if (matches(pattern.value(), event.message)) {
      bytes += bytes_of(event.message);
      const auto count = static_cast<std::int64_t>(output.events.size());
      if (count == input.limit.value_or(k_page_events_max) ||
          (count > 0 && bytes > k_page_bytes_max)) {
        output.nextToken = place_text(last);
        break;
      }
      output.events.push_back(shown(*cursor->name, key, event));
      last = key;
    }
    ++cursor->next;
  }
  return output;
}

// Goes by arrival, and a page has an end too.
Result<TailOutput> Logs::tail(const TailInput& input) const {
  const Group* group = state_.find(input.logGroupName);
  if (group == nullptr) {
    return group_not_found();
  }
  const Result<FilterPattern> pattern = parse_filter_pattern(input.filterPattern);
  if (!pattern) {
    return pattern.failure();
  }
  const Result<std::size_t> offset = offset_of(input.token, group->arrivals.size());
  if (!offset) {
    return offset.failure();
  }
  TailOutput output;
  std::size_t next = offset.value();
  std::int64_t bytes = 0;
  for (; next < group->arrivals.size(); ++next) {
    const Arrival& arrival = group->arrivals[next];
    const auto stream = group->streams.find(arrival.logStreamName);
    if (stream == group->streams.end() ||
        !is_wanted(input.logStreamNames, "", arrival.logStreamName)) {
      continue;
    }
    const auto event = stream->second.events.find(arrival.key);
    if (event == stream->second.events.end() || !matches(pattern.value(), event->second.message)) {
      continue;
    }
    bytes += bytes_of(event->second.message);
    const auto count = static_cast<std::int64_t>(output.events.size());
    if (count == k_page_events_max || (count > 0 && bytes > k_page_bytes_max)) {
      break;
    }
    output.events.push_back(shown(arrival.logStreamName, arrival.key, event->second));
  }
  output.token = std::to_string(next);
  return output;
}

Result<DescribeLogGroupsOutput> Logs::DescribeLogGroups(const DescribeLogGroupsInput& input) const {
  if (!input.logGroupNamePrefix.empty() && !input.logGroupNamePattern.empty()) {
    return Failure{"InvalidParameterException",
                   "LogGroup name prefix and LogGroup name pattern are mutually exclusive "
                   "parameters."};
  }
  std::vector<LogGroup> all;
  for (const auto& [name, group] : state_.groups()) {
    if (name.rfind(input.logGroupNamePrefix, 0) == 0 &&
        name.find(input.logGroupNamePattern) != std::string::npos) {
      all.push_back(group.description);
    }
  }
  auto page = listed(std::move(all), input.nextToken, input.limit);
  if (!page) {
    return page.failure();
  }
  return DescribeLogGroupsOutput{std::move(page.value().first), page.value().second};
}

Result<DescribeLogStreamsOutput> Logs::DescribeLogStreams(
    const DescribeLogStreamsInput& input) const {
  const Group* group = state_.find(input.logGroupName);
  if (group == nullptr) {
    return group_not_found();
  }
  if (input.orderBy == OrderBy::LastEventTime && !input.logStreamNamePrefix.empty()) {
    return Failure{"InvalidParameterException",
                   "Cannot order by LastEventTime with a logStreamNamePrefix."};
  }
  std::vector<LogStream> all;
  for (const auto& [name, stream] : group->streams) {
    if (name.rfind(input.logStreamNamePrefix, 0) == 0) {
      all.push_back(stream.description);
    }
  }
  if (input.orderBy == OrderBy::LastEventTime) {  // streams without an event come first
    std::stable_sort(all.begin(), all.end(), [](const LogStream& a, const LogStream& b) {
      return a.lastEventTimestamp < b.lastEventTimestamp;
    });
  }
  if (input.descending) {
    std::reverse(all.begin(), all.end());
  }
  auto page = listed(std::move(all), input.nextToken, input.limit);
  if (!page) {
    return page.failure();
  }
  return DescribeLogStreamsOutput{std::move(page.value().first), page.value().second};
}

}  // namespace greenroom::logs
