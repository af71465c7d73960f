// CloudWatch Logs as its users see it.
#include "fakes/logs/service.h"

#include <catch2/catch.hpp>

#include "tests/fakes/logs/logs_lab.h"

using namespace greenroom;
using namespace greenroom::logs;
using namespace greenroom::test;

namespace {

GetLogEventsInput of_a(const std::string& token = "", std::optional<std::int64_t> limit = {},
                       bool from_head = false) {
  return {"/app", "a", {}, {}, token, limit, from_head};
}

FilterLogEventsInput of_app(const std::string& pattern = "") {
  return {"/app", {}, "", {}, {}, pattern, "", {}};
}

Lines found(const LogsLab& lab, const FilterLogEventsInput& input) {
  return messages_of(lab.logs.FilterLogEvents(input).value().events);
}

}  // namespace

TEST_CASE("groups and streams: made once, described, deleted") {
  LogsLab lab;
  CHECK(lab.logs.CreateLogGroup(lab.cx(), "/app").failure() ==
        Failure{"ResourceAlreadyExistsException", "The specified log group already exists"});
  CHECK(lab.logs.CreateLogStream(lab.cx(), "/app", "a").failure() ==
        Failure{"ResourceAlreadyExistsException", "The specified log stream already exists"});
  CHECK(lab.logs.CreateLogStream(lab.cx(), "/no", "a").failure() ==
        Failure{"ResourceNotFoundException", "The specified log group does not exist."});
  for (const char* name : {"", "a b", "a:b"}) {
    CHECK(lab.logs.CreateLogGroup(lab.cx(), name).failure().code == "InvalidParameterException");
  }
  CHECK(lab.logs.CreateLogGroup(lab.cx(), std::string(513, 'x')).failure().code ==
        "InvalidParameterException");
  CHECK(lab.logs.CreateLogStream(lab.cx(), "/app", "a:b").failure().code ==
        "InvalidParameterException");
  CHECK(lab.logs.CreateLogStream(lab.cx(), "/app", "i-1/web [x]").ok());
  CHECK(lab.logs.DeleteLogStream(lab.cx(), "/app", "b").ok());
  CHECK(lab.logs.DeleteLogStream(lab.cx(), "/app", "b").failure().message ==
        "The specified log stream does not exist.");
  CHECK(lab.logs.DeleteLogGroup(lab.cx(), "/app").ok());
  CHECK(lab.logs.DeleteLogGroup(lab.cx(), "/app").failure().code == "ResourceNotFoundException");
}

TEST_CASE("PutLogEvents drops what is too old or too new, and says which") {
  LogsLab lab;
  const auto story = [](LogsLab& l) -> Task<void> {
    co_await l.world.as("story").sleep_for(hours(1));
    const Instant now = l.cx().now();
    const Result<PutLogEventsOutput> put =
        l.put("a", {{now, "now"}, {now + hours(2), "edge"}, {now + hours(2) + seconds(1), "new"}});
    CHECK(put.value().rejectedLogEventsInfo.tooNewLogEventStartIndex == 2);
    CHECK_FALSE(put.value().rejectedLogEventsInfo.tooOldLogEventEndIndex);
    CHECK(put.value().nextSequenceToken.size() == 56);
    const Instant edge{(now - k_start).microseconds - hours(24 * 14).microseconds};
    const Result<PutLogEventsOutput> old =
        l.put("a", {{Instant{edge.microseconds - 1'000'000}, "old"}, {edge, "just"}});
    CHECK(old.value().rejectedLogEventsInfo.tooOldLogEventEndIndex == 1);
    const Result<PutLogEventsOutput> none = l.put("a", {{now + hours(3), "all too new"}});
    CHECK(none.value().rejectedLogEventsInfo.tooNewLogEventStartIndex == 0);
  };
  REQUIRE(lab.world.run(story(lab)));
  CHECK(messages_of(lab.logs.GetLogEvents(of_a()).value().events) == Lines{"just", "now", "edge"});
}

TEST_CASE("PutLogEvents refuses whole batches") {
  LogsLab lab;
  const auto message = [&](std::vector<InputLogEvent> events) {
    const Result<PutLogEventsOutput> put = lab.put("a", std::move(events));
    return put ? "taken" : put.failure().message;
  };
  const std::string half(k_batch_bytes_max / 2 - k_event_overhead_bytes, 'x');
  CHECK(message({{k_start + seconds(1), "b"}, {k_start, "a"}}) ==
        "Log events in a single PutLogEvents request must be in chronological order.");
  CHECK(message({{k_start, "a"}, {k_start + hours(24) + milliseconds(1), "b"}}) ==
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  CHECK(message({{k_start, half}, {k_start, half}}) == "taken");
  CHECK(message({{k_start, half}, {k_start, half + "x"}}) ==
        "Upload too large: 1048577 bytes exceeds limit of 1048576");
  CHECK(message({{k_start, half + half + std::string(27, 'x')}}) ==
        "Log event too large: 1048577 bytes exceeds limit of 1048576");
  CHECK(message(std::vector<InputLogEvent>(10'000, {k_start, "x"})) == "taken");
  CHECK(message(std::vector<InputLogEvent>(10'001, {k_start, "x"})).find("10000") !=
        std::string::npos);
  CHECK(message({}).rfind("1 validation error detected", 0) == 0);
  CHECK(message({{k_start, ""}}).rfind("1 validation error detected", 0) == 0);
  CHECK(lab.put("no", {{k_start, "x"}}).failure().code == "ResourceNotFoundException");
}

// Reference codebuild-codepipeline-s3 4.1.
TEST_CASE("GetLogEvents: the newest page first, back to the head, forward to the end") {
  LogsLab lab;
  lab.count("a", 0, 5);
  const auto page = [&](const GetLogEventsInput& input) {
    return lab.logs.GetLogEvents(input).value();
  };
  const GetLogEventsOutput newest = page(of_a("", 2));
  CHECK(messages_of(newest.events) == Lines{"3", "4"});
  const GetLogEventsOutput middle = page(of_a(newest.nextBackwardToken, 2));
  CHECK(messages_of(middle.events) == Lines{"1", "2"});
  const GetLogEventsOutput oldest = page(of_a(middle.nextBackwardToken, 2));
  CHECK(messages_of(oldest.events) == Lines{"0"});
  const GetLogEventsOutput beyond = page(of_a(oldest.nextBackwardToken, 2));
  CHECK(beyond.events.empty());
  CHECK(beyond.nextBackwardToken == oldest.nextBackwardToken);
  CHECK(messages_of(page(of_a(oldest.nextForwardToken, 2)).events) == Lines{"1", "2"});
  CHECK(messages_of(page(of_a(beyond.nextForwardToken)).events) == Lines{"0", "1", "2", "3", "4"});
  CHECK(messages_of(page(of_a("", 2, true)).events) == Lines{"0", "1"});
}

TEST_CASE("GetLogEvents: at the end the same token comes back, and later events come with it") {
  LogsLab lab;
  const auto page = [&](const std::string& token) {
    return lab.logs.GetLogEvents(of_a(token, {}, true)).value();
  };
  const std::string empty = page("").nextForwardToken;
  CHECK(empty.rfind("f/", 0) == 0);
  CHECK(page(empty).nextForwardToken == empty);
  lab.count("a", 0, 1);
  const GetLogEventsOutput first = page(empty);
  CHECK(messages_of(first.events) == Lines{"0"});
  CHECK(page(first.nextForwardToken).events.empty());
  CHECK(page(first.nextForwardToken).nextForwardToken == first.nextForwardToken);
  lab.count("a", 0, 2);  // a second one of the same moment, and one more
  CHECK(messages_of(page(first.nextForwardToken).events) == Lines{"0", "1"});
}

TEST_CASE("GetLogEvents: startTime is inclusive, endTime exclusive; bad tokens and limits") {
  LogsLab lab;
  lab.count("a", 0, 5);
  GetLogEventsInput input = of_a();
  input.startTime = k_start + seconds(1);
  input.endTime = k_start + seconds(3);
  CHECK(messages_of(lab.logs.GetLogEvents(input).value().events) == Lines{"1", "2"});
  input.nextToken = lab.logs.GetLogEvents(of_a("", 2)).value().nextBackwardToken;  // before "3"
  input.limit = 1;
  CHECK(messages_of(lab.logs.GetLogEvents(input).value().events) == Lines{"2"});
  std::swap(input.startTime, input.endTime);
  CHECK(lab.logs.GetLogEvents(input).value().events.empty());
  for (const char* token : {"x", "f/", "f/12", "b/notanumbernotanumbernotanumbernotanumber"}) {
    CHECK(lab.logs.GetLogEvents(of_a(token)).failure() ==
          Failure{"InvalidParameterException", "The specified nextToken is invalid."});
  }
  CHECK(lab.logs.GetLogEvents(of_a("", 0)).failure().code == "InvalidParameterException");
  CHECK(lab.logs.GetLogEvents(of_a("", 10'001)).failure().code == "InvalidParameterException");
}

TEST_CASE("a page has a megabyte at most, and one event at least") {
  LogsLab lab;
  const std::string big(600'000, 'x');
  REQUIRE(lab.put("a", {{k_start, big}}).ok());
  REQUIRE(lab.put("a", {{k_start, big}}).ok());
  CHECK(lab.logs.GetLogEvents(of_a()).value().events.size() == 1);
  const FilterLogEventsOutput first = lab.logs.FilterLogEvents(of_app()).value();
  CHECK(first.events.size() == 1);
  FilterLogEventsInput next = of_app();
  next.nextToken = first.nextToken;
  CHECK(lab.logs.FilterLogEvents(next).value().events.size() == 1);
  CHECK(lab.logs.FilterLogEvents(next).value().nextToken.empty());
  const TailOutput tailed = lab.logs.tail({"/app", {}, "", ""}).value();
  CHECK(tailed.token == "1");
}

TEST_CASE("FilterLogEvents: across streams by time, endTime inclusive, page by page") {
  LogsLab lab;
  lab.count("b", 1, 4);
  lab.count("a", 0, 3);
  CHECK(found(lab, of_app()) == Lines{"0", "1", "1", "2", "2", "3"});
  FilterLogEventsInput input = of_app();
  input.startTime = k_start + seconds(1);
  input.endTime = k_start + seconds(2);
  CHECK(found(lab, input) == Lines{"1", "1", "2", "2"});
  const FilterLogEventsOutput all = lab.logs.FilterLogEvents(input).value();
  // At the same moment in the order in which they came.
  CHECK(all.events[0].logStreamName == "b");
  CHECK(all.events[1].logStreamName == "a");
  CHECK(all.events[0].eventId.size() == 56);
  CHECK(all.events[0].eventId < all.events[1].eventId);
  CHECK(all.nextToken.empty());
  input.limit = 3;
  const FilterLogEventsOutput first = lab.logs.FilterLogEvents(input).value();
  CHECK(messages_of(first.events) == Lines{"1", "1", "2"});
  input.nextToken = first.nextToken;
  CHECK(found(lab, input) == Lines{"2"});
}

TEST_CASE("FilterLogEvents: by stream names, by prefix, by pattern; not by both") {
  LogsLab lab;
  REQUIRE(lab.put("a", {{k_start, "ERROR one"}, {k_start, "fine"}}).ok());
  REQUIRE(lab.put("b", {{k_start, "ERROR two"}}).ok());
  CHECK(found(lab, of_app("ERROR")) == Lines{"ERROR one", "ERROR two"});
  FilterLogEventsInput input = of_app("ERROR");
  input.logStreamNames = {"b"};
  CHECK(found(lab, input) == Lines{"ERROR two"});
  input.logStreamNamePrefix = "a";
  CHECK(lab.logs.FilterLogEvents(input).failure().code == "InvalidParameterException");
  input.logStreamNames = {};
  CHECK(found(lab, input) == Lines{"ERROR one"});
  CHECK(lab.logs.FilterLogEvents(of_app("[x]")).failure().code == "InvalidParameterException");
  input.nextToken = "x";
  CHECK(lab.logs.FilterLogEvents(input).failure() ==
        Failure{"InvalidParameterException", "The specified nextToken is invalid."});
}

TEST_CASE("tail gives what came since, also late events of an earlier time") {
  LogsLab lab;
  lab.count("a", 10, 12);
  const TailOutput first = lab.logs.tail({"/app", {}, "", ""}).value();
  CHECK(messages_of(first.events) == Lines{"10", "11"});
  CHECK(lab.logs.tail({"/app", {}, "", first.token}).value().events.empty());
  lab.count("b", 3, 4);
  lab.count("a", 12, 13);
  const TailOutput second = lab.logs.tail({"/app", {}, "", first.token}).value();
  CHECK(messages_of(second.events) == Lines{"3", "12"});
  CHECK(messages_of(lab.logs.tail({"/app", {"a"}, "", first.token}).value().events) == Lines{"12"});
  CHECK(messages_of(lab.logs.tail({"/app", {}, "3", ""}).value().events) == Lines{"3"});
  CHECK(lab.logs.tail({"/app", {}, "", "5"}).failure().code == "InvalidParameterException");
  REQUIRE(lab.logs.DeleteLogStream(lab.cx(), "/app", "a").ok());
  CHECK(messages_of(lab.logs.tail({"/app", {}, "", ""}).value().events) == Lines{"3"});
}

TEST_CASE("DescribeLogGroups and DescribeLogStreams: by name or last event, page by page") {
  LogsLab lab;
  REQUIRE(lab.logs.CreateLogGroup(lab.cx(), "/api").ok());
  const auto groups = [&](const DescribeLogGroupsInput& input) {
    Lines names;
    const Result<DescribeLogGroupsOutput> output = lab.logs.DescribeLogGroups(input);
    for (const LogGroup& group : output.value().logGroups) {
      names.push_back(group.logGroupName);
    }
    return names;
  };
  CHECK(groups({}) == Lines{"/api", "/app"});
  CHECK(groups({"/app", "", {}}) == Lines{"/app"});
  CHECK(lab.logs.DescribeLogGroups({}).value().logGroups[0].arn ==
        "arn:aws:logs:us-east-1:123456789012:log-group:/api:*");
  REQUIRE(lab.logs.CreateLogStream(lab.cx(), "/app", "c").ok());
  lab.count("b", 0, 1);
  lab.count("a", 1, 3);
  const auto streams = [&](const DescribeLogStreamsInput& input) {
    Lines names;
    const Result<DescribeLogStreamsOutput> output = lab.logs.DescribeLogStreams(input);
    for (const LogStream& stream : output.value().logStreams) {
      names.push_back(stream.logStreamName);
    }
    return names;
  };
  CHECK(streams({"/app", "", OrderBy::LogStreamName, false, "", {}}) == Lines{"a", "b", "c"});
  CHECK(streams({"/app", "", OrderBy::LastEventTime, true, "", {}}) == Lines{"a", "b", "c"});
  CHECK(streams({"/app", "", OrderBy::LastEventTime, false, "", {}}) == Lines{"c", "b", "a"});
  const DescribeLogStreamsOutput first =
      lab.logs.DescribeLogStreams({"/app", "", OrderBy::LogStreamName, true, "", 2}).value();
  CHECK(first.logStreams[1].logStreamName == "b");
  CHECK(streams({"/app", "", OrderBy::LogStreamName, true, first.nextToken, 2}) == Lines{"a"});
  const LogStream a = lab.logs.state().find("/app")->streams.at("a").description;
  CHECK(a.firstEventTimestamp == k_start + seconds(1));
  CHECK(a.lastEventTimestamp == k_start + seconds(2));
  CHECK(lab.logs.state().find("/app")->description.storedBytes == 3 * 27);
  CHECK(lab.logs.DescribeLogStreams({"/app", "a", OrderBy::LastEventTime, false, "", {}})
            .failure()
            .message == "Cannot order by LastEventTime with a logStreamNamePrefix.");
  CHECK(lab.logs.DescribeLogStreams({"/app", "", OrderBy::LogStreamName, false, "9", {}})
            .failure()
            .code == "InvalidParameterException");
}

TEST_CASE("a service that is not traced does the same, and the trace does not tell") {
  FakeWorld world;
  logs::Logs logs{aws::Account{}, false};
  const Context cx = world.as("logs");
  CHECK(logs.CreateLogGroup(cx, "/app").ok());
  CHECK(logs.CreateLogStream(cx, "/app", "a").ok());
  CHECK(logs.PutLogEvents(cx, {"/app", "a", {{k_start, "hello"}}, ""}).ok());
  CHECK(logs.FilterLogEvents(of_app()).value().events.size() == 1);
  CHECK(world.told("logs.group", {}).empty());
  CHECK(world.told("logs.stream", {}).empty());
  CHECK(world.told("logs.events", {}).empty());
}
