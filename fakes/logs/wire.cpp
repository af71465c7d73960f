#include "fakes/logs/wire.h"

#include <map>
#include <string_view>
#include <utility>

#include "fakes/logs/wire_values.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/refuse.h"
#include "sim/core/assert.h"

namespace greenroom::logs {
namespace {

using Answer = Result<aws::Json>;

constexpr const char* k_unsupported = "InvalidParameterException";

Answer answer_of(const Status& done) {
  return done ? Answer(wire::Object().take()) : Answer(done.failure());
}

// The group that is meant: by its name, or by its name or ARN.
Result<std::string> read_group(const Logs& logs, const aws::Json& input) {
  const std::string name = wire::text_of(input, "logGroupName");
  const std::string identifier = wire::text_of(input, "logGroupIdentifier");
  if (name.empty() == identifier.empty()) {
    return Failure{"InvalidParameterException",  // UNVERIFIED text
                   name.empty() ? "LogGroupName or LogGroupIdentifier is required."
                                : "LogGroupName and LogGroupIdentifier are mutually exclusive "
                                  "parameters."};
  }
  return name.empty() ? logs.group_of(identifier) : name;
}

Answer create_log_group(Logs& logs, Context cx, const aws::Json& input) {
  const std::string group_class = wire::text_of(input, "logGroupClass");
  Status done = wire::refuse(input, k_unsupported, {"kmsKeyId", "deletionProtectionEnabled"});
  if (done && !group_class.empty() && group_class != "STANDARD") {
    done = Failure{k_unsupported, "Only logGroupClass STANDARD is supported here"};
  }
  if (done) {
    done = logs.CreateLogGroup(cx, wire::text_of(input, "logGroupName"),
                               wire::map_of_texts(input, "tags"));
  }
  return answer_of(done);
}

Answer delete_log_group(Logs& logs, Context cx, const aws::Json& input) {
  return answer_of(logs.DeleteLogGroup(cx, wire::text_of(input, "logGroupName")));
}

Answer create_log_stream(Logs& logs, Context cx, const aws::Json& input) {
  return answer_of(logs.CreateLogStream(cx, wire::text_of(input, "logGroupName"),
                                        wire::text_of(input, "logStreamName")));
}

Answer delete_log_stream(Logs& logs, Context cx, const aws::Json& input) {
  return answer_of(logs.DeleteLogStream(cx, wire::text_of(input, "logGroupName"),
                                        wire::text_of(input, "logStreamName")));
}

Answer describe_log_groups(Logs& logs, Context cx, const aws::Json& input) {
  const Status supported = wire::refuse(
      input, k_unsupported, {"accountIdentifiers", "includeLinkedAccounts", "logGroupIdentifiers"});
  const std::string group_class = wire::text_of(input, "logGroupClass");
  if (!supported) {
    return supported.failure();
  }
  DescribeLogGroupsInput describe;
  describe.logGroupNamePrefix = wire::text_of(input, "logGroupNamePrefix");
  describe.logGroupNamePattern = wire::text_of(input, "logGroupNamePattern");
  describe.nextToken = wire::text_of(input, "nextToken");
  describe.limit = read_limit(input);
  Result<DescribeLogGroupsOutput> output = logs.DescribeLogGroups(describe);
  if (!output) {
    return output.failure();
  }
  if (!group_class.empty() && group_class != "STANDARD") {  // every group is
    output = DescribeLogGroupsOutput{};
  }
  return wire::Object()
      .add("logGroups", wire::list_of(output.value().logGroups,
                                      [&](const auto& each) { return group_of(cx, each); }))
      .add_unless_empty("nextToken", output.value().nextToken)
      .take();
}

Answer describe_log_streams(Logs& logs, Context cx, const aws::Json& input) {
  const Result<std::string> group = read_group(logs, input);
  if (!group) {
    return group.failure();
  }
  DescribeLogStreamsInput describe;
  describe.logGroupName = group.value();
  describe.logStreamNamePrefix = wire::text_of(input, "logStreamNamePrefix");
  describe.orderBy = wire::text_of(input, "orderBy") == "LastEventTime" ? OrderBy::LastEventTime
                                                                        : OrderBy::LogStreamName;
  describe.descending = wire::flag_of(input, "descending");
  describe.nextToken = wire::text_of(input, "nextToken");
  describe.limit = read_limit(input);
  const Result<DescribeLogStreamsOutput> output = logs.DescribeLogStreams(describe);
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("logStreams", wire::list_of(output.value().logStreams,
                                       [&](const auto& each) { return stream_of(cx, each); }))
      .add_unless_empty("nextToken", output.value().nextToken)
      .take();
}

Answer put_log_events(Logs& logs, Context cx, const aws::Json& input) {
  PutLogEventsInput put;
  put.logGroupName = wire::text_of(input, "logGroupName");
  put.logStreamName = wire::text_of(input, "logStreamName");
  for (const aws::Json& event : input.find("logEvents")->items) {
    put.logEvents.push_back({*read_time(cx, event, "timestamp"), wire::text_of(event, "message")});
  }
  const Result<PutLogEventsOutput> output = logs.PutLogEvents(cx, std::move(put));
  if (!output) {
    return output.failure();
  }
  wire::Object object;
  object.add("nextSequenceToken", wire::text(output.value().nextSequenceToken));
  aws::Json rejected = rejected_of(output.value().rejectedLogEventsInfo);
  if (!rejected.members.empty()) {
    object.add("rejectedLogEventsInfo", std::move(rejected));
  }
  return object.take();
}

Answer get_log_events(Logs& logs, Context cx, const aws::Json& input) {
  const Result<std::string> group = read_group(logs, input);
  if (!group) {
    return group.failure();
  }
  GetLogEventsInput get;
  get.logGroupName = group.value();
  get.logStreamName = wire::text_of(input, "logStreamName");
  get.startTime = read_time(cx, input, "startTime");
  get.endTime = read_time(cx, input, "endTime");
  get.nextToken = wire::text_of(input, "nextToken");
  get.limit = read_limit(input);
  get.startFromHead = wire::flag_of(input, "startFromHead");
  const Result<GetLogEventsOutput> output = logs.GetLogEvents(get);
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("events", wire::list_of(output.value().events,
                                   [&](const auto& each) { return event_of(cx, each); }))
      .add("nextForwardToken", wire::text(output.value().nextForwardToken))
      .add("nextBackwardToken", wire::text(output.value().nextBackwardToken))
      .take();
}

Answer filter_log_events(Logs& logs, Context cx, const aws::Json& input) {
  const Result<std::string> group = read_group(logs, input);
  if (!group) {
    return group.failure();
  }
  FilterLogEventsInput filter;
  filter.logGroupName = group.value();
  filter.logStreamNames = wire::texts_of(input, "logStreamNames");
  filter.logStreamNamePrefix = wire::text_of(input, "logStreamNamePrefix");
  filter.startTime = read_time(cx, input, "startTime");
  filter.endTime = read_time(cx, input, "endTime");
  filter.filterPattern = wire::text_of(input, "filterPattern");
  filter.nextToken = wire::text_of(input, "nextToken");
  filter.limit = read_limit(input);
  const Result<FilterLogEventsOutput> output = logs.FilterLogEvents(filter);
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("events", wire::list_of(output.value().events,
                                   [&](const auto& each) { return event_of(cx, each); }))
      .add("searchedLogStreams", wire::texts({}))
      .add_unless_empty("nextToken", output.value().nextToken)
      .take();
}

Answer put_retention_policy(Logs& logs, Context cx, const aws::Json& input) {
  return answer_of(logs.PutRetentionPolicy(cx, wire::text_of(input, "logGroupName"),
                                           wire::number_of(input, "retentionInDays", 0)));
}

Answer delete_retention_policy(Logs& logs, Context cx, const aws::Json& input) {
  return answer_of(logs.DeleteRetentionPolicy(cx, wire::text_of(input, "logGroupName")));
}

Answer tag_resource(Logs& logs, Context, const aws::Json& input) {
  return answer_of(
      logs.TagResource(wire::text_of(input, "resourceArn"), wire::map_of_texts(input, "tags")));
}

Answer untag_resource(Logs& logs, Context, const aws::Json& input) {
  return answer_of(
      logs.UntagResource(wire::text_of(input, "resourceArn"), wire::texts_of(input, "tagKeys")));
}

Answer list_tags_for_resource(Logs& logs, Context, const aws::Json& input) {
  const Result<Tags> tags = logs.ListTagsForResource(wire::text_of(input, "resourceArn"));
  if (!tags) {
    return tags.failure();
  }
  return wire::Object().add("tags", wire::map_of(tags.value())).take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  using Handler = Answer (*)(Logs&, Context, const aws::Json&);
  static const std::map<std::string_view, Handler> handlers = {
      {"CreateLogGroup", create_log_group},
      {"DeleteLogGroup", delete_log_group},
      {"CreateLogStream", create_log_stream},
      {"DeleteLogStream", delete_log_stream},
      {"DescribeLogGroups", describe_log_groups},
      {"DescribeLogStreams", describe_log_streams},
      {"PutLogEvents", put_log_events},
      {"GetLogEvents", get_log_events},
      {"FilterLogEvents", filter_log_events},
      {"PutRetentionPolicy", put_retention_policy},
      {"DeleteRetentionPolicy", delete_retention_policy},
      {"TagResource", tag_resource},
      {"UntagResource", untag_resource},
      {"ListTagsForResource", list_tags_for_resource},
  };
  const auto handler = handlers.find(operation);
  SIM_ASSERT(handler != handlers.end(), "the table has no other operation: " + operation);
  return handler->second(logs_, cx, input);
}

}  // namespace greenroom::logs
