// CloudWatch Logs as its clients meet it, in JSON 1.1.
#include "fakes/logs/wire.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"
#include "tests/support/json_client.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct WireLab : DeveloperWorld, JsonClient {
  WireLab() : JsonClient(cx, "Logs_20140328") { endpoint.add(wire); }
  void make_group() {
    REQUIRE(refusal("CreateLogGroup", R"({"logGroupName": "/app"})").empty());
    REQUIRE(
        refusal("CreateLogStream", R"({"logGroupName": "/app", "logStreamName": "a"})").empty());
  }

  logs::Logs logs{aws::Account{}};
  logs::Wire wire{logs};
};

Lines messages_of(const aws::Json& answer) {
  Lines messages;
  for (const aws::Json& event : answer.find("events")->items) {
    messages.push_back(event.find("message")->text);
  }
  return messages;
}

constexpr const char* k_arn = "arn:aws:logs:us-east-1:123456789012:log-group:/app";

}  // namespace

TEST_CASE("groups and streams are made, described and deleted") {
  WireLab lab;
  lab.make_group();
  CHECK(lab.refusal("CreateLogGroup", R"({"logGroupName": "/app"})") ==
        "ResourceAlreadyExistsException");
  CHECK(lab.ask("DescribeLogGroups", R"({"logGroupNamePrefix": "/a"})") ==
        R"({"logGroups":[{"logGroupName":"/app","creationTime":1767225600000,)"
        R"("metricFilterCount":0,"arn":")" +
            std::string(k_arn) + R"(:*","storedBytes":0,"logGroupClass":"STANDARD",)" +
            R"("logGroupArn":")" + k_arn + R"("}]})");
  CHECK(
      lab.ask("DescribeLogStreams", R"({"logGroupIdentifier": ")" + std::string(k_arn) + R"("})") ==
      R"({"logStreams":[{"logStreamName":"a","creationTime":1767225600000,"arn":")" +
          std::string(k_arn) + R"(:log-stream:a","storedBytes":0}]})");
  CHECK(lab.ask("DescribeLogGroups", R"({"logGroupNamePattern": "b"})") == R"({"logGroups":[]})");
  CHECK(lab.ask("DeleteLogStream", R"({"logGroupName": "/app", "logStreamName": "a"})") == "{}");
  CHECK(lab.ask("DeleteLogGroup", R"({"logGroupName": "/app"})") == "{}");
  CHECK(lab.refusal("DescribeLogStreams", R"({"logGroupName": "/app"})") ==
        "ResourceNotFoundException");
}

TEST_CASE("events are put and read back, in pages that go forward until the token stays") {
  WireLab lab;
  lab.make_group();
  const std::string stream = R"({"logGroupName": "/app", "logStreamName": "a")";
  CHECK(lab.refusal("PutLogEvents", stream + R"(, "logEvents": [
            {"timestamp": 1767225600001, "message": "one"},
            {"timestamp": 1767225600002, "message": "two"},
            {"timestamp": 1767225600003, "message": "three"}]})") == "");
  const aws::Json first =
      lab.answer("GetLogEvents", stream + R"(, "startFromHead": true, "limit": 2})");
  CHECK(messages_of(first) == Lines{"one", "two"});
  CHECK(aws::to_text(first.find("events")->items.at(0)) ==
        R"({"timestamp":1767225600001,"message":"one","ingestionTime":1767225600000})");
  const auto next = [&](const aws::Json& page) {
    return lab.answer("GetLogEvents", stream + R"(, "startFromHead": true, "nextToken": ")" +
                                          page.find("nextForwardToken")->text + R"("})");
  };
  const aws::Json second = next(first);
  CHECK(messages_of(second) == Lines{"three"});
  const aws::Json last = next(second);
  CHECK(messages_of(last).empty());
  CHECK(last.find("nextForwardToken")->text == second.find("nextForwardToken")->text);
  CHECK(messages_of(lab.answer("GetLogEvents", stream + R"(, "startTime": 1767225600002,
                                                       "endTime": 1767225600003})")) ==
        Lines{"two"});
}

TEST_CASE("events that are too old are named in the answer") {
  WireLab lab;
  lab.make_group();
  CHECK(lab.ask("PutLogEvents", R"({"logGroupName": "/app", "logStreamName": "a", "logEvents": [
                  {"timestamp": 1700000000000, "message": "old"}]})")
            .find(R"("rejectedLogEventsInfo":{"tooOldLogEventEndIndex":1}})") != std::string::npos);
}

TEST_CASE("FilterLogEvents searches across streams and ends without a token") {
  WireLab lab;
  lab.make_group();
  REQUIRE(
      lab.refusal("CreateLogStream", R"({"logGroupName": "/app", "logStreamName": "b"})").empty());
  for (const char* stream : {"a", "b"}) {
    REQUIRE(lab.refusal("PutLogEvents", R"({"logGroupName": "/app", "logStreamName": ")" +
                                            std::string(stream) + R"(", "logEvents": [
                          {"timestamp": 1767225600001, "message": "ERROR in )" +
                                            stream + R"("},
                          {"timestamp": 1767225600002, "message": "fine"}]})")
                .empty());
  }
  const aws::Json page = lab.answer(
      "FilterLogEvents", R"({"logGroupName": "/app", "filterPattern": "ERROR", "limit": 1})");
  CHECK(messages_of(page) == Lines{"ERROR in a"});
  const aws::Json rest = lab.answer("FilterLogEvents",
                                    R"({"logGroupName": "/app", "filterPattern": "ERROR",
                                        "nextToken": ")" +
                                        page.find("nextToken")->text + R"("})");
  CHECK(messages_of(rest) == Lines{"ERROR in b"});
  CHECK(rest.find("nextToken") == nullptr);
  CHECK(rest.find("searchedLogStreams")->items.empty());
}

TEST_CASE("retention is told, and only the periods that AWS has are taken") {
  WireLab lab;
  lab.make_group();
  CHECK(lab.refusal("PutRetentionPolicy", R"({"logGroupName": "/app", "retentionInDays": 2})") ==
        "InvalidParameterException");
  CHECK(lab.ask("PutRetentionPolicy", R"({"logGroupName": "/app", "retentionInDays": 7})") == "{}");
  CHECK(lab.ask("DescribeLogGroups", "{}").find(R"("retentionInDays":7)") != std::string::npos);
  CHECK(lab.ask("DeleteRetentionPolicy", R"({"logGroupName": "/app"})") == "{}");
  CHECK(lab.ask("DescribeLogGroups", "{}").find("retentionInDays") == std::string::npos);
  CHECK(lab.refusal("PutRetentionPolicy", R"({"logGroupName": "/no", "retentionInDays": 7})") ==
        "ResourceNotFoundException");
}

TEST_CASE("tags are given at creation and later, and taken away") {
  WireLab lab;
  REQUIRE(lab.refusal("CreateLogGroup", R"({"logGroupName": "/app", "tags": {"a": "1"}})").empty());
  const std::string arn = R"({"resourceArn": ")" + std::string(k_arn) + "\"";
  CHECK(lab.ask("TagResource", arn + R"(, "tags": {"b": "2"}})") == "{}");
  CHECK(lab.ask("ListTagsForResource", arn + "}") == R"({"tags":{"a":"1","b":"2"}})");
  CHECK(lab.ask("UntagResource", arn + R"(, "tagKeys": ["a"]})") == "{}");
  CHECK(lab.ask("ListTagsForResource", arn + "}") == R"({"tags":{"b":"2"}})");
  CHECK(lab.refusal("ListTagsForResource", R"({"resourceArn": "arn:aws:logs:none"})") ==
        "ResourceNotFoundException");
  std::string many;
  for (int tag = 1; tag <= 51; ++tag) {
    many += (many.empty() ? "\"k" : ",\"k") + std::to_string(tag) + R"(": "")";
  }
  CHECK(lab.refusal("CreateLogGroup", R"({"logGroupName": "/b", "tags": {)" + many + "}}") ==
        "TooManyTagsException");
  CHECK(lab.ask("DescribeLogGroups", R"({"logGroupNamePrefix": "/b"})") == R"({"logGroups":[]})");
}

TEST_CASE("what is not here and would change the meaning is refused") {
  WireLab lab;
  const std::vector<std::pair<std::string, std::string>> refused = {
      {"CreateLogGroup", R"({"logGroupName": "/x", "kmsKeyId": "k"})"},
      {"CreateLogGroup", R"({"logGroupName": "/x", "logGroupClass": "DELIVERY"})"},
      {"CreateLogGroup", R"({"logGroupName": "/x", "deletionProtectionEnabled": true})"},
      {"DescribeLogGroups", R"({"logGroupIdentifiers": ["/x"]})"},
      {"DescribeLogGroups", R"({"logGroupNamePrefix": "a", "logGroupNamePattern": "b"})"},
      {"DescribeLogStreams", R"({"logGroupName": "/x", "logGroupIdentifier": "/x"})"},
      {"FilterLogEvents", "{}"}};
  for (const auto& [operation, input] : refused) {
    CAPTURE(operation, input);
    CHECK(lab.refusal(operation, input) == "InvalidParameterException");
  }
  CHECK(lab.refusal("StartLiveTail", "{}") == "NotImplemented");
}
