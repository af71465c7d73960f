#include "fakes/logs/validation.h"

#include <algorithm>
#include <string_view>

namespace greenroom::logs {
namespace {

Failure invalid(const std::string& message) {
  return {"InvalidParameterException", message};
}

Failure constraint(const std::string& value, const std::string& member, const std::string& rule) {
  return invalid("1 validation error detected: Value '" + value + "' at '" + member +
                 "' failed to satisfy constraint: " + rule);
}

bool is_group_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(".-_/#").find(c) != std::string_view::npos;
}

Status check_length(const std::string& name, const std::string& member) {
  if (name.empty()) {
    return constraint(name, member, "Member must have length greater than or equal to 1");
  }
  if (name.size() > k_name_characters_max) {
    return constraint(name, member, "Member must have length less than or equal to 512");
  }
  return success();
}

}  // namespace

Status validate_group_name(const std::string& name) {
  if (!std::all_of(name.begin(), name.end(), is_group_character)) {
    return constraint(name, "logGroupName",
                      "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
  }
  return check_length(name, "logGroupName");
}

Status validate_stream_name(const std::string& name) {
  if (name.find_first_of(":*") != std::string::npos) {
    return constraint(name, "logStreamName",
                      "Member must satisfy regular expression pattern: [^:*]*");
  }
  return check_length(name, "logStreamName");
}

Status validate_batch(const std::vector<InputLogEvent>& events) {
  if (events.empty()) {
    return constraint("[]", "logEvents", "Member must have length greater than or equal to 1");
  }
  if (events.size() > k_batch_events_max) {
    return constraint("[" + std::to_string(events.size()) + " events]", "logEvents",
                      "Member must have length less than or equal to 10000");
  }
  std::int64_t bytes = 0;
  for (const InputLogEvent& event : events) {
    if (event.message.empty()) {
      return constraint("", "logEvents.message",
                        "Member must have length greater than or equal to 1");
    }
    if (bytes_of(event.message) > k_event_bytes_max) {
      return invalid("Log event too large: " + std::to_string(bytes_of(event.message)) +
                     " bytes exceeds limit of " + std::to_string(k_event_bytes_max));
    }
    bytes += bytes_of(event.message);
  }
  if (bytes > k_batch_bytes_max) {
    return invalid("Upload too large: " + std::to_string(bytes) + " bytes exceeds limit of " +
                   std::to_string(k_batch_bytes_max));
  }
  const bool ordered = std::is_sorted(
      events.begin(), events.end(),
      [](const InputLogEvent& a, const InputLogEvent& b) { return a.timestamp < b.timestamp; });
  if (!ordered) {
    return invalid("Log events in a single PutLogEvents request must be in chronological order.");
  }
  if (events.back().timestamp - events.front().timestamp > k_batch_span_max) {
    return invalid(
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  }
  return success();
}

Status validate_limit(const std::optional<std::int64_t>& limit, std::int64_t most) {
  if (limit && (*limit < 1 || *limit > most)) {
    return constraint(std::to_string(*limit), "limit",
                      *limit < 1
                          ? "Member must have value greater than or equal to 1"
                          : "Member must have value less than or equal to " + std::to_string(most));
  }
  return success();
}

Status validate_tags(const Tags& tags) {
  constexpr std::size_t k_tags_max = 50;
  return tags.size() <= k_tags_max ? success()
                                   : Status(Failure{"TooManyTagsException",
                                                    "The resource can have no more than 50 tags."});
}

Status validate_filter(const FilterLogEventsInput& input) {
  if (!input.logStreamNames.empty() && !input.logStreamNamePrefix.empty()) {
    return invalid(
        "LogStreamNames and LogStreamNamePrefix are mutually exclusive parameters. Only "
        "one of them can be specified.");  // UNVERIFIED text
  }
  return validate_limit(input.limit, k_page_events_max);
}

RejectedLogEventsInfo rejected(const std::vector<InputLogEvent>& events, Instant now) {
  RejectedLogEventsInfo info;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (now - events[i].timestamp > k_too_old) {
      info.tooOldLogEventEndIndex = static_cast<std::int64_t>(i) + 1;
    }
    if (events[i].timestamp - now > k_too_new && !info.tooNewLogEventStartIndex) {
      info.tooNewLogEventStartIndex = static_cast<std::int64_t>(i);
    }
  }
  return info;
}

}  // namespace greenroom::logs
