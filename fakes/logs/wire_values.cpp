#include "fakes/logs/wire_values.h"

#include "fakes/wire/convert.h"

namespace greenroom::logs {
namespace {

aws::Json time_of(Context cx, Instant instant) {
  return wire::number(wire::milliseconds_of(cx.epoch(), instant));
}

}  // namespace

aws::Json group_of(Context cx, const LogGroup& group) {
  wire::Object object;
  object.add("logGroupName", wire::text(group.logGroupName))
      .add("creationTime", time_of(cx, group.creationTime));
  if (group.retentionInDays) {
    object.add("retentionInDays", wire::number(*group.retentionInDays));
  }
  return object.add("metricFilterCount", wire::number(0))
      .add("arn", wire::text(group.arn))
      .add("storedBytes", wire::number(group.storedBytes))
      .add("logGroupClass", wire::text("STANDARD"))
      .add("logGroupArn", wire::text(group.arn.substr(0, group.arn.size() - 2)))  // without ":*"
      .take();
}

aws::Json stream_of(Context cx, const LogStream& stream) {
  wire::Object object;
  object.add("logStreamName", wire::text(stream.logStreamName))
      .add("creationTime", time_of(cx, stream.creationTime));
  if (stream.firstEventTimestamp) {
    object.add("firstEventTimestamp", time_of(cx, *stream.firstEventTimestamp));
  }
  if (stream.lastEventTimestamp) {
    object.add("lastEventTimestamp", time_of(cx, *stream.lastEventTimestamp));
  }
  if (stream.lastIngestionTime) {
    object.add("lastIngestionTime", time_of(cx, *stream.lastIngestionTime));
  }
  return object.add("arn", wire::text(stream.arn))
      .add("storedBytes", wire::number(0))  // as AWS has it since 2019
      .take();
}

aws::Json event_of(Context cx, const OutputLogEvent& event) {
  return wire::Object()
      .add("timestamp", time_of(cx, event.timestamp))
      .add("message", wire::text(event.message))
      .add("ingestionTime", time_of(cx, event.ingestionTime))
      .take();
}

aws::Json event_of(Context cx, const FilteredLogEvent& event) {
  return wire::Object()
      .add("logStreamName", wire::text(event.logStreamName))
      .add("timestamp", time_of(cx, event.timestamp))
      .add("message", wire::text(event.message))
      .add("ingestionTime", time_of(cx, event.ingestionTime))
      .add("eventId", wire::text(event.eventId))
      .take();
}

aws::Json rejected_of(const RejectedLogEventsInfo& rejected) {
  wire::Object object;
  if (rejected.tooNewLogEventStartIndex) {
    object.add("tooNewLogEventStartIndex", wire::number(*rejected.tooNewLogEventStartIndex));
  }
  if (rejected.tooOldLogEventEndIndex) {
    object.add("tooOldLogEventEndIndex", wire::number(*rejected.tooOldLogEventEndIndex));
  }
  return object.take();
}

std::optional<Instant> read_time(Context cx, const aws::Json& input, const char* member) {
  if (input.find(member) == nullptr) {
    return std::nullopt;
  }
  return wire::instant_of_milliseconds(cx.epoch(), wire::number_of(input, member, 0));
}

std::optional<std::int64_t> read_limit(const aws::Json& input) {
  return input.find("limit") == nullptr
             ? std::nullopt
             : std::optional<std::int64_t>(wire::number_of(input, "limit", 0));
}

}  // namespace greenroom::logs
