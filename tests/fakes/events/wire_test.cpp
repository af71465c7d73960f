// EventBridge as its clients meet it, in JSON 1.1.
#include "fakes/events/wire.h"

#include <catch2/catch.hpp>

#include "tests/fakes/events/events_lab.h"
#include "tests/support/json_client.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct WireLab : EventsLab, JsonClient {
  WireLab() : JsonClient(cx, "AWSEvents") { endpoint.add(wire); }

  events::Wire wire{bus};
};

constexpr const char* k_rule =
    R"({"Name": "r", "EventPattern": "{\"source\":[\"app\"]}", "Description": "d"})";
constexpr const char* k_arn = "arn:aws:events:us-east-1:123456789012:rule/r";
constexpr const char* k_queue = "arn:aws:sqs:us-east-1:123456789012:inbox";

std::string put_targets(const std::string& more = "") {
  return R"({"Rule": "r", "Targets": [{"Id": "t", "Arn": ")" + std::string(k_queue) + "\"" + more +
         "}]}";
}

}  // namespace

TEST_CASE("a rule is put, described, listed, switched off and deleted") {
  WireLab lab;
  CHECK(lab.ask("PutRule", k_rule) == R"({"RuleArn":")" + std::string(k_arn) + R"("})");
  const std::string rule = R"({"Name":"r","Arn":")" + std::string(k_arn) +
                           R"(","EventPattern":"{\"source\":[\"app\"]}",)" +
                           R"("State":"ENABLED","Description":"d","EventBusName":"default"})";
  CHECK(lab.ask("DescribeRule", R"({"Name": "r"})") == rule);
  CHECK(lab.ask("ListRules", "{}") == R"({"Rules":[)" + rule + "]}");
  CHECK(lab.ask("DisableRule", R"({"Name": "r"})") == "{}");
  CHECK(lab.ask("DescribeRule", R"({"Name": "r"})").find(R"("State":"DISABLED")") !=
        std::string::npos);
  CHECK(lab.ask("EnableRule", R"({"Name": "r"})") == "{}");
  REQUIRE(lab.refusal("PutTargets", put_targets()).empty());
  CHECK(lab.refusal("DeleteRule", R"({"Name": "r"})") == "ValidationException");
  CHECK(lab.ask("RemoveTargets", R"({"Rule": "r", "Ids": ["t", "none"]})") ==
        R"({"FailedEntryCount":1,"FailedEntries":[{"TargetId":"none",)"
        R"("ErrorCode":"ResourceNotFoundException",)"
        R"("ErrorMessage":"Rule r does not have any targets with id none."}]})");
  CHECK(lab.ask("DeleteRule", R"({"Name": "r"})") == "{}");
  CHECK(lab.refusal("DescribeRule", R"({"Name": "r"})") == "ResourceNotFoundException");
}

TEST_CASE("targets come back as they were put") {
  WireLab lab;
  REQUIRE(lab.refusal("PutRule", k_rule).empty());
  CHECK(lab.ask("PutTargets", put_targets(R"(, "InputTransformer": {
                  "InputPathsMap": {"state": "$.detail.state"}, "InputTemplate": "\"<state>\""},
                  "RetryPolicy": {"MaximumRetryAttempts": 3})")) ==
        R"({"FailedEntryCount":0,"FailedEntries":[]})");
  CHECK(lab.ask("ListTargetsByRule", R"({"Rule": "r"})") ==
        R"({"Targets":[{"Id":"t","Arn":")" + std::string(k_queue) +
            R"(","InputTransformer":{"InputPathsMap":{"state":"$.detail.state"},)"
            R"("InputTemplate":"\"<state>\""},)"
            R"("RetryPolicy":{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":86400}}]})");
  CHECK(lab.ask("ListRuleNamesByTarget", R"({"TargetArn": ")" + std::string(k_queue) + R"("})") ==
        R"({"RuleNames":["r"]})");
  CHECK(lab.refusal("PutTargets", put_targets(R"(, "DeadLetterConfig": {"Arn": "x"})")) ==
        "ValidationException");
  CHECK(lab.refusal("PutTargets", put_targets(R"(, "SqsParameters": {"MessageGroupId": "g"})")) ==
        "ValidationException");
}

TEST_CASE("events reach the targets, and those that are refused are named one by one") {
  WireLab lab;
  REQUIRE(lab.refusal("PutRule", k_rule).empty());
  REQUIRE(lab.refusal("PutTargets", put_targets(R"(, "InputPath": "$.time")")).empty());
  const auto tell = [&] {
    const aws::Json answer = lab.answer("PutEvents", R"({"Entries": [
            {"Source": "app", "DetailType": "t", "Detail": "{}", "Time": 1767225660,
             "EventBusName": "arn:aws:events:us-east-1:123456789012:event-bus/default"},
            {"Source": "app", "DetailType": "t", "Detail": "{}", "EventBusName": "other"},
            {"Source": "aws.ec2", "DetailType": "t", "Detail": "{}"}]})");
    CHECK(answer.find("FailedEntryCount")->text == "2");
    const std::vector<aws::Json>& entries = answer.find("Entries")->items;
    CHECK(entries.at(0).find("EventId")->text.size() == 36);
    CHECK(entries.at(1).find("ErrorCode")->text == "ResourceNotFoundException");
    CHECK(entries.at(2).find("ErrorCode")->text == "NotAuthorizedForSource");
  };
  lab.play(tell, seconds(1));
  REQUIRE(lab.target.got.size() == 1);
  CHECK(lab.target.got[0].json == R"("2026-01-01T00:01:00Z")");
}

TEST_CASE("TestEventPattern says whether a pattern wants an event") {
  WireLab lab;
  const std::string event = R"(, "Event": "{\"id\":\"1\",\"account\":\"1\",\"source\":\"app\",)"
                            R"(\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"us-east-1\",)"
                            R"(\"resources\":[],\"detail-type\":\"t\"}"})";
  CHECK(lab.ask("TestEventPattern", R"({"EventPattern": "{\"source\":[\"app\"]}")" + event) ==
        R"({"Result":true})");
  CHECK(lab.ask("TestEventPattern", R"({"EventPattern": "{\"source\":[\"b\"]}")" + event) ==
        R"({"Result":false})");
  CHECK(lab.refusal("TestEventPattern", R"({"EventPattern": "{\"source\":\"app\"}")" + event) ==
        "InvalidEventPatternException");
}

TEST_CASE("there is one bus, by its name or its ARN, and every other one is not there") {
  WireLab lab;
  const std::string bus =
      R"({"Name":"default","Arn":"arn:aws:events:us-east-1:123456789012:event-bus/default"})";
  CHECK(lab.ask("DescribeEventBus", "{}") == bus);
  CHECK(lab.ask("ListEventBuses", "{}") == R"({"EventBuses":[)" + bus + "]}");
  CHECK(lab.refusal("DescribeEventBus", R"({"Name": "other"})") == "ResourceNotFoundException");
  for (const char* operation : {"PutRule", "DescribeRule", "ListRules", "DeleteRule"}) {
    CHECK(lab.refusal(operation, R"({"Name": "r", "EventPattern": "{\"source\":[\"app\"]}",
                                     "EventBusName": "other"})") == "ResourceNotFoundException");
  }
}

TEST_CASE("rules are listed in pages, and have tags") {
  WireLab lab;
  for (const char* name : {"a", "b", "c"}) {
    const std::string rule = R"x({"ScheduleExpression": "rate(5 minutes)",
        "Tags": [{"Key": "k", "Value": "v"}], "Name": ")x" +
                             std::string(name) + "\"}";
    REQUIRE(lab.refusal("PutRule", rule).empty());
  }
  CHECK(lab.ask("ListRules", R"({"Limit": 2})").find(R"("NextToken":"2"})") != std::string::npos);
  CHECK(lab.ask("ListRules", R"({"Limit": 2, "NextToken": "2"})").find(R"("Name":"c")") !=
        std::string::npos);
  CHECK(lab.refusal("ListRules", R"({"NextToken": "x"})") == "ValidationException");
  const std::string arn = R"({"ResourceARN": "arn:aws:events:us-east-1:123456789012:rule/a")";
  CHECK(lab.ask("TagResource", arn + R"(, "Tags": [{"Key": "l", "Value": "w"}]})") == "{}");
  CHECK(lab.ask("UntagResource", arn + R"(, "TagKeys": ["k"]})") == "{}");
  CHECK(lab.ask("ListTagsForResource", arn + "}") == R"({"Tags":[{"Key":"l","Value":"w"}]})");
  CHECK(lab.refusal("ListTagsForResource", R"({"ResourceARN": "arn:aws:none"})") ==
        "ResourceNotFoundException");
  CHECK(lab.refusal("PutRule", R"({"Name": "d", "EventPattern": "{\"source\":[\"a\"]}",
                       "State": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"})") ==
        "ValidationException");
}
