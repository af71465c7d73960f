// JSON that keeps numbers as they were written.
#include "fakes/aws/json.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::aws;

TEST_CASE("what is read is written the same, but for blanks") {
  const std::vector<std::string> rows = {R"({"b":1,"a":[true,false,null,"x"],"c":{}})",
                                         "1.50",
                                         "-0.0",
                                         "123456789012345678901234567890",
                                         "3.018e2",
                                         R"("")",
                                         "[]",
                                         R"("a\"b\\c\n")",
                                         R"({"long":")" + std::string(5000, 'x') + R"("})"};
  for (const std::string& text : rows) {
    CAPTURE(text);
    CHECK(to_text(parse_json(text).value()) == text);
  }
  CHECK(to_text(parse_json(" { \"a\" : [ 1 , 2 ] }\n").value()) == R"({"a":[1,2]})");
}

TEST_CASE("letters of all languages are written as they are; what is no UTF-8 as U+FFFD") {
  struct Row {
    std::string text;
    std::string json;
  };
  const std::vector<Row> rows = {
      {"caf\xc3\xa9", "\"caf\xc3\xa9\""},
      {"\xe2\x82\xac \xf0\x9f\x9a\x80", "\"\xe2\x82\xac \xf0\x9f\x9a\x80\""},
      {"\"\\\n\t\x7f", "\"\\\"\\\\\\n\\u0009\x7f\""},
      {"\xff", "\"\xef\xbf\xbd\""},
      {"\xc3", "\"\xef\xbf\xbd\""},                                  // cut off
      {"\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\""},                  // a longer form of "/"
      {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},  // a surrogate
      {"\xf4\x90\x80\x80!", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd!\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    Json json;
    json.kind = JsonKind::String;
    json.text = row.text;
    CHECK(to_text(json) == row.json);
    CHECK(parse_json(row.json).ok());
  }
}

TEST_CASE("a list of texts") {
  CHECK(json_texts({}) == "[]");
  CHECK(json_texts({"a", "\xc3\xa9\""}) == "[\"a\",\"\xc3\xa9\\\"\"]");
}

TEST_CASE("of two members with one name the last stays") {
  CHECK(to_text(parse_json(R"({"a":1,"b":2,"a":3})").value()) == R"({"b":2,"a":3})");
}

TEST_CASE("nesting has an end") {
  CHECK(parse_json(std::string(60, '[') + std::string(60, ']')).ok());
  CHECK_FALSE(parse_json(std::string(70, '[') + std::string(70, ']')).ok());
}
