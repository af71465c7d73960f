// The default event bus: rules, targets, deliveries.
//
// AWS: reference codebuild-codepipeline-s3 4.3, 2.9 and 3.8.
#include "fakes/events/service.h"

#include <catch2/catch.hpp>

#include "fakes/events/sites.h"
#include "tests/fakes/events/events_lab.h"

using namespace greenroom;
using namespace greenroom::events;
using namespace greenroom::test;

namespace {

std::string code_of(const Status& status) {
  return status.ok() ? "" : status.failure().code;
}
template <typename T>
std::string refusal(const Result<T>& result) {
  return result.ok() ? "" : result.failure().code + ": " + result.failure().message;
}

const Lines k_delivery = {"rule", "target", "status"};

}  // namespace

TEST_CASE("reference 2.9: an upload reaches the pipeline, and no other upload does") {
  EventsLab lab;
  Target pipeline;
  pipeline.Id = "pipeline";
  pipeline.Arn = "arn:aws:codepipeline:us-east-1:123456789012:lab";
  pipeline.RoleArn = "arn:aws:iam::123456789012:role/start-pipeline";
  CHECK(lab.put("on-upload", k_object_created, {pipeline}).value() ==
        "arn:aws:events:us-east-1:123456789012:rule/on-upload");
  lab.play(
      [&] {
        lab.bus.put_service_event(lab.cx, object_created("other.zip"));
        lab.bus.put_service_event(lab.cx, object_created("source.zip"));
      },
      seconds(1));
  REQUIRE(lab.target.got.size() == 1);
  const RecordingTarget::Got& got = lab.target.got[0];
  CHECK(got.at == k_start + Timing{}.delivery_latency);
  CHECK(got.arn == pipeline.Arn);
  CHECK(got.role == pipeline.RoleArn);
  CHECK(got.rule.find(":rule/") != std::string::npos);
  CHECK_THAT(got.json, Catch::StartsWith(R"({"version":"0","id":")"));
  CHECK_THAT(got.json,
             Catch::EndsWith(R"(","detail-type":"Object Created","source":"aws.s3",)"
                             R"("account":"123456789012","time":"2026-01-01T00:00:00Z",)"
                             R"("region":"us-east-1","resources":["arn:aws:s3:::b"],"detail":)" +
                             object_created("source.zip").detail + "}"));
  CHECK(lab.world.told("eventbridge.event", {"source", "detail-type"}) ==
        Lines{"aws.s3 Object Created", "aws.s3 Object Created"});
  CHECK(lab.world.told("eventbridge.delivery", k_delivery) ==
        Lines{"on-upload pipeline Delivered"});
}

TEST_CASE("deliveries come in the order of rule name, then target id") {
  EventsLab lab;
  CHECK(lab.put("zebra", R"({"source": ["aws.s3"]})", {target_of("b"), target_of("a")}).ok());
  CHECK(lab.put("apple", R"({"source": ["aws.s3"]})", {target_of("z")}).ok());
  lab.play([&] { lab.bus.put_service_event(lab.cx, object_created("x")); }, seconds(1));
  CHECK(lab.world.told("eventbridge.delivery", k_delivery) ==
        Lines{"apple z Delivered", "zebra a Delivered", "zebra b Delivered"});
}

TEST_CASE("a disabled rule is silent until it is enabled") {
  EventsLab lab;
  CHECK(lab.put("r", R"({"source": ["aws.s3"]})", {target_of("a")}).ok());
  lab.play(
      [&] {
        CHECK(lab.bus.DisableRule(lab.cx, "r").ok());
        lab.bus.put_service_event(lab.cx, object_created("x"));
        CHECK(lab.bus.EnableRule(lab.cx, "r").ok());
        lab.bus.put_service_event(lab.cx, object_created("y"));
      },
      seconds(1));
  REQUIRE(lab.target.got.size() == 1);
  CHECK_THAT(lab.target.got[0].json, Catch::Contains(R"("key":"y")"));
  CHECK(lab.world.told("eventbridge.rule", {"change", "state"}) ==
        Lines{"created ENABLED", "targets put ENABLED", "disabled DISABLED", "enabled ENABLED"});
}

TEST_CASE("a failed delivery is tried again until it succeeds") {
  EventsLab lab;
  lab.target.failures = {{"ThrottlingException", "Rate exceeded"}, {"InternalFailure", "oops"}};
  CHECK(lab.put("r", R"({"source": ["aws.s3"]})", {target_of("a")}).ok());
  lab.play([&] { lab.bus.put_service_event(lab.cx, object_created("x")); }, minutes(1));
  CHECK(lab.world.told("eventbridge.delivery", {"status", "errorCode"}) ==
        Lines{"Failed ThrottlingException", "Failed InternalFailure", "Delivered "});
  REQUIRE(lab.target.got.size() == 3);
  CHECK(lab.target.got[1].at - lab.target.got[0].at == seconds(1));
  CHECK(lab.target.got[2].at - lab.target.got[1].at == seconds(2));
}

TEST_CASE("a target that is gone is given up at once, one that is ill after its retry policy") {
  EventsLab lab;
  Target patient = target_of("patient");
  patient.RetryPolicy.MaximumRetryAttempts = 1;
  lab.target.failures = {{"ResourceNotFoundException", "no such queue"},
                         {"InternalFailure", "oops"},
                         {"InternalFailure", "oops"}};
  CHECK(lab.put("r", R"({"source": ["aws.s3"]})", {target_of("gone"), patient}).ok());
  lab.play([&] { lab.bus.put_service_event(lab.cx, object_created("x")); }, hours(1));
  CHECK(lab.world.told("eventbridge.delivery", {"target", "status", "exhaustedRetryCondition"}) ==
        Lines{"gone GivenUp ResourceNotFoundException", "patient Failed ",
              "patient GivenUp MaximumRetryAttempts"});
}

TEST_CASE("fault site events.retry_forgotten: a failure is lost without a word") {
  EventsLab lab;
  lab.world.kernel.faults().enable(std::string(site::retry_forgotten.name));
  lab.target.failures = {{"InternalFailure", "oops"}};
  CHECK(lab.put("r", R"({"source": ["aws.s3"]})", {target_of("a")}).ok());
  lab.play([&] { lab.bus.put_service_event(lab.cx, object_created("x")); }, hours(1));
  CHECK(lab.target.got.size() == 1);
  CHECK(lab.world.told("eventbridge.delivery", k_delivery).empty());
}

TEST_CASE("fault site events.delivered_twice: at least once is not once") {
  EventsLab lab;
  lab.world.kernel.faults().enable(std::string(site::delivered_twice.name));
  CHECK(lab.put("r", R"({"source": ["aws.s3"]})", {target_of("a")}).ok());
  lab.play([&] { lab.bus.put_service_event(lab.cx, object_created("x")); }, seconds(1));
  CHECK(lab.world.told("eventbridge.delivery", k_delivery) ==
        Lines{"r a Delivered", "r a Delivered"});
}

TEST_CASE("a schedule tells its rule's targets once in each period") {
  EventsLab lab;
  PutRuleRequest request;
  request.Name = "tick";
  request.ScheduleExpression = "rate(5 minutes)";
  const std::string arn = lab.bus.PutRule(lab.cx, request).value();
  CHECK(lab.bus.PutTargets(lab.cx, "tick", {target_of("a")}).ok());
  CHECK(lab.put("others", R"({"source": ["aws.events"]})", {target_of("b")}).ok());
  SECTION("from one period after it was put") {
    lab.play([] {}, minutes(11));
    REQUIRE(lab.target.got.size() == 2);
    CHECK(lab.target.got[0].at == k_start + minutes(5) + Timing{}.delivery_latency);
    CHECK(lab.target.got[1].at == k_start + minutes(10) + Timing{}.delivery_latency);
    CHECK_THAT(lab.target.got[0].json,
               Catch::Contains(R"("detail-type":"Scheduled Event","source":"aws.events")") &&
                   Catch::EndsWith(R"("resources":[")" + arn + R"("],"detail":{}})"));
  }
  SECTION("the old one ends when the rule gets another, or goes and comes back") {
    request.ScheduleExpression = "rate(7 minutes)";
    CHECK(lab.bus.PutRule(lab.cx, request).ok());
    CHECK(lab.bus.RemoveTargets(lab.cx, "tick", {"a"}).ok());
    CHECK(lab.bus.DeleteRule(lab.cx, "tick").ok());
    CHECK(lab.bus.PutRule(lab.cx, request).ok());
    CHECK(lab.bus.PutTargets(lab.cx, "tick", {target_of("a")}).ok());
    lab.play([] {}, minutes(13));
    REQUIRE(lab.target.got.size() == 1);
    CHECK(lab.target.got[0].at == k_start + minutes(7) + Timing{}.delivery_latency);
  }
  SECTION("not while it is disabled") {
    CHECK(lab.bus.DisableRule(lab.cx, "tick").ok());
    lab.play([] {}, minutes(11));
    CHECK(lab.target.got.empty());
  }
}

TEST_CASE("PutEvents answers entry by entry") {
  EventsLab lab;
  CHECK(lab.put("r", R"({"detail": {"n": [1]}})", {target_of("a")}).ok());
  const auto tell = [&] {
    const auto results =
        lab.bus
            .PutEvents(lab.cx,
                       {{"shop", "Order", R"({"n":1})", {}, k_start + seconds(90), "default"},
                        {"aws.s3", "Order", "{}", {}, {}, "default"},
                        {"shop", "Order", "[1]", {}, {}, "default"},
                        {"shop", "", "{}", {}, {}, "default"},
                        {"shop", "Order", "{}", {}, {}, "other"}})
            .value();
    REQUIRE(results.size() == 5);
    CHECK(results[0].EventId.size() == 36);
    CHECK(results[0].ErrorCode.empty());
    CHECK(results[1].ErrorCode == "NotAuthorizedForSource");
    CHECK(results[2].ErrorCode == "MalformedDetail");
    CHECK(results[3].ErrorCode == "InvalidArgument");
    CHECK(results[4].ErrorCode == "ResourceNotFoundException");
    const std::string large = R"({"n":")" + std::string(256 << 10, 'x') + R"("})";
    CHECK(lab.bus.PutEvents(lab.cx, {{"shop", "Order", large, {}, {}, "default"}})
              .value()[0]
              .ErrorCode == "InvalidArgument");
  };
  lab.play(tell, seconds(1));
  REQUIRE(lab.target.got.size() == 1);
  CHECK_THAT(lab.target.got[0].json, Catch::Contains(R"("time":"2026-01-01T00:01:30Z")"));
  CHECK(code_of(lab.bus.PutEvents(lab.cx, {}).ok() ? success() : Failure{"refused", ""}) ==
        "refused");
  CHECK_FALSE(lab.bus.PutEvents(lab.cx, std::vector<PutEventsRequestEntry>(11)).ok());
}

TEST_CASE("rules: what PutRule refuses") {
  EventsLab lab;
  struct Row {
    PutRuleRequest request;
    std::string refusal;
  };
  const RuleState on = RuleState::ENABLED;
  const std::vector<Row> rows = {
      {{"r", "", "", on, "", "", "default"},
       "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified."},
      {{"r", "{", "", on, "", "", "default"},
       "InvalidEventPatternException: Event pattern is not valid. Reason: incomplete JSON at line "
       "1, column 2"},
      {{"r", "", "rate(1 minutes)", on, "", "", "default"},
       "ValidationException: Parameter ScheduleExpression is not valid."},
      {{"r", "", "cron(0 12 * * ? *)", on, "", "", "default"},
       "ValidationException: Parameter ScheduleExpression is not valid. Greenroom plays rate(...) "
       "only: write rate(1 day), say, for cron(0 12 * * ? *)"},
      {{"r", "{}", "", on, "", "", "other"},
       "ResourceNotFoundException: Event bus other does not exist."},
      {{"a b", "{}", "", on, "", "", "default"},
       "ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy "
       "constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"},
  };
  for (const Row& row : rows) {
    CHECK(refusal(lab.bus.PutRule(lab.cx, row.request)) == row.refusal);
  }
  const std::string long_pattern = R"({"a": [")" + std::string(4096, 'x') + R"("]})";
  CHECK_FALSE(lab.bus.PutRule(lab.cx, {"r", long_pattern, "", on, "", "", "default"}).ok());
  CHECK(lab.bus.ListRules("").empty());
}

TEST_CASE("rules: listed by name, described, changed in place, deleted when they have no targets") {
  EventsLab lab;
  CHECK(lab.put("b", R"({"source": ["x"]})", {target_of("t")}).ok());
  CHECK(lab.put("a", R"({"source": ["x"]})", {}).ok());
  CHECK(lab.bus
            .PutRule(lab.cx,
                     {"b", R"({"source": ["y"]})", "", RuleState::DISABLED, "d", "", "default"})
            .ok());
  CHECK(lab.bus.DescribeRule("b").value().EventPattern == R"({"source": ["y"]})");
  CHECK(lab.bus.DescribeRule("b").value().State == RuleState::DISABLED);
  CHECK(lab.bus.ListTargetsByRule("b").value().size() == 1);  // its targets stay
  REQUIRE(lab.bus.ListRules("").size() == 2);
  CHECK(lab.bus.ListRules("")[0].Name == "a");
  CHECK(lab.bus.ListRules("b").size() == 1);
  CHECK(code_of(lab.bus.DeleteRule(lab.cx, "b")) == "ValidationException");
  const auto removed = lab.bus.RemoveTargets(lab.cx, "b", {"t", "u"}).value();
  REQUIRE(removed.size() == 1);
  CHECK(removed[0].TargetId == "u");
  CHECK(removed[0].ErrorCode == "ResourceNotFoundException");
  CHECK(lab.bus.DeleteRule(lab.cx, "b").ok());
  CHECK(lab.bus.DeleteRule(lab.cx, "b").ok());  // nothing happens
  CHECK(refusal(lab.bus.DescribeRule("b")) ==
        "ResourceNotFoundException: Rule b does not exist on EventBus default.");
  CHECK(code_of(lab.bus.EnableRule(lab.cx, "b")) == "ResourceNotFoundException");
  CHECK_FALSE(lab.bus.ListTargetsByRule("b").ok());
  CHECK_FALSE(lab.bus.RemoveTargets(lab.cx, "b", {}).ok());
  CHECK_FALSE(lab.bus.PutTargets(lab.cx, "b", {}).ok());
}

TEST_CASE("targets: five of a rule, and what PutTargets refuses") {
  EventsLab lab;
  CHECK(lab.put("r", R"({"source": ["x"]})",
                {target_of("a"), target_of("b"), target_of("c"), target_of("d"), target_of("e")})
            .ok());
  CHECK(lab.bus.PutTargets(lab.cx, "r", {target_of("e")}).ok());  // in place of the old one
  CHECK(refusal(lab.bus.PutTargets(lab.cx, "r", {target_of("f")})) ==
        "LimitExceededException: The requested resource exceeds the maximum number allowed.");
  CHECK(lab.bus.ListTargetsByRule("r").value().size() == 5);
  const auto refused = [&](void (*change)(Target&)) {
    Target target = target_of("a");
    change(target);
    const auto put = lab.bus.PutTargets(lab.cx, "r", {target});
    return put.ok() ? "" : put.failure().message;
  };
  CHECK_THAT(refused([](Target& t) { t.Id = ""; }), Catch::Contains("targets.1.member.id"));
  CHECK_THAT(refused([](Target& t) { t.Arn = "queue"; }), Catch::Contains("not in correct format"));
  CHECK_THAT(refused([](Target& t) { t.Arn = "arn:aws:codepipeline:us-east-1:1:p"; }),
             Catch::Contains("RoleArn is required for target"));
  CHECK_THAT(refused([](Target& t) { t.RetryPolicy.MaximumRetryAttempts = 186; }),
             Catch::Contains("maximumRetryAttempts"));
  CHECK_THAT(refused([](Target& t) { t.RetryPolicy.MaximumEventAge = seconds(59); }),
             Catch::Contains("maximumEventAgeInSeconds"));
  CHECK_THAT(refused([](Target& t) { t.Input = "{"; }),
             Catch::Contains("JSON syntax error in input for target a"));
}

TEST_CASE("TestEventPattern judges without a rule") {
  const std::string event =
      R"({"id":"1","account":"2","source":"s","time":"t","region":"r","resources":[],)"
      R"("detail-type":"d","detail":{"n":1}})";
  CHECK(EventBridge::TestEventPattern(R"({"detail": {"n": [1]}})", event).value());
  CHECK_FALSE(EventBridge::TestEventPattern(R"({"detail": {"n": [2]}})", event).value());
  CHECK(EventBridge::TestEventPattern("{}", event).failure().code ==
        "InvalidEventPatternException");
  CHECK(EventBridge::TestEventPattern(R"({"a": [1]})", R"({"id":"1"})").failure().message ==
        "Parameter Event is not valid. Reason: it has no account.");
  CHECK_FALSE(EventBridge::TestEventPattern(R"({"a": [1]})", "x").ok());
}
