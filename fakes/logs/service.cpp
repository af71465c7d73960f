// Groups, streams, and what is written into them.
#include "fakes/logs/service.h"

#include <algorithm>

#include "fakes/logs/sites.h"
#include "fakes/logs/validation.h"

namespace greenroom::logs {

Status Logs::CreateLogGroup(Context cx, const std::string& group, const Tags& tags) {
  for (const Status& checked : {validate_group_name(group), validate_tags(tags)}) {
    if (!checked) {
      return checked;
    }
  }
  if (state_.find(group) != nullptr) {
    return Failure{"ResourceAlreadyExistsException", "The specified log group already exists"};
  }
  state_.add({group, cx.now(), group_arn(group) + ":*", 0});
  state_.find(group)->Tags = tags;
  trace(cx, "logs.group", {{"logGroupName", group}, {"change", "created"}});
  return success();
}

Status Logs::CreateLogStream(Context cx, const std::string& group, const std::string& stream) {
  if (const Status checked = validate_stream_name(stream); !checked) {
    return checked;
  }
  Group* home = state_.find(group);
  if (home == nullptr) {
    return group_not_found();
  }
  if (home->streams.count(stream) > 0) {
    return Failure{"ResourceAlreadyExistsException", "The specified log stream already exists"};
  }
  LogStream& description = home->streams[stream].description;
  description.logStreamName = stream;
  description.creationTime = cx.now();
  description.arn = group_arn(group) + ":log-stream:" + stream;
  trace(cx, "logs.stream",
        {{"logGroupName", group}, {"logStreamName", stream}, {"change", "created"}});
  return success();
}

Status Logs::DeleteLogGroup(Context cx, const std::string& group) {
  if (state_.find(group) == nullptr) {
    return group_not_found();
  }
  state_.remove(group);
  trace(cx, "logs.group", {{"logGroupName", group}, {"change", "deleted"}});
  return success();
}

Status Logs::DeleteLogStream(Context cx, const std::string& group, const std::string& stream) {
  if (const Result<const Stream*> found = state_.find(group, stream); !found) {
    return found.failure();
  }
  state_.find(group)->streams.erase(stream);  // its arrivals lead nowhere from now on
  trace(cx, "logs.stream",
        {{"logGroupName", group}, {"logStreamName", stream}, {"change", "deleted"}});
  return success();
}

Result<PutLogEventsOutput> Logs::PutLogEvents(Context cx, PutLogEventsInput input) {
  if (const Status checked = validate_batch(input.logEvents); !checked) {
    return checked.failure();
  }
  if (const auto found = state_.find(input.logGroupName, input.logStreamName); !found) {
    return found.failure();
  }
  Group& group = *state_.find(input.logGroupName);
  Stream& stream = group.streams.at(input.logStreamName);
  PutLogEventsOutput output;
  output.rejectedLogEventsInfo = rejected(input.logEvents, cx.now());
  const std::int64_t begin = output.rejectedLogEventsInfo.tooOldLogEventEndIndex.value_or(0);
  const std::int64_t end = output.rejectedLogEventsInfo.tooNewLogEventStartIndex.value_or(
      static_cast<std::int64_t>(input.logEvents.size()));
  for (std::int64_t i = begin; i < end && !cx.fault(site::events_lost); ++i) {
    add_event(group, stream, std::move(input.logEvents[static_cast<std::size_t>(i)]), cx.now());
  }
  output.nextSequenceToken = event_id({cx.now(), static_cast<std::int64_t>(group.arrivals.size())});
  trace(cx, "logs.events",
        {{"logGroupName", input.logGroupName},
         {"logStreamName", input.logStreamName},
         {"accepted", std::max<std::int64_t>(0, end - begin)},
         {"stored", stream.events.size()}});
  return output;
}

void Logs::trace(Context cx, const char* event, const std::vector<Field>& fields) const {
  if (traced_) {
    cx.trace(event, fields);
  }
}

std::string Logs::group_arn(const std::string& group) const {
  return "arn:aws:logs:" + account_.region + ":" + account_.id + ":log-group:" + group;
}

}  // namespace greenroom::logs
