#include "fakes/logs/state.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace greenroom::logs {
namespace {

constexpr std::size_t k_digits = 20;  // of a 64-bit number
constexpr std::size_t k_event_id_digits = 56;
constexpr std::uint64_t k_zero = std::uint64_t{1} << 63;  // times before the scenario are negative

std::string padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::uint64_t shifted(Instant instant) {
  return static_cast<std::uint64_t>(instant.microseconds) ^ k_zero;
}

std::optional<std::uint64_t> number(const std::string& digits) {
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9' || __builtin_mul_overflow(value, 10u, &value) ||
        __builtin_add_overflow(value, static_cast<std::uint64_t>(c - '0'), &value)) {
      return std::nullopt;
    }
  }
  return value;
}

Instant whole_milliseconds(Instant instant) {
  const std::int64_t rest = instant.microseconds % 1'000;
  return {instant.microseconds - (rest < 0 ? rest + 1'000 : rest)};
}

using Events = std::map<EventKey, StoredEvent>;

// How much a page still takes.
class Room {
 public:
  explicit Room(const std::optional<std::int64_t>& limit)
      : events_(limit.value_or(k_page_events_max)) {}
  // Whether the event is on the page: the first one always is.
  bool take(const StoredEvent& event) {
    const std::int64_t bytes = bytes_of(event.message);
    if (taken_ == events_ || (taken_ > 0 && bytes > bytes_)) {
      return false;
    }
    ++taken_;
    bytes_ -= bytes;
    return true;
  }

 private:
  std::int64_t events_;
  std::int64_t taken_ = 0;
  std::int64_t bytes_ = k_page_bytes_max;
};

// Just before the event: above what is older, below the event itself.
EventKey before(const EventKey& key) {
  return {key.timestamp, key.ordinal - 1};
}

// The events above `low` up to `high`.
struct Range {
  EventKey low;
  EventKey high;
};

// What startTime (inclusive) and endTime (exclusive) leave. No event has the ordinal 0.
Range range_of(const GetLogEventsInput& input) {
  constexpr std::int64_t k_last = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t k_first = std::numeric_limits<std::int64_t>::min();
  return {{input.startTime.value_or(Instant{k_first}), 0},
          {input.endTime.value_or(Instant{k_last}), 0}};
}

// The oldest events of the range that a page takes, or the newest. `place` is where an empty page
// is.
GetLogEventsOutput page(const Events& events, Range range, const GetLogEventsInput& input,
                        bool oldest, const EventKey& place) {
  auto begin = events.upper_bound(range.low);
  auto end = range.low < range.high ? events.upper_bound(range.high) : begin;
  Room room(input.limit);
  if (oldest) {
    const auto last = end;
    for (end = begin; end != last && room.take(end->second);) {
      ++end;
    }
  } else {
    const auto first = begin;
    for (begin = end; begin != first && room.take(std::prev(begin)->second);) {
      --begin;
    }
  }
  GetLogEventsOutput output;
  for (auto event = begin; event != end; ++event) {
    output.events.push_back(
        {event->first.timestamp, event->second.message, event->second.ingestionTime});
  }
  const bool empty = begin == end;
  output.nextForwardToken = "f/" + place_text(empty ? place : std::prev(end)->first);
  output.nextBackwardToken = "b/" + place_text(empty ? place : before(begin->first));
  return output;
}

}  // namespace

const Group* State::find(const std::string& group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

Group* State::find(const std::string& group) {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

Result<const Stream*> State::find(const std::string& group, const std::string& stream) const {
  const Group* home = find(group);
  if (home == nullptr) {
    return group_not_found();
  }
  const auto found = home->streams.find(stream);
  return found == home->streams.end() ? Result<const Stream*>(stream_not_found())
                                      : Result<const Stream*>(&found->second);
}

void State::add(LogGroup group) {
  const std::string name = group.logGroupName;
  groups_[name].description = std::move(group);
}

void add_event(Group& group, Stream& stream, InputLogEvent event, Instant now) {
  const EventKey key{whole_milliseconds(event.timestamp),
                     static_cast<std::int64_t>(group.arrivals.size()) + 1};
  group.arrivals.push_back({stream.description.logStreamName, key});
  group.description.storedBytes += bytes_of(event.message);
  stream.events.emplace(key, StoredEvent{std::move(event.message), now});
  stream.description.firstEventTimestamp = stream.events.begin()->first.timestamp;
  stream.description.lastEventTimestamp = stream.events.rbegin()->first.timestamp;
  stream.description.lastIngestionTime = now;
}

Result<GetLogEventsOutput> page_of(const Stream& stream, const GetLogEventsInput& input) {
  Range range = range_of(input);
  if (input.nextToken.empty()) {
    return page(stream.events, range, input, input.startFromHead, range.low);
  }
  const std::string direction = input.nextToken.substr(0, 2);
  const std::optional<EventKey> place = direction == "f/" || direction == "b/"
                                            ? parse_place(input.nextToken.substr(2))
                                            : std::nullopt;
  if (!place) {
    return invalid_token();
  }
  if (direction == "f/") {
    range.low = std::max(range.low, *place);
  } else {
    range.high = std::min(range.high, *place);
  }
  return page(stream.events, range, input, direction == "f/", *place);
}

std::string place_text(const EventKey& place) {
  return padded(shifted(place.timestamp), k_digits) +
         padded(static_cast<std::uint64_t>(place.ordinal), k_digits);
}

std::optional<EventKey> parse_place(const std::string& text) {
  if (text.size() != 2 * k_digits) {
    return std::nullopt;
  }
  const std::optional<std::uint64_t> time = number(text.substr(0, k_digits));
  const std::optional<std::uint64_t> ordinal = number(text.substr(k_digits));
  if (!time || !ordinal || *ordinal >= k_zero) {
    return std::nullopt;
  }
  return EventKey{{static_cast<std::int64_t>(*time ^ k_zero)}, static_cast<std::int64_t>(*ordinal)};
}

std::string event_id(const EventKey& key) {
  return padded(shifted(key.timestamp), k_digits) +
         padded(static_cast<std::uint64_t>(key.ordinal), k_event_id_digits - k_digits);
}

Failure group_not_found() {
  return {"ResourceNotFoundException", "The specified log group does not exist."};
}

Failure stream_not_found() {
  return {"ResourceNotFoundException", "The specified log stream does not exist."};
}

Failure invalid_token() {
  return {"InvalidParameterException", "The specified nextToken is invalid."};
}

}  // namespace greenroom::logs
