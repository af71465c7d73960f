// The store of CloudWatch Logs: groups, streams, events, and places between events. Pure: no
// context, no trace.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/logs/types.h"
#include "sim/core/result.h"

namespace greenroom::logs {

// The order of events: by their time, then as they came. Unique in a group.
struct EventKey {
  Instant timestamp;
  std::int64_t ordinal = 0;  // of the group's events, from 1

  friend constexpr auto operator<=>(const EventKey&, const EventKey&) = default;
};

struct StoredEvent {
  std::string message;
  Instant ingestionTime;
};

struct Stream {
  LogStream description;
  std::map<EventKey, StoredEvent> events;
};

struct Arrival {
  std::string logStreamName;
  EventKey key;
};

struct Group {
  LogGroup description;
  std::map<std::string, Stream> streams;
  std::vector<Arrival> arrivals;  // in the order in which events came; ordinal 1 is the first
  logs::Tags Tags;
};

class State {
 public:
  [[nodiscard]] const Group* find(const std::string& group) const;
  [[nodiscard]] Group* find(const std::string& group);
  // ResourceNotFoundException of the group or the stream.
  [[nodiscard]] Result<const Stream*> find(const std::string& group,
                                           const std::string& stream) const;
  void add(LogGroup group);
  void remove(const std::string& group) { groups_.erase(group); }
  // In the order of their names.
  [[nodiscard]] const std::map<std::string, Group>& groups() const { return groups_; }

 private:
  std::map<std::string, Group> groups_;
};

// Stores an event, its time in whole milliseconds.
void add_event(Group& group, Stream& stream, InputLogEvent event, Instant now);

// A page of a stream: from `token`, or from its end or head. InvalidParameterException for a token
// that is none.
[[nodiscard]] Result<GetLogEventsOutput> page_of(const Stream& stream,
                                                 const GetLogEventsInput& input);

// A place of a group as the text of a token: events above it come after it.
[[nodiscard]] std::string place_text(const EventKey& place);
[[nodiscard]] std::optional<EventKey> parse_place(const std::string& text);
// 56 digits, as AWS has them.
[[nodiscard]] std::string event_id(const EventKey& key);

[[nodiscard]] Failure group_not_found();
[[nodiscard]] Failure stream_not_found();
[[nodiscard]] Failure invalid_token();

}  // namespace greenroom::logs
