// CloudWatch Logs' words as plain data. AWS: docs.aws.amazon.com/AmazonCloudWatchLogs, reference
// codebuild-codepipeline-s3 4.1. Times are whole milliseconds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::logs {

struct LogGroup {
  std::string logGroupName;
  Instant creationTime;
  std::string arn;  // ends in ":*"
  std::int64_t storedBytes = 0;
  std::optional<std::int64_t> retentionInDays = {};  // nothing: forever
};

using Tags = std::map<std::string, std::string>;

struct LogStream {
  std::string logStreamName;
  Instant creationTime;
  std::string arn;
  std::optional<Instant> firstEventTimestamp;
  std::optional<Instant> lastEventTimestamp;
  std::optional<Instant> lastIngestionTime;
};

struct InputLogEvent {
  Instant timestamp;
  std::string message;
};

struct OutputLogEvent {
  Instant timestamp;
  std::string message;
  Instant ingestionTime;
};

struct FilteredLogEvent {
  std::string logStreamName;
  Instant timestamp;
  std::string message;
  Instant ingestionTime;
  std::string eventId;
};

// Which events of a batch were dropped; the others are stored.
struct RejectedLogEventsInfo {
  std::optional<std::int64_t> tooNewLogEventStartIndex;  // from here to the end
  std::optional<std::int64_t> tooOldLogEventEndIndex;    // all before this one
};

struct PutLogEventsInput {
  std::string logGroupName;
  std::string logStreamName;
  std::vector<InputLogEvent> logEvents;  // in the order of their times
  std::string sequenceToken;             // ignored, as AWS does since 2023
};
struct PutLogEventsOutput {
  std::string nextSequenceToken;
  RejectedLogEventsInfo rejectedLogEventsInfo;
};

struct GetLogEventsInput {
  std::string logGroupName;
  std::string logStreamName;
  std::optional<Instant> startTime;  // inclusive
  std::optional<Instant> endTime;    // exclusive
  std::string nextToken;
  std::optional<std::int64_t> limit;
  bool startFromHead = false;  // without a token: the oldest page, not the newest
};
struct GetLogEventsOutput {
  std::vector<OutputLogEvent> events;  // oldest first
  std::string nextForwardToken;        // "f/..."; the one that was passed at the end of the stream
  std::string nextBackwardToken;       // "b/..."; the same at its beginning
};

struct FilterLogEventsInput {
  std::string logGroupName;
  std::vector<std::string> logStreamNames;  // empty = all
  std::string logStreamNamePrefix;
  std::optional<Instant> startTime;  // inclusive
  std::optional<Instant> endTime;    // inclusive, other than above
  std::string filterPattern;
  std::string nextToken;
  std::optional<std::int64_t> limit;
};
struct FilterLogEventsOutput {
  std::vector<FilteredLogEvent> events;  // by timestamp, across streams
  std::string nextToken;                 // "" = that was all
};

// What `tail --follow` wants: what came since it looked last, in the order in which it came.
struct TailInput {
  std::string logGroupName;
  std::vector<std::string> logStreamNames;  // empty = all
  std::string filterPattern;
  std::string token;  // of the last answer; "" = from the beginning
};
struct TailOutput {
  std::vector<FilteredLogEvent> events;
  std::string token;
};

struct DescribeLogGroupsInput {
  std::string logGroupNamePrefix;
  std::string nextToken;
  std::optional<std::int64_t> limit;
  std::string logGroupNamePattern = {};  // what the name has in it
};
struct DescribeLogGroupsOutput {
  std::vector<LogGroup> logGroups;  // by name
  std::string nextToken;
};

enum class OrderBy { LogStreamName, LastEventTime };
struct DescribeLogStreamsInput {
  std::string logGroupName;
  std::string logStreamNamePrefix;
  OrderBy orderBy = OrderBy::LogStreamName;
  bool descending = false;
  std::string nextToken;
  std::optional<std::int64_t> limit;
};
struct DescribeLogStreamsOutput {
  std::vector<LogStream> logStreams;
  std::string nextToken;
};

// Limits of the service (reference 4.1).
inline constexpr std::size_t k_name_characters_max = 512;
inline constexpr std::size_t k_batch_events_max = 10'000;
inline constexpr std::int64_t k_batch_bytes_max = 1'048'576;
inline constexpr std::int64_t k_event_overhead_bytes = 26;
inline constexpr std::int64_t k_event_bytes_max = 1'048'576;
inline constexpr Duration k_batch_span_max = hours(24);
inline constexpr Duration k_too_new = hours(2);
inline constexpr Duration k_too_old = hours(24 * 14);
inline constexpr std::int64_t k_page_events_max = 10'000;
inline constexpr std::int64_t k_page_bytes_max = 1'048'576;
inline constexpr std::int64_t k_describe_max = 50;

// What an event counts in batches and pages.
[[nodiscard]] inline std::int64_t bytes_of(const std::string& message) {
  return static_cast<std::int64_t>(message.size()) + k_event_overhead_bytes;
}

}  // namespace greenroom::logs
