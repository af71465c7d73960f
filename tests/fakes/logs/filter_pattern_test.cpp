// Filter patterns: which events a search means.
#include "fakes/logs/filter_pattern.h"

#include <catch2/catch.hpp>

#include "tests/fakes/logs/logs_lab.h"

using namespace greenroom;
using namespace greenroom::logs;

// Reference codebuild-codepipeline-s3 4.1: "terms (AND), "phrase", ?a ?b (OR), -x (NOT),
// { $.field = "v" }".
TEST_CASE("patterns and the messages they match") {
  struct Row {
    const char* pattern;
    const char* message;
    bool expected;
  };
  const char* const event = R"({"level":"ERROR","http":{"status":503},"ok":false})";
  const Row rows[] = {
      {"", "anything", true},
      {"ERROR", "an ERROR here", true},
      {"ERROR", "an error here", false},
      {"ERROR time", "time of ERROR", true},
      {"ERROR time", "ERROR", false},
      {"\"time out\"", "a time out", true},
      {"\"time out\"", "out of time", false},
      {R"("say \"hi\"")", R"(to say "hi")", true},
      {"?WARN ?ERROR", "a WARN", true},
      {"?WARN ?ERROR", "an INFO", false},
      {"ERROR -known", "ERROR of a new kind", true},
      {"ERROR -known", "ERROR, known", false},
      {"-\"known bug\"", "no bug", true},
      {"-known", "a known bug", false},
      {"?WARN ERROR", "ERROR alone", true},
      {"?WARN ERROR", "WARN alone", false},
      {R"({ $.level = "ERROR" })", event, true},
      {R"({$.level="ERROR"})", event, true},
      {R"({ $.level = "WARN" })", event, false},
      {R"({ $.level != "WARN" })", event, true},
      {R"({ $.level = "E*R" })", event, true},
      {R"({ $.level = "*X*" })", event, false},
      {"{ $.http.status = 503 }", event, true},
      {"{ $.http.status = 5* }", event, true},
      {"{ $.ok = false }", event, true},
      {R"({ $.none = "x" })", event, false},
      {R"({ $.none != "x" })", event, false},
      {R"({ $.level = "ERROR" })", "level = ERROR", false},
  };
  for (const Row& row : rows) {
    INFO(row.pattern << " on " << row.message);
    CHECK(matches(parse_filter_pattern(row.pattern).value(), row.message) == row.expected);
  }
}

TEST_CASE("no value of a pattern takes for ever, however many stars it has") {
  std::string value;
  for (int i = 0; i < 30; ++i) {
    value += "*a";
  }
  const std::string message = R"({"level":")" + std::string(200, 'a') + R"("})";
  CHECK(matches(parse_filter_pattern("{ $.level = \"" + value + "\" }").value(), message));
  CHECK_FALSE(matches(parse_filter_pattern("{ $.level = \"" + value + "*b\" }").value(), message));
  CHECK(matches(parse_filter_pattern("{ $.level = \"a*aa\" }").value(), R"({"level":"aaa"})"));
  CHECK_FALSE(matches(parse_filter_pattern("{ $.level = \"a*a\" }").value(), R"({"level":"a"})"));
}

TEST_CASE("patterns that are none, or that are not known here, are refused") {
  CHECK(parse_filter_pattern("a-b").failure() ==
        Failure{"InvalidParameterException", "Invalid character(s) in term 'a-b'"});
  for (const char* pattern :
       {"\"open", "\"\"", "-", "?", "[a, b]", "%regex%", "{", "{ $.a }", "{ $.a > 3 }", "{ a = 1 }",
        "{ $.a = \"x\" && $.b = \"y\" }", "{ $.a = \"x\" } more", "{ $. = 1 }", "{ $.a = }"}) {
    INFO(pattern);
    const Result<FilterPattern> parsed = parse_filter_pattern(pattern);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.failure().code == "InvalidParameterException");
  }
}
