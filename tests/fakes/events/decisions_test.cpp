// What a target gets, when it is tried again, when a schedule comes.
//
// AWS: reference codebuild-codepipeline-s3 4.3.
#include <catch2/catch.hpp>

#include "fakes/events/input.h"
#include "fakes/events/retry.h"
#include "fakes/events/schedule.h"

using namespace greenroom;
using namespace greenroom::events;

namespace {

const Event k_event = {
    "id-1",
    R"({"id":"id-1","detail-type":"Object Created","resources":["arn:1","arn:2"],)"
    R"("detail":{"object":{"key":"a \"b\".zip","size":1.50,"gone":null},"list":[{"n":7}]}})",
    k_start + milliseconds(1500)};

Rule rule() {
  Rule made;
  made.Name = "on-upload";
  made.Arn = "arn:aws:events:us-east-1:123456789012:rule/on-upload";
  return made;
}

std::string transformed(const std::string& input_template) {
  Target target;
  target.Id = "t";
  target.InputTransformer = InputTransformer{{{"key", "$.detail.object.key"},
                                              {"size", "$.detail.object.size"},
                                              {"type", "$['detail-type']"},
                                              {"second", "$.resources[1]"},
                                              {"object", "$.detail.object"},
                                              {"missing", "$.detail.nothing"}},
                                             input_template};
  if (const Status valid = validate_input(target); !valid.ok()) {
    return valid.failure().message;
  }
  return input_for(target, rule(), k_event, Epoch{});
}

std::string at(const std::string& path) {
  Target target;
  target.Id = "t";
  target.InputPath = path;
  if (const Status valid = validate_input(target); !valid.ok()) {
    return valid.failure().message;
  }
  return input_for(target, rule(), k_event, Epoch{});
}

}  // namespace

TEST_CASE("the input is the event, a part of it, or a constant") {
  Target target;
  CHECK(input_for(target, rule(), k_event, Epoch{}) == k_event.json);
  target.Input = R"({"any":1})";
  CHECK(input_for(target, rule(), k_event, Epoch{}) == R"({"any":1})");
  target.InputPath = "$";
  CHECK(validate_input(target).failure().message ==
        "Only one of Input, InputPath, or InputTransformer must be provided for target .");
  struct Row {
    std::string path;
    std::string input;
  };
  const std::vector<Row> rows = {
      {"$", k_event.json},
      {"$.detail.object.size", "1.50"},
      {"$.detail['object'].key", R"("a \"b\".zip")"},
      {"$[\"detail-type\"]", R"("Object Created")"},
      {"$.resources", R"(["arn:1","arn:2"])"},
      {"$.detail.list[0].n", "7"},
      {"$.detail.list[1].n", "null"},
      {"$.nothing", "null"},
      {"detail", "Invalid JSON path: detail"},
      {"", "Invalid JSON path: "},
      {"$.", "Invalid JSON path: $."},
      {"$..key", "Invalid JSON path: $..key"},
      {"$.detail.*", "Invalid JSON path: $.detail.*"},
      {"$.list[x]", "Invalid JSON path: $.list[x]"},
      {"$.list[]", "Invalid JSON path: $.list[]"},
      {"$.list[0", "Invalid JSON path: $.list[0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(at(row.path) == row.input);
  }
}

TEST_CASE("reference 4.3: templates") {
  struct Row {
    std::string input_template;
    std::string input;
  };
  const std::vector<Row> rows = {
      // Unquoted: JSON. Inside a string: raw text without escaping.
      {R"({"k":<key>,"s":<size>})", R"({"k":"a \"b\".zip","s":1.50})"},
      {R"("<type>: <key>")", R"("Object Created: a "b".zip")"},
      {R"({"o":<object>})", R"({"o":{"key":"a \"b\".zip","size":1.50,"gone":null}})"},
      {R"({"q":"\"<type>","r":<second>})", R"({"q":"\"Object Created","r":"arn:2"})"},
      // A missing path: the variable is absent.
      {R"({"m":"<missing>"})", R"({"m":""})"},
      {R"("a < b")", R"("a < b")"},
      // The reserved ones.
      {R"({"r":"<aws.events.rule-name>","a":<aws.events.rule-arn>})",
       R"({"r":"on-upload","a":"arn:aws:events:us-east-1:123456789012:rule/on-upload"})"},
      {R"({"t":<aws.events.event.ingestion-time>})", R"({"t":"2026-01-01T00:00:01.500Z"})"},
      {R"({"e":<aws.events.event.json>})", R"({"e":)" + k_event.json + "}"},
      {R"({"e":<aws.events.event>})",
       R"({"e":{"id":"id-1","detail-type":"Object Created","resources":["arn:1","arn:2"]}})"},
      // Reference 2.9: which revision the pipeline takes.
      {R"({"sourceRevisions":[{"actionName":"Source","revisionType":"S3_OBJECT_VERSION_ID",)"
       R"("revisionValue":"<second>"}]})",
       R"({"sourceRevisions":[{"actionName":"Source","revisionType":"S3_OBJECT_VERSION_ID",)"
       R"("revisionValue":"arn:2"}]})"},
      {R"({"k":<other>})",
       "InputTemplate for target t contains placeholder <other>, which InputPathsMap does not "
       "define."},
      {R"({"k":})", "InputTemplate for target t is no JSON: syntax error at line 1, column 6."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.input_template);
    CHECK(transformed(row.input_template) == row.input);
  }
}

TEST_CASE("variables have names and paths that can be read") {
  Target target;
  target.Id = "t";
  target.InputTransformer = InputTransformer{{{"a b", "$.x"}}, "1"};
  CHECK(validate_input(target).failure().message ==
        "Invalid variable a b in InputPathsMap of target t.");
  target.InputTransformer = InputTransformer{{{"AWSname", "$.x"}}, "1"};
  CHECK_FALSE(validate_input(target).ok());
  target.InputTransformer = InputTransformer{{{"a", "x"}}, "1"};
  CHECK(validate_input(target).failure().message == "Invalid JSON path: x");
  target.InputTransformer = InputTransformer{{}, "1"};
  for (int i = 0; i < 101; ++i) {
    target.InputTransformer->InputPathsMap["v" + std::to_string(i)] = "$.x";
  }
  CHECK_FALSE(validate_input(target).ok());
}

TEST_CASE("reference 4.3: the default policy tries 185 times more, in just under 24 hours") {
  const RetryPolicy policy;
  Duration age;
  std::int64_t attempts = 1;
  RetryDecision decision = decide_retry(policy, attempts, age, "InternalFailure");
  while (decision.again) {
    age = age + decision.delay;
    decision = decide_retry(policy, ++attempts, age, "InternalFailure");
  }
  CHECK(attempts == 186);
  CHECK(decision.exhausted == "MaximumRetryAttempts");
  CHECK(age < hours(24));
  CHECK(age > hours(23));
}

TEST_CASE("when a delivery is tried again") {
  struct Row {
    RetryPolicy policy;
    std::int64_t attempts;
    Duration age;
    std::string code;
    Duration delay;  // 0: not again
    std::string exhausted;
  };
  const RetryPolicy usual;
  const std::vector<Row> rows = {
      {usual, 1, seconds(0), "ThrottlingException", seconds(1), ""},
      {usual, 4, seconds(7), "InternalFailure", seconds(8), ""},
      {usual, 9, minutes(9), "InternalFailure", seconds(256), ""},
      {usual, 10, minutes(9), "InternalFailure", minutes(8), ""},
      {usual, 100, hours(2), "InternalFailure", minutes(8), ""},
      {{0, hours(24)}, 1, seconds(0), "InternalFailure", seconds(0), "MaximumRetryAttempts"},
      {{185, minutes(1)},
       6,
       seconds(31),
       "InternalFailure",
       seconds(0),
       "MaximumEventAgeInSeconds"},
      {usual, 1, seconds(0), "PipelineNotFoundException", seconds(0), "PipelineNotFoundException"},
      {usual, 1, seconds(0), "AccessDeniedException", seconds(0), "AccessDeniedException"},
      {usual, 1, seconds(0), "AuthorizationError", seconds(0), "AuthorizationError"},
      {usual, 1, seconds(0), "ValidationException", seconds(0), "ValidationException"},
      {usual, 1, seconds(0), "InvalidParameter", seconds(0), "InvalidParameter"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.attempts, row.code);
    const RetryDecision decision = decide_retry(row.policy, row.attempts, row.age, row.code);
    CHECK(decision.again == (row.delay > seconds(0)));
    CHECK(decision.delay == row.delay);
    CHECK(decision.exhausted == row.exhausted);
  }
}

TEST_CASE("rates: one in the singular, more in the plural") {
  CHECK(rate("rate(1 minute)").value() == minutes(1));
  CHECK(rate("rate(5 minutes)").value() == minutes(5));
  CHECK(rate("rate(1 hour)").value() == hours(1));
  CHECK(rate("rate(7 days)").value() == hours(24 * 7));
  for (const char* wrong :
       {"rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate(-1 minutes)",
        "rate(5 seconds)", "rate(5minutes)", "rate(5 minutes", "rate( 5 minutes)",
        "rate(05 minutes)", "5 minutes", "rate(9999999 days)", "rate( )", "cron(0 12 * * ? *)"}) {
    CAPTURE(wrong);
    CHECK(rate(wrong).failure().code == "ValidationException");
  }
}
